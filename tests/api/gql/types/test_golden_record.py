"""Golden records as of a date: by what was stated then, of what is known today or was known before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from graph.journal import Journal
from graph.policy.keys import Keys
from graph.policy.principals import Role
from graph.store import Store
from tests.api.conftest import Client, running
from tests.support.entries import address, day, declares, email, person, view
from tests.support.identity import assign, merge
from tests.support.stores import settings_of

AS_OF = """query ($id: ID! = "A", $at: DateTime!, $known: DateTime) {
  goldenRecord(customer: $id, at: $at, knownAt: $known) {
    customerId familyName street email recordCount traits {value}
    quality completeness consistency
    provenance {attribute value sourceId at}}}"""


@dataclass(frozen=True)
class Past:
    """A server, and a time before it learned what came last."""

    client: Client
    known: datetime

    def ask(self, at: float, **more: Any) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.client.ask(AS_OF, at=day(at).isoformat(), **more)["goldenRecord"]
        return found


@pytest.fixture(scope="module")
def past(embedded_session: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Past]:
    """Anna Alt moved on day 40 and is Anna Neu since; the shop knows her from day 10 on. That both are one,
    and what happened on day 20, was learned late."""
    settings = settings_of(embedded_session.endpoint, tmp_path_factory.mktemp("home"))
    journal = Journal.open(settings)
    first, second = email("a@x.de"), email("b@x.de")
    old = person("1", day(0), first, address("alt"), family_name="Alt", street="alt", language="de")
    new = person("1", day(40), second, address("neu"), family_name="Neu", street="neu", language="en")
    journal.append(
        [
            declares("crm", "tier", "category"),
            replace(old, traits={"tier": "a"}),
            replace(new, traits={"tier": "b"}),
            person("1", day(10), source="shop", given_name="Anna", language="de"),
            view("v", "9", "P", day(0)),
        ],
        "one",
    )
    assign(journal, "r", datetime.now(UTC), {"crm:1": "A", "shop:1": "B", "web:9": "C"})
    known = datetime.now(UTC)
    journal.append([person("1", day(20), second, family_name="Mitte", street="mitte")], "late")
    assign(journal, "s", datetime.now(UTC), {"shop:1": "A"})
    merge(journal, "s", datetime.now(UTC), "B", "A")
    with running(settings) as client:
        yield Past(client, known)


@pytest.mark.parametrize(
    ("at", "family_name", "street", "mail", "records", "tier"),
    [
        (0, "Alt", "alt", "a@x.de", 1, ["a"]),
        (19, "Alt", "alt", "a@x.de", 2, ["a"]),
        (20, "Mitte", "mitte", "b@x.de", 2, []),
        (39.9, "Mitte", "mitte", "b@x.de", 2, []),
        (40, "Neu", "neu", "b@x.de", 2, ["b"]),
        (900, "Neu", "neu", "b@x.de", 2, ["b"]),
    ],
)
def test_values_are_those_that_were_stated_by_then(
    past: Past, at: float, family_name: str, street: str, mail: str, records: int, tier: list[str]
) -> None:
    found = past.ask(at)

    assert found
    assert (found["customerId"], found["familyName"], found["street"]) == ("A", family_name, street)
    assert (found["email"], found["recordCount"]) == (mail, records)
    assert [each["value"] for each in found["traits"]] == tier
    [origin] = [each for each in found["provenance"] if each["attribute"] == "family_name"]
    stated = {"Alt": 0, "Mitte": 20, "Neu": 40}[family_name]
    assert origin == {
        "attribute": "family_name",
        "value": family_name,
        "sourceId": "1",
        "at": day(stated).isoformat(),
    }


@pytest.mark.parametrize(
    ("at", "completeness", "consistency"),
    [
        (0, 3 / 6, None),  # family name, e-mail and address of six; and nobody else said anything
        (10, 4 / 6, 1.0),  # the shop knows the given name, and the same language
        (20, 4 / 6, None),  # which it alone states now
        (40, 4 / 6, 0.0),
    ],
)
def test_how_good_the_data_of_a_customer_was(
    past: Past, at: float, completeness: float, consistency: float | None
) -> None:
    found = past.ask(at)

    assert found
    assert found["completeness"] == pytest.approx(completeness)
    assert found["consistency"] == consistency
    parts = [completeness] if consistency is None else [completeness, consistency]
    assert found["quality"] == pytest.approx(sum(parts) / len(parts))


def test_what_was_learned_since_does_not_count_by_what_was_known(past: Past) -> None:
    known = past.known.isoformat()
    then, today = past.ask(30, known=known), past.ask(30)

    assert then
    assert today
    assert (then["familyName"], then["email"], then["recordCount"]) == ("Alt", "a@x.de", 1)
    assert (today["familyName"], today["email"], today["recordCount"]) == ("Mitte", "b@x.de", 2)
    # whose a record is, and what became of an id, is told as of the same time
    for name in ("B", "shop:1"):
        before, now = past.ask(30, id=name, known=known), past.ask(30, id=name)
        assert before
        assert (before["customerId"], before["familyName"], before["recordCount"]) == ("B", None, 1)
        assert now == today


def test_nobody_was_known(past: Past) -> None:
    assert past.ask(-1) is None
    assert past.ask(900, id="nobody") is None
    assert past.ask(900, id="web:nobody") is None
    assert past.ask(900, known=day(0).isoformat()) is None
    visitor = past.ask(900, id="C")
    assert visitor
    assert (visitor["recordCount"], visitor["familyName"], visitor["provenance"]) == (1, None, [])


def test_times_that_there_are_not_are_told(past: Past) -> None:
    assert past.client.codes(AS_OF, at="9999-12-31T23:59:59-12:00") == ["BAD_USER_INPUT"]


def test_personal_values_are_masked(past: Past) -> None:
    keys = Keys(past.client.app.state.settings.home)
    for roles, shown in (([Role.READ], False), ([Role.READ, Role.PII], True)):
        _, key = keys.add("somebody", roles)
        answer = past.client.request(
            "POST",
            "/graphql",
            json={"query": AS_OF, "variables": {"at": day(900).isoformat()}},
            headers={"authorization": f"Bearer {key}"},
        )
        assert "errors" not in answer.json()
        for value in ("Neu", "neu", "b@x.de"):
            assert (f'"{value}"' in answer.text) is shown
