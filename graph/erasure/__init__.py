"""Forgetting a person: whom that is about, hiding them at once, taking them off the disk."""
