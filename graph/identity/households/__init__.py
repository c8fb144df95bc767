"""Who lives together: a relation between customers, never a reason to merge them."""
