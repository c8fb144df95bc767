"""Changes of customers and segments reach who listens, whichever process made them."""

from typing import Any

from graph.identity.outcome.assignments import current_assignment
from graph.journal.withdrawing.undo import of_ingest
from tests.api.gql.live.conftest import Installation
from tests.api.gql.live.listener import Socket, events_from, socket_to
from tests.support.entries import email
from tests.support.people import somebody

CHANGED = """subscription($id: ID!) { customerChanged(id: $id) {
    kind customerId askedId others customer { id recordCount city } } }"""
MEMBERS = """subscription { membersChanged(filter: {city: {eq: "Bremen"}}, first: 2) {
    count entered { customerId customer { city } } left { customerId customer { city } } } }"""
JUDGE = """mutation($left: String!, $right: String!) { judge(
    left: $left, right: $right, verdict: MATCH, steward: "ana", reason: "spoke with her") {
    judgements { id } runId pending } }"""
REVOKE = """mutation($id: ID!) { revokeJudgement(id: $id, steward: "ana", reason: "wrong") {
    judgements { revokedAt } } }"""
SHOWN = """query($id: ID!) { customer(id: $id) {
    id recordCount revenue referrals(first: 5) { nodes { customer { id } } } } }"""


def shown(people: Installation, record: str) -> dict[str, Any]:
    """The customer of a record, with whom they brought."""
    found: Any = people.ask(SHOWN, id=current_assignment(people.journal)[record])
    return dict(found["customer"])


def changed(socket: Socket) -> dict[str, Any]:
    """The next change that is one of more than scores."""
    found: dict[str, Any] = socket.data()["customerChanged"]
    return changed(socket) if found["kind"] == "SCORES" else found


def test_a_merge_and_its_end_are_told_with_who_went_where(people: Installation) -> None:
    """And golden records follow at once, with the referral by person 1."""
    before = [shown(people, record) for record in ("crm:2", "crm:9")]
    one, other = (it["id"] for it in before)
    with socket_to(people.address) as socket:
        socket.subscribe(CHANGED, id=one)
        beginning = changed(socket)
        done: Any = people.ask(JUDGE, left="crm:2", right="crm:9")
        merged = changed(socket)
        both, advocate = shown(people, "shop:9"), shown(people, "shop:1")
        retired = {one, other} - {merged["customerId"]}
        with events_from(people.address, CHANGED, id=retired.pop()) as events:
            name, followed = next(events)
        undone: Any = people.ask(REVOKE, id=done["judge"]["judgements"][0]["id"])
        split = changed(socket)

    assert (beginning["kind"], beginning["customerId"], beginning["others"]) == ("BEGINNING", one, [])
    assert (merged["kind"], merged["askedId"]) == ("MERGED", one)
    assert {merged["customerId"], *merged["others"]} == {one, other}
    assert merged["customer"]["recordCount"] == 2 * beginning["customer"]["recordCount"]
    told = followed["data"]["customerChanged"]
    assert (name, told["kind"], told["customerId"]) == ("next", "BEGINNING", merged["customerId"])
    assert told["askedId"] != told["customerId"]
    assert (split["kind"], split["customerId"], split["others"]) == ("SPLIT", one, [other])
    assert split["customer"] == beginning["customer"]
    assert done["judge"]["runId"]
    assert not done["judge"]["pending"]
    revenue, referrals = before[0]["revenue"], {"nodes": []}
    assert both == {"id": merged["customerId"], "recordCount": 4, "revenue": revenue, "referrals": referrals}
    assert [it["customer"]["id"] for it in advocate["referrals"]["nodes"]] == [merged["customerId"]]
    assert undone["revokeJudgement"]["judgements"][0]["revokedAt"]
    assert [shown(people, record) for record in ("crm:2", "crm:9")] == before


def test_who_enters_changes_and_is_erased_is_told_by_events(people: Installation) -> None:
    news = [somebody("crm", number, email(f"n{number}@x.de"), city="Bremen") for number in (60, 61, 62)]
    with events_from(people.address, MEMBERS) as events:
        people.take_in("news", *news)
        members = [next(events)[1]["data"]["membersChanged"] for _ in range(3)]
        one = members[1]["entered"][0]["customerId"]
        with socket_to(people.address) as socket:
            socket.subscribe(CHANGED, id=one)
            beginning = changed(socket)
            people.journal.withdraw(of_ingest(people.journal, "news"))
            people.project()
            erased, end = changed(socket), socket.next()
        gone = [next(events)[1]["data"]["membersChanged"] for _ in range(2)]

    assert [(each["count"], len(each["entered"]), each["left"]) for each in members] == [
        (0, 0, []),
        (3, 2, []),
        (3, 1, []),
    ]
    assert {each["customer"]["city"] for each in members[1]["entered"]} == {"Bremen"}
    assert beginning["kind"] == "BEGINNING"
    assert (erased["kind"], erased["customerId"], erased["customer"]) == ("ERASED", one, None)
    assert end == {"id": "1", "type": "complete"}
    assert [(each["count"], each["entered"], len(each["left"])) for each in gone] == [(0, [], 2), (0, [], 1)]
    assert {each["customer"] for part in gone for each in part["left"]} == {None}


def test_the_steps_of_a_run_are_told(people: Installation) -> None:
    told = "subscription { runProgress { state startedAt step done total } }"
    with events_from(people.address, told) as events:
        before = next(events)[1]["data"]["runProgress"]
        people.run()
        seen = []
        while not seen or seen[-1]["state"] == "RUNNING":
            found = next(events)[1]["data"]["runProgress"]
            seen += [found] if found["startedAt"] != before["startedAt"] else []

    assert before["state"] == "FINISHED"
    assert {each["startedAt"] for each in seen} == {seen[0]["startedAt"]}
    assert [each["done"] for each in seen] == sorted(each["done"] for each in seen)
    assert (seen[-1]["state"], seen[-1]["done"]) == ("FINISHED", seen[-1]["total"])
