"""Keys that survive what is wrong in a second record: such pairs are compared, and few others."""

from collections.abc import Callable

import duckdb
import pytest

from graph.identity.features.build import build_features
from graph.identity.model.blocking.plan import BlockingRule, count_pairs, pairs_sql

ORGANIZATIONS = ("organization_slips",), ("organization_two_words",)
PEOPLE = ("name_slips",), ("name_two_words",), ("name_sounds",), ("birth_day", "family_sound")


def compared(database: duckdb.DuckDBPyConnection, *keys: tuple[str, ...]) -> bool:
    """Whether a rule on any of the keys brings the two records together that there are."""
    build_features(database)
    pairs = database.execute(pairs_sql([BlockingRule(columns, 0) for columns in keys])).fetchall()
    counted = [columns for columns in keys if count_pairs(database, columns)]
    assert len(counted) == sum(rules.bit_count() for *_, rules in pairs)
    return len(pairs) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stanworth Plumbing Ltd.", "Stanworth P1umbing"),  # another letter
        ("Schröder Accounting", "Schröder Acounting"),  # one missing
        ("Cortriven Software Nr. 5", "Coortriven Software Nr. 5"),  # one too many
        ("Kern Gartenbau GmbH", "Kern Gartenbau Verwaltung"),  # another word
        ("Schmitz und Kern Gartenbau", "Gartenbau Schmitz"),  # words left out, and turned round
    ],
)
def test_firms_are_compared_by_names_that_are_not_quite_one(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None], one: str, other: str
) -> None:
    add("a", organization_name=one)
    add("b", organization_name=other)

    assert compared(database, *ORGANIZATIONS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kern Gartenbau", "Kern Gartenbau"),  # equal: that is for another rule
        ("Kern Gartenbau", "Kern Metallbau"),
        ("Kern", "Keen"),  # short names are one letter apart by chance
        ("Kernox Gartenbau", "Kermax Gartenbau"),  # two letters
        ("Kern of Chicago", "Thames of Chicago"),
    ],
)
def test_firms_are_not_compared_by_less(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None], one: str, other: str
) -> None:
    add("a", organization_name=one)
    add("b", organization_name=other)

    assert not compared(database, *ORGANIZATIONS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Jillian", "Oakstead", "1934-12-05"), ("Jilian", "Oaksted", "1939-12-05")),  # a wrong year
        (("Mohammed", "Haddad"), ("Haddad", "Mohamed")),  # turned round, and another spelling
        (("Joseph", "Hunt"), ("Joseph", "Hznt")),
        (("María", "García López"), ("María Carmen", "García")),
    ],
)
def test_people_are_compared_where_a_name_or_the_year_is_wrong(
    database: duckdb.DuckDBPyConnection,
    add: Callable[..., None],
    one: tuple[str, ...],
    other: tuple[str, ...],
) -> None:
    for record, values in (("a", one), ("b", other)):
        add(record, **dict(zip(("given_name", "family_name", "birth_date"), values, strict=False)))

    assert compared(database, *PEOPLE)


def test_people_are_not_compared_by_a_given_name_and_a_year(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None]
) -> None:
    add("a", given_name="Joseph", family_name="Hunt", birth_date="1957")
    add("b", given_name="Joseph", family_name="Malby", birth_date="1957")

    assert not compared(database, *PEOPLE)


@pytest.mark.parametrize(
    ("address", "found"), [("ana.garcia7", True), ("anagarcia", True), ("ana.lopez", False)]
)
def test_people_are_compared_by_the_family_name_that_an_address_tells(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None], address: str, found: bool
) -> None:
    add("a", given_name="Ana", emails=[f"{address}@x.es"])
    add("b", given_name="Ana", family_name="García")

    assert compared(database, ("name_told",)) is found
