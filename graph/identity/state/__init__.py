"""What a run leaves for the next one, so that only what changed has to be worked out again."""
