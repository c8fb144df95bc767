"""How often vetoes contradict pairs that are one person: as far as a file's data are faulty."""

from __future__ import annotations

import duckdb

from graph.identity.connection.temporary import count
from graph.identity.evidence import births
from graph.identity.evidence import contradictions as is_
from graph.identity.evidence.branches import noise_of_branches
from graph.identity.evidence.colleagues import noise_of_colleagues
from graph.identity.evidence.generations import chance_of_omissions
from graph.identity.evidence.given_names import GIVEN_DIFFERS, GIVEN_SPELT
from graph.identity.evidence.listings import share_inside
from graph.identity.evidence.vetoes import DOCUMENTS
from graph.identity.rules import Veto

_SAME_NAME = "(l.given = r.given AND l.family = r.family)"
_SAME_PERSON = (
    f"(({births.BIRTH_EQUAL} AND NOT {GIVEN_DIFFERS})"
    f" OR ({_SAME_NAME} AND {is_.ADDRESS_EQUAL} AND coalesce(l.middle = r.middle, FALSE)))"
)

_MISSPELT = f"(l.given <> r.given AND least(length(l.given), length(r.given)) > 1 AND NOT {GIVEN_DIFFERS})"
"""Given names that are merely spelled differently; initials are no errors."""

_SURE_PAIRS = """
FROM {pairs} SEMI JOIN (FROM value_pairs JOIN kind_rules USING (kind) WHERE people = 1)
USING (record_l, record_r)
"""

_CONTACT_PAIRS = """
SELECT p.record_l, p.record_r FROM {pairs} AS p
JOIN features AS l ON l.record_id = p.record_l JOIN features AS r ON r.record_id = p.record_r
WHERE list_has_any(l.emails, r.emails) OR list_has_any(l.phones, r.phones)
OR list_has_any(l.accounts, r.accounts) OR list_has_any(l.devices, r.devices)
"""

_BORN = "SELECT count(*) FROM persons WHERE length(birth_date) = 8"

NOISE_SAMPLE = 50
"""Pairs on which a veto must have been put to the test before it can be found noisy."""

_TWINS = 1 / 65
"""Pairs of twins to a person: at most some 15 among 1000 children born."""

_MOST_NOISE = {Veto.TWINS: 0.3, Veto.GIVEN_NAME: 0.3, Veto.BIRTH_DATE: 0.4, Veto.DOCUMENT: 0.3}
"""Where more pairs contradict each other these are no errors: one person's records do not differ so often, by
what training allows them too (`most_different` in `model/comparisons/every.py`)."""


def veto_noise(connection: duckdb.DuckDBPyConnection, pairs: str) -> dict[Veto, float]:
    """How often a veto contradicts `pairs` that the model holds for one person, where it could.

    Tested are those that rest on one attribute: given names on pairs born on one day into one family, birth
    dates on pairs of equal names, documents on pairs with equal birth dates and no different names, or all
    names and the address in common. Few such pairs are two people, so a large share speaks of faulty data.
    Vetoes tested on fewer than NOISE_SAMPLE pairs are left out.

    Where duplicates are few, twins are many of the pairs that the model holds for one person. As many other
    given names as there may be twins among all records are therefore no noise; nor are any where they are
    more than the given names merely misspelt: people get a letter wrong more often than the whole name.

    Namesakes, and fathers and sons of one name and home, look like faulty dates. Dates a generation apart
    are therefore no noise, and birth dates are tested on the surest pairs of which there are enough: those
    that an identifier of one person links, those that share a contact, else all. Gender is tested on pairs of
    equal names, or of spellings of one: its noise is the share of its contradictions that the errors seen
    there explain. So is that of birth years. What is listed twice is noise as far as sources seem to hold a
    person more than once.
    """
    inside = share_inside(connection, pairs)
    listed = {} if inside is None else {Veto.LISTED_TWICE: inside}
    if (
        count(connection, pairs) < NOISE_SAMPLE
    ):  # the queries are long: to plan them takes as long as to train
        return listed
    return (
        _attribute_noise(connection, pairs)
        | _gender_noise(connection, pairs)
        | _year_noise(connection, pairs)
        | listed
    )


def _attribute_noise(connection: duckdb.DuckDBPyConnection, pairs: str) -> dict[Veto, float]:
    found = _count_noise(connection, pairs)
    enough = found[Veto.BIRTH_DATE][0] >= NOISE_SAMPLE
    for surer in (_SURE_PAIRS, _CONTACT_PAIRS) if enough else ():
        sure = _count_noise(connection, f"({surer.format(pairs=pairs)})")
        if sure[Veto.BIRTH_DATE][0] >= NOISE_SAMPLE:
            found[Veto.BIRTH_DATE] = sure[Veto.BIRTH_DATE]
            break
    shares = {veto: fired / tests for veto, (tests, fired) in found.items() if tests >= NOISE_SAMPLE}
    return {veto: share if share <= _MOST_NOISE[veto] else 0.0 for veto, share in shares.items()}


def noise_without_links(connection: duckdb.DuckDBPyConnection) -> dict[Veto, float]:
    """For each of TO_BE_PROVEN but LISTED_TWICE how likely it contradicts as often as it does where all are
    one; for OFFICES no less than which share of its pairs may be one firm, for COLLEAGUES which
    share of them is one person."""
    branches, houses, offices = noise_of_branches(connection)
    proven = {Veto.BRANCHES: branches, Veto.HOUSES: houses, Veto.OFFICES: offices}
    proven[Veto.COLLEAGUES] = noise_of_colleagues(connection)
    return proven | {Veto.GENERATION: chance_of_omissions(connection)}


def _both(pairs: str) -> str:
    """SQL: both sides `l` and `r` of `pairs`."""
    return (
        f"FROM {pairs} AS p JOIN persons AS l ON l.record_id = p.record_l"
        " JOIN persons AS r ON r.record_id = p.record_r"
    )


def _gender_noise(connection: duckdb.DuckDBPyConnection, pairs: str) -> dict[Veto, float]:
    """Tested on spellings of one name where hardly any names are equal."""
    [(named, fired, equal, wrong, spelt, wrong_spelt)] = connection.execute(
        f"""SELECT count(*) FILTER (l.given > '' AND r.given > ''), count(*) FILTER ({is_.GENDER_DIFFERS}),
            count(*) FILTER (l.given = r.given), count(*) FILTER (l.given = r.given AND l.gender <> r.gender),
            count(*) FILTER ({GIVEN_SPELT}), count(*) FILTER ({GIVEN_SPELT} AND l.gender <> r.gender)
        {_both(pairs)} WHERE l.gender > '' AND r.gender > ''"""
    ).fetchall()
    tests, errors = (equal, wrong) if equal >= NOISE_SAMPLE else (spelt, wrong_spelt)
    if tests < NOISE_SAMPLE or not fired:
        return {}
    return {Veto.GENDER: min(1.0, errors / tests * (named - tests) / fired)}


def _year_noise(connection: duckdb.DuckDBPyConnection, pairs: str) -> dict[Veto, float]:
    """The share of years far apart that two slips at once explain, one coming as often as seen."""
    [(tests, slips, far)] = connection.execute(
        f"""SELECT count(*), count(*) FILTER ({births.YEAR_SLIP} AND NOT {births.GENERATION}),
            count(*) FILTER ({births.YEARS_FAR})
        {_both(pairs)}
        WHERE {_SAME_NAME} AND {births.YEARS_KNOWN}"""
    ).fetchall()
    if tests < NOISE_SAMPLE or not far:
        return {}
    return {Veto.BIRTH_YEAR: min(1.0, slips * slips / tests / far)}


def _count_noise(connection: duckdb.DuckDBPyConnection, pairs: str) -> dict[Veto, tuple[int, float]]:
    """By veto, on how many of `pairs` it could be tested and how many it contradicts."""
    [(together, misspelt, twins, born, namesakes, far, documents, different)] = connection.execute(
        f"""SELECT count(*) FILTER ({is_.BORN_TOGETHER} AND l.given > '' AND r.given > ''),
            count(*) FILTER ({is_.BORN_TOGETHER} AND {_MISSPELT}),
            count(*) FILTER ({is_.TWINS}), ({_BORN}),
            count(*) FILTER ({_SAME_NAME} AND {births.FULL_DATES}),
            count(*) FILTER ({_SAME_NAME} AND {births.DATES_FAR} AND NOT {births.GENERATION}),
            count(d.different) FILTER ({_SAME_PERSON}), count(*) FILTER ({_SAME_PERSON} AND d.different)
        {_both(pairs)}
        LEFT JOIN ({DOCUMENTS.format(pairs=pairs)}) AS d USING (record_l, record_r)"""
    ).fetchall()
    too_many = max(0.0, twins - _TWINS * born)
    too_many = too_many if too_many <= misspelt else 0.0
    return {
        Veto.TWINS: (together, too_many),
        Veto.GIVEN_NAME: (together, too_many),
        Veto.BIRTH_DATE: (namesakes, far),
        Veto.DOCUMENT: (documents, different),
    }
