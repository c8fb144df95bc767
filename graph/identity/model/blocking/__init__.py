"""Which pairs are compared, and by what they are found."""
