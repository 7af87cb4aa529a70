"""What a change does to the evidence, and what rests on what."""
