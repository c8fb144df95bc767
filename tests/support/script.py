"""`ckg` with arguments, run within the test's process: a process of its own takes seconds to start."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from api.cli import main


@dataclass(frozen=True)
class Result:
    """How a command ended, and what it printed."""

    status: int
    output: str
    errors: str


@dataclass(frozen=True)
class Script:
    """Runs commands, one after the other, in an environment and a folder."""

    environment: Mapping[str, str]
    folder: Path

    def run(self, *arguments: str, typed: str = "", **more: str) -> Result:
        """Run a command to its end, with what is `typed` into a pipe; `more` variables are added to the
        environment."""
        output, errors = StringIO(), StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(output), redirect_stderr(errors):
            self._enter(patch, more)
            patch.setattr(sys, "argv", ["ckg", *arguments])
            patch.setattr(sys, "stdin", StringIO(typed))
            with pytest.raises(SystemExit) as ended:
                main()
        return Result(int(ended.value.code or 0), output.getvalue(), errors.getvalue())

    def ask(self, *arguments: str) -> Any:
        """The JSON that a command prints."""
        result = self.run(*arguments, "--json")
        assert result.status == 0, result.errors
        return json.loads(result.output)

    def _enter(self, patch: pytest.MonkeyPatch, more: Mapping[str, str]) -> None:
        wanted = {**self.environment, **more}
        for name in os.environ.keys() - wanted.keys():
            patch.delenv(name)
        for name, value in wanted.items():
            patch.setenv(name, value)
        patch.chdir(self.folder)
