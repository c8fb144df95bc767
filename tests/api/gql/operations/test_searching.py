"""`search`: customers by what people remember of them, read from the graph that shows them."""

from collections.abc import Iterator

import pytest

from graph.journal import Journal
from graph.settings import Settings
from graph.store import Store
from tests.api.company import found_company
from tests.api.conftest import Client, running
from tests.support.entries import day, email, person
from tests.support.identity import assign
from tests.support.stores import settings_of, wipe

SEARCH = """query ($text: String!, $country: String, $first: Int = 20) {
  search(text: $text, country: $country, first: $first) {score customer {id fullName orders {nodes {id}}}}
}"""


@pytest.fixture(scope="module")
def desk(embedded_session: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The small company, and a journal that tells of some of it: retired ids, and one who is gone."""
    store = wipe(embedded_session)
    found_company(store)
    settings = settings_of(store.endpoint, tmp_path_factory.mktemp("home"))
    _fill(settings)
    with running(settings) as client:
        yield client


def _fill(settings: Settings) -> None:
    journal = Journal.open(settings)
    people = (
        person("1", day(1), email("anna@example.de"), full_name="Anna Berger", country="DE"),
        person("0", day(1), full_name="Anna Berger-Weber", country="AT"),
        person("4", day(1), full_name="Dora Müller"),
        person("99", day(1), full_name="Dora Gone"),
        person("5", day(1), full_name="Emil Lang"),
        person("3", day(1), full_name="Emil Langer"),
        person("7", day(1), full_name="Emilia Langhans"),
    )
    journal.append(people, "one")
    customers = {"crm:1": "c01", "crm:0": "old1", "crm:4": "c04", "crm:99": "c99"}
    customers |= {"crm:5": "c05", "crm:3": "c03", "crm:7": "c07"}
    assign(journal, "run", day(90), customers)


def found(client: Client, text: str, **variables: object) -> list[str]:
    return [hit["customer"]["id"] for hit in client.ask(SEARCH, text=text, **variables)["search"]]


def test_customers_are_found_and_read_from_the_graph(desk: Client) -> None:
    [hit] = desk.ask(SEARCH, text="doro muller")["search"]

    assert hit["customer"] == {"id": "c04", "fullName": "Dora Müller", "orders": {"nodes": []}}
    assert 0.5 < hit["score"] < 1
    assert found(desk, "ANNA@example.de") == ["c01"]


def test_a_retired_customer_is_the_one_that_took_its_place_and_once(desk: Client) -> None:
    assert found(desk, "anna berger") == ["c01"]
    assert found(desk, "anna weber") == ["c01"]


def test_whom_the_graph_does_not_have_is_not_found(desk: Client) -> None:
    assert found(desk, "gone") == []


def test_who_fits_best_comes_first(desk: Client) -> None:
    assert found(desk, "emil lang") == ["c05", "c03", "c07"]


def test_only_customers_of_a_country(desk: Client) -> None:
    assert found(desk, "weber", country="Österreich") == ["c01"]
    assert found(desk, "weber", country="DE") == []


@pytest.mark.parametrize("text", ["", "  ", "x" * 301])
def test_a_text_that_cannot_be_searched_is_refused(desk: Client, text: str) -> None:
    assert desk.codes(SEARCH, text=text) == ["BAD_USER_INPUT"]
    assert desk.codes(SEARCH, text="anna", country="Utopia") == ["BAD_USER_INPUT"]
    assert desk.codes(SEARCH, text="anna", first=1000) == ["PAGE_TOO_LARGE"]


def test_a_search_is_one_statement(desk: Client) -> None:
    assert desk.count(SEARCH, text="anna") == 1


@pytest.mark.parametrize("text", ["anna berger", "emil lang", "gone", "nobody at all"])
def test_a_search_beside_other_fields_finds_the_same(desk: Client, text: str) -> None:
    beside = SEARCH.replace("search(", "other: search(text: $text) {score} search(", 1)

    assert desk.ask(beside, text=text)["search"] == desk.ask(SEARCH, text=text)["search"]
