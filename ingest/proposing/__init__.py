"""Proposes a mapping for files that nobody has described, by their headers and by what is in them."""
