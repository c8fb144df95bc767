"""`ckg`, the command line: the contract for people, schedulers and tests."""

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.commands import COMMANDS, CommandGroup
from api.cli.terminal.console import out, print_error
from api.cli.terminal.output import standard_output
from api.cli.terminal.shortage import within_memory
from graph.errors import CkgError, DiskError
from graph.files.disk import writing
from graph.files.home import private_files
from graph.version import program_version

app = typer.Typer(
    name="ckg",
    cls=CommandGroup,
    help="One graph of customers: ingest sources, resolve identities, serve and explore.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in COMMANDS:
    command.announce(app)


def _tell_version(wanted: bool) -> None:
    if wanted:
        out.print(f"ckg {program_version()}", highlight=False)
        raise typer.Exit


@app.callback()
def _ckg(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version and end."),
    ] = False,
) -> None:
    """Options before the name of a command."""


COLLECT_AFTER = 20_000
"""New objects after which garbage is looked for among them. What a command imports stays to its end; to look
through it again and again takes a tenth of a short command's time."""


def _here() -> Path:
    """The current folder; raises DiskError where it was deleted."""
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise DiskError("The current folder is gone.", "Change to one that is there.") from error


def main() -> None:
    """Run the command line; exit status 0 only on success."""
    gc.set_threshold(COLLECT_AFTER)
    private_files()
    try:
        with within_memory(), standard_output(), writing(_here()):
            app()
    except CkgError as error:
        print_error(error, as_json="--json" in sys.argv)
        sys.exit(1)
