"""Customers for what came since the last run."""
