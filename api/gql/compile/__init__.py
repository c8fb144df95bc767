"""From the selection of a GraphQL operation to one Cypher statement, and from its row to the answer.

`relations` declares which part of a statement a field stands for; `columns` which property. `selection`
puts them together for what is asked, with generated names and parameters alone; `plans` keeps the result;
`executor` runs it in the place of graphql-core's loop over fields. What cannot be compiled is resolved, and
what is below it compiled again.
"""
