"""The list of erasures: what was asked and done, signed and chained, without anything of anybody."""

from __future__ import annotations

import hmac
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from graph.journal import Journal
from graph.journal.suppressing.key import hashed, kept_key, made_key
from graph.journal.suppressing.suppression import ERASED, LIFTED, PURGED, TRIAL
from graph.journal.tables.order import ARRIVAL
from graph.journal.tables.schema import TABLES
from graph.journal.tables.times import in_utc
from graph.version import program_version

_COLUMNS = "request_id, act, reason, recorded_at, hashes, report"
_PREVIOUS, _SIGNATURE = "previous", "signature"


@dataclass(frozen=True)
class Act:
    """One thing that was done: `erased`, `purged` or `lifted`; `signed` says whether it stands as it was
    written, behind the one before it."""

    request_id: str
    act: str
    reason: str
    at: datetime
    hashes: tuple[bytes, ...]
    report: Mapping[str, Any]
    signed: bool


@dataclass(frozen=True)
class Request:
    """A request that somebody be forgotten: when, why, how much that was; when it was off the disk, and what
    was found and done then; whether anybody of it may come back."""

    request_id: str
    erased_at: datetime
    reason: str
    report: Mapping[str, Any]
    purged_at: datetime | None
    proof: Mapping[str, Any] | None
    signed: bool

    @property
    def by(self) -> str | None:
        """Who asked; None where it was not noted."""
        return self.report.get("by") or None

    def is_ended_by(self, ended: Collection[str]) -> bool:
        """Whether the ends of the people whom it is about are among those stored under these ids."""
        return self.report.get("ended_by", self.request_id) in ended


def acts(journal: Journal) -> list[Act]:
    """All that was done, the oldest first."""
    with closing(journal.connect(views=("stored_erasures",))) as connection:
        rows = connection.execute(
            f"SELECT {_COLUMNS} FROM stored_erasures ORDER BY {ARRIVAL}"  # noqa: S608 - columns of our own
        ).fetchall()
    key = kept_key(journal.folder.parent) if rows else b""
    found: list[Act] = []
    previous = ""
    for request_id, act, reason, at, hashes, text in rows:
        report = json.loads(text)
        signature = report.pop(_SIGNATURE, "")
        named = [it.hex() for it in hashes]
        meant = _signature(key, (request_id, act, reason, named, report))
        sound = report.pop(_PREVIOUS, None) == previous and hmac.compare_digest(meant, signature)
        found.append(Act(request_id, act, reason, in_utc(at), tuple(hashes[1:]), report, sound))
        previous = signature
    return found


def requests(journal: Journal) -> list[Request]:
    """All requests, the oldest first."""
    done = acts(journal)
    purged = {it.request_id: it for it in done if it.act == PURGED}
    found = []
    for it in done:
        if it.act == ERASED:
            proof = purged.get(it.request_id)
            signed = it.signed and (proof is None or proof.signed)
            done_at, told = (proof.at, proof.report) if proof else (None, None)
            found.append(Request(it.request_id, it.at, it.reason, it.report, done_at, told, signed))
    return found


def due(journal: Journal) -> list[Request]:
    """Those whose people are still on the disk, though nobody sees them."""
    return [it for it in requests(journal) if it.purged_at is None]


def hashes_of(journal: Journal, names: Iterable[str]) -> list[bytes]:
    """The keyed hashes of names."""
    key = made_key(journal.folder.parent)
    return [hashed(key, name) for name in names]


def note(
    journal: Journal, act: str, hashes: Sequence[bytes], report: Mapping[str, Any], request: tuple[str, str]
) -> None:
    """Store what is done, of people with these hashes; of a request, its id and its reason."""
    key = made_key(journal.folder.parent)
    request_id, reason = request
    hashes = [hashed(key, TRIAL), *hashes]
    earlier = _last_signature(journal)
    stated = {**report, "program": program_version(), _PREVIOUS: earlier}
    named = [it.hex() for it in hashes]
    signature = _signature(key, (request_id, act, reason, named, stated))
    row = {
        "request_id": request_id,
        "act": act,
        "reason": reason,
        "report": json.dumps(stated | {_SIGNATURE: signature}),
        "hashes": hashes,
    }
    schema = pa.schema([TABLES["erasures"].field(name) for name in row])
    journal.append_table("erasures", pa.Table.from_pylist([row], schema=schema))


def _last_signature(journal: Journal) -> str:
    with closing(journal.connect(views=("stored_erasures",))) as connection:
        rows = connection.execute(
            f"SELECT report FROM stored_erasures ORDER BY {ARRIVAL}"  # noqa: S608 - as above
        ).fetchall()
    return str(json.loads(rows[-1][0])[_SIGNATURE]) if rows else ""


def _signature(key: bytes, content: Any) -> str:
    return hmac.digest(key, json.dumps(content, sort_keys=True).encode(), "sha256").hex()


__all__ = ["ERASED", "LIFTED", "PURGED", "Act", "Request", "acts", "due", "hashes_of", "note", "requests"]
