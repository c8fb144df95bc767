"""A run: what it is to do, what it may take over, its steps, where it is and what is said of it."""
