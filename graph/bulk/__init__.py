"""First loads of an empty graph: put together outside the store, then taken in by its own fastest way."""
