"""Where an operation can start: queries, mutations, subscriptions."""
