"""`ckg lookup`: whose records these are, without storing anything."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.terminal.console import err, out, print_json
from api.cli.terminal.options import AsJson
from graph.entries import Identifier, Origin, RecordVersion
from graph.errors import CkgError
from graph.model import MODEL
from graph.model.attributes import PERSON_PROPERTIES
from graph.settings import load_settings

if TYPE_CHECKING:
    from graph.identity.lookup.lookup import Candidate, Resolution

_ATTRIBUTES = frozenset(property_.name for property_ in PERSON_PROPERTIES)
_KINDS = tuple(kind.name for kind in MODEL.identifiers)
_SHOWN = 3
"""Candidates that are printed."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("lookup")(look_up)


def look_up(
    file: Annotated[
        Path,
        typer.Argument(help="A record as JSON, or with --mapping a file of that source; - reads a record."),
    ],
    mapping: Annotated[
        Path | None, typer.Option(help="Mapping of the source that the file is of, YAML.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say which customers records belong to, by what the last run knew; nothing is stored.

    A JSON record has the attributes of a source record and `identifiers`, a list of kind and value as the
    graph holds them; with `source` and `source_id` it may be one that is stored already.
    """
    settings = load_settings()
    records = _mapped(mapping, file) if mapping else [_stated(file)]
    from graph.identity.lookup.lookup import Lookup  # takes long; a mistake in the question is told before

    lookup = Lookup(settings)
    found = [(record, lookup.resolve(record)) for record in records]
    if as_json:
        print_json([_named(record) | asdict(resolution) for record, resolution in found])
    else:
        for record, resolution in found:
            _show(record, resolution)


def _mapped(mapping: Path, file: Path) -> Iterable[RecordVersion]:
    """The records of a file, cleaned as an ingest would; rows that it would refuse are told of."""
    from ingest.packaged import mapping_path
    from ingest.pipeline.pipeline import IngestOptions, read_records

    records, refused = read_records(mapping_path(mapping), [file], IngestOptions.of(load_settings()))
    for rejection in refused:
        where = f"{rejection.origin.file}, row {rejection.origin.line}"
        err.print(f"{where}: {rejection.field} {rejection.reason}", markup=False)
    return records


def _stated(file: Path) -> RecordVersion:
    """The record in a JSON file; raises CkgError where it is none."""
    try:
        stated = json.loads(sys.stdin.read() if file == Path("-") else file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CkgError(
            f"{file} holds no JSON record.", 'Give one object, for example {"given_name": "Ada"}.'
        ) from error
    return record_of(stated, str(file))


def record_of(stated: Any, origin: str) -> RecordVersion:
    """The record that an object states; raises CkgError where a member is none of a record's."""
    if not isinstance(stated, dict):
        raise CkgError(f"{origin} holds no object.", "Give one record.")
    unknown = sorted(stated.keys() - _ATTRIBUTES - {"identifiers", "source", "source_id"})
    if unknown:
        raise CkgError(
            f"{origin}: a record has no {', '.join(unknown)}.", "docs/schema.md lists what it has."
        )
    if ("source" in stated) != ("source_id" in stated):
        raise CkgError(f"{origin} names a record by half.", "Give both source and source_id, or neither.")
    attributes = {name: value for name, value in stated.items() if name in _ATTRIBUTES}
    used = tuple(_identifier(item, origin) for item in stated.get("identifiers", ()))
    source, key = stated.get("source", ""), stated.get("source_id", "asked")
    return RecordVersion(source, key, attributes, used, None, Origin(origin, 1))


def _identifier(item: Any, origin: str) -> Identifier:
    try:
        kind, value = item["kind"], item["value"]
    except (TypeError, KeyError) as error:
        raise CkgError(f"{origin}: an identifier lacks its kind or value.", "Give both.") from error
    if kind not in _KINDS or not isinstance(value, str):
        raise CkgError(f"{origin}: no identifier is of kind {kind}.", f"The kinds are {', '.join(_KINDS)}.")
    return Identifier(kind, value)


def _named(record: RecordVersion) -> dict[str, str]:
    return {"source": record.source, "source_id": record.source_id}


def _show(record: RecordVersion, found: Resolution) -> None:
    name = f"{record.source}:{record.source_id}" if record.source else "the record"
    known = "stored" if found.stored else "not stored"
    if found.customer_id is None:
        out.print(f"{name} ({known}): a customer of its own", markup=False)
    else:
        sure = "" if found.probability is None else f", probability {found.probability:.4f}"
        out.print(f"{name} ({known}): customer {found.customer_id}{sure}", markup=False)
    for candidate in found.candidates[:_SHOWN]:
        state = "accepted" if candidate.accepted else "not accepted"
        out.print(f"  {candidate.record_id} of {candidate.customer_id}: {state}", markup=False)
        out.print(f"    {'; '.join(_reasons(candidate))}", markup=False)


def _reasons(candidate: Candidate) -> Iterable[str]:
    """What speaks for a candidate, and what against it."""
    if candidate.judgement:
        yield f"a steward ruled: {candidate.judgement}"
    if candidate.rules:
        yield f"the same {', '.join(candidate.rules)}"
    if candidate.weight is not None:
        yield f"the model: {candidate.weight:+.1f} bits, probability {candidate.probability:.4f}"
    if candidate.veto:
        yield f"forbidden: {candidate.veto}"
