"""Rows that went in after all: what they were refused for before leaves the quarantine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.journal.appending.encode import rejection_id
from graph.journal.quality.quarantine import MENDED, OpenRejection
from ingest.quarantine_files import MENDS
from ingest.rows.clean_rows import row_text
from ingest.rows.outcome import Outcome
from ingest.rows.quarantined_values import QuarantinedValues


@dataclass
class Mending:
    """What is in quarantine of a source, and what of it has been made good by the rows of an ingest.

    A rejection leaves when its very row goes in without it, when the row that a person made of it does, or
    when one about the same thing has nothing wrong there; and if no row of the ingest is refused for it.
    """

    values: QuarantinedValues = field(default_factory=QuarantinedValues)
    _rows: dict[int, set[str]] = field(default_factory=dict)
    _subjects: dict[str, dict[str, str]] = field(default_factory=dict)
    _good: dict[str, None] = field(default_factory=dict)
    _mended: set[str] = field(default_factory=set)
    _still: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, rejections: Iterable[OpenRejection]) -> Mending:
        """Of a source's quarantine; rows are remembered by their hash."""
        found = cls()
        for rejection in rejections:
            if hash(rejection.row) not in found._rows:
                found.values.add(rejection.row)
            found._rows.setdefault(hash(rejection.row), set()).add(rejection.id)
            if rejection.about:
                found._subjects.setdefault(rejection.about, {})[rejection.id] = rejection.field
        return found

    @property
    def awaits(self) -> bool:
        """Whether anything is in quarantine that rows may make good."""
        return bool(self._rows)

    def awaits_subject(self, about: str) -> bool:
        """Whether anything in quarantine is about a thing, by its kind and key."""
        return about in self._subjects

    def look(self, outcome: Outcome) -> None:
        """Notes which rejections the outcome of a row makes good, and which it repeats."""
        if not self.awaits:
            return
        wrong = [*outcome.refused, *outcome.left_out]
        still = {rejection_id(rejection) for rejection in wrong}
        self._still |= still
        mended = {*outcome.raw.get(MENDS, ())}
        self._mended |= mended
        about = set(mended)
        if outcome.applied:
            about |= self._rows.get(hash(row_text(outcome.raw)), set())
        faulty = {rejection.field for rejection in wrong}
        for subject, mapped in outcome.about:
            known = self._subjects.get(subject, {}).items()
            about |= {id_ for id_, name in known if name not in faulty and (not name or name in mapped)}
        self._good |= dict.fromkeys(about - still)

    def made_good(self, why: str) -> dict[str, list[str]]:
        """Ids of the rejections that leave, by why: `mended` by a person, or what is said here."""
        found: dict[str, list[str]] = {}
        for id_ in self._good:
            if id_ not in self._still:
                found.setdefault(MENDED if id_ in self._mended else why, []).append(id_)
        return found
