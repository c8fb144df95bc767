"""Training with labels: m from the pairs that a person called one, the threshold with the best F1 on all.

What chance does is left as random pairs show it: the pairs that people label are no random ones. For the same
reason a threshold is judged by the pairs that nobody labelled too, each by its probability under the model: a
low one that gets all labels right may let in many strangers. The gain is measured by cross-validation: each
third of the labels is judged under a model that never saw it.
"""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.errors import IdentityError
from graph.identity.clusters.partition import Pairs, components
from graph.identity.model.identity_model import LABELLED, IdentityModel, Threshold
from graph.identity.model.pairs.prediction import levels_sql
from graph.identity.model.rates import Floats, Ints
from graph.identity.model.teaching.labels import Labels

Flags = npt.NDArray[np.bool_]
ScoreAll = Callable[[IdentityModel], None]
"""Scores all candidate pairs under a model into table `links`."""

PRIOR_LABELS = 100.0
"""Weight of the m that was found without labels, in labelled matches."""

FOLDS = 3

FEWEST = 20
"""Labelled matches, and labelled non-matches, that training takes at least."""

STEPS = np.arange(-6.0, 30.0, 0.5)
"""Thresholds that are compared."""

NEAR = 0.001
"""Thresholds with an F1 so close to the best are equal; that next to the one without labels is taken."""


@dataclass(frozen=True)
class LabelReport:
    """Labelled matches and non-matches used, labels of unknown records, and F1 on labels that were held out:
    of the model without labels and of the one with them."""

    matches: int
    non_matches: int
    unknown: int
    without_labels: float
    with_labels: float

    def as_dict(self) -> dict[str, float]:
        """For a run's report."""
        return asdict(self)


@dataclass(frozen=True)
class _Labelled:
    """Labelled pairs: places of both records in the order of ids, level by comparison (from 0, -1 missing),
    label, and fold."""

    left: Ints
    right: Ints
    levels: Ints
    match: Flags
    fold: Ints


def fit_to_labels(
    connection: duckdb.DuckDBPyConnection, model: IdentityModel, labels: Labels, score_all: ScoreAll
) -> tuple[IdentityModel, LabelReport]:
    """`model` with m and threshold from labels, and how much that gained; `links` are then its.

    Reads `features`, `frequencies` and the `links` of the model. Raises IdentityError where too few labels
    are about known records.
    """
    asked = _label_table(connection, labels)
    labelled = _observe(connection, model)
    connection.execute("DROP TABLE labelled")
    matches = int(labelled.match.sum())
    others = len(labelled.match) - matches
    if min(matches, others) < FEWEST:
        raise IdentityError(
            f"The labels hold {matches} matches and {others} non-matches of records that are known here.",
            f"Give at least {FEWEST} of each; source and source_id must be those of the mappings.",
        )
    start = model.threshold.weight
    before = _f1(_accept(connection, labelled, [start]).together[:, 0], labelled.match)
    held_out = _held_out(connection, model, labelled, score_all)
    everything = np.ones(len(labelled.match), dtype=np.bool_)
    learned = _learn(model, labelled, everything)
    score_all(learned)
    threshold, f1 = _best_step(_accept(connection, labelled, STEPS), labelled.match, everything, start)
    figures = {"f1_on_labels": f1, "f1_held_out": held_out, "labels": float(matches + others)}
    return (
        learned.with_threshold(Threshold(threshold, LABELLED, figures)),
        LabelReport(matches, others, asked - matches - others, before, held_out),
    )


def _held_out(
    connection: duckdb.DuckDBPyConnection, model: IdentityModel, labelled: _Labelled, score_all: ScoreAll
) -> float:
    """F1 over all labels, each judged under a model and a threshold that did not see its fold."""
    accepted = np.zeros(len(labelled.match), dtype=np.bool_)
    for fold in range(FOLDS):
        seen = labelled.fold != fold
        score_all(_learn(model, labelled, seen))
        outcome = _accept(connection, labelled, STEPS)
        threshold, _ = _best_step(outcome, labelled.match, seen, model.threshold.weight)
        accepted[~seen] = outcome.together[~seen, int(np.searchsorted(STEPS, threshold))]
    return _f1(accepted, labelled.match)


def _label_table(connection: duckdb.DuckDBPyConnection, labels: Labels) -> int:
    """Make `labelled` (record_l, record_r, match) of the labels; how many there are.

    Clusters label all pairs inside them, and the candidate pairs between them.
    """
    pairs = pa.table(
        {
            "record_l": pa.array([left for left, _ in labels.pairs], pa.string()),
            "record_r": pa.array([right for _, right in labels.pairs], pa.string()),
            "match": pa.array(list(labels.pairs.values()), pa.bool_()),
        }
    )
    entities = pa.table(
        {
            "record_id": pa.array(list(labels.entities), pa.string()),
            "entity": pa.array(list(labels.entities.values()), pa.string()),
        }
    )
    connection.register("given_labels", pairs)
    connection.register("given_entities", entities)
    connection.execute(_LABELLED)
    connection.unregister("given_labels")
    connection.unregister("given_entities")
    return int(connection.execute("SELECT count(*) FROM labelled").fetchall()[0][0])


_LABELLED = """
CREATE OR REPLACE TEMP TABLE labelled AS
SELECT record_l, record_r, match FROM given_labels
UNION ALL
SELECT l.record_id, r.record_id, TRUE FROM given_entities AS l
JOIN given_entities AS r ON r.entity = l.entity AND l.record_id < r.record_id
UNION ALL
SELECT record_l, record_r, FALSE FROM links
JOIN given_entities AS l ON l.record_id = record_l JOIN given_entities AS r ON r.record_id = record_r
WHERE l.entity <> r.entity
"""

_PLACES = "(SELECT record_id, record_no, row_number() OVER (ORDER BY record_id) - 1 AS place FROM features)"


def _observe(connection: duckdb.DuckDBPyConnection, model: IdentityModel) -> _Labelled:
    comparisons = model.comparisons
    keys = f"""(
        SELECT l.record_no AS join_key_l, r.record_no AS join_key_r, match,
            l.place AS place_l, r.place AS place_r, (hash(record_l, record_r) % {FOLDS})::BIGINT AS fold
        FROM labelled JOIN {_PLACES} AS l ON l.record_id = record_l
        JOIN {_PLACES} AS r ON r.record_id = record_r)"""
    observed = levels_sql(comparisons, keys, ("match", "fold", "place_l", "place_r"))
    found = connection.execute(f"FROM ({observed}) ORDER BY place_l, place_r").fetchnumpy()
    left, right, fold, *levels = (
        np.asarray(found[name], dtype=np.int64)
        for name in ("place_l", "place_r", "fold", *(f"level_{c.name}" for c in comparisons))
    )
    return _Labelled(left, right, np.stack(levels, axis=1), np.asarray(found["match"], dtype=np.bool_), fold)


def _learn(model: IdentityModel, labelled: _Labelled, seen: Flags) -> IdentityModel:
    """The model with m from the labelled matches that are `seen`."""
    return replace(model, rates=dict(_relearned(model, labelled.levels[seen & labelled.match])))


def _relearned(model: IdentityModel, matches: Ints) -> Iterator[tuple[str, dict[str, tuple[float, float]]]]:
    for place, comparison in enumerate(model.comparisons):
        rates = model.rates[comparison.name]
        if comparison.learned:
            known = matches[matches[:, place] >= 0, place]
            counts = np.bincount(known, minlength=len(rates))
            total = sum(m for m, _ in rates.values())
            rates = {
                label: (float((count + PRIOR_LABELS * m / total) / (len(known) + PRIOR_LABELS)), u)
                for (label, (m, u)), count in zip(rates.items(), counts, strict=True)
            }
        yield comparison.name, rates


@dataclass(frozen=True)
class _Outcome:
    """By threshold: whether the links from it on connect each labelled pair (pairs, thresholds), how many of
    them are unlabelled, and how many of those are probably right; `probable` are the right ones of all."""

    together: Flags
    found: Floats
    right: Floats
    probable: float


def _accept(
    connection: duckdb.DuckDBPyConnection, labelled: _Labelled, thresholds: Sequence[float] | Floats
) -> _Outcome:
    found = connection.execute(
        f"""SELECT l.place AS l, r.place AS r, weight, probability FROM links
        JOIN {_PLACES} AS l ON l.record_id = record_l JOIN {_PLACES} AS r ON r.record_id = record_r"""
    ).fetchnumpy()
    [(count,)] = connection.execute("SELECT count(*) FROM features").fetchall()
    left, right = (np.asarray(found[end], dtype=np.int64) for end in ("l", "r"))
    weight, probability = (np.asarray(found[name], dtype=np.float64) for name in ("weight", "probability"))
    known = labelled.left * count + labelled.right
    probability = np.where(np.isin(left * count + right, known), 0.0, probability)
    unlabelled = probability > 0
    together = []
    for threshold in thresholds:
        groups = components(count, Pairs(left[weight >= threshold], right[weight >= threshold]))
        together.append(groups[labelled.left] == groups[labelled.right])
    return _Outcome(
        np.stack(together, axis=1),
        np.array([float((unlabelled & (weight >= threshold)).sum()) for threshold in thresholds]),
        np.array([float(probability[weight >= threshold].sum()) for threshold in thresholds]),
        float(probability.sum()),
    )


def _best_step(outcome: _Outcome, match: Flags, seen: Flags, start: float) -> tuple[float, float]:
    """The step with the best expected F1 on the labels that are `seen` and all unlabelled pairs, and its F1
    on those labels; of equal steps, that next to `start`."""
    together, true = outcome.together[seen], match[seen]
    right = (together & true[:, None]).sum(axis=0) + outcome.right
    f1 = 2 * right / (together.sum(axis=0) + outcome.found + true.sum() + outcome.probable)
    good = STEPS[f1 >= f1.max() - NEAR]
    threshold = float(good[np.abs(good - start).argmin()])
    return threshold, _f1(together[:, int(np.searchsorted(STEPS, threshold))], true)


def _f1(accepted: Flags, match: Flags) -> float:
    return float(2 * (accepted & match).sum() / max(accepted.sum() + match.sum(), 1))
