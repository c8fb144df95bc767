"""A terminal with a program on it: wait for what it shows, type an answer."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import time
from collections.abc import Mapping, Sequence
from typing import Self

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """Runs a program with a terminal of its own as input and output."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._master, slave = pty.openpty()
        self._process = subprocess.Popen(
            command, env=dict(environment), stdin=slave, stdout=slave, stderr=slave, start_new_session=True
        )
        os.close(slave)
        self.raw = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
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
        return self._process.wait(timeout=max(1.0, until - time.monotonic()))

    _seen = 0

    def _read(self) -> bool:
        """Take in what is shown; false when there will be no more."""
        ready, _, _ = select.select([self._master], [], [], 0.2)
        if not ready:
            return self._process.poll() is None
        try:
            found = os.read(self._master, 65_536)
        except OSError:  # the program has closed its end
            return False
        self.raw += found.decode(errors="replace")
        return bool(found)
