"""The commands by name. A command's module is imported when it is called: some take seconds to import."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

from api.cli.terminal.arguments import reading_texts
from api.cli.terminal.interruption import ending_when_interrupted


@dataclass(frozen=True)
class Command:
    """A command of `ckg`: its name, the module that registers it, its line in the list of commands, and the
    group that it stands in there."""

    name: str
    module: str
    summary: str
    group: str

    def announce(self, app: typer.Typer) -> None:
        """Let the application list the command."""
        app.command(self.name, help=self.summary, rich_help_panel=self.group)(_announced)

    def load(self) -> Any:
        """The command itself."""
        app = typer.Typer(pretty_exceptions_enable=False)
        app.callback()(_announced)
        import_module(f"api.cli.{self.module}").register(app)
        return reading_texts(get_group(app).commands[self.name])


_GROUPS = {
    "Look at a file, and describe it": (
        (
            "profile",
            "ingesting.profiling",
            "Show what is in files: types, fill, frequent values, patterns, what is wrong, likely keys.",
        ),
        (
            "propose",
            "ingesting.proposing",
            "Propose a mapping for files, each line with how sure it is and why; nothing is ingested.",
        ),
        (
            "check",
            "ingesting.checking",
            "Show the first rows as they would arrive, what would be refused, and all mistakes of a mapping.",
        ),
        ("schema", "schema", "Print the JSON Schema of files that people write, for editors."),
    ),
    "Bring data in, and take it back": (
        (
            "ingest",
            "ingesting.sources",
            "Map, clean, check and journal a source's files, then bring the graph up to date.",
        ),
        (
            "watch",
            "ingesting.watch",
            "Ingest files as they arrive in a folder; nothing is moved, and the journal knows what was read.",
        ),
        (
            "consume",
            "ingesting.consume",
            "Read topics of Kafka into the journal, each message once; customers and graph follow.",
        ),
        (
            "drain",
            "installation.waiting",
            "Bring what was taken in over HTTP into journal, customers and graph.",
        ),
        ("quarantine", "ingesting.quarantine", "What stayed out, why, and the ways back in."),
        (
            "references",
            "ingesting.sources",
            "List what is named and stated nowhere: orders, products, people referred.",
        ),
        (
            "quality",
            "ingesting.quality",
            "Show how good the data of each source is, 0 to 1, or how that of one went, by ingest and run.",
        ),
        ("source", "ingesting.undo", "What sources said, and taking back all of one."),
        ("undo", "ingesting.undo", "Take back what one ingest said; what others said too stays."),
    ),
    "Who is who": (
        ("resolve", "identity", "Find out which records are one customer, and bring the graph up to date."),
        (
            "explain",
            "stewards.explain",
            "Why two records are one customer; of one record or customer: how it came to be.",
        ),
        (
            "lookup",
            "finding.lookup",
            "Say which customers records belong to, by what the last run knew; nothing is stored.",
        ),
        ("review", "stewards.review", "What needs a person: decide, take apart, take back."),
        (
            "train",
            "identity",
            "Train a model with labels or answers, and find out again which records are one customer.",
        ),
        (
            "evaluate",
            "results",
            "Hold the customers against a truth file: pairwise precision, recall and F1, and B³.",
        ),
        ("export", "results", "Write results to files."),
    ),
    "Ask": (
        (
            "search",
            "finding.search",
            "Customers by name, part of a name, e-mail, phone or any identifier, best first.",
        ),
        ("journey", "finding.journey", "What a customer did, session by session."),
        (
            "network",
            "analytics.network",
            "Who brought whom, and what grew from it: advocates, communities, seeds.",
        ),
        (
            "insight",
            "analytics.insight",
            "What customers are worth, who is likely to leave, and what to offer next.",
        ),
    ),
    "Privacy": (
        (
            "dossier",
            "privacy.dossier",
            "Write all that is held about a person, with sources and times; other people are masked in it.",
        ),
        (
            "erase",
            "privacy.erasing",
            "Forget people: all that any source said, at once; what comes of them later is not stored.",
        ),
        (
            "erasures",
            "privacy.erasing",
            "Who was erased, by request: when, why, how much, and whether it is off the disk.",
        ),
    ),
    "Run it": (
        ("serve", "installation.serving", "GraphQL at /graphql, messages at /v1/, readiness at /readyz."),
        ("keys", "installation.keys", "Keys of the API and of sources: make, list and revoke them."),
        (
            "browser",
            "installation.serving",
            "The Neo4j Browser on the store in use, with saved queries and colours.",
        ),
        (
            "status",
            "installation.system",
            "Which store and journal are in use, whether they answer, what is not done and which command"
            " does it.",
        ),
        (
            "verify",
            "installation.verifying",
            "Read the whole journal, and say what is lost or damaged; nothing is written.",
        ),
        (
            "rebuild",
            "installation.system",
            "Write the graph anew from the journal; nothing is lost, ids stay, all entries are tried again.",
        ),
        (
            "bulk-load",
            "ingesting.loading",
            "Fill an empty graph from the journal by the store's fastest way; on a Neo4j, by its own import.",
        ),
        ("init", "installation.system", "Create constraints and indexes; safe to repeat."),
        ("stop", "installation.system", "Stop the embedded store; the data stays."),
        (
            "demo",
            "demo",
            "Make a sample company, ingest all its sources, find out who is who, and tell what came out.",
        ),
        (
            "sample",
            "ingesting.sources",
            "Make the sample company: the files of nine sources, their mappings, and the truth.",
        ),
    ),
}
"""Commands by what they are for, in the order of `docs/commands.md`: name, module, line in the list."""

COMMANDS = tuple(Command(*line, group) for group, lines in _GROUPS.items() for line in lines)


class CommandGroup(TyperGroup):
    """Lists commands without importing them, and ends them on Ctrl-C."""

    def invoke(self, ctx: Any) -> Any:
        """Call the command."""
        with ending_when_interrupted():
            return super().invoke(ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that is called."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, next(command for command in COMMANDS if command.name == name).load(), rest


def _announced() -> None:
    """Stands for a command in the list."""
