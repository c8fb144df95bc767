"""What resolvers stand on: their context, and batched reads for those that no statement answers."""
