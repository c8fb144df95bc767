// name: read/any_handle
// mode: read
// params: above, below
// A name in a social network between two values, in a list of one; an empty list where there is none.
MATCH (n:SocialHandle)
WHERE n.value > $above AND n.value < $below
WITH n.value AS value
LIMIT 1
RETURN collect(value) AS answer
