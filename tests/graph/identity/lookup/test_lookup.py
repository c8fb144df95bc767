"""A look-up says of a new record what a run would."""

from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pytest

from graph.entries import RecordVersion
from graph.errors import IdentityError
from graph.identity.features.build import register_functions
from graph.identity.judgements import judge
from graph.identity.lookup.lookup import Lookup, Lookups, Resolution
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import resolve
from graph.identity.stewards.stewardship import Author, Reconnection, Stewardship, Verdict
from graph.journal import Journal
from graph.settings import Settings
from graph.words.folding import fold_text
from tests.graph.identity.lookup.known import NEW, ROWS, known, quast, version_of
from tests.support.looking import look


@dataclass(frozen=True)
class Asked:
    """A journal after a run that took in what was looked up before: `found`, and `either`, who fits a father
    and a son of one name; and what stewards ruled of others: `unlinked` was one of the records of customer
    `before`, `one` and `other` had nothing in common."""

    journal: Journal
    settings: Settings
    threshold: float
    found: list[tuple[RecordVersion, Resolution]]
    either: Resolution
    unlinked: str
    before: str
    one: str
    other: str


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """Some records looked up before an incremental run takes them in."""
    begun = known(tmp_path_factory.mktemp("home"))
    journal, settings = begun.journal, begun.settings
    lookup = Lookup(settings)
    versions = [version_of(row) for row in ROWS.slice(0, NEW).to_pylist()]
    found = [(version, lookup.resolve(version)) for version in versions]
    either = quast("shop", "either")
    fits = lookup.resolve(either)
    met = {c.customer_id for it in (fits, *(of for _, of in found)) for c in it.candidates}
    customers = {record: id_ for record, id_ in current_assignment(journal).items() if id_ not in met}
    sizes = Counter(customers.values())
    one, other = sorted(r for r, id_ in customers.items() if sizes[id_] == 1)[:2]
    unlinked = min(_largest(customers))
    asked = Asked(
        *(journal, settings, begun.run.report["threshold"], found, fits),
        *(unlinked, customers[unlinked], one, other),
    )
    journal.append([*versions, either], "later")
    judge(journal, (one, other), Verdict.MATCH, Author("ana", "she told me"))
    stewards = Stewardship(journal, settings)
    assert stewards.unlink_record(unlinked, Author("ana", "two people"), Reconnection.BANNED).run_id
    return asked


def test_weighs_as_a_run_does(asked: Asked) -> None:
    stored = look(asked.journal, "SELECT record_l, record_r, weight FROM stored_links WHERE tier = 'model'")
    weights = {frozenset(ends): weight for *ends, weight in stored}

    looked_up = {
        frozenset((f"{version.source}:{version.source_id}", candidate.record_id)): candidate.weight
        for version, resolution in asked.found
        for candidate in resolution.candidates
    }

    both = weights.keys() & looked_up.keys()
    assert both
    assert {pair: looked_up[pair] for pair in both} == {pair: pytest.approx(weights[pair]) for pair in both}


def test_finds_the_customer_that_a_run_gives(asked: Asked) -> None:
    journal, found = asked.journal, asked.found
    customers = current_assignment(journal)
    known = {candidate.customer_id for _, resolution in found for candidate in resolution.candidates}

    given = {f"{version.source}:{version.source_id}": resolution.customer_id for version, resolution in found}

    # What brings two customers together is a record of both; the run gives it the id that survives.
    surviving = dict(look(journal, "SELECT retired_id, surviving_id FROM aliases"))
    given = {record: surviving.get(id_, id_) for record, id_ in given.items()}
    expected = {record: customers[record] for record in given}
    assert any(given.values())
    assert given == {record: id_ if id_ in known else None for record, id_ in expected.items()}


def test_says_when_there_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(IdentityError, match="no index"):
        Lookup(Settings(home=tmp_path))


def test_folds_text_as_the_macro_does() -> None:
    connection = duckdb.connect()
    register_functions(connection)
    words = [
        "Müller",
        "ĐẶNG Thị",
        "  Ada ",
        "Ærøskøbing",
        "STRAẞE",
        "İzmir",
        "王小明",
        "O’Neil",
        "ﬁn",
        "",
        " ",
    ]

    by_macro = connection.execute("SELECT fold_text(w) FROM (SELECT unnest($words) AS w)", {"words": words})

    assert [fold_text(word) for word in words] == [row[0] for row in by_macro.fetchall()]


def _stored(journal: Journal) -> dict[str, RecordVersion]:
    with closing(journal.connect(views=("stored_records",))) as connection:
        rows = connection.sql("FROM stored_records").to_arrow_table().to_pylist()
    return {row["record_id"]: version_of(row) for row in rows}


def _largest(customers: Mapping[str, str]) -> list[str]:
    """The records of the customer that has most."""
    members: dict[str, list[str]] = {}
    for record, customer in customers.items():
        members.setdefault(customer, []).append(record)
    return max(members.values(), key=lambda records: (len(records), records))


def test_a_stored_record_belongs_to_its_own_customer(asked: Asked) -> None:
    journal = asked.journal
    lookup = Lookup(asked.settings)
    stored = _stored(journal)

    found = {record: lookup.resolve(version) for record, version in list(stored.items())[:12]}

    customers = current_assignment(journal)
    assert {record: resolution.customer_id for record, resolution in found.items()} == {
        record: customers[record] for record in found
    }
    assert all(resolution.stored for resolution in found.values())


def test_a_record_that_was_unlinked_for_good_does_not_come_back(asked: Asked) -> None:
    journal, record, before = asked.journal, asked.unlinked, asked.before
    version = _stored(journal)[record]
    lookup = Lookup(asked.settings)

    unchanged = lookup.resolve(version)
    changed = lookup.resolve(replace(version, attributes=version.attributes | {"occupation": "cook"}))
    nameless = lookup.resolve(replace(version, source="", source_id="asked"))

    after = current_assignment(journal)
    assert unchanged.customer_id == after[record] != before
    assert changed.customer_id == after[record]
    assert not changed.stored
    assert {c.judgement for c in changed.candidates if c.customer_id == before} == {"no_match"}
    assert nameless.customer_id is not None  # it is the record under that name that stewards ruled on


def test_a_steward_s_match_holds_for_a_changed_record(asked: Asked) -> None:
    journal, one, other = asked.journal, asked.one, asked.other
    version = _stored(journal)[one]

    found = Lookup(asked.settings).resolve(
        replace(version, attributes={"given_name": "Xaver"}, identifiers=())
    )

    assert found.customer_id == current_assignment(journal)[other]
    assert [(c.record_id, c.judgement, c.accepted) for c in found.candidates] == [(other, "match", True)]


def test_a_finished_run_counts_from_the_next_look_up_on(asked: Asked) -> None:
    journal, settings = asked.journal, asked.settings
    lookups = Lookups(settings)
    version = next(iter(_stored(journal).values()))
    new = replace(version, source_id="somebody new")
    before = lookups.resolve(new)
    journal.append([new], "later")

    run = resolve(journal, settings)

    after = lookups.resolve(new)
    assert (before.stored, after.stored) == (False, True)
    assert after.run_id == run.run_id != before.run_id


def test_a_record_that_fits_father_and_son_is_neither_s(asked: Asked) -> None:
    customers = current_assignment(asked.journal)
    assert asked.either.customer_id is None
    assert len({customers[key] for key in ("crm:father", "crm:son", "shop:either")}) == 3
    fits = {
        c.record_id: c.weight for c in asked.either.candidates if c.record_id in ("crm:father", "crm:son")
    }
    assert len(fits) == 2
    assert all(weight is not None and weight >= asked.threshold for weight in fits.values())
