"""Raw rows to entries: the heart of ingest, also used for rows that come over HTTP."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from graph.entries import Entry, Event, Origin, RecordVersion, Rejection
from graph.journal.checks import faults
from graph.journal.full_state import DELETED, Subject
from graph.journal.sound import surely_sound
from ingest.expressions import walk
from ingest.fields import CleanRow, Ingestor, InvalidRow, RecordKey
from ingest.mapping import Raw, RowMapping, Severity
from ingest.row_rules import judged
from ingest.row_values import Finding, RowValues, row_values, shown

MENDED = "_quarantine"
"""Column of ids of the rejections that a row is the correction of."""
_MADE = ("_line", "_index", MENDED)
"""Columns that ingest itself puts into a row."""

_LONGEST_SHOWN = 10_000
_NO_FIELDS: frozenset[str] = frozenset()


@dataclass(slots=True)
class Outcome:
    """What became of a row. `refused` holds why it stayed out, `left_out` single values that did.

    `applied` is false when the row is none of the mapping's business (`when`). `named` is what refused rows
    are about, `nameless` those refused that do not tell. `raw` is the row as it was
    read, `about` what it states something of (kind and key), each with the fields that the mapping feeds.
    """

    entries: list[Entry] = field(default_factory=list)
    refused: list[Rejection] = field(default_factory=list)
    left_out: list[Rejection] = field(default_factory=list)
    applied: bool = False
    raw: Raw = field(default_factory=dict)
    about: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    named: list[Subject] = field(default_factory=list)
    nameless: list[Rejection] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """Takes in what another entry of the mapping made of the same row."""
        self.entries += other.entries
        self.refused += other.refused
        self.left_out += other.left_out
        self.about += other.about
        self.named += other.named
        self.nameless += other.nameless
        self.applied = self.applied or other.applied


def clean_row(mapping: RowMapping, raw: Raw, origin: Origin) -> Outcome:
    """Entries of one raw row under one entry of a mapping; bad rows and values are in the outcome."""
    return clean_rows(mapping, [raw], [origin])[0]


def clean_rows(mapping: RowMapping, raws: Sequence[Raw], origins: Sequence[Origin]) -> list[Outcome]:
    """The outcome of each of many raw rows."""
    outcomes = [Outcome() for _ in raws]
    parts = [(at, part) for at, raw in enumerate(raws) for part in _parts(mapping, raw)]
    cleaned = row_values(mapping.fields, [part for _, part in parts])
    rows = [_Row.of(mapping, part, origins[at], it) for (at, part), it in zip(parts, cleaned, strict=True)]
    made = [_made(mapping, row) for row in rows]
    if not surely_sound(entry for found in made if isinstance(found, list) for entry in found):
        made = list(map(_checked, made))
    for (at, _), row, found in zip(parts, rows, made, strict=True):
        _settle(outcomes[at], mapping, row, found)
    return outcomes


@dataclass(slots=True)
class _Row:
    """One raw row on its way: its clean values, what could not be used of it, and what it is about."""

    raw: Raw
    clean: CleanRow
    findings: list[Finding]
    about: str

    @classmethod
    def of(cls, mapping: RowMapping, raw: Raw, origin: Origin, found: RowValues) -> "_Row":
        values, findings = found.values, found.findings
        refused = frozenset([finding.field for finding in findings]) if findings else _NO_FIELDS
        clean = CleanRow(mapping.context, origin, values, mapping.mapped, raw.get("_index", 0), refused)
        return cls(raw, clean, findings, _about(mapping, values))


def _parts(mapping: RowMapping, raw: Raw) -> Iterable[Raw]:
    """What the mapping applies to: the row itself, or a row for each element of its list."""
    if mapping.explode is None:
        return (raw,) if mapping.applies(raw) else ()
    name, found = mapping.explode, walk(raw, mapping.explode.split("."))
    elements = enumerate(found if isinstance(found, list) else (), start=1)
    return filter(mapping.applies, ({**raw, name: it, "_index": index} for index, it in elements))


def _made(mapping: RowMapping, row: _Row) -> list[Entry] | Finding:
    """What a clean row becomes, or why it is refused as a whole; what rules say of it is added to its
    findings."""
    values, findings = row.clean.values, row.findings
    deleted = mapping.deletes is not None and mapping.deletes(row.raw)
    broken = _broken_rule(mapping, values, row.raw, findings) if mapping.rules and not deleted else None
    required = mapping.required if not deleted or mapping.ingestor.key is None else (mapping.ingestor.key,)
    for name in required:
        if name not in values:
            return _missing(name, findings)
    return broken or (_endings if deleted else _entries)(mapping, row.clean)


def _settle(outcome: Outcome, mapping: RowMapping, row: _Row, made: list[Entry] | Finding) -> None:
    """Puts into an outcome what became of a row."""
    outcome.applied = True
    refuse = partial(_rejection, mapping.context.source, row.clean.origin, row.raw, row.about)
    if isinstance(made, Finding):
        _refuse(outcome, refuse(made), subject_of(mapping.ingestor, row.clean))
        return
    outcome.entries += made
    if row.about:
        outcome.about.append((row.about, mapping.mapped))
    if row.findings:
        outcome.left_out += map(refuse, row.findings)


def _broken_rule(
    mapping: RowMapping, values: dict[str, Any], raw: Raw, findings: list[Finding]
) -> Finding | None:
    """Why the rules of the mapping refuse a row; what they say of its values is added to the findings."""
    refused = None
    for broken in judged(mapping.rules, values, raw):
        value = "" if broken.value is None else shown(broken.value)
        findings.append(Finding(broken.field, value, broken.reason))
        if broken.severity is Severity.REJECT:
            refused = refused or findings[-1]
    return refused


def _refuse(outcome: Outcome, rejection: Rejection, subject: Subject | None) -> None:
    outcome.refused.append(rejection)
    if subject:
        outcome.named.append(subject)
    else:
        outcome.nameless.append(rejection)


def _endings(mapping: RowMapping, row: CleanRow) -> list[Entry] | Finding:
    """What a row becomes by which its source says that what it is about is no more."""
    subject = subject_of(mapping.ingestor, row)
    if subject is None:
        made = _entries(mapping, row)
        return made if isinstance(made, Finding) else [_ended(entry) for entry in made]
    record: RecordKey | None = row.get("source_id")
    if not subject.kind and record:
        at = row.get("observed_at")
        return [RecordVersion(record.source, record.source_id, {}, (), at, row.origin, DELETED)]
    source, source_id = record or (row.source, None)
    return [Event(*subject, source, source_id, None, row.origin, ended=DELETED)]


def _ended(entry: Entry) -> Entry:
    if isinstance(entry, RecordVersion):
        return replace(entry, attributes={}, identifiers=(), ended=DELETED)
    return replace(entry, at=None, identifiers=(), nodes=(), edges=(), counted=(), ended=DELETED)


def subject_of(ingestor: Ingestor, row: CleanRow) -> Subject | None:
    """What a row is about, where one value tells; None where it does not, or is not there."""
    if ingestor.key is None or row.get(ingestor.key) is None:
        return None
    if ingestor.key_of is None:
        return Subject("", f"{row.record.source}:{row.record.source_id}")
    return Subject(ingestor.kind, ingestor.key_of(row))


def _entries(mapping: RowMapping, row: CleanRow) -> list[Entry] | Finding:
    """What a clean row becomes, or why it is refused as a whole."""
    try:
        return mapping.ingestor.entries(row)
    except InvalidRow as error:
        return Finding(error.field, shown(error.value), error.reason)
    except Exception as error:  # one bad row never stops a file, whatever an ingestor did not expect
        return Finding("", "", f"makes no sense as a whole ({type(error).__name__})")


def _checked(made: list[Entry] | Finding) -> list[Entry] | Finding:
    """The entries, or why the journal would refuse one of them."""
    if isinstance(made, Finding):
        return made
    for entry in made:
        if found := faults(entry):
            return Finding("", "", found[0])
    return made


def _missing(name: str, findings: list[Finding]) -> Finding:
    """Why a required field has no value."""
    return next((it for it in findings if it.field == name), Finding(name, "", "is empty"))


def _about(mapping: RowMapping, values: dict[str, Any]) -> str:
    """Kind and key of what the row states something of; empty where it has no key."""
    key = values.get(mapping.ingestor.key or "")
    return f"{mapping.ingestor.kind} {':'.join(key) if isinstance(key, tuple) else key}" if key else ""


def _rejection(source: str, origin: Origin, raw: Raw, about: str, finding: Finding) -> Rejection:
    return Rejection(source, origin, finding.field, finding.value, finding.reason, row_text(raw), about)


def row_text(raw: Raw) -> str:
    """A raw row as the quarantine keeps it: JSON, cut off where it is very long."""
    row = {name: value for name, value in raw.items() if name not in _MADE and not name.endswith("[]")}
    return shown(row, _LONGEST_SHOWN)
