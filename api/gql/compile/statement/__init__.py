"""What statements are put together from: parts, the names in them, and what an object's fields read."""
