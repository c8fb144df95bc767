"""`ckg propose`: a mapping for files that nobody has described."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.terminal.console import out, print_json, progress
from api.cli.terminal.options import AsJson
from graph.errors import IngestError
from graph.files.whole_file import whole_file
from graph.settings import load_settings
from ingest.cleaning.base import InvalidValue
from ingest.cleaning.countries import country_code
from ingest.inputs import Input
from ingest.inputs.finding import opened, parts_of
from ingest.inputs.formats import stem
from ingest.pipeline.pipeline import IngestOptions
from ingest.proposing.opening import by_part
from ingest.proposing.parts import beginning, parted, told_apart
from ingest.proposing.proposal import FileProposal, propose
from ingest.proposing.shared_keys import keys_elsewhere
from ingest.proposing.trial import MappingTrial, try_out
from ingest.proposing.writing import UNSURE, mapping_text

_SHOWN = 20
_STANDARD_INPUT = Path("-")


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("propose")(propose_mapping)


def propose_mapping(
    files: Annotated[
        list[Path], typer.Argument(help="Files, folders or archives of one source; - for standard input.")
    ],
    to: Annotated[
        Path | None, typer.Option(help="Mapping to write; it must not exist. Left out: printed.")
    ] = None,
    source: Annotated[str, typer.Option(help="Name of the source; by the name of the mapping or file.")] = "",
    country: Annotated[str, typer.Option(help="Country of the source, where you know it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Propose a mapping for files, each line with how sure it is and why; nothing is ingested.

    Columns are told by the words of their headers, in some fifty languages, and by their values.
    """
    if to and to.exists():
        raise IngestError(f"{to} is there already.", "Name a file that is not, or take it away.")
    name, code = source or _source_name([to] if to else files), _country(country)
    inputs = parts_of(opened(files))
    found = _proposals(inputs, name, code)
    trial = try_out(name, found, inputs, _options(code))
    text = mapping_text(name, found, code, _beside(to), filter(None, [trial.told]))
    if to:
        with whole_file(to) as draft:
            draft.write_text(text, encoding="utf-8")
    if as_json:
        print_json({"source": name, "mapping": text, "files": [_told(proposal) for proposal in found]})
    elif to:
        _show(found, to, trial)
    else:
        print(text, end="")


def _proposals(inputs: Sequence[Input], name: str, country: str) -> list[FileProposal]:
    """What each file holds; raises IngestError where of none it can be told what its rows are."""
    sources, looked_at = list(by_part(inputs)), []
    with progress() as on_progress:
        for done, one in enumerate(sources, start=1):
            looked_at.append(propose(one, name, country))
            on_progress("files looked at", done, len(sources))
        for at, keys in enumerate(keys_elsewhere(looked_at)):
            if keys:
                looked_at[at] = propose(sources[at], name, country, keys=keys)
    found = parted(told_apart(looked_at))
    if not any(proposal.is_told for proposal in found):
        raise IngestError(
            f"What the rows of {found[0].source.shown} are cannot be told by its columns: "
            f"{', '.join(found[0].unused[:_SHOWN])}.",
            "Write a mapping by hand, see docs/mappings.md.",
        )
    return found


def _source_name(paths: Sequence[Path]) -> str:
    """A name for the source, out of what the names of its files have in common, or else of their folder."""
    common = re.sub(r"[-_ ]?\d{4,}.*", "", beginning([stem(path.name) for path in paths]))
    folders = {path.resolve().parent.name for path in paths if path != _STANDARD_INPUT}
    names = (common, folders.pop() if len(folders) == 1 else "", "source")
    return next(filter(None, map(_identifier, names)))


def _identifier(text: str) -> str:
    return re.sub(r"[^\w.-]+", "_", text).strip("._-")[:60].lower()


def _country(text: str) -> str:
    try:
        return country_code(text) if text else ""
    except InvalidValue as error:
        raise IngestError(f'Country "{text}" {error}.', "Name it like DE or Germany.") from error


def _options(country: str) -> IngestOptions:
    """How `ckg check` reads, but for a country that the user named."""
    options = IngestOptions.of(load_settings())
    return replace(options, country=country or options.country)


def _beside(to: Path | None) -> Path | None:
    return to.resolve().parent if to else None


def _told(proposal: FileProposal) -> dict[str, Any]:
    """A proposal for one file, ready for JSON."""
    rows = [
        {
            "kind": rows.kind,
            "when": rows.when,
            "fields": [
                {"field": it.name, "columns": it.columns, "confidence": round(it.score, 2), "why": it.why}
                for it in rows.lines
            ],
        }
        for rows in proposal.rows
    ]
    return {
        "file": proposal.name,
        "files": proposal.parts,
        "rows_looked_at": proposal.read,
        "packaged": proposal.packaged,
        "rows": rows,
        "not_mapped": [] if proposal.packaged else proposal.unused,
    }


def _show(found: Sequence[FileProposal], to: Path, trial: MappingTrial) -> None:
    """What was proposed in a line a file, what is unsure, and what to do next."""
    for proposal in found:
        if proposal.packaged:
            known = f"ckg ingest {proposal.packaged} {proposal.pattern or proposal.source.shown}"
            alone = "" if proposal.source.part else f"; without {to} it is {known}"
            out.print(f"{proposal.name} is known{alone}", markup=False)
            continue
        kinds = (
            ", ".join(dict.fromkeys(rows.kind for rows in proposal.rows))
            or "cannot be told what its rows are"
        )
        rest = f"; not mapped: {', '.join(proposal.unused)}" if proposal.unused else ""
        parts = f" ({proposal.parts} files)" if proposal.parts > 1 else ""
        out.print(f"{proposal.name}{parts}: {kinds}{rest}", markup=False)
    unsure = [
        line for proposal in found for rows in proposal.rows for line in rows.lines if line.score < UNSURE
    ]
    if unsure:
        names = ", ".join(dict.fromkeys(line.name for line in unsure))
        out.print(f"Look at the lines that are unsure: {names}.", markup=False)
    if trial.told:
        out.print(trial.told, markup=False)
    out.print(f"{to} is a proposal: look through it, then ckg check {to}", markup=False)
