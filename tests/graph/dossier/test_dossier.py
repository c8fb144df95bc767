"""What is held about a person is all in their dossier, and nobody else is."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import cast

import pytest

from cypher import Query
from graph.dossier.contents import Dossier, dossier_of, with_scores
from graph.dossier.page import dossier_page
from graph.errors import NotFoundError
from graph.identity.outcome.golden import GoldenRecords
from graph.identity.rules import load_rules
from graph.journal.withdrawing.withdrawals import Withdrawal
from graph.store import Row, Store
from tests.support.erasing import ANNA, journal_in


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    journal = journal_in(tmp_path_factory.mktemp("dossier"))
    journal.withdraw([Withdrawal("one", "crm", None, "undone")])  # it is held all the same
    return dossier_of(journal, GoldenRecords(load_rules(None)), "shop:S-20001")


def test_everything_is_in_it(dossier: Dossier) -> None:
    assert dossier.records == ("crm:C-10001", "shop:S-20001")
    assert [(it["source"], it["birth_date"]) for it in dossier.statements] == [
        ("crm", "1980-05-06"),
        ("shop", "1980-05-06"),
    ]
    assert {it["file"] for it in dossier.statements} == {"crm.csv", "shop.csv"}
    at_once = sorted(it["kind"] for it in dossier.events[1:-1])  # of one day
    assert [dossier.events[0]["kind"], at_once, dossier.events[-1]["kind"]] == [
        "order",
        ["order_status", "referral", "refund"],
        "order_line",
    ]
    assert dossier.golden[0]["family_name"] == "Kern"
    assert dossier.golden[0]["provenance"]["family_name"]["source"] == "shop"
    assert [(it["record_id"], it["customer_id"]) for it in dossier.history] == [
        ("crm:C-10001", "c1"),
        ("shop:S-20001", "c1"),
    ]
    assert [it["verdict"] for it in dossier.judgements] == ["same"]
    assert len(dossier.quarantine) == 3  # though none of it counts any more
    assert dossier.others == {"referrals": 1, "households": 1, "shared_identifiers": 1}


@pytest.mark.parametrize("form", ["page", "json"])
def test_others_are_masked(dossier: Dossier, form: str) -> None:
    found = dossier_page(dossier) if form == "page" else json.dumps(asdict(dossier), default=str)

    assert ANNA in found
    assert "another person" in found
    for theirs in ("S-20002", "carl", "C-10002", "B30002", "shop:r1"):
        assert theirs not in found


def test_nobody(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    with pytest.raises(NotFoundError):
        dossier_of(journal, GoldenRecords(load_rules(None)), "crm:9")


def test_scores_and_offers_are_told_with_their_reasons(dossier: Dossier) -> None:
    offer = {
        "rank": 1,
        "product": "P1",
        "name": "Tea",
        "category": None,
        "score": 0.5,
        "reason": "bought Pot",
    }
    held = {"read/customer_scores": [{"properties": {"clv": 80.0}}], "read/customer_offers": [offer]}

    class Scored:
        def run(self, query: Query, **_: str) -> list[Row]:
            return held[query.name]

    found = with_scores(dossier, cast("Store", Scored()))

    ours = len(dossier.customers)
    told = {name: value for name, value in offer.items() if value is not None}
    assert ours > 0
    assert list(found.scores) == [{"clv": 80.0}] * ours + [{"kind": "offer"} | told] * ours
    assert "bought Pot" in dossier_page(found)
