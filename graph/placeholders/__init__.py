"""What stands where nothing is known: listed, or had by more people than chance gives."""
