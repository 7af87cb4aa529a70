"""Strict readers: each yields what it could read, and a problem for each thing it could not."""
