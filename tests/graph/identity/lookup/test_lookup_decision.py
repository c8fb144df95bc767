"""Which of several customers a look-up names."""

from graph.identity.clusters.limits import Limits
from graph.identity.lookup.decision import Measure, Rivals, decide
from graph.identity.lookup.judge import PairVerdict

MEASURE = Measure(
    Limits(max_size=250, mean_weight=4.0, slack=4.0), {"email": 14.0, "account": 20.0, "phone": 11.0}
)


def rivals(*pairs: set[str]) -> Rivals:
    """These customers are known to be two people, by what forbids a link."""
    return Rivals(lambda one, other: {one, other} in pairs, lambda *_: False)


FRIENDS = rivals()


def test_the_better_mean_outdoes_the_better_pair_as_in_clustering() -> None:
    verdicts = [
        PairVerdict("crm:1", "mixed", 1, 1, 5.0),
        PairVerdict("shop:1", "mixed", 1, 2, 0.0),
        PairVerdict("crm:2", "clear", 2, 3, 4.5),
        PairVerdict("web:2", "clear", 2, 4, None),  # says too little to have a say
    ]

    found = decide(verdicts, MEASURE, None, "run", FRIENDS)

    assert found.customer_id == "clear"
    assert [c.record_id for c in found.candidates if c.accepted] == ["crm:2", "crm:1"]


def test_a_rule_outdoes_any_mean() -> None:
    verdicts = [
        PairVerdict("crm:1", "alike", 1, 1, 9.0),
        PairVerdict("crm:2", "linked", 2, 2, 5.0, rules=("email",)),
    ]

    assert decide(verdicts, MEASURE, None, "run", FRIENDS).customer_id == "linked"


def test_of_two_people_who_fit_about_equally_well_it_is_neither() -> None:
    fitting = {"father": 9.0, "son": 9.5, "friend": 5.0}
    verdicts = [PairVerdict(f"crm:{name}", name, 1, 1, weight) for name, weight in fitting.items()]

    foes = rivals({"father", "son"})

    assert decide(verdicts, MEASURE, None, "run", FRIENDS).customer_id == "son"
    assert decide(verdicts, MEASURE, None, "run", foes).customer_id == "friend"
    assert decide(verdicts[1:], MEASURE, None, "run", foes).customer_id == "son"


def test_a_clearly_better_one_of_two_people_is_named() -> None:
    verdicts = [PairVerdict("crm:1", "father", 1, 1, 18.0), PairVerdict("crm:2", "son", 2, 2, 9.0)]

    assert decide(verdicts, MEASURE, None, "run", rivals({"father", "son"})).customer_id == "father"


def test_a_visitor_whom_rules_link_to_two_people_is_neither_of_them() -> None:
    """One gave account and e-mail address, the other an account: both were there."""
    linked = {"petra": ("account", "email"), "gregor": ("account",)}
    verdicts = [PairVerdict(f"crm:{name}", name, 1, 1, None, rules=kinds) for name, kinds in linked.items()]

    foes = decide(verdicts, MEASURE, None, "run", rivals({"petra", "gregor"}))
    strangers = Rivals(lambda *_: False, lambda *_: True)

    assert foes.customer_id is None
    assert decide(verdicts, MEASURE, None, "run", strangers).customer_id is None
    assert decide(verdicts, MEASURE, None, "run", FRIENDS).customer_id == "petra"


def test_of_two_whom_rules_link_equally_it_is_the_one_that_fits_the_model_clearly_better() -> None:
    verdicts = [
        PairVerdict("crm:1", "father", 1, 1, 25.0, rules=("account",)),
        PairVerdict("crm:2", "son", 2, 2, 8.0, rules=("account",)),
    ]

    assert decide(verdicts, MEASURE, None, "run", rivals({"father", "son"})).customer_id == "father"


def test_a_stronger_rule_outdoes_a_rival() -> None:
    verdicts = [
        PairVerdict("crm:1", "father", 1, 1, 5.0, rules=("account",)),
        PairVerdict("crm:2", "son", 2, 2, 9.0, rules=("phone",)),
    ]

    assert decide(verdicts, MEASURE, None, "run", rivals({"father", "son"})).customer_id == "father"
