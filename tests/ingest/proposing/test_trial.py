"""Proposals are tried on their own files: no field stays that would make the mapping one with mistakes."""

from pathlib import Path

import pytest

from ingest.inputs import FileInput
from ingest.mapping_files.loader import load_mapping
from ingest.pipeline.pipeline import IngestOptions
from ingest.proposing.entries.rows import Line, Rows
from ingest.proposing.parts import parted
from ingest.proposing.proposal import propose
from ingest.proposing.trial import try_out
from ingest.proposing.writing import mapping_text
from tests.ingest.proposing.proposals import PEOPLE
from tests.ingest.support import write


def _people(path: Path) -> FileInput:
    rows = "".join(f"K{place},{','.join(person)}\n" for place, person in enumerate(PEOPLE))
    return FileInput(write(path, f"Kundennr,Vorname,Nachname,E-Mail\n{rows}"))


@pytest.mark.parametrize(
    "wrong",
    [
        Line("shoe_size", "Vorname", 1.0, ""),
        Line("city", "Wohnort", 1.0, ""),
        Line("handle", "Vorname", 1.0, ""),  # of which network it does not say
        Line("birth_date", {"column": "Vorname", "extract": "("}, 1.0, ""),
    ],
)
def test_a_field_that_is_a_mistake_is_taken_out(tmp_path: Path, wrong: Line) -> None:
    source = _people(tmp_path / "k.csv")
    proposal = propose(source, "shop")
    right = list(proposal.rows[0].lines)
    proposal.rows[0].lines.append(wrong)
    trial = try_out("shop", [proposal], [source], IngestOptions())

    assert proposal.rows[0].lines == right
    assert (trial.rows, trial.refused, trial.told) == (3, 0, "")
    assert load_mapping(write(tmp_path / "m.yaml", mapping_text("shop", [proposal])))


def test_an_entry_that_lacks_what_it_needs_then_goes(tmp_path: Path) -> None:
    source = _people(tmp_path / "k.csv")
    proposal = propose(source, "shop")
    fields = [Line("source_id", "Kundennr", 1.0, ""), Line("number", "Bestellnr", 1.0, "")]
    proposal.rows.append(Rows("order", [*fields, Line("ordered_at", "Vorname", 1.0, "")]))
    try_out("shop", [proposal], [source], IngestOptions())

    assert [rows.kind for rows in proposal.rows] == ["customer"]


def test_files_of_which_nothing_is_told_are_no_mistake(tmp_path: Path) -> None:
    source = _people(tmp_path / "k.csv")
    riddles = [
        FileInput(write(tmp_path / f"r-{month}.csv", "Xa,Xb\nu,v\n")) for month in ("2026-01", "2026-02")
    ]
    proposals = parted(propose(it, "shop") for it in (source, *riddles))
    trial = try_out("shop", proposals, [source, *riddles], IngestOptions())

    assert (trial.rows, trial.fails, trial.told) == (3, False, "")
