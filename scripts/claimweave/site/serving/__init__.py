"""The site, served while it is being edited: an edit shows at once, and nothing is done twice."""
