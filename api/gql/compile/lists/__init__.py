"""Lists: what is asked of one, its statements, and what the store answered."""
