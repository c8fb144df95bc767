"""Who gets no offers: by consents that are in force, and by tickets that are open."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from graph.analytics.offers.barred import forbidden, waiting
from graph.identity.rules import load_rules
from graph.rules.offers import OfferConsent, PausedBy
from tests.graph.analytics.support import AS_OF, Told, shop

RULES = load_rules().offers


def ago(days: float) -> datetime:
    return AS_OF - timedelta(days=days)


def told(ground: Told, record: str, kind: str, days: float, nodes: list[Any], edges: list[Any]) -> None:
    row = [record, kind, ago(days), json.dumps(nodes), json.dumps(edges)]
    ground.connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?)", row)


def consent(ground: Told, record: str, days: float, said: str, channel: str = "any", **more: Any) -> None:
    """`said` is a purpose that is granted, or denied where a minus stands before it."""
    node = ["Consent", [said], {"purpose": said.removeprefix("-"), "channel": channel}]
    type_ = "DENIED" if said.startswith("-") else "GRANTED"
    told(ground, record, "consent", days, [node], [[type_, ["SourceRecord"], node[:2], more]])


def ticket(ground: Told, record: str, days: float, **properties: Any) -> None:
    told(ground, record, "ticket", days, [["Ticket", [record], properties]], [])


@pytest.fixture
def ground() -> Told:
    """Customers A to H, two records of A among them."""
    made = shop([])
    owners = [("a1", "A"), ("a2", "A"), *((name.lower(), name) for name in "BCDEFGH")]
    made.connection.executemany("INSERT INTO members VALUES (?, ?)", owners)
    return made


def test_a_denial_forbids_offers_until_the_record_grants_again(ground: Told) -> None:
    consent(ground, "a1", 9, "marketing")
    consent(ground, "a2", 99, "-marketing")  # of one customer: any denial wins
    consent(ground, "b", 9, "-Newsletter".lower(), "email")
    consent(ground, "c", 9, "-marketing", "email")
    consent(ground, "c", 9, "marketing", "phone")  # may be called
    consent(ground, "d", 9, "-marketing")
    consent(ground, "d", 8, "marketing")
    consent(ground, "e", 9, "-necessary cookies")  # another matter
    consent(ground, "f", 9, "-marketing", valid_to=ago(1).isoformat())
    consent(ground, "g", 9, "-marketing")
    consent(ground, "g", 9, "marketing", "phone")  # a denial for any channel holds for the phone, too
    everybody = list("ABCDEFGH")

    assert forbidden(ground.connection, RULES, AS_OF, everybody) == {"A", "B", "G"}
    strict = RULES.model_copy(update={"consent": OfferConsent.GRANTED})
    assert forbidden(ground.connection, strict, AS_OF, everybody) == {"A", "B", "E", "F", "G", "H"}


def test_each_purpose_counts_by_itself(ground: Told) -> None:
    """A may not be written to for marketing, whatever else is granted elsewhere; B granted both; C granted
    what is no offer alone."""
    consent(ground, "a1", 9, "-marketing", "email")
    consent(ground, "a1", 9, "profiling", "web")
    consent(ground, "b", 9, "marketing", "email")
    consent(ground, "b", 9, "profiling", "web")
    consent(ground, "c", 9, "statistics")

    assert forbidden(ground.connection, RULES, AS_OF, list("ABC")) == {"A"}
    strict = RULES.model_copy(update={"consent": OfferConsent.GRANTED})
    assert forbidden(ground.connection, strict, AS_OF, list("ABC")) == {"A", "C"}


@pytest.mark.parametrize(
    ("purpose", "forbids"),
    [
        *(
            (name, True)
            for name in ("prospection commerciale", "comunicaciones comerciales", "markedsføring")
        ),
        *(
            (name, True)
            for name in ("Markkinointi", "direct mail", "рассылка", "news", "sms", "non-essential")
        ),
        *((name, True) for name in ("not necessary", "data processing", "рекламные звонки", "")),
        *(
            (name, False)
            for name in ("public interest", "strictly_necessary", "Technisch notwendige Cookies")
        ),
        *((name, False) for name in ("estadísticas", "contract", "cookies strictement nécessaires")),
    ],
)
def test_a_denial_in_other_words_forbids_but_what_is_another_matter(
    ground: Told, purpose: str, *, forbids: bool
) -> None:
    consent(ground, "b", 9, f"-{purpose}")

    assert forbidden(ground.connection, RULES, AS_OF, ["B"]) == ({"B"} if forbids else set())


def test_a_denial_holds_again_when_a_later_grant_has_run_out(ground: Told) -> None:
    """A grant does not come back: who granted for some time, later, said for how long."""
    past = ago(1).isoformat()
    consent(ground, "b", 9, "-marketing")
    consent(ground, "b", 8, "marketing", valid_to=past)
    consent(ground, "c", 9, "marketing")
    consent(ground, "c", 8, "marketing", valid_to=past)
    consent(ground, "d", 9, "marketing")
    consent(ground, "d", 8, "-marketing", valid_to=past)

    assert forbidden(ground.connection, RULES, AS_OF, list("BCD")) == {"B"}
    strict = RULES.model_copy(update={"consent": OfferConsent.GRANTED})
    assert forbidden(ground.connection, strict, AS_OF, list("BCD")) == {"B", "C"}


def test_what_begins_later_does_not_hold_yet(ground: Told) -> None:
    consent(ground, "b", 9, "-marketing")
    consent(ground, "b", -30, "marketing")
    consent(ground, "c", 9, "marketing")
    consent(ground, "c", -30, "-marketing")

    assert forbidden(ground.connection, RULES, AS_OF, list("BC")) == {"B"}


def test_a_grant_of_1970_takes_no_denial_back(ground: Told) -> None:
    consent(ground, "b", 9, "-marketing")
    consent(ground, "b", (AS_OF - datetime(1970, 1, 1, tzinfo=UTC)).days, "marketing")
    ground.connection.execute("ALTER TABLE events RENAME TO dated")
    ground.connection.execute(f"""CREATE VIEW events AS SELECT * REPLACE (
        CASE WHEN year("at") = 1970 THEN TIMESTAMPTZ '{AS_OF}' ELSE stated_at END AS stated_at) FROM dated""")  # noqa: S608 - a time of our own

    assert forbidden(ground.connection, RULES, AS_OF, ["B"]) == {"B"}


def test_offers_wait_while_a_ticket_is_open(ground: Told) -> None:
    ticket(ground, "a1", 5, status="open")
    ticket(ground, "b", 5, status="pending", sentiment="negative")
    ticket(ground, "c", 5, status="solved")
    ticket(ground, "d", 5, status="open", closed_at=ago(1).isoformat())
    ticket(ground, "e", 200, status="open")  # which nobody ever closed
    ticket(ground, "f", 5)

    found = {
        by: waiting(ground.connection, RULES.model_copy(update={"paused_by": PausedBy(by)}), AS_OF)
        for by in ("ticket", "complaint", "nothing")
    }

    assert found == {"ticket": {"A", "B"}, "complaint": {"B"}, "nothing": set()}
