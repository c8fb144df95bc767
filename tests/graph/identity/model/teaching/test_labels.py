"""Training with labels, and what is wrong with a label file."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from graph.errors import IdentityError
from graph.identity.model.pairs.engines import DuckEngine
from graph.identity.model.teaching.labelled import fit_to_labels
from graph.identity.model.teaching.labels import Labels, read_labels
from tests.graph.identity.conftest import Learned

HEADER = "source_l,source_id_l,source_r,source_id_r,match\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "labels.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_pairs_whichever_way_round(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + "shop,b,crm,1,1\ncrm,1,crm,2,0\n")
    assert read_labels(path) == Labels(
        pairs={("crm:1", "shop:b"): True, ("crm:1", "crm:2"): False}, entities={}
    )


def test_reads_the_label_files_of_splink(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "unique_id_l,source_dataset_l,unique_id_r,source_dataset_r,clerical_match_score\n1,crm,2,crm,0.9\n",
    )
    assert read_labels(path).pairs == {("crm:1", "crm:2"): True}


def test_reads_clusters(tmp_path: Path) -> None:
    path = write(tmp_path, "source,source_id,entity\ncrm,1,x\nshop,b,x\n")
    assert read_labels(path).entities == {"crm:1": "x", "shop:b": "x"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "line 1: column source_l, source_id_l, source_r, source_id_r, match is missing"),
        (HEADER + "crm,1,crm,,1\n", "line 2: source_id_r is empty"),
        (HEADER + "crm,1,crm,2,maybe\n", "line 2: match is neither 0 nor 1"),
        (HEADER + "crm,1,crm,1,1\n", "line 2: both records are the same"),
        (HEADER + "crm,1,crm,2,1\ncrm,2,crm,1,0\n", "line 3: an earlier line says the contrary"),
    ],
)
def test_says_where_a_label_file_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(IdentityError, match=message):
        read_labels(write(tmp_path, text))


def test_labels_teach_the_model(learned: Learned) -> None:
    database, households = learned.database, learned.households
    labels = Labels(entities=households)
    taught, report = fit_to_labels(database, learned.model, labels, DuckEngine(database).score)
    matches = sum(households[a] == households[b] for a, b in combinations(sorted(households), 2))
    assert report.matches == matches
    assert report.unknown == 0
    assert report.with_labels >= report.without_labels - 0.01
    assert taught.threshold.method == "best F1 on labelled pairs"
    # The data have a typing error in about one family name of ten, so in about two pairs of ten.
    misspelt, _ = taught.rates["family_name"]["one misspelt"]
    assert 0.08 < misspelt < 0.3


def test_too_few_labels_are_refused(learned: Learned) -> None:
    one, other = sorted(learned.households)[:2]
    labels = Labels(pairs={(one, other): False, ("x", "y"): True})
    with pytest.raises(IdentityError, match="0 matches and 1 non-matches"):
        fit_to_labels(learned.database, learned.model, labels, DuckEngine(learned.database).score)
