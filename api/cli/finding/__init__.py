"""Customers found: by what people remember, by their records, by what they did."""
