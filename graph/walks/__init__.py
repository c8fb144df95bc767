"""Walks from customer to customer over what connects them: shortest paths, several paths, neighbourhoods."""
