"""Value types: each owns the cleaning and the validation of one sort of value."""
