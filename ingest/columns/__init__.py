"""Rows of customers column by column: what is usual goes into the journal without an object for each row."""
