"""What a verification finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """How bad a finding is."""

    LOST = "lost"
    """Something that was stored is not there."""
    DAMAGED = "damaged"
    """Something is there and is not what was written."""
    DIFFERENT = "different"
    """The graph is not what the journal says; it can be made anew."""
    LEFT_OVER = "left over"
    """Something is there that nothing needs: no harm."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: where, what, and what to do. None of it is personal."""

    kind: Kind
    place: str
    told: str
    hint: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.place}: {self.told} {self.hint}"


@dataclass(slots=True)
class VerificationReport:
    """What was looked at so far, and what was found.

    `unchecked` of the `files` are of a version that kept no checksums; they were read through instead.
    """

    commits: int = 0
    files: int = 0
    bytes: int = 0
    unchecked: int = 0
    requests: int = 0
    findings: list[Finding] = field(default_factory=list)

    def note(self, kind: Kind, place: str, told: str, hint: str) -> None:
        """Adds a finding: its kind, where it is, what was found, and what to do about it."""
        self.findings.append(Finding(kind, place, told, hint))

    @property
    def harm(self) -> int:
        """How many findings are of harm."""
        return sum(finding.kind is not Kind.LEFT_OVER for finding in self.findings)
