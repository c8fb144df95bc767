"""What customers do, read from the journal: which interests it shows, and in which sessions it happened."""
