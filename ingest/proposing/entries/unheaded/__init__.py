"""What columns hold whose headers say nothing, by their values and by the columns around them."""
