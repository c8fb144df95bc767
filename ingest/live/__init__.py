"""Messages in Segment's format, from the network into the journal."""
