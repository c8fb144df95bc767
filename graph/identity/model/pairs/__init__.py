"""Pairs of records: made, looked at level by level, weighed; here or on another engine."""
