"""Pages of lists that are no lists of the model: cursors, connections, and pages by time."""
