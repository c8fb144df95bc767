"""Options that several commands share."""

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Machine-readable output on standard output.")]
First = Annotated[int, typer.Option(min=1, help="How many to list.")]
