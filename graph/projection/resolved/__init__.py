"""What identity runs made of it, as nodes and edges: customers, matches, households."""
