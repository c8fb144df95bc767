"""`ckg schema`: what editors need to know of the files that people write."""

import typer

from api.cli.terminal.console import print_json
from ingest.mapping_files.mapping_schema import mapping_schema

schema = typer.Typer(
    help="Print the JSON Schema of files that people write, for editors.", no_args_is_help=True
)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(schema, name="schema")


@schema.callback()
def _of_files() -> None:
    """Print the JSON Schema of files that people write, for editors."""


@schema.command("mapping")
def print_mapping_schema() -> None:
    """Of mapping files: their keys, the kinds of rows, and the fields of each kind."""
    print_json(mapping_schema())
