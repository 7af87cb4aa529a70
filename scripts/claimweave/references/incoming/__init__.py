"""Entries of files that others have written: BibTeX, RIS, nbib, CSL-JSON, EndNote XML.

A reader for each format, and one door before them all: `file_formats.read_file`.
"""
