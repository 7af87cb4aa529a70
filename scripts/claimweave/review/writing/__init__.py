"""How claims and study sheets are written as YAML: the other way round from reading."""
