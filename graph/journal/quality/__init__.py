"""What is amiss in what sources send: rows in quarantine, and how good the rest is."""
