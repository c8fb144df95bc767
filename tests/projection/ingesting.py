"""A process that ingests and projects, to be killed or run beside another: HOME PART PARTS."""

import os
import sys
from pathlib import Path

from graph.identity.outcome.golden import golden_records
from graph.identity.rules import load_rules
from graph.journal import Journal, journal
from graph.projection import project, projector, writer
from graph.settings import Settings
from graph.store import Store
from tests.support.entries import company, day
from tests.support.identity import assign

PEOPLE = 6
PER_PERSON = 9


def main(home: str, part: int, parts: int) -> None:
    """Small commits, slices and transactions, so that there are many places to be killed at."""
    journal.CHUNK, projector.SLICE_ROWS, writer.TRANSACTION_ROWS = 12, 20, 15
    rules = load_rules()
    settings = Settings(home=Path(home))
    with Store.open(settings) as store:
        print("working", flush=True)
        opened = Journal.open(settings)
        entries = [entry for at, entry in enumerate(company(PEOPLE)) if at // PER_PERSON % parts == part]
        opened.append(entries, f"ingest{part}of{parts}")
        project(opened, store, lambda connection, ids: golden_records(connection, rules, ids))
        if opened.versions()["assignments"] == 0 and parts == 1:
            assign(
                opened,
                "run",
                day(90),
                {f"{s}:{i}": f"C{i % 5}" for i in range(PEOPLE) for s in ("crm", "shop")},
            )
        project(opened, store, lambda connection, ids: golden_records(connection, rules, ids))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    # Leave without the interpreter's slow clean-up.
    sys.stdout.flush()
    os._exit(0)
