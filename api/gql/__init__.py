"""GraphQL over the customer graph: types, queries, loaders, limits."""
