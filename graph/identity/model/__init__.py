"""The model: comparisons, blocking, training without or with labels, weights, threshold."""
