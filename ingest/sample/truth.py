"""What is true about the records of a block: who is who, who must stay two, who brought whom."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable

from ingest.sample.block import Block

HEADERS: dict[str, tuple[str, ...]] = {
    "truth.csv": ("source", "source_id", "entity"),
    "twins.csv": ("source_l", "source_id_l", "source_r", "source_id_r", "entity_l", "entity_r"),
    "households.csv": ("entity", "household"),
    "switchboard.csv": ("source", "source_id", "entity", "phone"),
    "referrals_truth.csv": ("referrer", "referred", "at"),
    "self_referrals.csv": ("source", "source_id", "second_source_id"),
    "test_entries.csv": ("source", "source_id"),
}


def tables(block: Block) -> dict[str, str]:
    """CSV rows by truth file."""
    return {
        "truth.csv": _csv(_truth(block)),
        "twins.csv": _csv(_twins(block)),
        "households.csv": _csv((p.entity, f"H{p.household:07d}") for p in block.people),
        "switchboard.csv": _csv(
            (r.source, r.source_id, r.person.entity, r.phone) for r in block.records if r.phone
        ),
        "referrals_truth.csv": _csv(block.referrals),
        "self_referrals.csv": _csv(("social", *pair) for pair in block.self_referrals),
        "test_entries.csv": _csv(block.tests),
    }


def header(file: str) -> str:
    """The header line of a truth file."""
    return _csv([HEADERS[file]])


def sources_per_person(block: Block) -> Counter[int]:
    """How many people have records in how many sources."""
    sources: defaultdict[int, set[str]] = defaultdict(set)
    for record in block.records:
        sources[record.person.index].add(record.source)
    return Counter(len(found) for found in sources.values())


def _truth(block: Block) -> Iterable[tuple[str, str, str]]:
    yield from ((r.source, r.source_id, r.person.entity) for r in block.records)
    for number, (source, source_id) in enumerate(block.visitors):
        yield source, source_id, f"V{block.task.number:04d}{number:05d}"


def _twins(block: Block) -> Iterable[tuple[str, ...]]:
    """Each named record of one twin with each named record of the other."""
    named: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for record in block.records:
        if record.person.twin is not None and record.named:
            named[record.person.index].append((record.source, record.source_id))
    for a, b in block.twins:
        yield from ((*x, *y, a.entity, b.entity) for x in named[a.index] for y in named[b.index])


def _csv(rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
