"""Values that several people give, in a look-up and in the run that takes the same record in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import partial

import pytest

from graph.entries import Identifier, RecordVersion
from graph.identity.explanation.evidence_reading import with_evidence
from graph.identity.explanation.pair_evidence import PairEvidence
from graph.identity.lookup.lookup import Lookup, Resolution
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import Mode, resolve
from graph.journal import Journal
from graph.settings import Settings
from tests.support.looking import look
from tests.support.people import FAMILY, GIVEN, resolved, somebody

NEW_NAMES = {5: "Zimmermann", 9: "Yildirim", 15: "Quandt", 18: "Weber"}


@dataclass(frozen=True)
class Case:
    """People who give a value in records that the first run knows, and the record that is asked for."""

    asked: int
    holders: tuple[int, ...]
    changes: dict[str, str] = field(default_factory=dict)
    kind: str = "document"

    @property
    def identifier(self) -> Identifier:
        first = self.holders[0]
        values = {
            "document": f"passport:DE:C{first:06}",
            "phone": f"+4922112{first}",
            "email": f"{GIVEN[first % 10]}.{FAMILY[first // 10 % 8]}.own@mail.de".lower(),
        }
        return Identifier(self.kind, values[self.kind])

    @property
    def known(self) -> list[RecordVersion]:
        return [_told("app", number, self.identifier) for number in self.holders]

    @property
    def version(self) -> RecordVersion:
        return _told("web", self.asked, self.identifier, **self.changes)


def _told(source: str, number: int, identifier: Identifier, **changes: str) -> RecordVersion:
    """The record of a person in a further source, with the person's e-mail address."""
    [own] = somebody(source, number).identifiers
    return somebody(source, number, own, identifier, **changes)


def _married(number: int) -> dict[str, str]:
    """Two contradictions to what is known of a person, so that a document counts as given by two people."""
    return {"family_name": NEW_NAMES[number], "birth_date": f"20{number:02}-02-03"}


CASES = {
    "the person's own document": Case(1, (1,)),
    "the person's own, under a new name and date": Case(5, (5,), _married(5)),
    "another's document": Case(3, (2,)),
    "one that two others give": Case(8, (6, 7)),
    "one that two give, one of them under a new name and date": Case(9, (9, 10), _married(9)),
    "one that three others give": Case(14, (11, 12, 13)),
    "one that three give, one of them under a new name and date": Case(15, (15, 16, 17), _married(15)),
    "a placeholder": Case(18, (18, 19, 20, 21), _married(18)),
    "a number that as many as may use": Case(26, (22, 23, 24, 25), kind="phone"),
    "an address of the whole name, under a new family name": Case(
        27, (27,), {"family_name": "Quandt", "birth_date": "1967-04-23"}, kind="email"
    ),
}


@dataclass(frozen=True)
class Taken:
    """What a look-up said of a record, and what the run that took it in says of the same pairs; `customer` is
    null where the run made a new one."""

    found: Resolution
    customer: str | None
    weights: dict[str, float]
    vetoes: dict[str, str]


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Taken]:
    known = [version for case in CASES.values() for version in case.known]
    journal, settings = resolved(tmp_path_factory.mktemp("shared") / "home", *known)
    assert _shared(journal) == {
        (case.kind, case.identifier.value): len(case.holders)
        for case in CASES.values()
        if len(case.holders) > 1 and case.kind == "document"
    }
    lookup = Lookup(settings)
    before = set(current_assignment(journal).values())
    found = {name: lookup.resolve(case.version) for name, case in CASES.items()}
    journal.append([case.version for case in CASES.values()], "asked")
    assert resolve(journal, settings).mode is Mode.INCREMENTAL
    return _told_by_run(journal, settings, found, before)


def _shared(journal: Journal) -> dict[tuple[str, str], int]:
    rows = look(journal, "SELECT kind, value, people FROM shared_values WHERE shared")
    return {(kind, value): people for kind, value, people in rows}


def _told_by_run(
    journal: Journal, settings: Settings, found: dict[str, Resolution], before: Collection[str]
) -> dict[str, Taken]:
    customers = current_assignment(journal)
    records = {name: f"web:{case.asked}" for name, case in CASES.items()}
    pairs = [(records[name], c.record_id) for name in found for c in found[name].candidates]
    weights, vetoes = with_evidence(journal, settings, partial(_weighed, pairs))
    return {
        name: Taken(
            resolution,
            customers[records[name]] if customers[records[name]] in before else None,
            {other: weight for (asked, other), weight in weights.items() if asked == records[name]},
            {other: reason for (asked, other), reason in vetoes.items() if asked == records[name]},
        )
        for name, resolution in found.items()
    }


Pair = tuple[str, str]


def _weighed(pairs: Sequence[Pair], evidence: PairEvidence) -> tuple[dict[Pair, float], dict[Pair, str]]:
    evidence.prepare({record for pair in pairs for record in pair})
    weights = {(e.record_l, e.record_r): e.weight for e in evidence.weights(pairs)}
    vetoes = evidence.vetoes(pairs)
    sides = {pair: (min(pair), max(pair)) for pair in pairs}
    return (
        {pair: weights[side] for pair, side in sides.items()},
        {pair: vetoes[side] for pair, side in sides.items() if side in vetoes},
    )


@pytest.mark.parametrize("name", CASES)
def test_a_look_up_says_what_the_run_does(taken: dict[str, Taken], name: str) -> None:
    told = taken[name]
    candidates = told.found.candidates

    assert told.found.customer_id == told.customer
    assert {c.record_id: c.weight for c in candidates} == pytest.approx(told.weights)
    assert {c.record_id: c.veto for c in candidates if c.veto} == told.vetoes
