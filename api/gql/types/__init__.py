"""GraphQL object types, by the part of a customer's life that they show."""
