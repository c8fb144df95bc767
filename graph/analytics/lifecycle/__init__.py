"""Where customers are in their life with the company: how far they came, and whether they are active."""
