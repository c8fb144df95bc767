"""A terminal with `ckg` on it: wait for what it shows, type an answer."""

from __future__ import annotations

import os
import pty
import re
import select
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any, Self

from tests.support.forking import FORKING

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """Runs a command in a process with a terminal of its own as input and output."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self._master, slave = pty.openpty()
        here, there = FORKING.Pipe(duplex=False)
        self._process = FORKING.Process(
            target=_carry_out, args=(os.ttyname(slave), list(arguments), dict(environment), there)
        )
        self._process.start()
        there.close()
        assert here.recv() == "open"  # until then the terminal would end with its last user
        here.close()
        os.close(slave)
        self.raw = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        os.close(self._master)

    @property
    def text(self) -> str:
        """All that was shown so far, without colours and movements of the cursor."""
        return _ESCAPES.sub("", self.raw).replace("\r", "")

    def wait_for(self, shown: str, seconds: float = 60) -> str:
        """What was shown since the last answer, up to when `shown` appears in it."""
        until = time.monotonic() + seconds
        while shown not in self.text[self._seen :]:
            assert time.monotonic() < until, f"{shown!r} is not in {self.text[self._seen :]!r}"
            if not self._read():
                assert shown in self.text[self._seen :], f"ended without {shown!r}: {self.text!r}"
        return self.text[self._seen :]

    def type(self, answer: str) -> None:
        """Type a line."""
        self._seen = len(self.text)
        os.write(self._master, f"{answer}\n".encode())

    def hang_up(self) -> None:
        """Close the input, as Ctrl-D does on an empty line."""
        self._seen = len(self.text)
        os.write(self._master, b"\x04")

    def status(self, seconds: float = 60) -> int:
        """The exit status, once the program has ended."""
        until = time.monotonic() + seconds
        while self._read() and time.monotonic() < until:
            pass
        self._process.join(max(1.0, until - time.monotonic()))
        assert self._process.exitcode is not None, f"goes on: {self.text!r}"
        return self._process.exitcode

    _seen = 0

    def _read(self) -> bool:
        """Take in what is shown; false when there will be no more."""
        ready, _, _ = select.select([self._master], [], [], 0.2)
        if not ready:
            return self._process.is_alive()
        try:
            found = os.read(self._master, 65_536)
        except OSError:  # the program has closed its end
            return False
        self.raw += found.decode(errors="replace")
        return bool(found)


def _carry_out(terminal: str, arguments: Sequence[str], environment: Mapping[str, str], opened: Any) -> None:
    """Run `ckg` on a terminal that is its own."""
    os.setsid()
    device = os.open(terminal, os.O_RDWR)
    for standard in range(3):
        os.dup2(device, standard)
    opened.send("open")
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115 - they stay open
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["ckg", *arguments]

    from api.cli import main  # it looks at the terminal

    main()
