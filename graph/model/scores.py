"""The query that reads what customers have of scores."""

from cypher import Mode, Query
from graph.model.nodes import SCORE_PROPERTIES


def scored_customers() -> Query:
    """Customers with any score, with all of them."""
    names = [each.name for each in SCORE_PROPERTIES]
    there = "\n   OR ".join(f"c.{name} IS NOT NULL" for name in names)
    shown = ",\n  .".join(names)
    text = f"MATCH (c:Customer)\nWHERE {there}\nRETURN c.id AS id, c{{\n  .{shown}\n}} AS values"
    description = "Customers who have a score now, with all of them."
    return Query("analytics/scored_customers", Mode.READ, (), description, text)
