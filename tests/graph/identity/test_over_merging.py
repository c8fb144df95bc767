"""Guard rails over a whole run: what would chain people together is cut, and queued under its own name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from graph.entries import Entry, Identifier
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import Mode, RunOptions, resolve
from graph.identity.stewards.cases import review_queue
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import day, email, person
from tests.support.people import resolved, somebody

MAX_SIZE = 6
RULES = f"""
threshold: 0.996
clusters: {{max_size: {MAX_SIZE}, slack: 2.0}}
"""
"""Links count from 8 bits on, and groups match from 6 bits in the mean."""
BERLIN = {"street": "Nordring", "house_number": "99", "postal_code": "10000", "city": "Berlin"}
HOME = {"street": "Eichenallee", "house_number": "4", "postal_code": "20000", "city": "Hamburg"}


def bridge() -> Iterator[Entry]:
    """Two namesakes, one of Köln with her birth date and one of Berlin without, and a record that has the
    birth date of the one and the address of the other."""
    for source in ("web", "app"):
        attributes = {"given_name": "Maria", "family_name": "Albers", **BERLIN}
        yield person("berlin", day(1), email("m.a@post.de"), source=source, **attributes)
    yield somebody("survey", 2, email("maria@survey.de"), **BERLIN)


def crowd() -> Iterator[Entry]:
    """Eight more records of one person."""
    return (somebody(f"branch{number}", 5) for number in range(8))


def family() -> Iterator[Entry]:
    """Three people of one name at one address with one telephone, each in two sources."""
    phone = Identifier("phone", "+4940765431")
    born = {"Helga": "1960-05-04", "Rüdiger": "1957-11-23", "Thea": "1991-02-17"}
    for number, (given, birth) in enumerate(born.items()):
        for source in ("web", "app"):
            own = email(f"{given}@familie.de".lower())
            attributes = {"given_name": given, "family_name": "Quandt", "birth_date": birth}
            yield person(f"q{number}", day(1), phone, own, source=source, **attributes, **HOME)


def go_between() -> Iterator[Entry]:
    """A visitor without a name who uses the e-mail of one person and the telephone of another."""
    phone = Identifier("phone", "+49897654310")
    yield somebody("web", 31, phone)
    yield person("visitor", day(1), email("anna.czerny20@mail.de"), phone, source="web")


def namesake() -> Iterator[Entry]:
    """Somebody of the same name, address and e-mail as another, born half a century later."""
    yield somebody("web", 12, birth_date="1999-11-23")


@pytest.fixture(scope="module")
def resolved_people(tmp_path_factory: pytest.TempPathFactory) -> tuple[Journal, Settings]:
    """People among whom all of that is planted, after a run under narrow limits."""
    folder = tmp_path_factory.mktemp("guarded")
    journal, settings = resolved(folder / "home")
    journal.append([*bridge(), *crowd(), *family(), *go_between(), *namesake()], "planted")
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    settings = settings.model_copy(update={"rules": folder / "rules.yaml"})
    resolve(journal, settings, RunOptions(Mode.REBASE))
    return journal, settings


def cases(journal: Journal) -> dict[str, list[set[str]]]:
    """The pairs of the queue by kind."""
    found: dict[str, list[set[str]]] = {}
    for case in review_queue(journal, first=1000):
        found.setdefault(case.kind, []).append({case.record_l, case.record_r})
    return found


def test_a_weak_bridge_is_cut_and_queued(resolved_people: tuple[Journal, Settings]) -> None:
    journal, _ = resolved_people
    customers = current_assignment(journal)

    assert customers["crm:2"] == customers["shop:2"]
    assert customers["web:berlin"] == customers["app:berlin"] != customers["crm:2"]
    [pair] = [pair for pair in cases(journal)["weak_bridge"] if "survey:2" in pair]
    assert len({customers[record] for record in pair}) == 2


def test_no_cluster_outgrows_its_limit_and_what_would_is_queued(
    resolved_people: tuple[Journal, Settings],
) -> None:
    journal, _ = resolved_people
    customers = current_assignment(journal)
    crowded = {f"branch{number}:5" for number in range(8)} | {"crm:5", "shop:5"}

    sizes = Counter(customers[record] for record in crowded)

    assert max(Counter(customers.values()).values()) <= MAX_SIZE
    assert sum(sizes.values()) == 10
    assert len(sizes) == 2
    assert [pair for pair in cases(journal)["size"] if pair <= crowded]


def test_a_household_is_not_one_customer(resolved_people: tuple[Journal, Settings]) -> None:
    journal, _ = resolved_people
    customers = current_assignment(journal)

    members = [{customers[f"{source}:q{number}"] for source in ("web", "app")} for number in range(3)]

    assert [len(found) for found in members] == [1, 1, 1]
    assert len(set.union(*members)) == 3


def test_a_visitor_between_two_people_does_not_join_them_and_is_queued(
    resolved_people: tuple[Journal, Settings],
) -> None:
    journal, _ = resolved_people
    customers = current_assignment(journal)

    assert customers["crm:20"] != customers["web:31"]
    assert [pair for pair in cases(journal)["veto"] if "web:visitor" in pair]


def test_a_link_that_something_forbids_is_queued(resolved_people: tuple[Journal, Settings]) -> None:
    journal, _ = resolved_people
    customers = current_assignment(journal)

    assert customers["web:12"] != customers["crm:12"]
    assert [pair for pair in cases(journal)["veto"] if pair in ({"web:12", "crm:12"}, {"web:12", "shop:12"})]


def test_a_run_that_merges_too_much_ends_with_an_alert(resolved_people: tuple[Journal, Settings]) -> None:
    """The limits gone, and a threshold that anybody passes."""
    journal, settings = resolved_people
    assert settings.rules is not None
    settings.rules.write_text("clusters: {slack: 30}\nvetoes: []\n", encoding="utf-8")

    result = resolve(journal, settings, RunOptions(Mode.REBASE, threshold=0.0001))

    merged, before = result.report["ids"]["merged"], result.report["customers_before"]
    assert merged / before > 0.1
    assert result.alert == f"The run merged {merged} of {before} customers, more than a share of 0.1."
