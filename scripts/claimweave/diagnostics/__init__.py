"""What is wrong, where, and how to mend it: diagnostics are values."""
