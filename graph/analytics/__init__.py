"""Scores of networks and customers, computed from the journal and written to the graph."""
