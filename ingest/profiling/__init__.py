"""What is in a file, column by column, whoever it is from: nothing is ingested."""
