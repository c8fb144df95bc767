"""Two records side by side: what each says, attribute by attribute and identifier by identifier."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from graph.identity.explanation.evidence_reading import with_evidence
from graph.identity.explanation.pair_evidence import Pair, PairEvidence
from graph.identity.explanation.why import PairReport, explain_pair
from graph.journal import Journal
from graph.model.attributes import PERSON_PROPERTIES
from graph.settings import Settings


@dataclass(frozen=True, slots=True)
class SheetRow:
    """An attribute, or a kind of identifier, with what both records say; empty where one says nothing."""

    name: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """All that at least one of two records says, attributes first, and why they are one customer or two."""

    rows: list[SheetRow]
    why: PairReport


def side_by_side(journal: Journal, settings: Settings, pair: Pair) -> SideBySide:
    """What a steward looks at to judge two records. Raises as `why` does."""
    return with_evidence(journal, settings, partial(_side_by_side, pair))


def _side_by_side(pair: Pair, evidence: PairEvidence) -> SideBySide:
    report = explain_pair(pair, evidence)
    left, right = (_said(evidence, record) for record in pair)
    rows = [
        SheetRow(name, left.get(name, ()), right.get(name, ()))
        for name in dict.fromkeys((*_ATTRIBUTES, *left, *right))
        if name in left or name in right
    ]
    return SideBySide(rows, report)


_ATTRIBUTES = tuple(p.name for p in PERSON_PROPERTIES)


def _said(evidence: PairEvidence, record: str) -> dict[str, tuple[str, ...]]:
    said = {name: _texts(value) for name, value in evidence.said(record, _ATTRIBUTES).items()}
    # An address is in the attributes already, part by part.
    said |= {kind: tuple(values) for kind, values in evidence.used(record).items() if kind != "address"}
    return {name: values for name, values in said.items() if values}


def _texts(value: str | list[str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)
