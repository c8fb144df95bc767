// name: projection/foreign_node
// mode: read
// params: labels
// One node that has none of these labels, if there is any.
MATCH (n)
WHERE none(label IN labels(n) WHERE label IN $labels)
RETURN labels(n) AS labels LIMIT 1
