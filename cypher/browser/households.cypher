// name: browser/households
// mode: read
// params:
// Households. The fifteen households with most revenue, who lives there, and whom they brought.
MATCH (household:Household)<-[member:MEMBER_OF]-(customer:Customer)
WHERE member.valid_to IS NULL
WITH household, round(sum(coalesce(customer.revenue, 0.0)) * 100) / 100 AS revenue
ORDER BY revenue DESC, household.id
LIMIT 15
MATCH lives = (household)<-[member:MEMBER_OF]-(customer:Customer)
WHERE member.valid_to IS NULL
OPTIONAL MATCH brought = (customer)-[:REFERRED]->(:Customer)
RETURN lives, brought
LIMIT 200
