// name: browser/overview
// mode: read
// params:
// What is in the graph. Nodes by label.
MATCH (node)
RETURN labels(node)[0] AS label, count(node) AS nodes
ORDER BY nodes DESC, label
