"""Models of leaving that are kept, so that what was learned from the same is not learned again.

A kept model is the one that would be learned: it names all that goes into one, cases and program.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, fields
from importlib.metadata import version
from pathlib import Path

import numpy as np

from graph.analytics.arrays import Flags, Numbers
from graph.analytics.churn.model import Calibration, ChurnModel, Quality, learn
from graph.analytics.churn.trees import DecisionTree, Trees
from graph.analytics.keeping import Arrays, Kept, kept
from graph.identity.fingerprint import fingerprint

Cases = tuple[Numbers, Flags]
"""Features, and whether each left."""

_COLUMNS = [each.name for each in fields(DecisionTree)]


def learned(file: Path, earlier: Cases, later: Cases) -> ChurnModel:
    """What `learn` makes of these cases: the model in the file if it is of the same, else a new one, which
    takes its place there."""
    where = Kept(file, _made_of(*earlier, *later))
    return kept(where, lambda: learn(earlier, later), _arrays, _model)


def _made_of(*cases: Numbers | Flags) -> str:
    digest = hashlib.sha256(fingerprint("churn", within=Path(__file__).parents[1]).encode())
    digest.update(f"{version('scikit-learn')} {np.__version__}".encode())
    for each in cases:
        digest.update(f"{each.dtype} {each.shape}".encode() + np.ascontiguousarray(each).tobytes())
    return digest.hexdigest()


def _arrays(model: ChurnModel) -> Arrays:
    """A model as arrays: the columns of all trees, one tree behind the other, and the rest as JSON."""
    trees = model.trees.trees
    told = {
        "base": model.trees.base,
        "calibration": asdict(model.calibration),
        "leaves": model.leaves,
        "quality": asdict(model.quality),
        "ends": np.cumsum([len(tree.value) for tree in trees]).tolist(),
    }
    columns = {name: np.concatenate([getattr(tree, name) for tree in trees]) for name in _COLUMNS}
    return {"told": np.array(json.dumps(told)), **columns}


def _model(held: Arrays) -> ChurnModel:
    told = json.loads(str(held["told"]))
    parts = {name: np.split(held[name], told["ends"][:-1]) for name in _COLUMNS}
    trees = tuple(
        DecisionTree(**dict(zip(_COLUMNS, each, strict=True))) for each in zip(*parts.values(), strict=True)
    )
    quality = told["quality"] | {"reliability": tuple(map(tuple, told["quality"]["reliability"]))}
    return ChurnModel(
        Trees(told["base"], trees), Calibration(**told["calibration"]), told["leaves"], Quality(**quality)
    )
