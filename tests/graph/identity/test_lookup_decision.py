"""Which of several customers a look-up names."""

from graph.identity.clusters.agglomerate import Limits
from graph.identity.lookup.decision import Measure, decide
from graph.identity.lookup.judge import PairVerdict

MEASURE = Measure(Limits(max_size=250, mean_weight=4.0, slack=4.0))


def friends(one: str, other: str) -> bool:
    """No two customers are known to be two people."""
    return one == other


def test_the_better_mean_outdoes_the_better_pair_as_in_clustering() -> None:
    verdicts = [
        PairVerdict("crm:1", "mixed", 1, 1, 5.0),
        PairVerdict("shop:1", "mixed", 1, 2, 0.0),
        PairVerdict("crm:2", "clear", 2, 3, 4.5),
        PairVerdict("web:2", "clear", 2, 4, None),  # says too little to have a say
    ]

    found = decide(verdicts, MEASURE, None, "run", friends)

    assert found.customer_id == "clear"
    assert [c.record_id for c in found.candidates if c.accepted] == ["crm:2", "crm:1"]


def test_a_rule_outdoes_any_mean() -> None:
    verdicts = [
        PairVerdict("crm:1", "alike", 1, 1, 9.0),
        PairVerdict("crm:2", "linked", 2, 2, 5.0, rules=("email",)),
    ]

    assert decide(verdicts, MEASURE, None, "run", friends).customer_id == "linked"


def test_of_two_people_who_fit_about_equally_well_it_is_neither() -> None:
    fitting = {"father": 9.0, "son": 9.5, "friend": 5.0}
    verdicts = [PairVerdict(f"crm:{name}", name, 1, 1, weight) for name, weight in fitting.items()]

    def foes(one: str, other: str) -> bool:
        return {one, other} == {"father", "son"}

    assert decide(verdicts, MEASURE, None, "run", friends).customer_id == "son"
    assert decide(verdicts, MEASURE, None, "run", foes).customer_id == "friend"
    assert decide(verdicts[1:], MEASURE, None, "run", foes).customer_id == "son"


def test_a_clearly_better_one_of_two_people_is_named() -> None:
    verdicts = [PairVerdict("crm:1", "father", 1, 1, 18.0), PairVerdict("crm:2", "son", 2, 2, 9.0)]

    assert decide(verdicts, MEASURE, None, "run", lambda *_: True).customer_id == "father"
