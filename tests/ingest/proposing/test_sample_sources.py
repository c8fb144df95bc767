"""The sources of the sample company are proposed the mappings that people wrote for them, and so are the same
columns under other names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from ingest.inputs import FileInput
from ingest.inputs.finding import find_inputs
from ingest.mapping_files.loader import load_mapping
from ingest.pipeline.reading import outcomes
from ingest.proposing.entries.found import FoundColumns
from ingest.proposing.entries.row_proposer import rows_of
from ingest.proposing.meaning.beginnings import common_beginning
from ingest.proposing.meaning.columns import Column
from ingest.proposing.proposal import FileProposal, propose
from ingest.proposing.writing import mapping_text
from ingest.readers import open_reader
from ingest.rows.line_items import LineItems
from ingest.sample import generate

from .columns import Uses, renamed, uses_of_mapping, uses_of_rows

_HERE = Path(__file__).parent
_ROWS = 400
HELD_OUT = yaml.safe_load((_HERE / "held_out_headers.yaml").read_text(encoding="utf-8"))
LABELS = yaml.safe_load((_HERE / "held_out_labels.yaml").read_text(encoding="utf-8"))


@dataclass
class Known:
    """A file with the mapping that somebody wrote, and the one that is proposed."""

    source: str
    proposal: FileProposal
    uses: Uses


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company."""
    return generate(1_000, 3, tmp_path_factory.mktemp("company")).target


@pytest.fixture(scope="module")
def known(folder: Path) -> dict[str, Known]:
    """All its files that are mapped, by name."""
    return {
        found.proposal.source.name: found for path in sorted(folder.glob("*.yaml")) for found in _known(path)
    }


def _known(path: Path) -> Iterator[Known]:
    mapping = load_mapping(path)
    for source, _, entry in find_inputs(mapping):
        yield Known(mapping.source, propose(source, mapping.source, look_at=_ROWS), uses_of_mapping(entry))


def _proposed(columns: list[Column]) -> Uses:
    return uses_of_rows(rows_of(FoundColumns(columns, "shop", common_beginning([it.name for it in columns]))))


def test_all_columns_of_the_samples_are_right(known: Mapping[str, Known]) -> None:
    assert len(known) == 14
    for file, one in known.items():
        assert uses_of_rows(one.proposal.rows) == one.uses, file


def test_columns_under_other_names_and_in_another_order_are_right(known: Mapping[str, Known]) -> None:
    """Nearly all of them, most of each file; and hardly any is taken for something else."""
    right, other = [], []
    for file, one in known.items():
        before = len(right)
        for seed in (1, 2):
            others = renamed(one.proposal.columns, HELD_OUT[file], seed)
            proposed = _proposed(list(others.values()))
            uses = [(proposed.get(it.name, set()), one.uses.get(name, set())) for name, it in others.items()]
            right += [found == wanted for found, wanted in uses]
            other += [not found <= wanted for found, wanted in uses]
        assert sum(right[before:]) >= 0.7 * (len(right) - before), file

    assert sum(right) >= 0.95 * len(right)
    assert sum(other) <= 0.01 * len(other)


_OF_LABELS = {
    "address.firstname": ("contracts.parquet", "vorname", {"given_name"}),
    "address.lastname": ("contracts.parquet", "name", {"family_name"}),
    "address.address1": ("contracts.parquet", "strasse", {"street"}),
    "address.city": ("contracts.parquet", "ort", {"city"}),
    "address.zipcode": ("contracts.parquet", "plz", {"postal_code"}),
    "address.country": ("crm_kunden.csv", "Land", {"country"}),
    "address.phone": ("contracts.parquet", "telefon", {"phone"}),
    "address.company": ("crm_kunden.csv", "Firma", {"employer", "organization_name"}),
    "user.email": ("contracts.parquet", "email", {"email"}),
}


def test_labels_of_a_shop_software_in_ten_languages_are_right(known: Mapping[str, Known]) -> None:
    columns = {(file, it.name): it for file, one in known.items() for it in one.proposal.columns}
    right = []
    for labels in LABELS.values():
        wanted = {label: _OF_LABELS[name][2] for name, label in labels.items() if name in _OF_LABELS}
        others = {_OF_LABELS[name][:2]: label for name, label in labels.items() if name in _OF_LABELS}
        named = [
            renamed([columns[place]], {place[1]: [label]}, 0)[place[1]] for place, label in others.items()
        ]
        proposed = _proposed([Column("id", columns["crm_kunden.csv", "Kundennummer"].values), *named])
        right += [
            any(kind == "customer" and field in fields for kind, field in proposed.get(label, set()))
            for label, fields in wanted.items()
        ]

    assert len(right) > 80
    assert sum(right) >= 0.95 * len(right)


def test_a_proposal_takes_in_what_the_file_holds(known: Mapping[str, Known], tmp_path: Path) -> None:
    for file, one in known.items():
        source = one.proposal.source
        assert isinstance(source, FileInput)
        text = mapping_text("shop", [one.proposal], beside=tmp_path)
        (tmp_path / "shop.yaml").write_text(text, encoding="utf-8")
        mapping = load_mapping(tmp_path / "shop.yaml")
        [(found, reading, entry)] = find_inputs(mapping)
        made = outcomes(open_reader(found, reading), entry, mapping.source, LineItems())
        first = [outcome for outcome, _ in zip(made, range(200), strict=False)]

        assert found.name == file
        assert sum(bool(outcome.refused) for outcome in first) < 0.05 * len(first), file
        assert sum(bool(outcome.left_out) for outcome in first) < 0.1 * len(first), file
