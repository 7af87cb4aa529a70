"""Rendering: a pure function from an evidence base to the pages and data files of a site."""
