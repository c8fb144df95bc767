// name: projection/referrals_made
// mode: read
// params: ids
// Referrals between records, as customers see them now, by those who brought others.
UNWIND $ids AS id
MATCH (a:Customer {id: id})<-[v:RESOLVES_TO]-(:SourceRecord)-[e:REFERRED]->(:SourceRecord)-[w:RESOLVES_TO]->(b:Customer)
USING INDEX SEEK a:Customer(id)
WHERE v.valid_to IS NULL AND w.valid_to IS NULL AND a.id <> b.id
RETURN a.id AS start_id, b.id AS end_id, e.at AS at, e.channel AS channel, e.campaign AS campaign, e.code AS code,
    b.revenue AS revenue
