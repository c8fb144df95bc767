"""Values that several people give, in a look-up and in the run that takes the same record in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial

import pytest

from graph.identity.explanation.evidence_reading import with_evidence
from graph.identity.explanation.pair_evidence import PairEvidence
from graph.identity.lookup.lookup import Lookup, Resolution
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import Mode, resolve
from graph.journal import Journal
from graph.settings import Settings
from tests.graph.identity.lookup.documents import CASES
from tests.graph.identity.town import town
from tests.support.looking import look


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
    journal, settings = town(tmp_path_factory.mktemp("shared") / "home")
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
    """How many people give each value of the cases that counts as shared."""
    rows = look(journal, "SELECT kind, value, people FROM shared_values WHERE shared")
    values = {case.identifier.value for case in CASES.values()}
    return {(kind, value): people for kind, value, people in rows if value in values}


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
