"""What would change if the evidence were another: robustness and withdrawal."""
