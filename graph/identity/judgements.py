"""What stewards ruled: judgements on pairs of records, kept in the journal for good and taken back at will.

A match is transitive; a no match keeps whole customers apart. So a verdict can contradict others that were
given about other pairs: it is refused then, with the chain of judgements that it contradicts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import pairwise
from secrets import token_hex
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from graph.errors import ConflictError, IdentityError, NotFoundError
from graph.files.lease import lease
from graph.journal import Journal
from graph.journal.tables.order import ARRIVAL
from graph.journal.tables.times import in_utc, moment_after

if TYPE_CHECKING:
    import networkx as nx


class Verdict(StrEnum):
    """What a judgement says of two records.

    MATCH: one person. NO_MATCH: two; their customers stay apart. UNSURE: looked at, and not to be asked
    again. UNLINKED: the evidence between these two is set aside, other records may still connect them.
    """

    MATCH = "match"
    NO_MATCH = "no_match"
    UNSURE = "unsure"
    UNLINKED = "unlinked"


DECIDING = frozenset({Verdict.MATCH, Verdict.NO_MATCH, Verdict.UNLINKED})
"""Verdicts that have a say in who is one customer."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who acts, and why; neither may be empty."""

    steward: str
    reason: str

    def __post_init__(self) -> None:
        if not self.steward.strip() or not self.reason.strip():
            raise IdentityError("A judgement needs a steward and a reason.", "Give both.")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on two records, the smaller id first; it counts until `revoked_at`."""

    id: str
    record_l: str
    record_r: str
    verdict: str
    steward: str
    reason: str
    judged_at: datetime
    revoked_at: datetime | None = None

    def __str__(self) -> str:
        return f"{self.record_l} {self.verdict} {self.record_r} ({self.id}, by {self.steward})"


class ContradictionError(ConflictError):
    """A verdict contradicts judgements in force; `chain` holds them, from one record to the other."""

    def __init__(self, verdict: Verdict, pair: tuple[str, str], chain: Sequence[Judgement]) -> None:
        listed = "; ".join(str(judgement) for judgement in chain)
        super().__init__(
            f"{verdict} between {pair[0]} and {pair[1]} contradicts: {listed}.",
            "Revoke one of these judgements first if it is the wrong one.",
        )
        self.chain = tuple(chain)


class UnknownRecordError(NotFoundError):
    """The journal has no such record."""

    def __init__(self, record: str) -> None:
        super().__init__(
            f"There is no record {record}.", "Name it as source:source_id, for example crm:4711."
        )


_LATEST = "SELECT max(judged_at) FROM judgements"


def standing(connection: duckdb.DuckDBPyConnection) -> list[Judgement]:
    """All judgements in force, one a pair (the latest), the oldest first."""
    return _judgements(
        connection,
        """SELECT * FROM judgements WHERE revoked_at IS NULL
        QUALIFY row_number() OVER (PARTITION BY record_l, record_r ORDER BY judged_at DESC, id DESC) = 1
        ORDER BY judged_at, id""",
    )


def acts(journal: Journal) -> list[Judgement]:
    """Everything that stewards ever did, in order: a judgement, and a further row where it was revoked.

    In the row of a revocation, steward and reason are those of the one who revoked.
    """
    with closing(journal.connect(views=("stored_judgements",))) as connection:
        in_order = f"SELECT * FROM stored_judgements ORDER BY {ARRIVAL}"  # noqa: S608 - columns of our own
        return _judgements(connection, in_order)


def judge(journal: Journal, pair: tuple[str, str], verdict: Verdict, author: Author) -> Judgement:
    """Store a verdict on two records; the same verdict that stands already is returned as it is.

    Raises UnknownRecordError, ContradictionError, or IdentityError when the pair is no pair.
    """
    return judge_all(journal, [pair], verdict, author)[0]


def judge_all(
    journal: Journal, pairs: Iterable[tuple[str, str]], verdict: Verdict, author: Author
) -> list[Judgement]:
    """The same for several pairs under ids with one stem, all or none."""
    ordered = sorted({check_pair(pair) for pair in pairs})
    with _stewardship(journal) as connection:
        check_records(connection, {record for pair in ordered for record in pair})
        known = standing(connection)
        for pair in ordered:
            if chain := contradiction(known, pair, verdict):
                raise ContradictionError(verdict, pair, chain)
        by_pair = {(j.record_l, j.record_r): j for j in known if j.verdict == verdict}
        now = moment_after(connection, _LATEST)
        new = _named(
            [
                Judgement("", *pair, str(verdict), author.steward, author.reason, now)
                for pair in ordered
                if pair not in by_pair
            ]
        )
        _append(journal, new)
        by_pair |= {(j.record_l, j.record_r): j for j in new}
    return [by_pair[pair] for pair in ordered]


def revoke(journal: Journal, judgement_id: str, author: Author) -> list[Judgement]:
    """Take back a judgement, or all of an unmerge by the id that they share; returns them as revoked.

    Raises NotFoundError where none of that id is in force.
    """
    with _stewardship(journal) as connection:
        found = _judgements(
            connection,
            """SELECT * FROM judgements WHERE revoked_at IS NULL AND (id = $id OR starts_with(id, $id || '.'))
            ORDER BY id""",
            id=judgement_id,
        )
        if not found:
            raise NotFoundError(
                f"No judgement {judgement_id} is in force.", "`ckg review judgements` lists those that are."
            )
        now = moment_after(connection, _LATEST)
        revoked = [replace(j, steward=author.steward, reason=author.reason, revoked_at=now) for j in found]
        _append(journal, revoked)
    return revoked


def contradiction(known: Sequence[Judgement], pair: tuple[str, str], verdict: Verdict) -> list[Judgement]:
    """The chain of judgements in force that a verdict on `pair` contradicts; empty where there is none."""
    import networkx as nx  # takes long, and only a new verdict needs it

    matches: nx.Graph[str] = nx.Graph()
    for judgement in known:
        if judgement.verdict == Verdict.MATCH:
            matches.add_edge(judgement.record_l, judgement.record_r, judgement=judgement)
    matches.add_nodes_from(pair)
    if verdict is not Verdict.MATCH:
        apart = [j for j in known if (j.record_l, j.record_r) == pair and j.verdict == Verdict.NO_MATCH]
        if apart and verdict is not Verdict.NO_MATCH:
            return apart
        return _chain(matches, *pair) if nx.has_path(matches, *pair) else []
    left, right = (nx.node_connected_component(matches, record) for record in pair)
    for judgement in known:
        if judgement.verdict != Verdict.NO_MATCH:
            continue
        for near, far in (
            (judgement.record_l, judgement.record_r),
            (judgement.record_r, judgement.record_l),
        ):
            if near in left and far in right:
                return [*_chain(matches, pair[0], near), judgement, *_chain(matches, far, pair[1])]
    return []


def check_records(connection: duckdb.DuckDBPyConnection, records: Collection[str]) -> None:
    """Raises UnknownRecordError unless the journal has all of them; names the first that it lacks.

    Reads the views RECORD_VIEWS.
    """
    told = connection.execute(_TOLD_OF, {"ids": list(records)}).fetchall()
    if lacking := set(records).difference(name for (name,) in told):
        raise UnknownRecordError(min(lacking))


RECORD_VIEWS = ("stored_records", "stored_events")
"""Views of the journal that tell which records there are."""

# As the view `records`, which works out what is told of everybody.
_TOLD_OF = """
SELECT record_id FROM stored_records WHERE list_contains($ids::VARCHAR[], record_id)
UNION SELECT record_id FROM stored_events WHERE list_contains($ids::VARCHAR[], record_id)
"""


@contextmanager
def _stewardship(journal: Journal) -> Iterator[duckdb.DuckDBPyConnection]:
    """The journal as it is while no other steward acts."""
    views = ("judgements", *RECORD_VIEWS)
    with stewardship_lease(journal), closing(journal.connect(views=views)) as connection:
        yield connection


@contextmanager
def stewardship_lease(journal: Journal) -> Iterator[None]:
    """Stewards act one after the other: what one checks is still true when it is stored."""
    with lease(journal.folder / "stewardship.lock", "review: another steward acts"):
        yield


def check_pair(pair: tuple[str, str]) -> tuple[str, str]:
    """The pair with the smaller id first; raises IdentityError where both are one."""
    left, right = sorted(pair)
    if left == right:
        raise IdentityError(f"{left} is given twice.", "Name two records.")
    return left, right


def _chain(matches: nx.Graph[str], start: str, end: str) -> list[Judgement]:
    from networkx import shortest_path

    path = shortest_path(matches, start, end)
    return [matches.edges[step]["judgement"] for step in pairwise(path)]


def _named(judgements: list[Judgement]) -> list[Judgement]:
    """With ids: one alone, or numbered under a common one."""
    stem = f"j{datetime.now(UTC):%Y%m%d}-{token_hex(4)}"
    if len(judgements) == 1:
        return [replace(judgements[0], id=stem)]
    return [replace(judgement, id=f"{stem}.{place}") for place, judgement in enumerate(judgements, 1)]


def _append(journal: Journal, judgements: list[Judgement]) -> None:
    if judgements:
        journal.append_table("judgements", pa.Table.from_pylist([asdict(j) for j in judgements]))


def _judgements(connection: duckdb.DuckDBPyConnection, query: str, **values: str) -> list[Judgement]:
    rows = connection.sql(query, params=values).to_arrow_table().to_pylist()
    return [Judgement(**{name: in_utc(row[name]) for name in Judgement.__dataclass_fields__}) for row in rows]
