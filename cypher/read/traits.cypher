// name: read/traits
// mode: read
// params: least
// Lists of name, type and whether it is personal, of each trait that is declared; from `least` on, so that the index is read.
MATCH (t:Trait)
WHERE t.name >= $least
RETURN collect([t.name, t.type, t.personal]) AS answer
