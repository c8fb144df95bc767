"""What answers teach a model, on made pairs: no journal, no run."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identity.lookup.weights import PairWeights
from graph.identity.model.comparisons.every import COMPARISONS
from graph.identity.model.identity_model import IdentityModel, Threshold
from graph.identity.model.pairs.outcomes import Outcomes
from graph.identity.model.teaching.lessons import LN2, Belief, Design, Start, design_of, learn, taught
from graph.identity.model.teaching.questions import patterns_of
from tests.support.budget import examples

MODEL = IdentityModel(
    rates={
        name: {level.label: (level.m, level.u) for level in COMPARISONS[name].levels}
        for name in ("given_name", "family_name", "birth_date")
    },
    match_share=0.001,
    household_share=0.002,
    rules=(),
    refused=(),
    threshold=Threshold(1.0, "found", {"caution": 1.0}),
    records=1000,
    ground={},
)
START = Start.of(MODEL)


def outcomes(seed: int, count: int) -> Outcomes:
    """Pairs whose levels are drawn by chance, weighed as the model would."""
    rng = np.random.default_rng(seed)
    names = list(MODEL.rates)
    sizes = [len(MODEL.rates[name]) for name in names]
    levels = np.stack([rng.integers(-1, size, count) for size in sizes], axis=1).reshape(count, 3)
    weights = [[np.log2(m / u) for m, u in MODEL.rates[name].values()] + [0.0] for name in names]
    parts = np.stack([np.array(w)[levels[:, place]] for place, w in enumerate(weights)], axis=1)
    return Outcomes(
        [(f"a:{n}", f"b:{n}") for n in range(count)],
        levels,
        np.log2(0.001) + parts.sum(axis=1),
        parts[:, names.index("family_name")],
    )


def fit(
    design: Design, belief: Belief, start: Start, match: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> float:
    """Log likelihood of answers."""
    above = LN2 * (design.weights(belief.mean[1:]) - start.weight - belief.mean[0])
    return float(-np.logaddexp(0, np.where(match, -above, above)).sum())


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 2**32 - 1), st.lists(st.booleans(), max_size=40), st.booleans())
def test_answers_never_lower_the_fit_on_the_answered_pairs(seed: int, said: list[bool], fixed: bool) -> None:
    design = design_of(MODEL, outcomes(seed, len(said)))
    match = np.array(said, dtype=np.bool_)
    start = Start.of(MODEL, 2.0 if fixed else None)

    belief = learn(design, start, match)

    nothing = Belief(np.zeros_like(belief.mean), belief.covariance)
    assert fit(design, belief, start, match) >= fit(design, nothing, start, match) - 1e-9
    assert np.isfinite(belief.mean).all()
    assert abs(belief.mean[0]) < 0.1 or not fixed


def test_without_answers_the_model_is_as_it_was() -> None:
    design = design_of(MODEL, outcomes(1, 0))
    learned = taught(MODEL, design.columns, learn(design, START, np.zeros(0, dtype=np.bool_)), START)

    assert learned.threshold.weight == MODEL.threshold.weight
    assert learned.corrections == {}


def test_same_answers_teach_the_same_in_whatever_order() -> None:
    pairs = outcomes(3, 30)
    match = pairs.evidence > np.median(pairs.evidence)
    order = np.random.default_rng(0).permutation(30)

    first = learn(design_of(MODEL, pairs), START, match)
    second = learn(design_of(MODEL, pairs.of(order)), START, match[order])

    assert first.mean == pytest.approx(second.mean, abs=1e-6)


def test_a_wrong_level_is_corrected_and_others_are_let_be() -> None:
    pairs = outcomes(5, 400)
    place = list(MODEL.rates).index("birth_date")
    right = design_of(MODEL, pairs).weights(np.zeros(sum(map(len, MODEL.rates.values()))))
    right = (
        right - START.weight - 6.0 * (pairs.levels[:, place] == 4)
    )  # one digit wrong says less than thought

    design = design_of(MODEL, pairs)
    learned = taught(MODEL, design.columns, learn(design, START, right > 0), START)

    moves = {
        (n, label): move for n, by_label in learned.corrections.items() for label, move in by_label.items()
    }
    assert min(moves, key=lambda column: moves[column]) == ("birth_date", "one digit wrong")


def test_look_ups_explain_corrected_weights_that_add_up() -> None:
    learned = MODEL.with_corrections({"given_name": {"same given name": -1.5}})
    row = dict.fromkeys(PairWeights(MODEL).columns)
    row |= {"given": "anna", "tf_given": 0.001, "family": "berg", "tf_family": 0.001}

    before, after = (PairWeights(model).explain(row, row) for model in (MODEL, learned))

    assert after.outcomes["given_name"].weight == pytest.approx(before.outcomes["given_name"].weight - 1.5)
    assert after.weight == pytest.approx(
        after.prior + after.household + sum(outcome.weight for outcome in after.outcomes.values())
    )
    assert (
        learned.with_threshold(Threshold(3.0, "answers of stewards", {"without_answers": 1.0}))
        .untaught()
        .corrections
        == {}
    )


def test_pairs_that_look_alike_are_one_question_that_stands_for_all() -> None:
    pairs = outcomes(7, 50)
    twice = Outcomes(
        [*pairs.pairs, *pairs.pairs],
        np.vstack([pairs.levels] * 2),
        np.concatenate([pairs.evidence] * 2),
        np.concatenate([pairs.shared] * 2),
    )
    belief = learn(design_of(MODEL, pairs.of([])), START, np.zeros(0, dtype=np.bool_))

    once, both = (patterns_of(MODEL, found, 1.0) for found in (pairs, twice))

    assert len(both.members) == len(once.members)
    assert both.counts == pytest.approx(2 * once.counts)
    assert both.doubt(belief, START) == pytest.approx(2 * once.doubt(belief, START))
    assert int(both.worth(belief, START).argmax()) == int(once.worth(belief, START).argmax())


def test_an_answer_lessens_the_doubt() -> None:
    pairs = outcomes(9, 200)
    patterns = patterns_of(MODEL, pairs, 1.0)
    belief = learn(design_of(MODEL, pairs.of([])), START, np.zeros(0, dtype=np.bool_))
    asked = patterns.members[int(patterns.worth(belief, START).argmax())][:1]

    after = [learn(design_of(MODEL, pairs.of(asked)), START, np.array([said])) for said in (True, False)]

    assert min(patterns.doubt(b, START) for b in after) < patterns.doubt(belief, START)
