"""What comes of a run: links, assignments, golden records, the review queue."""
