"""From the selection of a GraphQL operation to one Cypher statement, and from its row to the answer.

`statement` holds what a statement is put together from: which part a field stands for, which property of the
model it shows. `filters` makes conditions of filters, `fields` columns and readers of what is selected of an
object, `lists` the statements of lists. `execution` puts them together for an operation, with generated names
and parameters alone, keeps the plan, and runs it in the place of graphql-core's loop over fields. What cannot
be compiled is resolved, and what is below it compiled again.
"""
