"""`ckg` with arguments, run within the test's process: a process of its own takes seconds to start."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from api.cli import main


@dataclass(frozen=True)
class Result:
    """How a command ended, and what it printed."""

    status: int
    output: str
    errors: str


class Script:
    """Runs commands, one after the other."""

    def __init__(self, patch: pytest.MonkeyPatch, printed: pytest.CaptureFixture[str]) -> None:
        self._patch, self._printed = patch, printed

    def run(self, *arguments: str) -> Result:
        """Run a command to its end."""
        self._patch.setattr(sys, "argv", ["ckg", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = self._printed.readouterr()
        return Result(int(ended.value.code or 0), printed.out, printed.err)

    def ask(self, *arguments: str) -> Any:
        """The JSON that a command prints."""
        result = self.run(*arguments, "--json")
        assert result.status == 0, result.errors
        return json.loads(result.output)
