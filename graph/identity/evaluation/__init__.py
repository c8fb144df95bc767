"""Customers held against a truth: precision, recall, F1, B³."""
