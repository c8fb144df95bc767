// name: browser/overview
// mode: read
// params:
// How much of what is in the graph. Nodes by label.
MATCH (node)
RETURN labels(node)[0] AS label, count(node) AS nodes
ORDER BY nodes DESC, label
