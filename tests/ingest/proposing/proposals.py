"""Proposals for files that a test writes."""

from pathlib import Path

import yaml

from ingest.inputs import FileInput
from ingest.proposing.proposal import FileProposal, propose
from ingest.proposing.writing import mapping_text
from tests.ingest.support import write

PEOPLE = [
    ("Anna", "Meier", "a.meier@web.example"),
    ("Jean", "Dupont", "jean@dupont.example"),
    ("Maria", "Rossi", "m@r.example"),
]


def proposed(path: Path, text: str, encoding: str = "utf-8") -> FileProposal:
    """What is proposed for a file of this text."""
    return propose(FileInput(write(path, text, encoding)), "shop")


def fields(proposal: FileProposal, kind: str) -> dict[str, tuple[str, ...]]:
    """The columns of each field of a kind."""
    return {
        it.name: it.columns for rows in proposal.rows if rows.kind == kind for it in rows.lines if it.columns
    }


def as_yaml(proposal: FileProposal) -> dict[str, object]:
    """The proposal as somebody's YAML reader sees it."""
    loaded: dict[str, object] = yaml.safe_load(mapping_text("shop", [proposal]))
    return loaded


def values_of(text: str, path: Path, kind: str) -> dict[str, object]:
    """What feeds each field of a kind."""
    found = proposed(path / "x.csv", text)
    return {line.name: line.value for rows in found.rows if rows.kind == kind for line in rows.lines}


def people_with(headers: str, *cells: str) -> str:
    """A row for each person: given name, family name and address, and cells with their number for `#`."""
    rows = [
        ";".join([*person, *(cell.replace("#", str(place)) for cell in cells)])
        for place, person in enumerate(PEOPLE, start=1)
    ]
    return "\n".join([f"firstname;lastname;email;{headers}", *rows, ""])
