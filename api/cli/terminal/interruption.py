"""Ctrl-C ends a command with exit status 130 and one line, whatever it comes upon; SIGTERM in order."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer

STATUS = 128 + signal.SIGINT
"""What shells give a process that the signal ended."""


@contextmanager
def ending_when_interrupted() -> Iterator[None]:
    """Whatever is raised after Ctrl-C becomes the end of the program: libraries make errors of their own of
    it, as DuckDB does in the midst of a query.

    Who is not to hear of Ctrl-C (`nohup`, jobs of a script) does not; who handles it alone goes on doing so.
    """
    if not _listening():
        yield
        return
    interrupted = threading.Event()

    def interrupt(number: int, frame: Any) -> None:
        interrupted.set()
        signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    except (Exception, KeyboardInterrupt) as error:
        if not interrupted.is_set() and not isinstance(error, KeyboardInterrupt):
            raise
        typer.echo("Stopped. What was stored stays; call the command again to go on.", err=True)
        raise typer.Exit(STATUS) from None
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def ending_in_order() -> Iterator[None]:
    """SIGTERM ends the process once what is open inside the block is closed; a second one does so at once."""
    if not _in_main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGTERM)

    def end(number: int, _frame: object) -> None:
        signal.signal(number, before)
        raise _Terminated

    signal.signal(signal.SIGTERM, end)
    try:
        yield
    except _Terminated:
        signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)


class _Terminated(BaseException):
    """SIGTERM has come."""


def _listening() -> bool:
    return _in_main_thread() and signal.getsignal(signal.SIGINT) is signal.default_int_handler


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()
