"""What needs no review: text that can be shown, spelling, suggestions, counts and lists, labels."""
