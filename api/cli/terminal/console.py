"""What the command line prints: progress, tables, JSON and errors, fit for the reader at hand."""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Column

from api.cli.terminal.output import takes_all_letters
from graph.errors import CkgError
from graph.progress import OnProgress, Rate

if TYPE_CHECKING:
    from graph.journal import Journal

_LOG_EVERY_SECONDS = 5.0
_PERCENT = 100
"""The total of steps that count in percent."""
_WIDE = 1_000
"""Columns of what is no terminal: in a file or for another program no table is cut off."""
for _name in ("stdin", "stdout", "stderr"):
    if (
        getattr(sys, _name) is None
    ):  # whoever closed it hears nothing, and nothing that is opened takes its place
        setattr(sys, _name, Path(os.devnull).open("r" if _name == "stdin" else "w"))  # noqa: SIM115 - for good
# no emoji: `shop:a:` is a key with a colon behind it, not a picture
out = Console(soft_wrap=True, highlight=False, emoji=False, width=None if sys.stdout.isatty() else _WIDE)
err = Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)


_ROOMY = 72
_NUMBERS = len(" 100% 0:00:00") + 1
"""Characters that percent and time left take."""


def counted(kind: str, count: int) -> str:
    """How many there are of a kind, in words: `2 order lines`."""
    return f"{count:,} {kind.replace('_', ' ')}{'' if count == 1 else 's'}"


@contextmanager
def progress() -> Iterator[OnProgress]:
    """Progress bars on a terminal, a plain line every few seconds elsewhere; both on stderr."""
    if err.is_terminal:
        with _bars() as on_progress:
            yield on_progress
    else:
        yield _log_lines()


@contextmanager
def _bars() -> Iterator[OnProgress]:
    with Progress(*_columns_of(err.width), console=err, transient=True) as bars:
        tasks: dict[str, Any] = {}
        unnumbered: set[str] = set()

        def on_progress(step: str, done: int, total: int | None) -> None:
            for other in unnumbered - {step}:  # such as one that waits: another that is told of follows it
                bars.update(tasks[other], visible=False)
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            (unnumbered.discard if done or total else unnumbered.add)(step)
            bars.update(tasks[step], completed=done, total=total, visible=True)

        yield on_progress


def _columns_of(width: int) -> tuple[ProgressColumn, ...]:
    """What a bar shows; where there is little room, percent and time left beside what of a name fits."""
    if width >= _ROOMY:
        known = (BarColumn(), TaskProgressColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        return TextColumn("{task.description}"), *known, TimeRemainingColumn()
    step = Column(no_wrap=True, overflow="ellipsis", max_width=max(width - _NUMBERS, 1))
    return TextColumn("{task.description}", table_column=step), TaskProgressColumn(), TimeRemainingColumn()


def _log_lines() -> OnProgress:
    last: dict[str, float] = {}
    rates: dict[str, Rate] = {}

    def on_progress(step: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        rate = rates.setdefault(step, Rate(done, now))
        finished = total is not None and done >= total
        if finished or now - last.get(step, 0.0) >= _LOG_EVERY_SECONDS:
            last[step] = now
            left = rate.seconds_left(done, total, now) if total else None
            so_far = f": {_so_far(done, total, left)}" if done or total else ""
            print(f"{step}{so_far}", file=sys.stderr, flush=True)

    return on_progress


def _so_far(done: int, total: int | None, left: float | None) -> str:
    """What is done, in percent where it is known how much there is, with the time that the rest takes."""
    if not total:
        return f"{done}"
    counts = "" if total == _PERCENT else f" ({done} of {total})"
    return f"{100 * done // total}%{counts}" + (f", {timedelta(seconds=round(left))} left" if left else "")


def print_json(value: Any) -> None:
    """One JSON document on standard output; dataclasses become objects, times ISO 8601."""
    escaped = not takes_all_letters(sys.stdout)
    print(json.dumps(_plain(value), indent=2, ensure_ascii=escaped, default=_scalar))


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _scalar(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    return str(value)


def print_error(error: CkgError, *, as_json: bool) -> None:
    """An expected failure on standard error: the message, and the hint on a line of its own."""
    if as_json:
        escaped = not takes_all_letters(sys.stderr)
        print(json.dumps({"error": error.message, "hint": error.hint}, ensure_ascii=escaped), file=sys.stderr)
        return
    err.print("[bold red]error:[/] ", end="")
    err.print(error.message, markup=False)
    if error.hint:
        err.print(f"  → {error.hint}", markup=False)


def warn_of_clock(journal: "Journal") -> None:
    """Says on stderr when the clock ran backwards."""
    if told := told_of_clock(journal.clock_behind()):
        err.print(f"Warning: the clock is {told}", markup=False)


def told_of_clock(behind: timedelta) -> str | None:
    """What to say of a clock that is so far behind the journal's latest commit; nothing up to a minute."""
    if behind <= timedelta(minutes=1):
        return None
    return (
        f"{told_duration(behind)} behind the latest entry of the journal; it is wrong now, or was then."
        " What is stored now still counts as later."
    )


def told_duration(duration: timedelta) -> str:
    """How long something waits, in the largest unit that fits twice: 90 seconds, 5 minutes, 2 days."""
    from babel.dates import format_timedelta  # few commands tell of one

    return format_timedelta(duration, threshold=2, locale="en")
