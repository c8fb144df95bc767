"""Mapping files in YAML, held against what ingestors declare and bound; all mistakes of a file at once."""
