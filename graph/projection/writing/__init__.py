"""Statements on their way to the store: slices of the journal, batches, transactions."""
