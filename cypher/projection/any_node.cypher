// name: projection/any_node
// mode: read
// params: 
// One node besides the checkpoint, if there is any.
MATCH (n)
WHERE NOT n:Projection
RETURN labels(n) AS labels LIMIT 1
