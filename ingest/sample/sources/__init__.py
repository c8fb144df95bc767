"""What each source of the sample company knows of its people."""
