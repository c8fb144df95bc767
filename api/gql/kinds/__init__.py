"""The whole graph in GraphQL, generated from the model: lists, filters, orders, aggregates, nodes by id.

`names` says what there is and how it is called, `orders` by what lists go; policy and compiler use them too.
`inputs` and `outputs` make the types of `made`, `nodes` knows ids that are unique in all of the graph.
"""
