"""Identity resolution: which source records are one customer, and why."""
