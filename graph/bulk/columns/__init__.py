"""Records and events into a staged graph, table by table rather than row by row."""
