"""What identifiers link, and what speaks against it."""
