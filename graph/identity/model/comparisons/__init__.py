"""What two records are compared by, and what is known of each level before any data is seen."""
