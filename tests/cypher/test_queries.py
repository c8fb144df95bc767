"""Packaged queries: what a file's header must say, and that every file says it."""

import pytest

from cypher import Dialect, Mode, QueryFileError, all_queries, load, parse

GOOD = """\
// name: read/one
// mode: read
// params: id, at
// The node with an id,
// as of a time.
MATCH (n {id: $id}) WHERE n.at < $at // CREATE $nothing
RETURN n.set AS `SET $x`, 'DELETE; $y' AS text
"""


def test_a_header_is_read() -> None:
    query = parse(GOOD, "read/one")

    assert (query.name, query.mode, query.params) == ("read/one", Mode.READ, ("id", "at"))
    assert query.description == "The node with an id, as of a time."
    assert query.text.startswith("MATCH (n {id: $id})")
    assert query.text_for(Dialect.ARCADEDB) == query.text


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("// mode: read\n", "", "lacks mode"),
        ("// mode: read", "// mode: both", "mode is 'both'"),
        ("// name: read/one", "// name: read/two", "calls it 'read/two'"),
        ("// params: id, at", "// params: id", "declares the parameters"),
        ("// params: id, at", "// params: id, at, at", "declares the parameters"),
        ("// params: id, at", "// params: id, at\n// params: id", "says params twice"),
        ("// The node with an id,\n// as of a time.\n", "", "description is missing"),
        ("RETURN", "SET n.x = 1 RETURN", "mode read and writes"),
        ("MATCH (n {id: $id})", "RETURN 1; MATCH (n {id: $id})", "more than one statement"),
    ],
)
def test_a_wrong_file_is_refused(old: str, new: str, fault: str) -> None:
    with pytest.raises(QueryFileError, match=fault):
        parse(GOOD.replace(old, new), "read/one")


@pytest.mark.parametrize("name", ["read/nothing", "../pyproject", "nothing"])
def test_a_missing_query_is_named(name: str) -> None:
    with pytest.raises(QueryFileError, match="no packaged query"):
        load(name)


def test_every_packaged_query_can_be_loaded() -> None:
    assert [query.name for query in all_queries()] == sorted({query.name for query in all_queries()})
