// name: browser/shared_devices
// mode: read
// params:
// Shared devices. The fifteen devices and cookies that most customers use, and who of these brought whom: families,
// or somebody who brings himself.
MATCH (device)<-[:USES_DEVICE|HAS_COOKIE]-(:SourceRecord)-[resolves:RESOLVES_TO]->(customer:Customer)
WHERE resolves.valid_to IS NULL
WITH device, count(DISTINCT customer) AS customers
WHERE customers > 1
ORDER BY customers DESC, device.value
LIMIT 15
MATCH use = (device)<-[:USES_DEVICE|HAS_COOKIE]-(:SourceRecord)-[resolves:RESOLVES_TO]->(user:Customer)
WHERE resolves.valid_to IS NULL
OPTIONAL MATCH brought = (user)-[:REFERRED]->(other:Customer)
WHERE EXISTS {
  MATCH (other)<-[theirs:RESOLVES_TO]-(:SourceRecord)-[:USES_DEVICE|HAS_COOKIE]->(device)
  WHERE theirs.valid_to IS NULL
}
RETURN use, brought
LIMIT 200
