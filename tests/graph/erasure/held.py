"""What an installation holds of people, before and after an erasure."""

from pathlib import Path

import pyarrow.parquet as pq

from graph.erasure.plan import Plan
from graph.erasure.requests import PURGED, note
from graph.erasure.rewriting import rewrite
from graph.journal import Journal
from graph.progress import silent

OF_ANNA = ("'c0'", "'c1'", "anna.kern", 'kern", ', "c-10001", "s-20001", "b30001", "shop:r1")


def seen(journal: Journal) -> dict[str, list[str]]:
    """What the journal's views show."""
    names = (
        "records",
        "identifiers",
        "events",
        "customers",
        "households",
        "aliases",
        "judgements",
        "rejected",
    )
    with journal.connect(views=names) as connection:
        return {name: sorted(map(str, connection.sql(f"FROM {name}").fetchall())) for name in names}


def purged(journal: Journal) -> Plan:
    plan = Plan.kept(journal) or Plan.made(journal, journal.versions())
    assert plan is not None
    rewrite(journal, plan, silent)
    for request in plan.requests:
        note(journal, PURGED, [], {"rows": dict(plan.subject.rows), "remains": {}}, (request, ""))
    plan.forget(journal)
    return plan


def containing(home: Path, *texts: bytes) -> list[str]:
    """Files that hold any of the texts, decoded or not."""
    found = []
    for path in home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            if path.suffix == ".parquet" and "_checksums" not in path.parts:
                content += str(pq.read_table(path).to_pylist()).encode()
            found += [f"{path.name}: {text.decode()}" for text in texts if text in content]
    return found


def confirmed(home: Path) -> set[bytes]:
    """All that is confirmed."""
    files = (home / "journal" / "confirmations").glob("*.parquet")
    return {it for path in files for row in pq.read_table(path).to_pylist() for it in row["hashes"] or ()}
