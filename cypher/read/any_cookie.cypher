// name: read/any_cookie
// mode: read
// params: above, below
// A cookie between two values, in a list of one; an empty list where there is none.
MATCH (n:Cookie)
WHERE n.value > $above AND n.value < $below
WITH n.value AS value
LIMIT 1
RETURN collect(value) AS answer
