"""Executable reviews: claims are read, checked, counted and woven into a site."""

__version__ = "0.1.0"
