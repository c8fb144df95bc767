// name: projection/referrals_received
// mode: read
// params: ids
// Referrals between records, as customers see them now, by those who were brought.
UNWIND $ids AS id
MATCH (b:Customer {id: id})<-[w:RESOLVES_TO]-(:SourceRecord)<-[e:REFERRED]-(:SourceRecord)-[v:RESOLVES_TO]->(a:Customer)
USING INDEX SEEK b:Customer(id)
WHERE v.valid_to IS NULL AND w.valid_to IS NULL AND a.id <> b.id
RETURN a.id AS start_id, b.id AS end_id, e.at AS at, e.channel AS channel, e.campaign AS campaign, e.code AS code,
    b.revenue AS revenue
