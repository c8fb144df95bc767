"""Full states: what the files of an entry that says `snapshot` no longer name has ended."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from graph.entries import Entry, Origin
from graph.errors import IngestError
from graph.journal.appending.encode import rejection_id
from graph.journal.appending.full_state import FullState, Subject
from graph.journal.quality.quarantine import RejectionFilter
from ingest.inputs.fitting import entry_of
from ingest.mapping.mapping import FileMapping, SourceMapping
from ingest.pipeline.history import History
from ingest.pipeline.resuming import key_sweeps
from ingest.pipeline.sink import States
from ingest.readers.base import Reader
from ingest.rows.outcome import Outcome

MOST = 30
"""Percent of what is there that may be gone at once; a file that lacks more is rather the wrong one."""
_PORTION = 10_000


@dataclass
class Snapshot:
    """What the files of one entry name, held against what files of that entry have told.

    `broken` says why a file breaks off. `nameless` are the rejections of rows that do not tell what
    they are about. A sweep has a reader of its own for its `keys`.
    """

    entry: FileMapping
    state: FullState
    files: list[str] = field(default_factory=list)
    broken: IngestError | None = None
    keys: Reader | None = None
    nameless: set[str] = field(default_factory=set)
    _named: list[Subject] = field(default_factory=list)

    def watch(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """The outcomes of a file, each taken note of; they end where the file breaks off."""
        try:
            for outcome in outcomes:
                self._named += map(Subject.of, outcome.entries)
                self._named += outcome.named
                self.nameless.update(map(rejection_id, outcome.nameless))
                if len(self._named) >= _PORTION:
                    self._noted()
                yield outcome
        except IngestError as error:
            self.broken = error
        self._noted()

    def _noted(self) -> None:
        self.state.names(self._named)
        self._named = []

    def check(self) -> None:
        """Raises TooManyLosses where more than `MOST` percent would end; what breaks off ends nothing."""
        there, missing = self.state.counts()
        if not self.broken and 100 * missing > MOST * there:
            raise TooManyLosses(self._shown(), there, missing)

    def _shown(self) -> str:
        first, *others = self.files
        if self.entry.reading.sql:
            return f"{first[0].upper()}{first[1:]}"
        return f"The {len(self.files)} files {first}, …" if others else f"File {first}"

    def endings(self) -> Iterator[Entry]:
        """Entries that end what is gone."""
        return self.state.missing(self._origin)

    def endings_again(self) -> Iterator[Entry]:
        """Entries that end what earlier states ended."""
        return self.state.missing_still(self._origin)

    @property
    def _origin(self) -> Origin:
        return Origin(self.files[-1], 0)


class TooManyLosses(IngestError):  # noqa: N818 - named for what it says
    """A full state lacks so much of what is there that it is rather the wrong file; nothing was stored."""

    def __init__(self, state: str, there: int, missing: int) -> None:
        super().__init__(
            f"{state} would end {missing:,} of the {there:,} things that this source has told of"
            f" ({100 * missing / there:.0f} %; {MOST} % are allowed). Nothing was stored.",
            "Is it the whole of the right file? If that much is gone indeed, add --accept-losses; if it is no"
            " full state, take `snapshot` out of the mapping.",
        )


def snapshots(
    journal: States, mapping: SourceMapping, inputs: Sequence[tuple[Reader, FileMapping]], history: History
) -> list[Snapshot]:
    """A snapshot for each entry that is one; rows exported from the quarantine are no full state."""
    found: list[Snapshot] = []
    for reader, entry in inputs:
        if not entry.snapshot or reader.reading.format == "mended":
            continue
        known = next((it for it in found if it.entry is entry), None)
        if known is None:
            known = Snapshot(entry, _state(journal, mapping, entry, history))
            found.append(known)
        known.files.append(reader.source.name)
    return found


def sweeps(
    journal: States, mapping: SourceMapping, inputs: Sequence[tuple[Reader, FileMapping]], history: History
) -> list[Snapshot]:
    """A snapshot for each table, of its keys alone; raises IngestError where there is none."""
    found = []
    for reader, reduced in key_sweeps(inputs):
        kinds = {row.ingestor.kind if row.ingestor.key_of else "" for row in reduced.rows}
        entry = next(entry for it, entry in inputs if it.source is reader.source)
        state = _state(journal, mapping, entry, history, kinds)
        found.append(Snapshot(reduced, state, [reader.source.name], keys=reader))
    return found


def _state(
    journal: States,
    mapping: SourceMapping,
    entry: FileMapping,
    history: History,
    kinds: Collection[str] | None = None,
) -> FullState:
    def fits(name: str) -> bool:
        return entry_of(mapping, name) is entry

    return journal.full_state(mapping.source, fits, history.replaced, kinds)


def in_doubt(journal: States, source: str, found: Snapshot) -> bool:
    """Whether rows in quarantine may be about what seems to be gone: their key cannot be read."""
    return bool(found.nameless) and any(
        it.id in found.nameless for it in journal.in_quarantine(RejectionFilter(source=source))
    )
