"""Ctrl-C while a command runs."""

import os
import signal
import subprocess
import sys
import threading

import pytest

# A command that waits in DuckDB, which makes an error of its own of the signal, or in Python.
WAITING = """
import signal, time
import duckdb, typer
from api.cli.commands import CommandGroup, Command
signal.signal(signal.SIGINT, signal.default_int_handler)
app = typer.Typer(cls=CommandGroup, pretty_exceptions_enable=False)

def wait():
    print("begun", flush=True)
    {waiting}

CommandGroup.resolve_command = lambda self, ctx, args: ("wait", self.commands["wait"], args[1:])
app.command("wait")(wait)
app.callback()(lambda: None)
app()
"""


@pytest.mark.parametrize(
    "waiting",
    [
        "duckdb.execute('SELECT sum(sin(range)) FROM range(1000000000000)').fetchall()",
        "time.sleep(60)",
    ],
    ids=["in DuckDB", "in Python"],
)
def test_an_interrupted_command_ends_with_a_line_and_no_traceback(waiting: str) -> None:
    program = WAITING.format(waiting=waiting)
    with subprocess.Popen(
        [sys.executable, "-c", program, "wait"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        threading.Timer(0.3, os.kill, (process.pid, signal.SIGINT)).start()
        _, told = process.communicate(timeout=30)

    assert process.returncode == 130
    assert told == "Stopped. What was stored stays; call the command again to go on.\n"
