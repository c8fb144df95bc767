"""Hiding a person at once: nothing of theirs counts any more, and nothing of theirs is taken in again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any
from uuid import uuid4

from graph.entries import Entry, Event, Origin, RecordVersion, Rejection
from graph.erasure.begun import ErasureRequests, begun_path
from graph.erasure.derived import forget_look_ups
from graph.erasure.requests import ERASED, LIFTED, acts, due, hashes_of, note
from graph.erasure.subject import Subject, as_they_are
from graph.erasure.traces import Traces
from graph.errors import CkgError, ConflictError, NotFoundError
from graph.files.lease import erasing_lease
from graph.journal import Journal
from graph.journal.suppressing.names import in_text, of_identifier, of_record
from graph.journal.withdrawing.ended import ERASED as ENDED
from graph.journal.withdrawing.ended import ERASED_CUSTOMER
from graph.model import MODEL
from graph.progress import OnProgress, silent

Elsewhere = Callable[[Subject], object]

_ORIGIN = Origin("erasure", 0)
_PERSON = "erased_person"
"""The kind of the events that end all events about a record."""


def hide_in_journal(
    journal: Journal,
    subjects: Sequence[Subject],
    reason: str = "",
    by: str = "",
    elsewhere: Elsewhere = lambda _: None,
    on_progress: OnProgress = silent,
) -> list[str]:
    """Let nothing of people count any more, and nothing come in; returns the ids of the requests, one each.
    `by` is who asks, as the list of erasures keeps it; `elsewhere` forgets one of them where this package
    does not reach; `on_progress` hears of another that is waited for.

    What came of their records since they were looked for goes too; where other records have become theirs,
    this raises ConflictError and nobody is erased. The list of who stays out comes first, so that
    nothing is stored behind the end: whoever holds entries against it stores them before or goes by the new
    one. Killed in between it is carried out by `go_on`, or when it is asked for again.
    """
    for subject in subjects:
        _check_reason(subject, reason)
    with erasing_lease(journal.folder, on_progress), journal.suppression.growing():
        earlier = _finished(journal, elsewhere)
        if earlier and {it.records for it in subjects} == {it.records for it in earlier.values()}:
            return list(earlier)
        begun = ErasureRequests({uuid4().hex: it for it in as_they_are(journal, subjects)}, reason, by)
        begun.keep(journal.folder.parent)
        _carry_out(journal, begun, elsewhere)
    return list(begun.subjects)


def go_on(journal: Journal, elsewhere: Elsewhere) -> None:
    """Carry out an erasure that was killed, if there is one."""
    if begun_path(journal.folder.parent).exists():
        with erasing_lease(journal.folder), journal.suppression.growing():
            _finished(journal, elsewhere)


def _finished(journal: Journal, elsewhere: Elsewhere) -> Mapping[str, Subject]:
    """The requests that were killed and are carried out now, with whom they are about; none where nothing was
    noted, so that nobody was erased."""
    home = journal.folder.parent
    begun = ErasureRequests.kept(home)
    if begun is None:
        return {}
    if {it.request_id for it in acts(journal)}.isdisjoint(begun.subjects):
        begun.forget(home)
        return {}
    _carry_out(journal, begun, elsewhere)
    return begun.subjects


def _carry_out(journal: Journal, begun: ErasureRequests, elsewhere: Elsewhere) -> None:
    """What of it is done already is not done twice."""
    home, noted = journal.folder.parent, {it.request_id for it in acts(journal)}
    for request_id, subject in begun.subjects.items():
        if request_id not in noted:
            hashes = hashes_of(journal, subject.names)
            report = {**_report(subject), "ended_by": begun.ended_by, "by": begun.by}
            note(journal, ERASED, hashes, report, (request_id, begun.reason))
    subjects = list(begun.subjects.values())
    # All in one commit: for each of them everything would be looked through.
    journal.end((ending for subject in subjects for ending in _endings(subject)), begun.ended_by)
    _release(journal, subjects)
    forget_look_ups(home)
    for subject in subjects:
        elsewhere(subject)
    begun.forget(home)


def _report(subject: Subject) -> dict[str, Any]:
    return {
        "records": len(subject.records),
        "identifiers": len(subject.values),
        "rows": dict(subject.rows),
        "touched": dict(subject.touched),
    }


def lift(journal: Journal, named: str) -> int:
    """Let those come back of whom an identifier or a record (`source:id`) is named, with all that they were
    known by; returns how many requests that takes back. Raises NotFoundError, or ConflictError while they
    are still on the disk."""
    kinds = [kind.name for kind in MODEL.identifiers]
    names = [
        of_record(named),
        *(of_identifier(kind, it) for kind in kinds for it in (named, named.casefold())),
    ]
    with erasing_lease(journal.folder):
        wanted = set(hashes_of(journal, [*names, *in_text(named)]))
        found = [it for it in acts(journal) if it.act == ERASED and not wanted.isdisjoint(it.hashes)]
        if not found or not journal.suppression.now().holds([*names, *in_text(named)]):
            raise NotFoundError(
                "Nobody of this name was erased.",
                "Name an e-mail address, another identifier as it was stored, or a record as source:id.",
            )
        if {it.request_id for it in found} & {it.request_id for it in due(journal)}:
            raise ConflictError(
                "They are still on the disk: what comes back could not be told from what goes.",
                "Run `ckg erase --purge` first.",
            )
        for it in found:
            note(journal, LIFTED, it.hashes, {}, (it.request_id, ""))
    return len(found)


def _endings(subject: Subject) -> Iterator[Entry]:
    for record in subject.records:
        source, _, source_id = record.partition(":")
        yield RecordVersion(source, source_id, {}, (), None, _ORIGIN, ENDED)
        yield Event(_PERSON, record, source, source_id, None, _ORIGIN, ended=ENDED)
    for customer in subject.customers:
        # In the name of a source, as any event is.
        source = subject.records[0].partition(":")[0]
        yield Event(ERASED_CUSTOMER, customer, source, None, None, _ORIGIN, ended=ENDED)
    for kind, key in subject.events:
        # Of no record: the one that it is about, such as somebody who was referred, stays.
        yield Event(kind, key, _source_of(key), None, None, _ORIGIN, ended=ENDED)


def _source_of(key: str) -> str:
    return key.partition(":")[0]


def _release(journal: Journal, subjects: Iterable[Subject]) -> None:
    """What is in quarantine of theirs leaves it."""
    traces, leaving = list(map(Traces, subjects)), dict[str, list[str]]()
    with closing(journal.in_quarantine()) as found:  # type: ignore[type-var]  # it is a generator
        for it in found:
            refused = Rejection(
                it.source, Origin(it.file, it.line), it.field, it.value, it.reason, it.row, it.about
            )
            if any(one.in_rejection(refused) for one in traces):
                leaving.setdefault(it.source, []).append(it.id)
    for source, ids in leaving.items():
        journal.release(source, ids, ENDED)


def _check_reason(subject: Subject, reason: str) -> None:
    words = reason.casefold()
    known = [record.partition(":")[2] for record in subject.records] + [value for _, value in subject.values]
    if any(len(value) > 3 and value.casefold() in words for value in known):
        raise CkgError(
            "The reason holds an identifier of the person: it would be kept when they are gone.",
            "Name the request instead, such as the number of a ticket.",
        )
