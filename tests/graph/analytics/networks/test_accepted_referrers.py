"""Which of what is said about referrals counts: one referrer a customer, and nobody for themselves."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graph.analytics.network import STANDINGS, Network, read_network
from graph.analytics.tables import load_tables
from graph.entries import Entry, Event, Identifier, Origin
from graph.identity.rules import load_rules
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import day, order, person, referral
from tests.support.identity import assign, house, share

TABLET = Identifier("device", "tablet")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal.open(Settings(home=tmp_path))


def shopper(key: str, joined: float, *used: Identifier) -> Entry:
    return person(key, day(joined), *used, source="shop", full_name=f"Person {key}")


def take(journal: Journal, *entries: Entry, **customers: str) -> None:
    """Store entries; each record of the shop is the customer named, else one of its own."""
    journal.append(entries, "one")
    keys = {entry.source_id for entry in entries if entry.source_id}
    assign(journal, "run", day(400), {f"shop:{key}": customers.get(key, key) for key in keys})


def standings(journal: Journal) -> dict[tuple[str, str], str]:
    network = network_of(journal)
    return {
        (network.ids[a], network.ids[b]): STANDINGS[standing].value
        for a, b, standing in zip(
            network.referrer.tolist(), network.referred.tolist(), network.standing.tolist(), strict=True
        )
    }


def network_of(journal: Journal) -> Network:
    connection = journal.connect()
    load_tables(connection, load_rules())
    network = read_network(connection)
    connection.close()
    return network


def test_the_earliest_statement_counts_and_further_ones_are_claims(journal: Journal) -> None:
    take(
        journal,
        *(shopper(key, 0) for key in "ab"),
        shopper("c", 20),
        referral("b", "c", day(12)),
        referral("a", "c", day(10)),
    )

    assert standings(journal) == {("a", "c"): "accepted", ("b", "c"): "second"}


def test_a_statement_counts_shortly_before_the_sign_up_or_the_first_order(journal: Journal) -> None:
    # All signed up on day 40, and ordered first on day 100.
    stated = {"b": 11, "c": 9, "d": 40.5, "e": 42, "f": 71, "g": 102}
    take(
        journal,
        shopper("a", 0),
        *(shopper(key, 40) for key in stated),
        *(order(key, key, day(100), total=5.0) for key in stated),
        *(referral("a", key, day(at)) for key, at in stated.items()),
    )

    accepted, late = dict.fromkeys("bdf", "accepted"), dict.fromkeys("ceg", "window")
    assert standings(journal) == {("a", key): told for key, told in (accepted | late).items()}


def test_the_opening_of_an_account_is_a_sign_up_whatever_told_of_it(journal: Journal) -> None:
    card = Identifier("account", "loyalty:1", {"opened_at": day(40)})
    opened = Event("account", "b:loyalty:1", "shop", "b", day(90), Origin("cards.csv", 1), (card,))
    told_later = replace(card, value="loyalty:2")
    take(
        journal,
        shopper("a", 0),
        *(shopper(key, 90) for key in "bd"),
        shopper("c", 90, told_later),
        opened,
        *(referral("a", key, day(20)) for key in "bcd"),
    )

    assert standings(journal) == {("a", "b"): "accepted", ("a", "c"): "accepted", ("a", "d"): "window"}


def test_thirty_days_are_exact(journal: Journal) -> None:
    signed_up = datetime(2026, 4, 6, 12, tzinfo=UTC)
    within, before = (signed_up - timedelta(days=30, minutes=minutes) for minutes in (-30, 30))
    take(
        journal,
        *(shopper(key, 0) for key in "ab"),
        *(person(key, signed_up, source="shop", full_name=key) for key in "cd"),
        referral("a", "c", within),
        referral("b", "d", before),
    )

    network = network_of(journal)

    assert [STANDINGS[place] for place in network.standing.tolist()] == ["window", "accepted"]


def test_a_pair_stands_by_the_statement_that_counts_else_by_its_earliest(journal: Journal) -> None:
    early, late = referral("a", "b", day(1)), replace(referral("a", "b", day(38)), key="again")
    first, further = referral("a", "c", day(2)), replace(referral("a", "c", day(3)), key="once more")
    take(journal, shopper("a", 0), shopper("b", 40), shopper("c", 90), late, early, further, first)

    network = network_of(journal)
    chosen = network.pairs()

    told = [(STANDINGS[network.standing[row]].value, network.statements["at"][row].as_py()) for row in chosen]
    assert told == [("accepted", day(38)), ("window", day(2))]


def test_who_has_not_signed_up_yet_was_brought_all_the_same(journal: Journal) -> None:
    take(journal, shopper("a", 0), referral("a", "b", day(3)))
    assign(journal, "run", day(400), {"shop:b": "b"})

    assert standings(journal) == {("a", "b"): "accepted"}


def test_nobody_brings_themselves(journal: Journal) -> None:
    take(
        journal,
        *(shopper(key, 5, TABLET) for key in "ab"),
        *(shopper(key, 5) for key in "cdef"),
        referral("a", "b", day(5)),
        referral("c", "d", day(5)),
        referral("e", "f", day(5)),
        d="c",
    )
    house(journal, "run", day(400), {"e": "home", "f": "home"})

    assert standings(journal) == {("a", "b"): "device", ("c", "c"): "self", ("e", "f"): "household"}


def test_a_device_that_too_many_use_says_nothing(journal: Journal) -> None:
    take(journal, *(shopper(key, 5, TABLET) for key in "ab"), referral("a", "b", day(5)))
    share(journal, "run", {("device", "tablet"): 9})

    assert standings(journal) == {("a", "b"): "accepted"}


def test_the_latest_link_of_a_ring_is_left_out_and_another_takes_its_place(journal: Journal) -> None:
    take(
        journal,
        *(shopper(key, 20) for key in "abcd"),
        referral("a", "b", day(10)),
        referral("b", "c", day(11)),
        referral("c", "a", day(12)),
        referral("d", "a", day(13)),
    )

    assert standings(journal) == {
        ("a", "b"): "accepted",
        ("b", "c"): "accepted",
        ("c", "a"): "cycle",
        ("d", "a"): "accepted",
    }


def test_merges_and_splits_move_referrals(journal: Journal) -> None:
    take(
        journal,
        *(shopper(key, 20) for key in "abcd"),
        referral("a", "b", day(10)),
        referral("c", "d", day(11)),
    )
    assign(journal, "merged", day(500), {"shop:c": "a"})
    assert standings(journal) == {("a", "b"): "accepted", ("a", "d"): "accepted"}

    assign(journal, "further", day(501), {"shop:d": "a"})
    assert standings(journal) == {("a", "b"): "accepted", ("a", "a"): "self"}

    assign(journal, "split", day(502), {"shop:c": "c", "shop:d": "d"})
    assert standings(journal) == {("a", "b"): "accepted", ("c", "d"): "accepted"}
