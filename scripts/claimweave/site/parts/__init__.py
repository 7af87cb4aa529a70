"""What pages are made of: cards, side notes, the matrix, diagrams, citations."""
