"""Why, why not and how, on a real journal after a real run."""

from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from graph.errors import IdentityError
from graph.identity.explanation.how import how, smallest_cut
from graph.identity.explanation.links import CustomerLink, link_graph
from graph.identity.explanation.waterfall import waterfall_svg
from graph.identity.explanation.why import PairReport, why, why_not
from graph.identity.judgements import UnknownRecordError, judge
from graph.identity.stewards.stewardship import Author, Reconnection, Stewardship, Verdict
from graph.journal import Journal
from graph.settings import Settings
from tests.graph.identity.town import town
from tests.support.looking import look

ANA = Author("ana", "spoke with the customer")
Company = tuple[Journal, Settings]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """A town, and a few judgements."""
    journal, settings = town(tmp_path_factory.mktemp("company"))
    judge(journal, ("crm:1", "crm:2"), Verdict.MATCH, ANA)
    judge(journal, ("crm:3", "shop:4"), Verdict.NO_MATCH, ANA)
    Stewardship(journal, settings).unlink_record("shop:5", ANA, Reconnection.ALLOWED)
    return journal, settings


def texts(report: PairReport, kind: str) -> list[str]:
    """What the findings of a kind say."""
    return [finding.text for finding in report.findings if finding.kind == kind]


def test_why_names_the_rule_and_every_comparison(company: Company) -> None:
    report = why(*company, ("shop:7", "crm:7"))

    assert report.together
    assert texts(report, "rule") == ["both use the email oskar.albers7@mail.de"]
    compared = " ".join(texts(report, "comparison"))
    assert all(name in compared for name in ("given name", "family name", "birth date", "address", "email"))


def test_the_waterfall_adds_up_to_the_weight(company: Company) -> None:
    report = why(*company, ("crm:7", "shop:7"))

    assert report.weight == pytest.approx(sum(step.weight for step in report.waterfall))
    assert report.waterfall[-1].end == pytest.approx(report.weight)
    assert report.weight > report.threshold


def test_what_a_household_shares_counts_once_and_is_named(company: Company) -> None:
    report = why(*company, ("crm:7", "shop:7"))

    [household] = [finding for finding in report.findings if finding.kind == "household"]
    assert household.weight is not None
    assert household.weight < 0
    weights = [f.weight for f in report.findings if f.kind in ("comparison", "household") and f.weight]
    assert report.waterfall[0].weight + sum(weights) == pytest.approx(report.weight)
    assert household.text.startswith(
        "two of one household, or of one firm, may agree on family name, address"
    )
    assert "given name" not in household.text


def test_another_family_name_takes_nothing_from_what_colleagues_share(company: Company) -> None:
    report = why(*company, ("app:70", "web:81"))

    weights = {f.text.partition(":")[0]: f.weight or 0.0 for f in report.findings if f.kind == "comparison"}
    [household] = [finding for finding in report.findings if finding.kind == "household"]
    assert household.weight is not None
    assert weights["family name"] < 0
    assert "email" in weights
    shared = weights["employer"] + weights["address"] + weights["email"]
    assert household.text == (
        "two of one household, or of one firm, may agree on address, email, employer, too:"
        f" of {shared:.1f} bits for that {shared + household.weight:.1f} count"
    )


def test_the_chart_is_a_document_of_its_own(company: Company) -> None:
    report = why(*company, ("crm:7", "shop:7"))

    chart = ElementTree.fromstring(waterfall_svg(report))  # noqa: S314 - our own text

    bars = [node for node in chart if node.tag.endswith("rect") and node.get("fill") != "white"]
    assert len(bars) == len(report.waterfall)


def test_why_shows_what_is_blocked_and_what_names_forbid(company: Company) -> None:
    report = why(*company, ("app:38", "web:39"))

    assert not report.together
    assert texts(report, "blocked") == ["both use the email test@test.de, a blocked value that links nobody"]
    assert "both use the email familie.dormann@mail.de, but their names are of two people" in texts(
        report, "veto"
    )


def test_why_not_tells_what_the_model_lacks(company: Company) -> None:
    report = why_not(*company, ("crm:7", "shop:8"))

    [threshold] = texts(report, "threshold")
    assert "below the threshold" in threshold
    assert texts(report, "rule") == ["no identifier rule fired: no telling value in common"]
    assert any(text.startswith("birth date: different birth dates") for text in texts(report, "comparison"))


def test_why_not_tells_of_judgements_and_of_those_around(company: Company) -> None:
    direct = why_not(*company, ("crm:3", "shop:4"))
    around = why_not(*company, ("shop:3", "crm:4"))
    unlinked = why_not(*company, ("crm:5", "shop:5"))

    for report, verdict in ((direct, "no_match"), (around, "no_match"), (unlinked, "unlinked")):
        [text] = texts(report, "judgement")
        assert verdict in text
        assert "spoke with the customer" in text


def test_why_not_of_one_customer_shows_the_way_between_them(company: Company) -> None:
    report = why_not(*company, ("shop:1", "shop:2"))

    assert report.together
    assert [finding.kind for finding in report.findings] == ["path", "path", "path"]
    assert texts(report, "path")[1].startswith("crm:1 – crm:2: ruled by a steward")


def test_how_tells_the_merges_and_the_weakest_bridge(company: Company) -> None:
    report = how(*company, "shop:2")

    assert report.records == ("crm:1", "crm:2", "shop:1", "shop:2")
    assert [(merge.left_size, merge.right_size) for merge in report.merges] == [(1, 1), (2, 1), (3, 1)] or [
        merge.left_size + merge.right_size for merge in report.merges
    ][-1] == 4
    assert report.merges[0].evidence[0] == "a steward ruled that they match"
    assert report.bridge
    assert report.weakest in report.cut
    assert len(report.cut) == 1


def test_how_follows_a_retired_id(company: Company) -> None:
    journal, settings = company
    query = "SELECT retired_id, surviving_id FROM aliases ORDER BY recorded_at LIMIT 1"
    [(retired, surviving)] = look(journal, query)

    assert how(journal, settings, retired).customer_id == surviving


def test_the_smallest_cut_takes_the_fewest_links_and_then_the_weakest() -> None:
    def link(left: str, right: str, weight: float) -> CustomerLink:
        return CustomerLink(left, right, ("model",), weight)

    links = [link("a", "b", 9), link("b", "c", 9), link("a", "c", 9), link("c", "d", 5), link("d", "e", 4)]
    graph: nx.Graph[str] = link_graph("abcde", links)

    assert smallest_cut(graph) == ((link("d", "e", 4),), ("e",))


def test_what_is_unknown_is_said_clearly(company: Company, tmp_path: Path) -> None:
    with pytest.raises(UnknownRecordError, match="no record crm:nobody"):
        why(*company, ("crm:1", "crm:nobody"))
    with pytest.raises(IdentityError, match="no customer nobody"):
        how(*company, "nobody")
    empty = Settings(home=tmp_path)
    with pytest.raises(IdentityError, match="No identity run"):
        how(Journal.open(empty), empty, "nobody")
