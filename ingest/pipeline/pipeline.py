"""Files into the journal: check everything, then read it in, read what is in quarantine again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graph.entries import RecordVersion, Rejection
from graph.journal.quality.quarantine import RejectionFilter
from graph.settings import Settings
from ingest.cleaning.base import Context
from ingest.inputs.finding import Given, find_inputs
from ingest.mapping.mapping import FileMapping, SourceMapping
from ingest.mapping.yaml_tree import Problems
from ingest.mapping_files.columns import check_columns, note_missing_columns
from ingest.mapping_files.loader import bind_mapping, load_mapping
from ingest.mapping_files.traits import check_traits
from ingest.pipeline.job import IngestJob
from ingest.pipeline.reading import outcomes
from ingest.pipeline.replaying import replayed
from ingest.pipeline.rereading import told_before
from ingest.pipeline.resuming import resume
from ingest.pipeline.sink import Sink
from ingest.pipeline.snapshot import snapshots, sweeps
from ingest.pipeline.summary import IncompleteFiles, IngestSummary, RejectLimit, ShowProgress
from ingest.readers import open_reader
from ingest.readers.base import Reader
from ingest.rows.line_items import LineItems


@dataclass(frozen=True)
class IngestOptions:
    """How to ingest: a limit of rejected rows, country and time zone of sources that name none, whether a
    full state may end as much as it lacks; whether tables are read in full, and their keys looked through for
    what is gone."""

    max_rejects: RejectLimit | None = None
    country: str = "DE"
    timezone: str = "Europe/Berlin"
    accept_losses: bool = False
    full: bool = False
    keys: bool = False

    @property
    def reads_once(self) -> bool:
        """Whether files are read once, and stored, without a look at them before."""
        return self.max_rejects is None and not self.keys

    @classmethod
    def of(cls, settings: Settings, max_rejects: str | None = None, **more: bool) -> IngestOptions:
        """Options under the settings in force; raises IngestError for a limit that is none."""
        limit = RejectLimit.parse(max_rejects) if max_rejects else None
        return cls(limit, settings.country, settings.timezone, **more)


@dataclass(frozen=True)
class OpenedMapping:
    """A mapping and readers of its files, each with the entry that it is read by."""

    mapping: SourceMapping
    inputs: list[tuple[Reader, FileMapping]]


def ingest(
    mapping_path: Path,
    files: Sequence[Given],
    journal: Sink,
    options: IngestOptions | None = None,
    progress: ShowProgress | None = None,
) -> IngestSummary:
    """Reads the files of a mapping (those given, or those that it names) into the journal.

    Raises MappingError and IngestError before anything is stored when the mapping, a file or, with
    `max_rejects`, too many rows are wrong, or a full state lacks too much; IncompleteFiles, with all that
    could be read stored, when files break off; JournalError when storing fails: what was stored stays, and
    ingesting again adds the rest.
    """
    options = options or IngestOptions()
    return ingest_opened(open_inputs(mapping_path, files, options), journal, options, progress)


def ingest_opened(
    opened: OpenedMapping, journal: Sink, options: IngestOptions, progress: ShowProgress | None = None
) -> IngestSummary:
    """As `ingest`, of a mapping and files that were opened."""
    mapping, inputs = opened.mapping, opened.inputs
    check_traits(mapping, journal.traits() if mapping.traits else ())
    job = IngestJob(mapping, journal, progress or (lambda _: None))
    job.look_back(inputs)
    resume(journal, mapping, inputs, job.history, full=options.full)
    if options.reads_once and (told := told_before(journal, mapping, inputs, job.history)):
        job.repeat(inputs, told)
        return job.summary
    job.snapshots = snapshots(journal, mapping, inputs, job.history)
    if options.keys:
        job.snapshots += sweeps(journal, mapping, inputs, job.history)
    return _ingest(job, inputs, options)


def replay(
    mapping_path: Path,
    only: RejectionFilter,
    journal: Sink,
    options: IngestOptions | None = None,
    progress: ShowProgress | None = None,
) -> IngestSummary:
    """Reads the rows of a source that are in quarantine again, by a mapping that was corrected; the summary
    has no files where none is in quarantine.

    Raises MappingError, and IngestError where none of these can be read again.
    """
    options = options or IngestOptions()
    mapping = load_mapping(mapping_path, Context(country=options.country, timezone=options.timezone))
    inputs = replayed(mapping, lambda: journal.in_quarantine(replace(only, source=mapping.source)))
    check_columns(mapping, inputs)
    check_traits(mapping, journal.traits() if mapping.traits else ())
    job = IngestJob(mapping, journal, progress or (lambda _: None), released="replayed")
    if not inputs:
        return job.summary
    job.look_back(inputs)
    return _ingest(job, inputs, options)


def _ingest(
    job: IngestJob, inputs: list[tuple[Reader, FileMapping]], options: IngestOptions
) -> IngestSummary:
    for reader, entry in inputs:
        job.try_out(reader, entry, options.max_rejects)
    for snapshot in job.snapshots:
        job.sweep(snapshot)
        if not options.accept_losses:
            snapshot.check()
    job.begin(ends=bool(job.snapshots) or any(entry.ends for _, entry in inputs))
    job.look_into_quarantine()
    for reader, entry in inputs:
        job.store(reader, entry)
    for snapshot in job.snapshots:
        job.end(snapshot, accept_losses=options.accept_losses)
    job.finish()
    if any(file.broken for file in job.summary.files):
        raise IncompleteFiles(job.summary)
    return job.summary


def read_records(
    mapping_path: Path, files: Sequence[Given], options: IngestOptions
) -> tuple[list[RecordVersion], list[Rejection]]:
    """The records of files as an ingest would store them, and the rows that it would refuse.

    Raises MappingError and IngestError as `ingest` does; nothing is stored.
    """
    opened = open_inputs(mapping_path, files, options)
    records: list[RecordVersion] = []
    refused: list[Rejection] = []
    for reader, entry in opened.inputs:
        for outcome in outcomes(reader, entry, opened.mapping.source, LineItems()):
            records += [it for it in outcome.entries if isinstance(it, RecordVersion) and not it.ended]
            refused += outcome.refused
    return records, refused


def open_inputs(mapping_path: Path, files: Sequence[Given], options: IngestOptions) -> OpenedMapping:
    """The mapping, bound and checked, and its files, checked against it.

    Raises MappingError with all mistakes of the mapping, columns that files lack among them, or IngestError,
    as `ingest` would before the first row.
    """
    opened, problems = try_to_open(mapping_path, files, options)
    problems.raise_if_any()
    return opened


def try_to_open(
    mapping_path: Path, files: Sequence[Given], options: IngestOptions
) -> tuple[OpenedMapping, Problems]:
    """The same, with the mistakes of the mapping instead of an error where its files are known even so."""
    defaults = Context(country=options.country, timezone=options.timezone)
    mapping, problems = bind_mapping(mapping_path, defaults)
    inputs: list[tuple[Reader, FileMapping]] = []
    try:
        for source, reading, entry in find_inputs(mapping, files):
            inputs.append((open_reader(source, reading), entry))
            note_missing_columns(problems, inputs[-1:])
    except Exception:
        problems.raise_if_any()  # mistakes of the mapping may be why, whatever they bring about
        raise
    return OpenedMapping(mapping, inputs), problems
