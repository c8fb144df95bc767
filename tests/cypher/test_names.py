"""Parts of statements name nothing but what the model declares."""

import re

import pytest

from cypher import Query, all_queries
from graph.model import MODEL
from graph.model.links import HOLDS

PARTS = [query for query in all_queries() if query.name.split("/")[0] in ("condition", "order", "relation")]
_LABELS = re.compile(r"\((?:_\w+)?:(\w+)")
_TYPES = re.compile(r"\[(?:_\w+)?:([\w|]+)")
_PROPERTIES = re.compile(r"\b_\w+\.(\w+)|\{(\w+):")
PROPERTIES = {name for kind in (*MODEL.nodes, *MODEL.edges) for name in kind.property_names}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_parts_name_what_the_model_declares(part: Query) -> None:
    labels = set(_LABELS.findall(part.text))
    types = {name for names in _TYPES.findall(part.text) for name in names.split("|")}
    properties = {first or second for first, second in _PROPERTIES.findall(part.text)}

    assert labels <= set(MODEL.node)
    assert types <= set(MODEL.edge)
    assert properties <= PROPERTIES


def test_parts_that_go_over_identifiers_name_all_kinds() -> None:
    kinds = {kind.edge for kind in MODEL.identifiers}
    over = [query for query in all_queries() if "HAS_EMAIL|" in query.text]

    missing = {
        query.name: kinds - set(names.split("|"))
        for query in over
        for names in _TYPES.findall(query.text)
        if "HAS_EMAIL" in names
    }
    assert {name: kinds for name, kinds in missing.items() if kinds} == {}


def test_a_consent_holds_by_one_condition() -> None:
    """In filters, of consents granted and denied, as in lists: what begins later does not hold yet."""
    holds = f"_statement.valid_from <= datetime() AND {HOLDS.replace('_edge', '_statement')}"
    statements = {query.name: query.text.count("[_statement:") for query in PARTS}
    told = {query.name: " ".join(query.text.split()).count(holds) for query in PARTS}

    assert told == statements
    assert statements["condition/has_consent"] == 2
    assert statements["relation/customer_consents"] == 1
