"""A proposed claim, study sheet or reference: from answers to files, tried before it is written."""
