// name: read/traits
// mode: read
// params:
// Lists of name, type and whether it is personal, of each trait that is declared.
MATCH (t:Trait)
RETURN collect([t.name, t.type, t.personal]) AS answer
