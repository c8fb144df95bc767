"""What somebody asks for, as people write it, read by the cleaners of an ingest."""
