"""`ckg search`: customers by what people remember of them."""

from typing import Annotated, Any

import typer

from api.cli.terminal.console import err, out, print_json, progress
from api.cli.terminal.options import AsJson
from cypher import load
from graph.errors import CkgError
from graph.journal import Journal
from graph.search.asking import Question
from graph.search.index_files import IndexFiles
from graph.search.search import Search
from graph.search.upkeep import bring_up_to_date
from graph.settings import Settings, load_settings
from graph.store import Store
from ingest.asked.identifiers import values_meant
from ingest.cleaning.base import InvalidValue
from ingest.cleaning.countries import country_code

_TOLD = ("name", "birth_date", "city", "country", "email", "phone")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("search")(search)


def search(
    text: Annotated[str, typer.Argument(help="A name, a part of it, an e-mail address, a phone number …")],
    country: Annotated[str | None, typer.Option(help="Only customers there, by name or code.")] = None,
    first: Annotated[int, typer.Option(min=1, help="How many to list.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Customers by name, part of a name, e-mail, phone or any identifier, best first.

    Typing errors and spellings of umlauts do not matter; all words have to fit.
    """
    settings = load_settings()
    where = _country(country)
    question = Question(text, values_meant(text, where or settings.country), where, first)
    journal = Journal.open(settings)
    with progress() as on_progress:
        bring_up_to_date(journal, IndexFiles(settings.home), on_progress)
    found = _found(settings, question)
    if as_json:
        print_json(found)
    elif not found:
        unknown = (
            ""
            if journal.versions()["assignments"]
            else " There are no customers before `ckg resolve` has run."
        )
        err.print(f"Nobody fits.{unknown}", markup=False)
    else:
        for customer in found:
            told = ", ".join(str(customer[name]) for name in _TOLD if customer[name])
            out.print(f"{customer['id']} ({customer['score']:.2f}): {told}", markup=False, soft_wrap=True)


def _found(settings: Settings, question: Question) -> list[dict[str, Any]]:
    scores = {hit.customer_id: hit.score for hit in Search(settings).find(question)}
    with Store.open(settings) as store:
        rows = {row["asked"]: row for row in store.run(load("read/customers_shown"), ids=list(scores))}
    shown = {row["id"]: row | {"score": scores[asked]} for asked, row in reversed(rows.items())}
    found = sorted(shown.values(), key=lambda row: (-row["score"], row["id"]))
    return [{name: row[name] for name in ("id", "score", *_TOLD)} for row in found]


def _country(text: str | None) -> str | None:
    try:
        return country_code(text) if text else None
    except InvalidValue as reason:
        raise CkgError(f"--country {reason}.", "Give its name or its code, `DE`.") from reason
