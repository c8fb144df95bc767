// name: read/any_account
// mode: read
// params: above, below
// An account between two values, in a list of one; an empty list where there is none.
MATCH (n:Account)
WHERE n.value > $above AND n.value < $below
WITH n.value AS value
LIMIT 1
RETURN collect(value) AS answer
