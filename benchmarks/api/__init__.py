"""The GraphQL API beside `@neo4j/graphql` on one Neo4j: `make bench-api`, which writes benchmarks/api.md."""
