"""The comment on a pull request: made by trusted code from what the checks of a stranger left."""
