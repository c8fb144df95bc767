"""The model of lifetime values that is kept, so that it is not fitted to the same purchases again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import numpy as np

from graph.analytics.keeping import Arrays, Kept, kept
from graph.analytics.purchases import Purchases
from graph.analytics.value.buying import BuyingModel
from graph.analytics.value.lifetime import LifetimeModel, fit_lifetimes
from graph.analytics.value.spending import Credibility, GammaGamma
from graph.identity.fingerprint import fingerprint


def fitted(file: Path, purchases: Purchases) -> LifetimeModel:
    """What `fit_lifetimes` makes of these purchases: the model in the file if it is of the same, else a new
    one, which takes its place there."""
    where = Kept(file, _made_of(purchases))
    return kept(where, lambda: fit_lifetimes(purchases), _arrays, _model)


def _made_of(purchases: Purchases) -> str:
    program = fingerprint("value", within=Path(__file__).parents[1])
    stated = f"{program} {version('scipy')} {np.__version__} {purchases.today}"
    digest = hashlib.sha256(stated.encode())
    for each in purchases.columns:
        digest.update(f"{each.dtype} {each.shape}".encode() + np.ascontiguousarray(each).tobytes())
    return digest.hexdigest()


def _arrays(model: LifetimeModel) -> Arrays:
    return {"told": np.array(json.dumps(asdict(model)))}


def _model(held: Arrays) -> LifetimeModel:
    told = json.loads(str(held["told"]))
    spending = GammaGamma if "gamma" in told["spending"] else Credibility
    return LifetimeModel(BuyingModel(**told["buying"]), spending(**told["spending"]), told["correlation"])
