"""Scores over the graph, computed with networkx and written back."""
