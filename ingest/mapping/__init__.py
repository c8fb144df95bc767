"""A bound mapping: where a file lies, how it is read, and how a value is taken from its rows."""
