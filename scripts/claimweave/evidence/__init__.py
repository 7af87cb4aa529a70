"""The evidence base: what rests on what, computed from claims and study sheets."""
