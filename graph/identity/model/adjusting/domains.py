"""How much it says that two firms of one name have mailboxes under one domain.

A domain is one firm's, and namesakes have others: in lists of names and domains it is what tells them apart.
But branches share it, and where domains are made of the names without asking who has them, namesakes do, too.
How it is in the data the rows of one source tell, which mostly holds a firm once.
"""

from __future__ import annotations

from dataclasses import replace

import duckdb

from graph.identity.connection.temporary import finds
from graph.identity.model.adjusting.name_rarity import FEWEST, MOST_HOLDERS
from graph.identity.model.comparisons.organizations import DOMAIN, ONE_DOMAIN
from graph.identity.model.identity_model import IdentityModel

KEPT = 0.9
"""The share of firms with several mailboxes that have them under one domain."""

_BOXED = "entity_type = 'organization' AND organization IS NOT NULL AND desk_domains IS NOT NULL"

_COUNTS = f"""
WITH held AS (
    SELECT record_no, source, organization, desk_domains, emails FROM features WHERE {_BOXED}
    QUALIFY count(*) OVER (PARTITION BY organization) BETWEEN 2 AND {MOST_HOLDERS}
)
SELECT count(*), count(*) FILTER (list_has_any(l.desk_domains, r.desk_domains))
FROM held AS l JOIN held AS r USING (organization, source)
WHERE l.record_no < r.record_no AND NOT list_has_any(l.emails, r.emails)
"""  # noqa: S608 - made of conditions of our own


def with_domains(connection: duckdb.DuckDBPyConnection, model: IdentityModel) -> IdentityModel:
    """The model in which one domain under one name counts as the `features` bear out: by its share among
    rows of one name in one source, never against a pair, and as before where such rows are few."""
    if not finds(connection, f"FROM features WHERE {_BOXED}"):
        return model  # the query takes longer to plan than to answer
    [(pairs, shared)] = connection.execute(_COUNTS).fetchall()
    if pairs < FEWEST:
        return model
    u = round(min(KEPT, (shared + 1) / (pairs + 2)), 6)
    rates = {**model.rates[DOMAIN.name], ONE_DOMAIN: (KEPT, u)}
    return replace(model, rates={**model.rates, DOMAIN.name: rates})
