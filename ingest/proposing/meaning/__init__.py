"""What one column means, by its header and by its values."""
