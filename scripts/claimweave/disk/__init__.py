"""Reading within limits, and writing whole or not at all: all that touches files."""
