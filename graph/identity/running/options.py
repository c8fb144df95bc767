"""What an identity run is to do, and what to do in its place where its model is unsound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from graph.errors import IdentityError
from graph.identity.model.teaching.labels import Labels


class Mode(StrEnum):
    """What a run does.

    FULL trains a new model and clusters everything. REBASE clusters everything under the model of the last
    run. INCREMENTAL looks at what changed since the last run alone, with the same outcome as REBASE; where
    the rules or the threshold have changed since, or the last run left no state, it is one. The first run is
    always full, and so is one that finds twice the records that the model was trained on, a source that it
    has not seen, or one filled in another way, a model that fails its check, or one of another version.
    """

    FULL = "full"
    REBASE = "rebase"
    INCREMENTAL = "incremental"


@dataclass(frozen=True)
class RunOptions:
    """What to do; `threshold` is a match probability that takes the place of the rules' one.

    `reports` is the folder for the run's HTML report; none is written without it. A full run learns from
    `labels` too, if given, else from the verdicts in force. `because` says why a full run takes the place of
    one under an earlier model, `untaught` what is wrong with the model that the verdicts teach: it learns
    without them; `distrusted` what is wrong with the model that the data teach: it takes usual rates instead;
    `doubted` what is wrong with these: it uses the safe model.
    """

    mode: Mode = Mode.INCREMENTAL
    threshold: float | None = None
    reports: Path | None = None
    labels: Labels | None = None
    because: tuple[str, ...] = ()
    untaught: tuple[str, ...] = ()
    distrusted: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises IdentityError for a threshold that no probability reaches, or every one."""
        if self.threshold is not None and not 0 < self.threshold < 1:
            raise IdentityError(
                f"No match probability lies on both sides of the threshold {self.threshold:g}.",
                "Give a number between 0 and 1 that is neither.",
            )

    def standing_in(self, faults: tuple[str, ...]) -> RunOptions:
        """A full run that learns less: usual rates where the data taught a faulty model, the safe model where
        these are faulty too."""
        if self.distrusted:
            return replace(self, mode=Mode.FULL, doubted=faults)
        return replace(self, mode=Mode.FULL, distrusted=faults)
