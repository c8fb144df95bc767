"""Who has left, and who is likely to: with probabilities, their reasons, and what would be lost."""
