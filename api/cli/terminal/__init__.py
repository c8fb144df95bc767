"""What all commands print and ask with."""
