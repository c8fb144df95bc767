"""Referral trees and the report of the network, over a workspace with its scores."""

from collections.abc import Iterator
from xml.etree import ElementTree

import pytest

from api.workspace import Workspace
from graph.progress import silent
from graph.store import Store
from tests.api.conftest import Client, running
from tests.support.entries import day, line, order, person, referral, view
from tests.support.identity import assign
from tests.support.stores import settings_of, wipe


@pytest.fixture(scope="module")
def scored(embedded_session: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """D brought A, and A brought B and C; what B is said to have brought does not count. D bought P1, which B
    looked at, and A bought P2."""
    settings = settings_of(wipe(embedded_session).endpoint, tmp_path_factory.mktemp("home"))
    workspace = Workspace(settings)
    people = [
        person(key, day(start), source="shop", full_name=key)
        for key, start in zip("ABCD", (5, 9, 9, 20), strict=True)
    ]
    told = [("A", "B", 8), ("A", "C", 8), ("B", "C", 9), ("B", "D", 19), ("D", "A", 5)]
    stated = [referral(by, who, day(at)) for by, who, at in told]
    late = order("late", "A", day(300), total=1.0, status="open")
    bought = [line("1", "P1"), line("late", "P2"), view("v", "B", "P1", day(290))]
    workspace.journal.append(
        [*people, *stated, order("1", "D", day(21), total=10.0, currency="EUR"), late, *bought], "one"
    )
    assign(workspace.journal, "run", day(400), {f"shop:{key}": key for key in "ABCD"} | {"web:B": "B"})
    workspace.project(embedded_session, silent)
    with running(settings) as client:
        yield client


def test_a_tree_has_levels_customers_claims_and_a_picture(scored: Client) -> None:
    tree = scored.ask(
        """{referralTree(customer: "D") {
          rootId size depth width reach complete revenueCurrency medianDaysToConversion svg
          one: influence(steps: 1) influence
          levels {level customers converted revenue revenueLeftOut {currency}}
          customers {nodes {customer {id} byId level channel}} claims {nodes {byId id standing}}}}"""
    )["referralTree"]

    assert ElementTree.fromstring(tree.pop("svg")).tag.endswith("svg")  # noqa: S314 - our own
    assert tree == {
        "rootId": "D",
        "size": 4,
        "depth": 2,
        "width": 2,
        "reach": 3,
        "complete": True,
        "revenueCurrency": "EUR",
        "medianDaysToConversion": 295.0,
        # with p = (1 + 2) / (5 + 20): A with p, B and C with its square
        "one": 1.12,
        "influence": 1.1488,
        "levels": [
            {"level": 1, "customers": 1, "converted": 1, "revenue": 1.0, "revenueLeftOut": []},
            {"level": 2, "customers": 2, "converted": 0, "revenue": 0.0, "revenueLeftOut": []},
        ],
        "customers": {
            "nodes": [
                {"customer": {"id": "A"}, "byId": "D", "level": 1, "channel": "link"},
                {"customer": {"id": "B"}, "byId": "A", "level": 2, "channel": "link"},
                {"customer": {"id": "C"}, "byId": "A", "level": 2, "channel": "link"},
            ]
        },
        "claims": {
            "nodes": [
                {"byId": "B", "id": "C", "standing": "second"},
                {"byId": "B", "id": "D", "standing": "cycle"},
            ]
        },
    }
    assert scored.ask('{referralTree(customer: "nobody") {size}}') == {"referralTree": None}


def test_the_customers_of_a_tree_go_by_what_is_asked_for(scored: Client) -> None:
    query = """query ($order: TreeOrder!, $after: String) {referralTree(customer: "D", limit: 1000) {
      customers(orderBy: $order, first: 2, after: $after) {
        totalCount nodes {customer {id}} pageInfo {hasNextPage endCursor}}}}"""
    ids: dict[str, list[str]] = {}
    for by in ("REVENUE", "REVENUE_DESC", "CONVERTED_AT_DESC", "AT_DESC"):
        pages = [scored.ask(query, order=by)["referralTree"]["customers"]]
        after = pages[0]["pageInfo"]["endCursor"]
        pages.append(scored.ask(query, order=by, after=after)["referralTree"]["customers"])
        assert [page["pageInfo"]["hasNextPage"] for page in pages] == [True, False]
        ids[by] = [node["customer"]["id"] for page in pages for node in page["nodes"]]
        assert scored.codes(query, order="LEVEL", after=after) == ["BAD_USER_INPUT"]

    # A alone has ordered; B and C were brought on one day, after it.
    assert ids == {
        "REVENUE": ["B", "C", "A"],
        "REVENUE_DESC": ["A", "B", "C"],
        "CONVERTED_AT_DESC": ["A", "B", "C"],
        "AT_DESC": ["B", "C", "A"],
    }
    assert scored.codes('{referralTree(customer: "D", limit: 0) {size}}') == ["BAD_USER_INPUT"]


def test_the_times_of_referrals_that_scores_wrote_are_read(scored: Client) -> None:
    found = scored.ask(
        """{customer(id: "A") {
            referrals {nodes {at customer {id}}}
            referred(orderByEdge: AT) {edges {at convertedAt}}
            referredBy {edges {at convertedAt}}
          }
          referralNetwork(customer: "D", depth: 1) {edges {at toId}}
          connectedBy(from: "D", to: "A") {at forward} networkRun {asOf}}"""
    )

    brought = day(8).isoformat()
    assert found["customer"] == {
        "referrals": {
            "nodes": [{"at": brought, "customer": {"id": "B"}}, {"at": brought, "customer": {"id": "C"}}]
        },
        "referred": {"edges": [{"at": brought, "convertedAt": None}] * 2},
        "referredBy": {"edges": [{"at": day(5).isoformat(), "convertedAt": day(300).isoformat()}]},
    }
    edges = {edge["toId"]: edge["at"] for edge in found["referralNetwork"]["edges"]}
    assert edges == {"A": day(5).isoformat(), "D": day(19).isoformat()}
    assert found["connectedBy"] == [{"at": day(5).isoformat(), "forward": True}]
    assert found["networkRun"] == {"asOf": day(300).isoformat()}


def test_the_report_of_the_network(scored: Client) -> None:
    found = scored.ask(
        """{networkRun {accepted claims cascades communitiesCount stability communitiesSvg
          kFactors {by name customers brought mature k} communities {size ties}
          standings {standing statements} conversion {by name accepted converted medianDays p90Days}
          meanCascadeSize meanStructuralVirality
          largestCascades {customer {id} size depth width structuralVirality}
          campaignSeeds(first: 1) {customers {id} spread low high samples}
          all: campaignSeeds {beside {ranking spread}}
          stated: campaignSeeds(stated: true) {samples beside {ranking}}}}"""
    )["networkRun"]

    assert (found["accepted"], found["claims"], found["cascades"], found["communitiesCount"]) == (3, 2, 1, 1)
    assert found["communities"] == [{"size": 4, "ties": 5}]
    # With p = (1 + 2) / (5 + 20): A reaches 1 + 2p, D 1 + p + 2p².
    told = {"spread": 1.24, "low": 1.24, "high": 1.24, "samples": 0}
    assert found["campaignSeeds"] == {"customers": [{"id": "A"}], **told}
    assert found["stated"]["samples"] > 0
    # All four are chosen, so every choice of as many reaches them, and nobody else.
    rankings = ("degree", "degree_discount", "pagerank")
    assert found["all"]["beside"] == [{"ranking": each, "spread": 4.0} for each in rankings]
    assert found["stated"]["beside"] == []
    counts = {"accepted": 3, "second": 1, "cycle": 1}
    assert {each["standing"]: each["statements"] for each in found["standings"]} == counts
    # D brought A, and A two: distances 1, 1, 1, 2, 2 and 2.
    shape = {"size": 4, "depth": 2, "width": 2, "structuralVirality": 1.5}
    assert found["largestCascades"] == [{"customer": {"id": "D"}, **shape}]
    assert (found["meanCascadeSize"], found["meanStructuralVirality"]) == (4.0, 1.5)
    # A alone bought, 295 days after D brought A.
    of_a = {"converted": 1, "medianDays": 295.0, "p90Days": 295.0}
    assert found["conversion"] == [
        {"by": "all", "name": None, "accepted": 3, **of_a},
        {"by": "channel", "name": "link", "accepted": 3, **of_a},
        {"by": "campaign", "name": None, "accepted": 3, **of_a},
    ]
    # All four began in January. A was brought by D, who began later, so B and C alone count.
    by_month = [row for row in found["kFactors"] if row["by"] == "month"]
    assert by_month == [
        {"by": "month", "name": "2024-01", "customers": 4, "brought": 2, "mature": True, "k": 0.5}
    ]


def test_lists_of_customers_by_score(scored: Client) -> None:
    found = scored.ask(
        """{potentialAdvocates {nodes {value}} advocatesAtRisk {nodes {customer {id}}}
          customer(id: "D") {
            reach acceptedReferrals convertedReferrals community advocacyParts {name value}}}"""
    )

    customer = found["customer"]
    members = scored.ask(
        "query ($id: ID!) {communityMembers(community: $id) {nodes {customer {id} value}}}",
        id=customer["community"],
    )
    assert [(row["customer"]["id"], row["value"]) for row in members["communityMembers"]["nodes"]] == [
        ("D", 3.0),
        ("A", 2.0),
        ("B", 0.0),
        ("C", 0.0),
    ]
    assert (customer["reach"], customer["acceptedReferrals"], customer["convertedReferrals"]) == (3, 1, 1)
    assert {part["name"]: part["value"] for part in customer["advocacyParts"]}["nps"] is None
    assert found["potentialAdvocates"]["nodes"] == []


def test_what_customers_are_worth(scored: Client) -> None:
    found = scored.ask(
        """{insightRun {asOf buyers inWindow recencyBy lifetime {r} lifetimeLacks churn {by lacks}}
          customers(filter: {rfmSegment: {in: ["new", "hibernating"]}}, orderBy: PURCHASE_VALUE_DESC) {nodes {
            id purchases purchaseValue rfmRecency rfmFrequency rfmMonetary rfmSegment clv}}}"""
    )

    # Leaving is learned as of the Thursday before day 300, a Sunday, by outcomes of 120 and 365 days.
    assert found["insightRun"] == {
        "asOf": day(300).isoformat(),
        "buyers": 2,
        "inWindow": 2,
        "recencyBy": "bounds",
        "lifetime": None,
        "lifetimeLacks": "fewer than 100 customers have bought",
        "churn": [
            {"by": by, "lacks": "0 customers at risk on the days before " + rest}
            for by, rest in (
                ("contract", "2024-06-26, 0 of whom left; 200 are needed, 20 of each kind"),
                ("purchases", "2023-10-25, 0 of whom left; 200 are needed, 20 of each kind"),
            )
        ],
    }
    # D bought for 10 euros 279 days before A did for one; the bounds are 365 days, two purchases, 25 euros.
    values = [tuple(node.values()) for node in found["customers"]["nodes"]]
    assert values == [("D", 1, 10.0, 2, 1, 1, "hibernating", None), ("A", 1, 1.0, 5, 1, 1, "new", None)]


def test_what_to_offer_next(scored: Client) -> None:
    found = scored.ask(
        """{customers(filter: {offers: {some: {id: {in: ["P1", "P2"]}}}}, orderBy: ID) {nodes {
            id offers(orderByEdge: RANK) {edges {rank score basis reason node {id}}}}}
          insightRun {offers {
            model lacks compared {name} customers offered byBasis {basis offers customers}}}}"""
    )

    offers = {
        node["id"]: [(*list(edge.values())[:-1], edge["node"]["id"]) for edge in node["offers"]["edges"]]
        for node in found["customers"]["nodes"]
    }
    # An eighth of what an order shows, faded for ten days; no number is told of the one who bought each.
    assert offers == {
        "A": [(1, 0.0, "popular", "fewer than five customers bought it", "P1")],
        "B": [(1, 0.099, "interest", "looked at or asked for, and not bought", "P1")],
        "D": [(1, 0.0, "popular", "fewer than five customers bought it", "P2")],
    }
    assert found["insightRun"]["offers"] == {
        "model": "popularity",
        "lacks": "fewer than 100 customers bought several products",
        "compared": [],
        "customers": 3,
        "offered": 3,
        "byBasis": [
            {"basis": "interest", "offers": 1, "customers": 1},
            {"basis": "popular", "offers": 2, "customers": 2},
        ],
    }


def test_the_life_of_customers(scored: Client) -> None:
    found = scored.ask(
        """{customers(filter: {activity: {in: ["new", "dormant"]}}, orderBy: ID) {nodes {
            id stage activity activitySince lifecycleStage stageSteps {stage at cause}}}
          insightRun {lifecycle {stepDays
            steps {before reached mature moved share medianDays} history {day axis name customers}}}}"""
    )

    # A came on day 5, is said to have brought two on day 8, and ordered on day 300, which is today.
    a, d = found["customers"]["nodes"]
    assert (a["id"], a["activity"], a["activitySince"]) == ("A", "new", day(300).isoformat())
    assert [(it["stage"], it["at"], it["cause"]) for it in a["stageSteps"]] == [
        ("lead", day(5).isoformat(), "name known"),
        ("advocate", day(8).isoformat(), "referral 2"),
    ]
    # D, known since bringing A, came on day 20 and ordered a day later.
    assert (d["id"], d["activity"], d["activitySince"]) == ("D", "dormant", day(21 + 90).isoformat())
    assert [(it["stage"], it["at"], it["cause"]) for it in d["stageSteps"]] == [
        ("subscriber", day(5).isoformat(), "first seen"),
        ("lead", day(20).isoformat(), "name known"),
        ("customer", day(21).isoformat(), "first purchase"),
    ]
    assert [(it["stage"], it["lifecycleStage"]) for it in (a, d)] == [("advocate",) * 2, ("customer",) * 2]
    run = found["insightRun"]["lifecycle"]
    # Nobody came a year ago. D alone was seen before a name was known; A and B are said to have brought
    # two, A before buying and B without it.
    assert run["stepDays"] == 365
    reached = {"subscriber": 1, "lead": 4, "customer": 1, "loyal": 0}
    nobody = {"mature": 0, "moved": 0, "share": None, "medianDays": None}
    assert run["steps"] == [{"before": name, "reached": count, **nobody} for name, count in reached.items()]
    today, january = (
        {it["name"]: it["customers"] for it in run["history"] if it["day"] == each}
        for each in (day(300).date().isoformat(), "2024-01-31")
    )
    stages = {"subscriber": 0, "lead": 1, "customer": 1, "loyal": 0, "advocate": 2}
    assert today == stages | {"new": 1, "dormant": 1}
    assert january == stages | {"new": 1}
