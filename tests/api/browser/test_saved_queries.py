"""The saved queries and the style sheet of the Neo4j Browser."""

import re
from collections import Counter

from api.browser.seed import saved_queries, style_sheet, title
from graph.model import MODEL
from graph.store import Row, Store
from tests.api.browser.conftest import COMPANY
from tests.support.stores import writing

IDS = {"_id", "_start", "_end"}
LONGEST_TITLE = 34
"""Characters of a favourite's name that its drawer shows."""


def test_every_saved_query_finds_the_same_on_neo4j_too(embedded_store: Store, neo4j_store: Store) -> None:
    on_embedded = _found_by_query(embedded_store)
    on_neo4j = _found_by_query(neo4j_store)

    assert [name for name, rows in on_embedded.items() if not rows] == []
    assert on_embedded == on_neo4j
    shared = on_embedded["browser/shared_devices"]
    assert [row for row in shared if "postal_code" in row] == [], "who lives together shares no device"


def test_saved_queries_have_names_that_can_be_told_apart() -> None:
    titles = [title(query) for query in saved_queries()]

    assert len(set(titles)) == len(titles)
    assert [name for name in titles if len(name) > LONGEST_TITLE] == []


def test_saved_queries_need_no_parameters() -> None:
    assert [query.name for query in saved_queries() if query.params] == []


def test_every_node_kind_has_a_colour_of_its_own_and_a_caption() -> None:
    styles = {label: style_sheet().get(f"node.{label}", {}) for label in MODEL.node}

    assert [label for label, style in styles.items() if not {"color", "caption"} <= style.keys()] == []
    assert [colour for colour, uses in Counter(s["color"] for s in styles.values()).items() if uses > 1] == []


def test_the_style_sheet_names_only_what_the_model_declares() -> None:
    kinds = {f"node.{kind.label}": kind.property_names for kind in MODEL.nodes}
    kinds |= {f"relationship.{kind.type}": kind.property_names for kind in MODEL.edges}

    rules = {selector: rule for selector, rule in style_sheet().items() if "." in selector}

    assert rules.keys() - kinds.keys() == set()
    captions = [
        (selector, name)
        for selector, rule in rules.items()
        for name in re.findall(r"\{(\w+)\}", rule.get("caption", ""))
    ]
    assert [caption for caption in captions if caption[1] not in kinds[caption[0]]] == []


def _found_by_query(store: Store) -> dict[str, Counter[str]]:
    """The rows that each saved query finds in the small company, in any order."""
    store.run(writing(COMPANY.read_text(encoding="utf-8")))
    return {query.name: Counter(_readable(row) for row in store.run(query)) for query in saved_queries()}


def _readable(row: Row) -> str:
    """A row without the ids that each store gives in its own way."""
    return repr(_without_ids(row))


def _without_ids(value: object) -> object:
    if isinstance(value, dict):
        kept = {
            key: _without_ids(item) for key, item in value.items() if key not in {"_id", "_start", "_end"}
        }
        return sorted(kept.items())
    return [_without_ids(item) for item in value] if isinstance(value, list) else value
