"""What an ingest did: counts per file, reasons of rejection, and the limit on rejections."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from graph.entries import Rejection
from graph.errors import IngestError
from graph.journal.reading.spellings import Spellings

_FIRST = 3
"""Lines that are named for each reason of rejection."""


@dataclass(frozen=True)
class Progress:
    """How far an ingest is: `fraction` of the file from 0 to 1, `phase` is `checking` or `storing`."""

    file: str
    phase: str
    rows: int
    fraction: float


ShowProgress = Callable[[Progress], None]


@dataclass
class FileSummary:
    """Counts of one file, or member of an archive: `name` is what is stored of it, `shown` what is printed.

    `rows` were read; of these `rejected_rows` are in quarantine and `skipped_rows` are none of the
    mapping's business. `accepted` and `unchanged` count entries (one row may give several), `suppressed`
    those of people who were erased, of which nothing is stored, and
    `rejected_values` single values that stayed out of rows that went in; `remarks` say what is to be known of
    rows that went in whole. `lines` are the first rejected, `places` the first lines of each reason. `broken`
    says why the file could not be read to its end. `filled_in` are birth dates that more people
    have than chance gives, with how many have them. `reached` is where reading goes on, of a
    table that is not read whole.
    """

    name: str
    shown: str
    rows: int = 0
    accepted: int = 0
    unchanged: int = 0
    suppressed: int = 0
    rejected_rows: int = 0
    rejected_values: int = 0
    skipped_rows: int = 0
    row_reasons: Counter[str] = field(default_factory=Counter)
    value_reasons: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    lines: list[int] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)
    filled_in: dict[str, int] = field(default_factory=dict)
    broken: IngestError | None = None
    reached: str | None = None

    def reject_row(self, rejection: Rejection) -> None:
        """Counts a rejected row."""
        self.rejected_rows += 1
        self.row_reasons[self._placed(rejection)] += 1
        if len(self.lines) < 5:
            self.lines.append(rejection.origin.line)

    def reject_value(self, rejection: Rejection) -> None:
        """Counts a value that was left out."""
        self.rejected_values += 1
        self.value_reasons[self._placed(rejection)] += 1

    def _placed(self, rejection: Rejection) -> str:
        """The reason of a rejection, whose line is noted if it is among the first."""
        reason = reason_of(rejection)
        lines = self.places.setdefault(reason, [])
        if len(lines) < _FIRST and rejection.origin.line not in lines:
            lines.append(rejection.origin.line)
        return reason

    def as_dict(self) -> dict[str, Any]:
        """The counts and the ten most frequent reasons, ready for JSON."""
        reasons = dict((self.row_reasons + self.value_reasons).most_common(20))
        return {
            "file": self.shown,
            "rows": self.rows,
            "accepted": self.accepted,
            "unchanged": self.unchanged,
            "suppressed": self.suppressed,
            "rejected_rows": self.rejected_rows,
            "rejected_values": self.rejected_values,
            "skipped_rows": self.skipped_rows,
            "row_reasons": dict(self.row_reasons.most_common(10)),
            "value_reasons": dict(self.value_reasons.most_common(10)),
            "remarks": dict(self.remarks.most_common(10)),
            "first_lines": {reason: self.places[reason] for reason in reasons},
            "broken": self.broken.message if self.broken else None,
            "filled_in": self.filled_in,
        }


def reason_of(rejection: Rejection) -> str:
    """Field and reason, without the value."""
    return f"{rejection.field} {rejection.reason}" if rejection.field else f"row {rejection.reason}"


@dataclass
class IngestSummary:
    """Counts of one ingest, file by file.

    `references` counts by label what its entries name and no entry of the journal states yet; `spellings` are
    keys that are written in another way elsewhere. `released` is
    how many rejections left the quarantine, since what they were about went in, `replaced` how many earlier
    readings of the same files, under another mapping, were taken back. `ended` is how much has ended as full
    states lack it, `withheld` how much was left all the same, since rows that stayed out may be about it.
    """

    ingest_id: str
    source: str
    mapping: Path
    started_at: datetime
    files: list[FileSummary] = field(default_factory=list)
    references: dict[str, int] = field(default_factory=dict)
    spellings: Spellings = field(default_factory=Spellings)
    released: int = 0
    replaced: int = 0
    ended: int = 0
    withheld: int = 0

    def total(self, name: str) -> int:
        """Sum of one count over all files."""
        return sum(getattr(summary, name) for summary in self.files)

    def as_dict(self) -> dict[str, Any]:
        """Totals and files, ready for JSON."""
        counted = ("rejected_rows", "rejected_values", "skipped_rows")
        counts = ("rows", "accepted", "unchanged", "suppressed", *counted)
        return {
            "ingest_id": self.ingest_id,
            "source": self.source,
            **{name: self.total(name) for name in counts},
            "references": self.references,
            "spelt_otherwise": self.spellings.keys,
            "released": self.released,
            "replaced": self.replaced,
            "ended": self.ended,
            "withheld": self.withheld,
            "files": [summary.as_dict() for summary in self.files],
        }


@dataclass(frozen=True)
class RejectLimit:
    """How many rows of a file may be rejected: so many, or so many of a hundred."""

    rows: int | None = None
    percent: float | None = None

    @classmethod
    def parse(cls, text: str) -> "RejectLimit":
        """The limit written as `100` or `5%`; raises IngestError for anything else."""
        found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(%?)\s*", text)
        if found and found[2] and float(found[1]) <= 100:
            return cls(percent=float(found[1]))
        if found and not found[2] and found[1].isdigit():
            return cls(rows=int(found[1]))
        raise IngestError(
            f'"{text}" is not a limit of rejected rows.', "Write a number or a percentage: 100, 5%."
        )

    def exceeded(self, summary: FileSummary) -> bool:
        """Whether a whole file has more rejected rows than allowed."""
        if self.rows is not None:
            return summary.rejected_rows > self.rows
        return self.percent is not None and summary.rejected_rows * 100 > self.percent * summary.rows

    def hopeless(self, summary: FileSummary) -> bool:
        """Whether a file read in part has more rejected rows than the whole may have."""
        return self.rows is not None and summary.rejected_rows > self.rows

    def __str__(self) -> str:
        return f"{self.rows} rows" if self.rows is not None else f"{self.percent:g} %"


class TooManyRejects(IngestError):  # noqa: N818 - named for what it says
    """A file has more rejected rows than allowed; nothing of this ingest was stored."""

    def __init__(self, summary: FileSummary, limit: RejectLimit) -> None:
        reasons = "; ".join(f"{reason} ({count})" for reason, count in summary.row_reasons.most_common(3))
        lines = ", ".join(str(line) for line in summary.lines)
        super().__init__(
            f"File {summary.shown}: {summary.rejected_rows} of {summary.rows} rows read were "
            f"rejected, {limit} allowed. Most frequent: {reasons}. First lines: {lines}. Nothing was stored.",
            "Correct the mapping or the file, or raise --max-rejects.",
        )
        self.summary = summary


class IncompleteFiles(IngestError):  # noqa: N818 - named for what it says
    """Files broke off; what could be read of them, and all other files, is stored."""

    def __init__(self, summary: IngestSummary) -> None:
        broken = [file for file in summary.files if file.broken]
        super().__init__(
            "\n".join(
                f"{file.broken.message} {file.rows:,} rows of it were read and are kept; the rest is missing."
                for file in broken
                if file.broken
            ),
            next((file.broken.hint for file in broken if file.broken), None),
        )
        self.summary = summary
