"""What the company has of its own: traits of its mappings, segments of its file."""
