"""Numbers, and amounts of money with their currencies."""
