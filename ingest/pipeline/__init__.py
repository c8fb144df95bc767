"""One ingest from its files to the journal: what is new, what is refused, what has ended."""
