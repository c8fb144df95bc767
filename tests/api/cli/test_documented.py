"""What documents and lists say of commands is what the commands say."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from api.cli.commands import COMMANDS

_ROOT = Path(__file__).parents[3]


def test_the_list_of_commands_says_what_the_commands_say_of_themselves() -> None:
    said = {command.name: command.load().help.partition("\n\n")[0] for command in COMMANDS}

    assert {command.name: command.summary for command in COMMANDS} == said


def test_the_list_of_commands_has_the_groups_of_the_page() -> None:
    page = (_ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    told: dict[str, list[str]] = {}
    for part in page.split("\n## ")[1:]:
        group, _, rest = part.partition("\n")
        if calls := list(dict.fromkeys(re.findall(r"^ckg ([a-z-]+)", rest, flags=re.MULTILINE))):
            told[group] = calls

    listed: dict[str, list[str]] = {}
    for command in COMMANDS:
        listed.setdefault(command.group, []).append(command.name)
    first = list(dict.fromkeys(name for names in told.values() for name in names))
    assert [group for group, names in told.items() if names] == list(listed)
    assert first == [command.name for command in COMMANDS]


def _documented() -> Iterator[tuple[str, list[str]]]:
    """Each call of `ckg` in the documents, and in what the code says, with its words."""
    documents = (path for folder in (".", "docs", "benchmarks") for path in (_ROOT / folder).glob("*.md"))
    code = (path for package in ("api", "ingest", "graph") for path in (_ROOT / package).rglob("*.py"))
    for path in (*documents, *code):
        text = path.read_text(encoding="utf-8")
        for call in re.findall(r"(?:^(?:\$ )?(?:\w+=\S+ )*|`)ckg ([a-z][^`\n{]*)", text, flags=re.MULTILINE):
            yield f"{path.name}: ckg {call}", re.split(r"\s+#|\s\|", call)[0].split()


def _unknown(words: list[str]) -> list[str]:
    """Words of a call that are no command, or no option of it."""
    commands: Any = {command.name: command for command in COMMANDS}
    if words[0] not in commands:
        return words[:1]
    found, rest = commands[words[0]].load(), words[1:]
    if hasattr(found, "commands") and rest and rest[0].islower():
        names, rest = rest[0].split("|"), rest[1:]
        if unknown := [name for name in names if name not in found.commands]:
            return unknown
        found = found.commands[names[-1]]
    options = {name for option in found.params for name in (*option.opts, *option.secondary_opts)} | {
        "--help"
    }
    return [word for word in rest if word.startswith("--") and word.partition("=")[0] not in options]


def test_the_documents_call_commands_that_there_are() -> None:
    calls = dict(_documented())

    assert len(calls) > 50
    assert {call: unknown for call, words in calls.items() if (unknown := _unknown(words))} == {}


def test_the_documents_name_targets_of_make_that_there_are() -> None:
    targets = set(re.findall(r"^([a-z0-9-]+):.*##", (_ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    documents = [path for folder in (".", "docs", "benchmarks") for path in (_ROOT / folder).glob("*.md")]
    named = {
        (path.name, name)
        for path in documents
        for name in re.findall(r"(?:^(?:\w+=\S+ )*|`)make ([a-z0-9-]+)", path.read_text(), flags=re.MULTILINE)
    }

    assert len(named) > 20
    assert {(page, name) for page, name in named if name not in targets} == set()
