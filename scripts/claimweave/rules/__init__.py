"""The integrity rules, each with its documentation, and the registry that runs them."""
