"""What is selected of an object: columns of a statement, and readers of the row that comes back."""
