"""Plans of operations, and their execution in the place of graphql-core's loop over fields."""
