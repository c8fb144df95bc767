"""`ckg`, the command line: the contract for people, schedulers and tests."""

import sys
from pathlib import Path

import typer

from api.cli.commands import COMMANDS, CommandGroup
from api.cli.console import print_error
from graph.disk import writing
from graph.errors import CkgError
from graph.home import private_files

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


def main() -> None:
    """Run the command line; exit status 0 only on success."""
    private_files()
    try:
        with writing(Path.cwd()):
            app()
    except CkgError as error:
        print_error(error, as_json="--json" in sys.argv)
        sys.exit(1)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        sys.exit(130)
