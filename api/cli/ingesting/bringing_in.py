"""What all commands that bring rows in have in common: store, graph, summary, exit status."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from rich.table import Table

from api.cli.terminal.alerts import end_with
from api.cli.terminal.console import out, print_json, progress, warn_of_clock
from graph.errors import CkgError
from graph.journal import Journal
from graph.journal.reading.spellings import Spellings
from graph.model.personal import Personal
from graph.policy.masks import masked
from graph.progress import OnProgress
from graph.settings import Settings
from ingest.pipeline.summary import IncompleteFiles, IngestSummary, Progress, ShowProgress

LABELS = {"Order": "order", "Product": "product", "SourceRecord": "record"}


Ingest = Callable[[Journal, ShowProgress], IngestSummary]


def bring_in(settings: Settings, ingests: Sequence[Ingest], *, as_json: bool) -> None:
    """Let rows go into the journal, bring the graph up to date, and tell what came of it.

    Where one ingest fails, what those before it stored is brought in all the same.
    """
    from api.workspace import Workspace  # takes long, as does a store; mistakes are told before
    from graph.store import Store

    workspace = Workspace(settings)
    warn_of_clock(workspace.journal)
    with Store.open(settings) as store, progress() as on_progress:
        summaries, failure = _ingested(workspace.journal, ingests, file_progress(on_progress))
        accepted = sum(summary.total("accepted") for summary in summaries)
        resolved, brought = workspace.take_in(accepted, store, on_progress)
    if as_json:
        told = [summary.as_dict() for summary in summaries]
        ingested = told[0] if len(ingests) == 1 else {"ingests": told}
        print_json(ingested | {"resolved": resolved, "set_aside": brought.projection.set_aside})
    else:
        for summary in summaries:
            show_summary(summary)
        if not resolved:
            out.print("Run `ckg resolve` to find out who is who among them.", markup=False)
    if failure:
        raise failure
    end_with(brought.alert)


def _ingested(
    journal: Journal, ingests: Sequence[Ingest], show: ShowProgress
) -> tuple[list[IngestSummary], CkgError | None]:
    """What the ingests did up to the first that failed, and the failure; raises it where nothing was stored.

    Of files that broke off, what was read is brought in.
    """
    done: list[IngestSummary] = []
    for ingest in ingests:
        try:
            done.append(ingest(journal, show))
        except IncompleteFiles as error:
            return [*done, error.summary], error
        except CkgError as error:
            if not done:
                raise
            return done, error
    return done, None


def file_progress(on_progress: OnProgress) -> Callable[[Progress], None]:
    """Shows how far the ingest is in each file, in percent."""

    def show(progress: Progress) -> None:
        on_progress(f"{progress.phase} {progress.file}", round(progress.fraction * 100), 100)

    return show


def told_references(counts: Mapping[str, int]) -> str:
    """How many references lead nowhere, in words; nothing for none."""
    counted = ", ".join(f"{count:,} {LABELS[label]}{'s' * (count > 1)}" for label, count in counts.items())
    return f"Named, and told of by no row: {counted}." if counted else ""


def told_spellings(spellings: Spellings) -> str:
    """What to say of keys that are written in another way elsewhere; nothing of none."""
    if not spellings.keys:
        return ""
    shown = str if out.is_terminal else partial(masked, Personal.KEY)
    pairs = ", ".join(f"{shown(own)} and {shown(other)}" for own, other in spellings.pairs)
    more = ", …" if spellings.keys > len(spellings.pairs) else ""
    return (
        "Keys that differ from another in zeros in front, capitals or blanks alone:"
        f" {spellings.keys:,} ({pairs}{more}). They are other records. If they should be the same,"
        " read keys alike by a `clean` such as `no_leading_zeros`, and ingest the files again."
    )


def show_summary(summary: IngestSummary) -> None:
    """A line per file: what was read, went in, was known, stayed out; then the reasons. A row may be several
    entries, and several rows one."""
    if not summary.files:
        out.print(f"Nothing of source {summary.source} is in quarantine.", markup=False)
        return
    counted = ("rows", "new entries", "unchanged entries", "rejected rows", "rejected values")
    table = Table("file", *counted, box=None)
    for file in summary.files:
        counts = (file.rows, file.accepted, file.unchanged, file.rejected_rows, file.rejected_values)
        table.add_row(file.name, *(f"{count:,}" for count in counts))
    out.print(table)
    if told := told_references(summary.references):
        out.print(f"{told} `ckg references` lists them.", markup=False)
    if told := told_spellings(summary.spellings):
        out.print(told, markup=False)
    _show_changes(summary)
    for file in summary.files:
        for reason, count in (file.row_reasons + file.value_reasons + file.remarks).most_common(8):
            where = _lines(file.places.get(reason, []), count)
            out.print(f"  {file.name}: {count:,} × {reason}{where}", markup=False)
        for born, people in file.filled_in.items():
            out.print(
                f"  {file.name}: birth_date {born} of {people:,} people, more than chance gives; "
                "identity takes it for a placeholder",
                markup=False,
            )


def _show_changes(summary: IngestSummary) -> None:
    """What else an ingest did: what it took back, ended, left out, let out of quarantine."""
    if summary.replaced:
        told = (
            f"{summary.replaced:,} earlier readings of these files, under another mapping, were taken back."
        )
        out.print(f"Replaced: {told}", markup=False)
    if summary.ended:
        out.print(f"Ended, since it is gone from its source: {summary.ended:,}.", markup=False)
    if summary.withheld:
        told = (
            f"{summary.withheld:,} seem to be gone, but nothing was ended: rows whose key cannot be read may"
            " be theirs. Mend or drop them (`ckg quarantine`) and ingest again, or add --accept-losses."
        )
        out.print(f"Left as they are: {told}", markup=False)
    if suppressed := summary.total("suppressed"):
        out.print(f"Left out, as those whom it is about were erased: {suppressed:,}.", markup=False)
    if summary.released:
        out.print(f"Left the quarantine: {summary.released:,}.", markup=False)


def _lines(first: list[int], count: int) -> str:
    """Where to look: the first lines, and that there are more; nothing where none was noted."""
    more = ", …" if count > len(first) else ""
    return f" (line{'s' * (len(first) > 1)} {', '.join(map(str, first))}{more})" if first else ""
