"""What becomes of a raw row: entries of the journal, and what was refused or left out."""

from dataclasses import dataclass, field

from graph.entries import Entry, Rejection
from graph.journal.appending.full_state import Subject
from ingest.mapping.mapping import Raw


@dataclass(slots=True)
class Outcome:
    """What became of a row. `refused` holds why it stayed out, `left_out` single values that did.

    `applied` is false when the row is none of the mapping's business (`when`). `named` is what refused rows
    are about, `nameless` those refused that do not tell. `raw` is the row as it was
    read, `about` what it states something of (kind and key), each with the fields that the mapping feeds.
    """

    entries: list[Entry] = field(default_factory=list)
    refused: list[Rejection] = field(default_factory=list)
    left_out: list[Rejection] = field(default_factory=list)
    applied: bool = False
    raw: Raw = field(default_factory=dict)
    about: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    named: list[Subject] = field(default_factory=list)
    nameless: list[Rejection] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """Takes in what another entry of the mapping made of the same row."""
        if not other.applied:
            return
        self.entries += other.entries
        self.refused += other.refused
        self.left_out += other.left_out
        self.about += other.about
        self.named += other.named
        self.nameless += other.nameless
        self.applied = True
