"""A page each: claims, references, rules, the audit, indexes and downloads."""
