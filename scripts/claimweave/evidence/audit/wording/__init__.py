"""Where an audit finding is worded: its sentence, the names in it, and the numbers of each part."""
