"""Which of several customers a look-up names."""

from graph.identity.lookup.decision import Measure, decide
from graph.identity.lookup.judge import PairVerdict

MEASURE = Measure(threshold=4.0, slack=4.0)


def test_the_better_mean_outdoes_the_better_pair_as_in_clustering() -> None:
    verdicts = [
        PairVerdict("crm:1", "mixed", 1, 1, 5.0),
        PairVerdict("shop:1", "mixed", 1, 2, 0.0),
        PairVerdict("crm:2", "clear", 2, 3, 4.5),
        PairVerdict("web:2", "clear", 2, 4, None),  # says too little to have a say
    ]

    found = decide(verdicts, MEASURE, None, "run")

    assert found.customer_id == "clear"
    assert [c.record_id for c in found.candidates if c.accepted] == ["crm:2", "crm:1"]


def test_a_rule_outdoes_any_mean() -> None:
    verdicts = [
        PairVerdict("crm:1", "alike", 1, 1, 9.0),
        PairVerdict("crm:2", "linked", 2, 2, 5.0, rules=("email",)),
    ]

    assert decide(verdicts, MEASURE, None, "run").customer_id == "linked"
