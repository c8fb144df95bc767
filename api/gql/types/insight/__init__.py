"""What the scores of value, leaving, stages and offers say."""
