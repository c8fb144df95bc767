"""What stewards decide: judgements, the review queue, acts that take effect at once."""
