// name: browser/path_between
// mode: read
// params:
// Path between two customers. The shortest one over referrals and shared identifiers, here between an advocate and
// somebody brought through others; name any two with WHERE one.id = '...' AND other.id = '...'.
MATCH chain = (one:Customer)-[:REFERRED*1..3]->(other:Customer)
WHERE one.referral_count > 0 AND one.id <> other.id
WITH one, other ORDER BY length(chain) DESC, one.referral_count DESC, one.id, other.id LIMIT 1
MATCH path = shortestPath((one)-[:REFERRED|RESOLVES_TO|HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT*..10]-(other))
RETURN path
