// name: read/any_document
// mode: read
// params: above, below
// A document between two values, in a list of one; an empty list where there is none.
MATCH (n:Document)
WHERE n.value > $above AND n.value < $below
WITH n.value AS value
LIMIT 1
RETURN collect(value) AS answer
