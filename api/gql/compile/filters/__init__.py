"""From a filter to conditions of a statement."""
