"""What an operation may cost, and who may ask for how much: measured before it runs."""
