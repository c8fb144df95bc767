"""Who fits two people joins neither: no order of keys or files decides, whatever made the links."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.entries import RecordVersion
from graph.identity.clusters.agglomerate import Component, settle
from graph.identity.clusters.groups import MUST
from graph.identity.clusters.limits import Limits
from graph.identity.lookup.lookup import Lookup
from graph.identity.run import Mode, RunOptions, resolve
from tests.graph.identity.company import FAMILY, Company
from tests.graph.identity.company_people import GIVEN, dice, sibling, told_of, version
from tests.support.budget import examples

LIMITS = Limits(max_size=6, mean_weight=0.0, slack=2.0, person_size=3.0)
COUNT = 9
RULES = (14.0, 20.0, 20.0, 34.0)


@dataclass(frozen=True)
class Evidence:
    """What is known of records 0 to COUNT - 1, by pair."""

    weights: dict[tuple[int, int], float]
    ruled: dict[tuple[int, int], float]
    forbidden: frozenset[tuple[int, int]]
    banned: frozenset[tuple[int, int]]
    unnamed: frozenset[int]

    def clusters(self, names: list[int]) -> set[frozenset[int]]:
        """The clusters with more than one record, where record i goes by the name `names[i]`."""

        def renamed(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
            return [(min(names[a], names[b]), max(names[a], names[b])) for a, b in pairs]

        apart = self.forbidden | self.banned
        told = {ends: w for ends, w in self.weights.items() if not self.unnamed & set(ends)}
        scored = {ends: w for ends, w in told.items() if w > 0 and ends not in apart}
        ruled = {ends: w for ends, w in self.ruled.items() if ends not in apart}
        linked = {end for ends in (*ruled, *scored) for end in ends}
        of = {names[number]: number for number in linked}
        component = Component(
            ruled=[(w, *ends) for ends, w in zip(renamed(ruled), ruled.values(), strict=True)],
            scored=[(w, *ends) for ends, w in zip(renamed(scored), scored.values(), strict=True)],
            forbidden=renamed(ends for ends in self.forbidden if linked.issuperset(ends)),
            banned=renamed(ends for ends in self.banned if linked.issuperset(ends)),
            weights={renamed([ends])[0]: w for ends, w in told.items() if linked.issuperset(ends)},
            unnamed=frozenset(names[number] for number in self.unnamed & linked),
        )
        found, _ = settle(component, LIMITS)
        return {frozenset(of[name] for name in cluster) for cluster in found if len(cluster) > 1}


pair = st.sampled_from(list(combinations(range(COUNT), 2)))
evidence = st.builds(
    Evidence,
    weights=st.dictionaries(pair, st.sampled_from([-9.0, -2.0, 3.0, 9.0, 10.0, 12.0, 25.0]), max_size=30),
    ruled=st.dictionaries(pair, st.sampled_from([*RULES, MUST]), max_size=8),
    forbidden=st.frozensets(pair, max_size=4),
    banned=st.frozensets(pair, max_size=2),
    unnamed=st.frozensets(st.integers(0, COUNT - 1), max_size=4),
)


@settings(deadline=None, max_examples=examples(200))
@given(evidence, st.permutations(range(COUNT)))
def test_no_names_of_records_change_their_clusters(known: Evidence, names: list[int]) -> None:
    assert known.clusters(names) == known.clusters(list(range(COUNT)))


def clusters(ruled: dict[tuple[int, int], float], *, forbidden: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Clusters of records without names that rules link."""
    links = [(weight, *ends) for ends, weight in ruled.items()]
    members = frozenset(end for ends in ruled for end in ends)
    return settle(Component(links, (), tuple(forbidden), unnamed=members), LIMITS)[0]


def test_a_record_that_rules_link_to_two_people_belongs_to_neither() -> None:
    assert clusters({(0, 2): 20, (1, 2): 20}, forbidden=[(0, 1)]) == [[0], [1], [2]]


def test_that_one_of_two_sure_links_is_surer_tells_nothing() -> None:
    assert clusters({(0, 2): 34, (1, 2): 20}, forbidden=[(0, 1)]) == [[0], [1], [2]]
    assert clusters({(0, 2): 20, (1, 2): 11}, forbidden=[(0, 1)]) == [[0, 2], [1]]


def test_who_is_linked_to_one_of_two_people_alone_belongs_to_them() -> None:
    visitors = {(0, 2): 20, (1, 2): 20, (0, 3): 20, (1, 4): 20}

    assert clusters(visitors, forbidden=[(0, 1)]) == [[0, 3], [1, 4], [2]]


def test_all_on_a_way_between_two_people_belong_to_neither_of_them() -> None:
    way = {(0, 2): 20, (2, 3): 20, (3, 4): 20, (1, 4): 20, (0, 5): 20}

    assert clusters(way, forbidden=[(0, 1)]) == [[0, 5], [1], [2], [3], [4]]


def test_who_fits_both_of_two_people_may_still_be_one_with_others_like_them() -> None:
    everybody = {ends: 20.0 for ends in combinations(range(5), 2) if ends != (0, 1)}

    assert clusters(everybody, forbidden=[(0, 1)]) == [[0], [1], [2, 3, 4]]


def test_a_clear_group_is_not_broken_by_a_link_as_strong_as_its_own() -> None:
    two = {*combinations((0, 1, 2), 2), *combinations((3, 4, 5), 2), (2, 3)}
    weights = {ends: 10.0 if ends in two else -10.0 for ends in combinations(range(6), 2)}
    scored = [(10.0, *ends) for ends in sorted(two)]

    assert settle(Component((), scored, weights=weights), LIMITS)[0] == [[0, 1, 2], [3, 4, 5]]


def test_between_two_that_are_equally_close_and_unlike_each_other_nobody_is_drawn() -> None:
    weights = {(0, 1): 5.0, (1, 2): 5.0, (0, 2): -10.0}
    scored = [(5.0, 0, 1), (5.0, 1, 2)]

    assert settle(Component((), scored, weights=weights), Limits(6, 0.0))[0] == [[0], [1], [2]]


def visitors(number: int) -> list[RecordVersion]:
    """Visitors of a device on which the people `number` and `number` + 1 signed in, and more of theirs."""
    logins = [("account", f"app:{number}"), ("account", f"app:{number + 1}")]
    members = [
        version("app", str(person), [login], given_name=GIVEN[person % 10], family_name=FAMILY[person // 10])
        for person, login in zip((number, number + 1), logins, strict=True)
    ]
    both = version("web", f"both-{number}", [*logins, ("cookie", f"shop:both-{number}")])
    one = version("web", f"one-{number}", [logins[0], ("cookie", f"shop:one-{number}")])
    return [*members, both, one]


def told(seed: int) -> list[RecordVersion]:
    """What the sources say of people, twins, and visitors of devices that they share."""
    rng = dice(seed)
    people = [entry for number in range(30) for entry in told_of(number, rng)]
    twins = [sibling(number, rng) for number in range(15)]
    return [*people, *twins, *(entry for number in range(60, 80, 2) for entry in visitors(number))]


def judge(company: Company, key: Callable[[str], str]) -> None:
    """Verdicts, one of them against what rules say."""
    for left, right, verdict in (("crm:1", "shop:4", "match"), ("web:one-60", "app:60", "no_match")):
        company.judge(*sorted((key(left), key(right))), verdict)


def partition(company: Company, key: Callable[[str], str]) -> set[frozenset[str]]:
    """The customers, as sets of what `key` makes of their records' ids."""
    found: dict[str, set[str]] = {}
    for record, customer in company.customers().items():
        found.setdefault(customer, set()).add(key(record))
    return {frozenset(records) for records in found.values()}


@pytest.fixture(scope="module")
def under_their_keys(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """Everything told at once, under one model that other homes take over."""
    company = Company(tmp_path_factory.mktemp("keys") / "home")
    company.journal.append(told(5), "all")
    judge(company, str)
    resolve(company.journal, company.settings, RunOptions(Mode.FULL))
    return company


def test_neither_keys_nor_the_order_of_files_decide_who_is_who(
    under_their_keys: Company, tmp_path: Path
) -> None:
    rng = dice(1)
    entries = told(5)
    names = rng.sample(range(1000, 9999), len(entries))
    renamed = {f"{e.source}:{e.source_id}": f"{e.source}:{n}" for e, n in zip(entries, names, strict=True)}
    originals = {new: old for old, new in renamed.items()}
    entries = [replace(e, source_id=str(n)) for e, n in zip(entries, names, strict=True)]
    rng.shuffle(entries)
    company = Company(tmp_path)
    company.journal.append(entries[:1], "first")  # for a model to be in the place of
    resolve(company.journal, company.settings, RunOptions(Mode.FULL))
    take_model_over(under_their_keys, company)
    company.journal.append(entries[1:70], "more")
    judge(company, renamed.__getitem__)
    resolve(company.journal, company.settings, RunOptions(Mode.REBASE))

    company.journal.append(entries[70:], "second")
    followed = resolve(company.journal, company.settings)

    assert followed.mode is Mode.INCREMENTAL
    assert partition(company, originals.__getitem__) == partition(under_their_keys, str)


def take_model_over(source: Company, target: Company) -> None:
    """Let the target's model be that of the source, under the name that it has there."""
    [model] = (source.settings.home / "models").iterdir()
    [place] = (target.settings.home / "models").iterdir()
    copytree(model, place, dirs_exist_ok=True)


def test_a_look_up_gives_a_visitor_of_two_people_to_neither(under_their_keys: Company) -> None:
    customers = under_their_keys.customers()
    lookup = Lookup(under_their_keys.settings)
    *_, both, one = visitors(62)

    found = [lookup.resolve(replace(visitor, source_id="new")).customer_id for visitor in (both, one)]

    assert len({customers[record] for record in ("app:62", "app:63", "web:both-62")}) == 3
    assert customers["web:one-62"] == customers["app:62"]
    assert found == [customers["web:both-62"], customers["app:62"]]
