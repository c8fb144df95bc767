"""`ckg dossier`: what is held about a person, for that person."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import orjson
import typer

from api.cli.terminal.console import out
from graph.errors import CkgError
from graph.files.regular import shown_path
from graph.files.whole_file import whole_file
from graph.settings import load_settings


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("dossier")(write_dossier)


def write_dossier(
    customer: Annotated[str, typer.Argument(help="A customer's id, or one of its records, source:id.")],
    to: Annotated[Path, typer.Option(help="File to write: .json for programs, .html for people.")],
) -> None:
    """Write all that is held about a person, with sources and times; other people are masked in it."""
    if to.suffix not in (".json", ".html"):
        raise CkgError(f"{shown_path(to)} is neither .json nor .html.", "Name a file that ends so.")
    from graph.dossier.contents import dossier_of, with_scores
    from graph.dossier.page import dossier_page
    from graph.identity.outcome.golden import GoldenRecords
    from graph.identity.rules import rules_in_force
    from graph.journal import Journal
    from graph.store import Store

    settings = load_settings()
    found = dossier_of(Journal.open(settings), GoldenRecords(rules_in_force(settings)), customer)
    with Store.open(settings) as store:
        found = with_scores(found, store)
    with whole_file(to) as draft:
        if to.suffix == ".html":
            draft.write_text(dossier_page(found), encoding="utf-8")
        else:
            draft.write_bytes(orjson.dumps(asdict(found), option=orjson.OPT_INDENT_2, default=str))
    held = f"{len(found.statements):,} statements and {len(found.events) + len(found.consents):,} events"
    out.print(f"{held} of {len(found.records):,} records in {shown_path(to)}", markup=False)
