"""What a profile says of one column."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.model.personal import Personal
from graph.policy.masks import masked


@dataclass(frozen=True)
class Count:
    """A value, or a pattern, and how often it is there."""

    text: str
    count: int


@dataclass
class ColumnProfile:
    """One column: what it holds, how full it is, and what should be looked at.

    `filled` counts values, `nothing` those that only say that there is none (`n/a`). `kind` is what its
    header and values mean, `personal` what of it may be shown. `invalid` and `artefacts` count values by what
    is wrong with them; `invalid` is an estimate where `estimated`.
    """

    name: str
    rows: int
    type: str = "text"
    kind: str = ""
    confidence: float = 0.0
    personal: Personal = Personal.WORDS
    filled: int = 0
    nothing: int = 0
    distinct: int = 0
    shortest: int = 0
    longest: int = 0
    least: str | None = None
    greatest: str | None = None
    top: list[Count] = field(default_factory=list)
    patterns: list[Count] = field(default_factory=list)
    invalid: dict[str, int] = field(default_factory=dict)
    estimated: bool = False
    artefacts: dict[str, int] = field(default_factory=dict)
    placeholders: list[Count] = field(default_factory=list)

    @property
    def fill(self) -> float:
        """Share of rows with a value that says something."""
        return (self.filled - self.nothing) / self.rows if self.rows else 0.0

    @property
    def is_key(self) -> bool:
        """Whether each row has a value of its own."""
        return self.rows > 0 and self.distinct == self.filled == self.rows and self.nothing == 0

    def shown(self, text: str | None) -> str:
        """A value as everybody may see it."""
        return "" if text is None else str(masked(self.personal, text))

    def remarks(self) -> list[str]:
        """What should be looked at, in words."""
        about = "about " if self.estimated else ""
        found = [f"{about}{count:,} × {reason}" for reason, count in self.invalid.items()]
        found += [f"{count:,} × {what}" for what, count in self.artefacts.items()]
        found += [f"{self.nothing:,} × nothing in words"] if self.nothing else []
        found += [f"{it.count:,} × {it.text}, a placeholder" for it in self.placeholders]
        return ["key candidate", *found] if self.is_key else found
