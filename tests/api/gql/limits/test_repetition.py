"""Fields and fragments that come again and again are refused before they take time."""

import time

import pytest

from tests.api.conftest import Client


def test_fragments_spread_again_and_again_are_refused_quickly(limited: Client) -> None:
    levels = [f"fragment f{n} on Query {{...f{n + 1} ...f{n + 1}}}" for n in range(60)]
    query = "{...f0} " + " ".join(levels) + " fragment f60 on Query {identityRuns {id}}"

    assert limited.codes(query) == ["QUERY_TOO_COSTLY"]


@pytest.mark.parametrize(
    "query",
    [
        '{customer(id: "c01") {' + "orders {totalCount} " * 480 + "}}",
        '{customer(id: "c01") {' + "".join(f"...f{n} " for n in range(100)) + "}} "
        + " ".join(f"fragment f{n} on Customer {{orders {{totalCount}}}}" for n in range(100)),
        '{customer(id: "c01") {' + "...on Customer {orders {totalCount}} " * 100 + "}}",
        '{customer(id: "c01") {' + f"orders {{nodes {{{'customer {id} ' * 15}}}}} " * 15 + "}}",
        "{...f} fragment f on Query {"
        + "".join(
            f"customer(id: \"c01\") {{referrals {{nodes {{customer {{...g{n}}}}}}}}} " for n in range(30)
        )
        + "} " + " ".join(f"fragment g{n} on Customer {{id ...g{n}}}" for n in range(30)),
    ],
    ids=["plain", "fragments", "inline", "nested", "circles"],
)  # fmt: skip
def test_fields_selected_again_and_again_are_refused_before_they_are_compared(
    limited: Client, query: str
) -> None:
    begun = time.process_time()

    assert limited.codes(query) == ["FIELD_REPEATED"]
    assert time.process_time() - begun < 0.5


def test_selecting_a_field_twice_is_allowed(limited: Client) -> None:
    query = '{customer(id: "c01") {id ...f orders {totalCount} orders {nodes {id}}}}'

    assert limited.codes(f"{query} fragment f on Customer {{id}}") == []


def test_fragments_that_lead_into_each_other_end(limited: Client) -> None:
    loops = [
        f"fragment f{n} on Customer {{referrals {{nodes {{customer {{...f{(n + 1) % 12} ...f0}}}}}}"
        f" household {{members {{nodes {{...f{(n + 1) % 12}}}}}}}}}"
        for n in range(12)
    ]
    begun = time.process_time()

    assert limited.codes('{customer(id: "c01") {...f0}} ' + " ".join(loops))
    assert time.process_time() - begun < 1.0
