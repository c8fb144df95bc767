"""What sources sent: how good it is, and what stayed out."""
