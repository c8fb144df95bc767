"""People of whom some moved, so that a run is in doubt about them."""

from pathlib import Path

from graph.entries import RecordVersion
from graph.identity.explanation.why import why
from graph.identity.run import resolve
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import day, email
from tests.support.people import resolved, somebody

ELSEWHERE = {"street": "Nordring", "house_number": "99", "postal_code": "10000", "city": "Berlin"}
BELOW = 0.8
"""Bits by which pairs in doubt are below the threshold; the review band is 1.5 bits wide."""


def moved(source: str, number: int, at: int = 0, **changes: str) -> RecordVersion:
    """Person `number` under a new e-mail address and a new address, as stated `at` days later."""
    found = somebody(source, number, email(f"new{number}@post.de"), **(ELSEWHERE | changes))
    return RecordVersion(
        found.source, found.source_id, found.attributes, found.identifiers, day(100 + at), found.origin
    )


def doubtful(folder: Path, *news: RecordVersion) -> tuple[Journal, Settings]:
    """People in `folder`/home with news after the training, the first about the same person as crm:2.

    The threshold in `folder`/rules.yaml lies BELOW bits above that pair, and the last run is one under it.
    """
    journal, settings = resolved(folder / "home")
    journal.append(news, "news")
    weight = why(journal, settings, ("crm:2", f"{news[0].source}:{news[0].source_id}")).weight
    assert weight is not None
    rules = folder / "rules.yaml"
    rules.write_text(f"threshold: {1 / (1 + 2 ** -(weight + BELOW))}\n", encoding="utf-8")
    settings = settings.model_copy(update={"rules": rules})
    resolve(journal, settings)
    return journal, settings
