"""Messages over HTTP: taken in, made durable, and followed into the graph."""
