"""Ctrl-C and SIGTERM while a command runs."""

import os
import signal
import subprocess
import sys
import threading

import pytest

# A command that waits; a library may make an error of its own of the signal, as DuckDB does.
WAITING = """
import signal, time
import typer
from api.cli.commands import CommandGroup, Command
signal.signal(signal.SIGINT, signal.default_int_handler)
app = typer.Typer(cls=CommandGroup, pretty_exceptions_enable=False)

def wait():
    print("begun", flush=True)
    try:
        time.sleep(60)
    except KeyboardInterrupt as error:
        raise {raised}

CommandGroup.resolve_command = lambda self, ctx, args: ("wait", self.commands["wait"], args[1:])
app.command("wait")(wait)
app.callback()(lambda: None)
app()
"""


@pytest.mark.parametrize("raised", ["error", "RuntimeError('Query interrupted') from None"])
def test_an_interrupted_command_ends_with_a_line_and_no_traceback(raised: str) -> None:
    program = WAITING.format(raised=raised)
    with subprocess.Popen(
        [sys.executable, "-c", program, "wait"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        threading.Timer(0.1, os.kill, (process.pid, signal.SIGINT)).start()
        _, told = process.communicate()

    assert process.returncode == 130
    assert told == "Stopped. What was stored stays; call the command again to go on.\n"


TERMINATED = """
import os, signal
from api.cli.terminal.interruption import ending_in_order

with ending_in_order():
    try:
        os.kill(os.getpid(), signal.SIGTERM)
    finally:
        print("closed", flush=True)
        {more}
print("goes on")
"""


@pytest.mark.parametrize("more", ["", "os.kill(os.getpid(), signal.SIGTERM); print('waits')"])
def test_what_is_open_is_closed_before_a_terminated_command_ends(more: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", TERMINATED.format(more=more)], capture_output=True, text=True
    )

    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGTERM, "closed\n", "")
