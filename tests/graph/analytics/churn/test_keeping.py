"""A model of leaving that is kept is the one that would be learned, whatever became of its file."""

from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest

from graph.analytics.churn import keeping
from graph.analytics.churn.keeping import Cases, learned
from graph.analytics.churn.model import Calibration, ChurnModel, Quality
from graph.analytics.churn.trees import DecisionTree, Trees

LEAF = DecisionTree(
    np.array([0]), np.array([1.5]), np.array([True]), np.array([0]), np.array([0]), np.array([0.25])
)
MODEL = ChurnModel(
    Trees(0.5, (LEAF, LEAF)), Calibration(1.0, 0.0), 2, Quality(2, 1, 0.9, 0.1, 0.2, ((0.5, 0.5),))
)


def cases(value: float) -> Cases:
    return np.array([[value], [2.0]]), np.array([True, False])


@pytest.fixture
def learning(monkeypatch: pytest.MonkeyPatch) -> Mock:
    learn = Mock(return_value=MODEL)
    monkeypatch.setattr(keeping, "learn", learn)
    return learn


def test_a_model_is_learned_again_where_a_case_is_another(learning: Mock, tmp_path: Path) -> None:
    file = tmp_path / "network" / "model.npz"
    for value in (1, 1, 3, 3, 1):
        assert learned(file, cases(value), cases(2)).quality == MODEL.quality

    assert learning.call_count == 3


def test_a_file_that_was_damaged_anywhere_is_written_anew(learning: Mock, tmp_path: Path) -> None:
    """Or is still read right: no bit that is another makes another model, and none stops the scores."""
    file = tmp_path / "model.npz"
    learned(file, cases(1), cases(2))
    whole = file.read_bytes()
    listed = whole.index(b"PK\x01\x02")  # what the archive says of its first part: 46 bytes
    flipped = (
        whole[:place] + bytes([whole[place] ^ 0b100001]) + whole[place + 1 :]
        for place in (*range(listed, listed + 46), listed // 2)
    )
    for content in (b"", whole[:-100], *flipped):
        file.write_bytes(content)
        found = learned(file, cases(1), cases(2))
        assert (found.calibration, found.leaves, found.quality) == (MODEL.calibration, 2, MODEL.quality)
        assert [tree.value.tolist() for tree in found.trees.trees] == [[0.25], [0.25]]
    assert learning.call_count > 10
