"""What customers did over GraphQL: sessions and steps, page by page, by dates, masked."""

from collections.abc import Iterator
from typing import Any

import pytest

from graph.entries import CountedItem, Event, Origin
from graph.journal import Journal
from graph.policy.keys import Keys
from graph.policy.principals import Role
from graph.store import Store
from tests.api.conftest import Client, running
from tests.support.entries import day, order
from tests.support.identity import assign, merge
from tests.support.stores import settings_of

MAIL = "anna@example.de"
SESSIONS = """query ($id: ID! = "old", $first: Int!, $after: String, $since: DateTime, $until: DateTime) {
  journey(customer: $id, since: $since, until: $until) { customerId sessions(first: $first, after: $after) {
    nodes {source record startedAt endedAt seconds stepCount pages interests counts {kind count}}
    totalCount pageInfo {hasNextPage hasPreviousPage endCursor}
}}}"""
STEPS = """query ($first: Int!, $after: String) {journey(customer: "A") {steps(first: $first, after: $after) {
    nodes {at record kind page thingId seconds interests} totalCount pageInfo {endCursor}}}}"""
PERSONAL = """{journey(customer: "A") {sessions {nodes {record pages steps {record page kind}}}}}"""


def look(key: str, minutes: float, record: str = "1") -> Event:
    """A look at a page, so many minutes after the start."""
    details = {"page": f"/{key}?mail={MAIL}", "seconds": 5}
    counted = (CountedItem("INTERESTED_IN", "Interest", "tea"),)
    at = day(minutes / 1440)
    return Event("page_view", key, "web", record, at, Origin("w", 1), counted=counted, details=details)


@pytest.fixture(scope="module")
def client(embedded_session: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A server of a customer with an order, and two sessions on the web; two steps are of one time. A look
    that was first told of the customer was another's."""
    settings = settings_of(embedded_session.endpoint, tmp_path_factory.mktemp("home"))
    journal = Journal.open(settings)
    assign(journal, "r", day(0), {"web:1": "old", f"web:{MAIL}": "A", "shop:1": "A", "web:3": "B"})
    assign(journal, "s", day(0.1), {"web:1": "A"})
    merge(journal, "s", day(0.1), "old", "A")
    seen = [look("a", 0), look("b", 5), look("c", 5), look("d", 90, MAIL), look("x", 2, "3")]
    journal.append([look("x", 2)], "zero")
    journal.append([*seen, order("7", "1", day(1))], "one")
    with running(settings) as client:
        yield client


def sessions(client: Client, **variables: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.ask(SESSIONS, **{"first": 10, **variables})["journey"]["sessions"]
    return found


def test_a_session_tells_what_is_in_it(client: Client) -> None:
    found = sessions(client)

    assert [each["source"] for each in found["nodes"]] == ["shop", "web", "web"]
    assert found["nodes"][-1] == {
        "source": "web",
        "record": "web:1",
        "startedAt": day(0).isoformat(),
        "endedAt": day(5 / 1440).isoformat(),
        "seconds": 15.0,
        "stepCount": 3,
        "pages": [f"/{key}?mail={MAIL}" for key in "abc"],
        "interests": ["tea"],
        "counts": [{"kind": "page_view", "count": 3}],
    }


@pytest.mark.parametrize(
    ("until", "signs", "as_of"),
    [(None, (0, 5, 5, 90), 90), (31 * 1440, (0, 5, 5, 90), 31 * 1440), (5, (0,), 5), (0, (), 0)],
)
def test_interests_are_as_of_a_time(
    client: Client, until: int | None, signs: tuple[int, ...], as_of: int
) -> None:
    query = """query ($until: DateTime) {journey(customer: "old", until: $until) {
        interests {thingId score at count firstSeen lastSeen}}}"""
    time = None if until is None else day(until / 1440).isoformat()

    found = client.ask(query, until=time)["journey"]["interests"]

    # each page is worth 1, which is halved every 30 days
    score = sum(0.5 ** ((as_of - at) / 1440 / 30) for at in signs)
    expected = {"thingId": "Interest:tea", "at": day(as_of / 1440).isoformat(), "count": len(signs)}
    assert [{**each, "score": 0, "firstSeen": 0, "lastSeen": 0} for each in found] == (
        [{**expected, "score": 0, "firstSeen": 0, "lastSeen": 0}] if signs else []
    )
    assert [each["score"] for each in found] == ([pytest.approx(score, abs=1e-9)] if signs else [])
    assert [(each["firstSeen"], each["lastSeen"]) for each in found] == (
        [(day(0).isoformat(), day(signs[-1] / 1440).isoformat())] if signs else []
    )


def test_nothing_was_cared_for_when_time_began(client: Client) -> None:
    query = '{journey(customer: "A", until: "0001-01-01T00:00:00Z") {interests {score}}}'

    assert client.ask(query) == {"journey": {"interests": []}}


def test_pages_begin_behind_the_last_one(client: Client) -> None:
    whole, after, records = sessions(client), None, list[str]()
    for more in (True, True, False):
        page = sessions(client, first=1, after=after)
        records += [each["record"] for each in page["nodes"]]
        assert (page["pageInfo"]["hasNextPage"], page["pageInfo"]["hasPreviousPage"]) == (more, bool(after))
        assert page["totalCount"] == 3
        after = page["pageInfo"]["endCursor"]

    assert records == [each["record"] for each in whole["nodes"]]
    assert sessions(client, after=after)["nodes"] == []


def test_a_page_may_end_between_steps_of_one_time(client: Client) -> None:
    after, pages = None, list[list[str]]()
    for _ in range(3):
        found = client.ask(STEPS, first=2, after=after)["journey"]["steps"]
        pages.append([each["thingId"] or each["page"][:2] for each in found["nodes"]])
        after = found["pageInfo"]["endCursor"]

    assert [sorted(pages[0]), sorted([*pages[1], *pages[2]])] == [["/d", "shop:7"], ["/a", "/b", "/c"]]
    assert pages[2] == ["/a"]


def test_by_dates(client: Client) -> None:
    first, last = day(0).isoformat(), day(1).isoformat()

    assert [each["source"] for each in sessions(client, until=last)["nodes"]] == ["web", "web"]
    assert [each["source"] for each in sessions(client, since=last)["nodes"]] == ["shop"]
    assert sessions(client, since=last.removesuffix("+00:00"))["totalCount"] == 1
    assert sessions(client, until=first)["totalCount"] == 0


def test_nobody_and_what_is_no_cursor(client: Client) -> None:
    assert client.ask(SESSIONS, id="nobody", first=1) == {"journey": None}
    for named in ("old", "web:1", f"web:{MAIL}"):
        assert client.ask(SESSIONS, id=named, first=1)["journey"]["customerId"] == "A"
    assert client.ask(SESSIONS, id="web:nobody", first=1) == {"journey": None}
    for wrong in ("x", "1.", "²³.1", "1.2.3"):
        assert client.codes(SESSIONS, first=1, after=wrong) == ["BAD_USER_INPUT"]


def test_pages_and_keys_of_records_are_masked(client: Client) -> None:
    keys = Keys(client.app.state.settings.home)
    for roles, shown in (([Role.READ], False), ([Role.READ, Role.PII], True)):
        _, key = keys.add("somebody", roles)
        answer = client.request(
            "POST", "/graphql", json={"query": PERSONAL}, headers={"authorization": f"Bearer {key}"}
        )
        assert "errors" not in answer.json()
        assert answer.text.count("page_view") == 4
        assert (MAIL in answer.text) is shown
