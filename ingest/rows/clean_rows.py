"""Raw rows to entries: the heart of ingest, also used for rows that come over HTTP."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from graph.entries import Entry, Event, Origin, RecordVersion, Rejection
from graph.journal.appending.checks import faults
from graph.journal.appending.full_state import DELETED, Subject
from graph.journal.appending.sound import surely_sound
from ingest.ingestors.fields import CleanRow, CleanRows, Ingestor, InvalidRow, RecordKey
from ingest.mapping.mapping import Raw, RowMapping, Severity
from ingest.mapping.paths import keys_of, walk
from ingest.quarantine_files import MENDS, PLACE
from ingest.row_text import written
from ingest.rows.outcome import Outcome
from ingest.rows.row_rules import judged
from ingest.rows.row_values import CleanColumns, Finding, clean_columns, shown, storable

_MADE = ("_line", "_index", MENDS, PLACE)
"""Columns that ingest itself puts into a row."""

LONGEST_ROW = 10_000
"""Characters of a row that the quarantine keeps."""
_NO_FIELDS: frozenset[str] = frozenset()


def clean_row(mapping: RowMapping, raw: Raw, origin: Origin) -> Outcome:
    """Entries of one raw row under one entry of a mapping; bad rows and values are in the outcome."""
    return clean_rows(mapping, [raw], [origin])[0]


def clean_rows(mapping: RowMapping, raws: Sequence[Raw], origins: Sequence[Origin]) -> list[Outcome]:
    """The outcome of each of many raw rows."""
    outcomes = [Outcome() for _ in raws]
    parts = [(at, part) for at, raw in enumerate(raws) for part in _parts(mapping, raw)]
    batch = _Batch.of(mapping, [part for _, part in parts], [origins[at] for at, _ in parts])
    made = _made(batch)
    if not surely_sound(entry for found in made if isinstance(found, list) for entry in found):
        made = list(map(_checked, made))
    for place, ((at, _), found) in enumerate(zip(parts, made, strict=True)):
        _settle(outcomes[at], batch, place, found)
    return outcomes


_Made = list[Entry] | Finding
"""What a row becomes, or why it is refused as a whole."""


@dataclass
class _Batch:
    """Raw rows on their way, each with its clean values, what could not be used of it, and what it is
    about."""

    mapping: RowMapping
    raws: Sequence[Raw]
    origins: Sequence[Origin]
    columns: CleanColumns
    refused: Mapping[int, frozenset[str]]
    about: Sequence[str]

    @classmethod
    def of(cls, mapping: RowMapping, raws: Sequence[Raw], origins: Sequence[Origin]) -> "_Batch":
        columns = clean_columns(mapping.fields, raws)
        refused = {at: frozenset([it.field for it in found]) for at, found in columns.findings.items()}
        return cls(mapping, raws, origins, columns, refused, _about(mapping, columns))

    @cached_property
    def rows(self) -> list[CleanRow]:
        """The clean rows one by one; most kinds of rows, and all rules, look at single ones."""
        context, mapped, refused = self.mapping.context, self.mapping.mapped, self.refused
        each = zip(self.raws, self.origins, self.columns.rows(), strict=True)
        return [
            CleanRow(context, origin, values, mapped, raw.get("_index", 0), refused.get(at, _NO_FIELDS))
            for at, (raw, origin, values) in enumerate(each)
        ]

    def taken(self, places: Sequence[int]) -> CleanRows:
        """Some of the rows, column by column, as the rules left them."""
        columns: Mapping[str, list[Any]] = self.columns.values
        if self.mapping.rules:
            columns = CleanRows.of(self.rows, columns).values
        if len(places) < len(self.raws):
            columns = {name: [column[at] for at in places] for name, column in columns.items()}
        refused = {new: self.refused[at] for new, at in enumerate(places) if at in self.refused}
        return CleanRows(self.mapping.context, [self.origins[at] for at in places], columns, refused)

    def findings(self, at: int) -> list[Finding]:
        """What could not be used of a row; more can be added."""
        return self.columns.findings.setdefault(at, [])

    def rejection(self, at: int, finding: Finding) -> Rejection:
        """What the quarantine is told of a row."""
        source, text = self.mapping.context.source, row_text(self.raws[at])
        wrong = finding.field, finding.value, finding.reason
        return Rejection(source, self.origins[at], *wrong, text, self.about[at])


def _parts(mapping: RowMapping, raw: Raw) -> Iterable[Raw]:
    """What the mapping applies to: the row itself, or a row for each element of its list."""
    if mapping.explode is None:
        return (raw,) if mapping.applies(raw) else ()
    name, found = mapping.explode, walk(raw, keys_of(mapping.explode))
    elements = enumerate(found if isinstance(found, list) else (), start=1)
    return filter(mapping.applies, ({**raw, name: it, "_index": index} for index, it in elements))


def _made(batch: _Batch) -> list[_Made]:
    """What each row becomes, or why it is refused as a whole; what rules say of it is added to its
    findings."""
    mapping = batch.mapping
    found = _judged(batch) if mapping.rules or mapping.deletes is not None else _lacking(batch)
    rest = [at for at in range(len(batch.raws)) if at not in found]
    _tell_contradictions(batch, rest)
    one_of_each = mapping.ingestor.one_of_each
    together = _together(one_of_each, batch.taken(rest)) if one_of_each and rest else None
    made = together or [_entries(mapping, batch.rows[at]) for at in rest]
    found.update(zip(rest, made, strict=True))
    return [found[at] for at in range(len(batch.raws))]


def _tell_contradictions(batch: _Batch, places: Iterable[int]) -> None:
    """Adds to the findings of rows where their values contradict each other, which go in all the same."""
    for it in batch.mapping.ingestor.agreements:
        if not batch.mapping.mapped.issuperset((it.field, it.other)):
            continue
        values, others = batch.columns.column(it.field), batch.columns.column(it.other)
        for at in places:
            if it.broken(values[at], others[at]):
                batch.findings(at).append(Finding(it.field, str(values[at]), it.reason))


def _lacking(batch: _Batch) -> dict[int, _Made]:
    """Why rows are refused that lack a required value."""
    found: dict[int, _Made] = {}
    for name in batch.mapping.required:
        column = batch.columns.column(name)
        if None in column:
            for at in [at for at, value in enumerate(column) if value is None and at not in found]:
                found[at] = _missing(name, batch.findings(at))
    return found


def _judged(batch: _Batch) -> dict[int, _Made]:
    """Why rows are refused, and what those become by which something ends; what else rules say of rows is
    added to their findings."""
    found: dict[int, _Made] = {}
    mapping = batch.mapping
    for at, (raw, row) in enumerate(zip(batch.raws, batch.rows, strict=True)):
        deleted = mapping.deletes is not None and mapping.deletes(raw)
        broken = None if deleted else _broken_rule(mapping, row.values, raw, batch.findings(at))
        key = mapping.ingestor.key
        required = (key,) if deleted and key else mapping.required
        lacking = next((name for name in required if name not in row.values), None)
        if lacking is not None:
            found[at] = _missing(lacking, batch.findings(at))
        elif broken or deleted:
            found[at] = broken or _endings(mapping, row)
    return found


def _settle(outcome: Outcome, batch: _Batch, at: int, made: _Made) -> None:
    """Puts into an outcome what became of a row of a batch."""
    outcome.applied = True
    findings = batch.columns.findings.get(at, ())
    if isinstance(made, Finding):
        _refuse(outcome, batch.rejection(at, made), subject_of(batch.mapping.ingestor, batch.rows[at]))
        outcome.left_out += [batch.rejection(at, it) for it in findings if it != made]
        return
    outcome.entries += made
    if about := batch.about[at]:
        outcome.about.append((about, batch.mapping.mapped))
    outcome.left_out += [batch.rejection(at, it) for it in findings]


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


def _endings(mapping: RowMapping, row: CleanRow) -> _Made:
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


def _together(one_of_each: Callable[[CleanRows], Sequence[Entry]], rows: CleanRows) -> list[_Made] | None:
    """The entry of each row of a kind that has one of each; None where rows must be looked at one by one."""
    try:
        return [[entry] for entry in one_of_each(rows)]
    except Exception:  # one bad row never stops a file, whatever an ingestor did not expect
        return None


def _entries(mapping: RowMapping, row: CleanRow) -> _Made:
    """What a clean row becomes, or why it is refused as a whole."""
    try:
        mapping.ingestor.check(row)
        return mapping.ingestor.entries(row)
    except InvalidRow as error:
        return Finding(error.field, shown(error.value), error.reason)
    except Exception as error:  # one bad row never stops a file, whatever an ingestor did not expect
        return Finding("", "", f"makes no sense as a whole ({type(error).__name__})")


def _checked(made: _Made) -> _Made:
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


def _about(mapping: RowMapping, columns: CleanColumns) -> list[str]:
    """Kind and key of what each row states something of; empty where it has no key."""
    kind = mapping.ingestor.kind
    keys = columns.column(mapping.ingestor.key or "")
    return [f"{kind} {':'.join(key) if isinstance(key, tuple) else key}" if key else "" for key in keys]


def row_text(raw: Raw) -> str:
    """A raw row as the quarantine keeps it: JSON, cut off where it is very long."""
    row = {name: value for name, value in raw.items() if name not in _MADE and not name.endswith("[]")}
    return storable(written(row), LONGEST_ROW)
