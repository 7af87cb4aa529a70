"""Where a verdict is computed: of one query, of a claim's readings, and how it is worded."""
