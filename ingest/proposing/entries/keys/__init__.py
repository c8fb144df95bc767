"""By what the records in a file are known: columns that their headers or values tell, or several together."""
