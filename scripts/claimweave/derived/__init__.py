"""The files that are made from a review: schemas and names for editors, and issue forms."""
