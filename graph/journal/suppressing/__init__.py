"""Who was erased and must not come back: a list of keyed hashes, and what entries are held against it."""
