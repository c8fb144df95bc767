"""The model of leaving on two public sets beside plain models of scikit-learn, fold by fold; writes churn.md.

The sets are `wa_churn` (IBM) and `mlc_churn` (MLC++), both of telephone customers, of the R package modeldata
(MIT), out of Debian's package; needs apt-get and the extra `bench`. They name no days, so the folds are
drawn: four fifths are learned from, the last one stands for the later day, on which the probabilities of each
half are calibrated on the other.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from benchmarks.r_packages import data_sets
from graph.analytics.churn.model import auc, learn

REPORT = Path(__file__).with_name("churn.md")
SETS = ("wa_churn", "mlc_churn")
FOLDS = 5
Cases = tuple[NDArray[np.float64], NDArray[np.bool_]]

PAGE = """\
# Leaving

`make bench-churn`: five folds of {rows}.
Peers are scikit-learn's, with their own settings.

| set | model | AUC | Brier | processor seconds a fold |
|---|---|---|---|---|
{table}

The same probability for everybody has a Brier score of {alike}. Published results of .91 to .99 on
`wa_churn` come of leavers who were multiplied before the folds were drawn, so that copies of those who are
asked for were learned from.
"""


def of_set(table: Any) -> Cases:
    """Features, words as numbers of their own, and who left."""
    columns = [table[name] for name in table.columns if name != "churn"]
    numbers = [it.cat.codes if it.dtype.name == "category" else it for it in columns]
    left = np.array([str(it).lower() == "yes" for it in table["churn"]])
    return np.array([np.asarray(it, np.float64) for it in numbers]).T, left


def ours(learned: Cases, later: Cases) -> tuple[float, float]:
    """AUC and Brier score of the model."""
    quality = learn(learned, later).quality
    return quality.auc, quality.brier


def peer(make: Callable[[], Any]) -> Callable[[Cases, Cases], tuple[float, float]]:
    """The same of a model of scikit-learn."""

    def measured(learned: Cases, later: Cases) -> tuple[float, float]:
        with threadpool_limits(limits=1):
            model = make().fit(np.nan_to_num(learned[0]), learned[1])
            probability = model.predict_proba(np.nan_to_num(later[0]))[:, 1]
        return auc(probability, later[1]), float(((probability - later[1]) ** 2).mean())

    return measured


MODELS = {
    "ours": ours,
    "logistic": peer(lambda: make_pipeline(StandardScaler(), LogisticRegression(max_iter=1_000))),
    "random forest": peer(lambda: RandomForestClassifier(random_state=0)),
    "boosting": peer(lambda: HistGradientBoostingClassifier(random_state=0)),
}


def figures(features: NDArray[np.float64], left: NDArray[np.bool_]) -> dict[str, NDArray[np.float64]]:
    """AUC, Brier score and processor seconds in the mean of all folds, by model."""
    rng, found = np.random.default_rng(1), {name: list[tuple[float, ...]]() for name in MODELS}
    fold = rng.permutation(len(left)) % FOLDS
    for number in range(FOLDS):
        learned, later = fold != number, fold == number
        for name, model in MODELS.items():
            began = time.process_time()
            told = model((features[learned], left[learned]), (features[later], left[later]))
            found[name].append((*told, time.process_time() - began))
    return {name: np.mean(rows, axis=0) for name, rows in found.items()}


def report() -> str:
    """The page."""
    table, rows, alike = [], [], []
    for name, given in zip(SETS, data_sets("r-cran-modeldata", *SETS), strict=True):
        features, left = of_set(given)
        rows.append(f"`{name}` ({len(left):,} customers, {left.sum():,} left)")
        alike.append(f"{left.var():.4f} on `{name}`")
        for model, (area, brier, seconds) in figures(features, left).items():
            table.append(f"| {name} | {model} | {area:.4f} | {brier:.4f} | {seconds:.2f} |")
    told = {"rows": " and ".join(rows), "table": "\n".join(table), "alike": " and ".join(alike)}
    return PAGE.format(**told)


if __name__ == "__main__":
    REPORT.write_text(report(), encoding="utf-8")
