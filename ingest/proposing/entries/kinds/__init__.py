"""Which kinds of rows a file holds."""
