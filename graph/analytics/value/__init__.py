"""What customers are worth: recency, frequency, monetary value, and what to expect of twelve months."""
