"""Golden records: which value survives, and where it says it came from."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from graph.identity.outcome.golden import golden_records, load_activity
from graph.identity.outcome.golden_sql import ACTIVITY_STEPS, TOLD_BY
from graph.identity.rules import load_rules
from graph.model import MODEL
from graph.model.scores import SCORE_PROPERTIES
from graph.rules.revenue import RevenueRules

if TYPE_CHECKING:
    from tests.graph.identity.world import World

OLD = datetime(2020, 1, 1, tzinfo=UTC)
NEW = datetime(2025, 1, 1, tzinfo=UTC)


def golden(world: "World", **changes: Any) -> dict[str, dict[str, Any]]:
    rules = load_rules().model_copy(update=changes)
    return {row["id"]: row for row in golden_records(world.connection, rules).to_pylist()}


def own(world: "World", customer: str, *records: str) -> None:
    for record in records:
        world.connection.execute("INSERT INTO assignments VALUES (?, ?)", [record, customer])


def test_columns_are_those_of_the_model(world: "World") -> None:
    table = golden_records(world.connection, load_rules())

    assert set(table.schema.names) == MODEL.node["Customer"].property_names - {
        p.name for p in SCORE_PROPERTIES
    }


def test_the_value_that_survives_has_its_best_spelling(world: "World") -> None:
    """Case and accents get lost, and are no other value; where a spelling came from is told."""
    french = {"given_name": "Françoise", "family_name": "Carrier", "street": "rue Bélanger", "city": "Québec"}
    lost = {name: text.upper().replace("Ç", "C").replace("É", "E") for name, text in french.items()}
    world.record("shop:1", OLD, **french, full_name="Françoise Carrier", postal_code="G1A 1A1")
    world.record("crm:1", OLD, **{name: text.lower() for name, text in lost.items()})
    world.record("till:1", NEW, **lost, full_name="FRANCOISE CARRIER", postal_code="G2B 2B2")
    world.record("till:2", NEW, given_name="FRANCOIS", organization_name="IKEA")
    world.record("shop:2", OLD, given_name="Francine", organization_name="Ikea")
    own(world, "c1", "shop:1", "crm:1", "till:1")
    own(world, "c2", "till:2", "shop:2")

    found = golden(world)
    customer, origins = found["c1"], json.loads(found["c1"]["provenance"])

    assert {name: customer[name] for name in french} == french
    assert (customer["full_name"], customer["postal_code"]) == ("Françoise Carrier", "G2B 2B2")
    assert {name: origins[name]["source"] for name in (*french, "postal_code")} == {
        **dict.fromkeys(french, "shop"),
        "postal_code": "till",
    }
    assert (found["c2"]["given_name"], found["c2"]["organization_name"]) == ("FRANCOIS", "IKEA")


def test_a_firm_is_called_by_its_name(world: "World") -> None:
    """In captions and lists, which show one name of everybody; who works there is called by their own."""
    world.record("crm:1", NEW, organization_name="Müller GmbH")
    world.record("crm:2", NEW, organization_name="Müller GmbH", given_name="Eva", family_name="Kern")
    own(world, "c1", "crm:1")
    own(world, "c2", "crm:2")

    found = golden(world)

    assert (found["c1"]["full_name"], found["c2"]["full_name"]) == ("Müller GmbH", None)
    assert json.loads(found["c1"]["provenance"])["full_name"]["source"] == "crm"


def test_the_latest_address_survives_whole(world: "World") -> None:
    world.record("crm:1", OLD, given_name="Anna", street="Lindenweg", house_number="4", city="Köln")
    world.record("shop:1", NEW, given_name="Anna", street="Marktplatz", city="Bonn", house_number=" ")
    own(world, "c1", "crm:1", "shop:1")

    customer = golden(world)["c1"]

    assert (customer["street"], customer["house_number"], customer["city"]) == ("Marktplatz", None, "Bonn")
    assert json.loads(customer["provenance"])["city"] == {
        "source": "shop",
        "source_id": "1",
        "at": "2025-01-01T00:00:00.000000Z",
    }


def test_a_part_of_an_address_hides_no_whole_one(world: "World") -> None:
    world.record("shop:1", OLD, street="Lindenweg 4", postal_code="50667")
    world.record("app:1", NEW, postal_code="53111")
    world.record("app:2", NEW, street="Marktplatz 1")
    own(world, "c1", "shop:1", "app:1", "app:2")

    customer = golden(world)["c1"]

    assert (customer["street"], customer["postal_code"]) == ("Lindenweg 4", "50667")
    assert json.loads(customer["provenance"])["street"]["source"] == "shop"


def test_an_address_in_one_text_is_whole_though_it_could_not_be_read(world: "World") -> None:
    world.record("shop:1", OLD, street="Lindenweg 4", city="Köln")
    world.record("crm:1", NEW, address_text="Via Roma 5 Milano", country="IT")
    own(world, "c1", "shop:1", "crm:1")

    customer = golden(world)["c1"]

    assert (customer["address_text"], customer["street"]) == ("Via Roma 5 Milano", None)


def test_of_addresses_in_parts_the_latest_survives(world: "World") -> None:
    world.record("shop:1", OLD, city="Köln")
    world.record("app:1", NEW, postal_code="53111")
    own(world, "c1", "shop:1", "app:1")

    customer = golden(world)["c1"]

    assert (customer["postal_code"], customer["city"]) == ("53111", None)


def test_most_frequent_wins_and_ties_go_to_the_latest(world: "World") -> None:
    world.record("a:1", OLD, given_name="Anna", family_name="Vogel")
    world.record("a:2", OLD, given_name="Anna", family_name="Vogel")
    world.record("a:3", NEW, given_name="Ana", family_name="Hartmann")
    own(world, "c1", "a:1", "a:2", "a:3")

    customer = golden(world)["c1"]

    assert (customer["given_name"], customer["family_name"]) == ("Anna", "Hartmann")


def test_a_trusted_source_wins_where_the_rule_says_so(world: "World") -> None:
    rules = load_rules().survivorship.model_copy(update={"default": "source_priority"})
    world.record("web:1", NEW, occupation="baker")
    world.record("crm:1", OLD, occupation="teacher")
    own(world, "c1", "web:1", "crm:1")

    assert golden(world, survivorship=rules, sources=("crm",))["c1"]["occupation"] == "teacher"


def test_an_empty_value_never_wins(world: "World") -> None:
    world.record("a:1", OLD, occupation="teacher")
    world.record("a:2", NEW, occupation="  ")
    own(world, "c1", "a:1", "a:2")

    assert golden(world)["c1"]["occupation"] == "teacher"


def test_orders_and_referrals_count_for_the_customer(world: "World") -> None:
    world.record("crm:1", OLD, given_name="Anna", email="anna@web.de")
    world.record("shop:1", OLD, given_name="Anna", email="anna@web.de")
    world.record("shop:2", OLD, given_name="Bernd")
    world.order("crm:1", OLD, 10.5)
    world.order("shop:1", NEW, 20)
    world.referral("crm:1", "shop:2")
    world.referral("shop:1", "crm:1")
    own(world, "c1", "crm:1", "shop:1")
    own(world, "c2", "shop:2")

    customer = golden(world)["c1"]

    assert (customer["order_count"], customer["revenue"], customer["last_order_at"]) == (2, 30.5, NEW)
    assert (customer["referral_count"], customer["record_count"], customer["email"]) == (1, 2, "anna@web.de")
    assert (customer["since"], customer["lifecycle_stage"]) == (OLD, "lapsed")


def test_what_nothing_tells_of_has_the_columns_that_it_would_have(world: "World") -> None:
    load_activity(world.connection, load_rules())
    made = {name: world.connection.sql(f"FROM {name}") for name in TOLD_BY}
    queries = {name: world.connection.sql(sql) for name, sql in ACTIVITY_STEPS if name in TOLD_BY}

    assert {name: (it.columns, it.types) for name, it in made.items()} == {
        name: (it.columns, it.types) for name, it in queries.items()
    }
    assert [made[name].fetchall() for name in TOLD_BY] == [[], [], []]


def test_nobody_is_paired_with_everybody_else(world: "World") -> None:
    """By "is another customer" alone: after a second run 9,393 records took more than 12 GB."""
    load_activity(world.connection, load_rules())
    plans = [
        world.connection.execute(f"EXPLAIN (FORMAT json) {sql}").fetchall()[0][1] for _, sql in ACTIVITY_STEPS
    ]
    conditions = [str(each) for plan in plans for each in _conditions(json.loads(plan))]

    assert any(" = " in each for each in conditions)
    assert not [each for each in conditions if "!=" in each]


def _conditions(steps: list[dict[str, Any]]) -> Iterator[Any]:
    """The conditions of all joins of a plan."""
    for step in steps:
        yield step["extra_info"].get("Conditions", "")
        yield from _conditions(step["children"])


def test_sums_of_money_are_exact_and_never_mix_currencies(world: "World") -> None:
    for total, currency in (
        (0.1, None),
        (0.2, "EUR"),
        (0.3, "USD"),
        (0.4, "USD"),
        (100.0, "GBP"),
        (5.0, "EUR"),
    ):
        world.order("shop:1", NEW, total, currency)
    world.record("shop:1", NEW, given_name="Anna")
    own(world, "c1", "shop:1")
    rates = RevenueRules(currency="EUR", rates={"GBP": Decimal("1.15")})

    alone, rated = golden(world)["c1"], golden(world, revenue=rates)["c1"]

    assert (alone["revenue"], alone["revenue_currency"], alone["order_count"]) == (5.3, "EUR", 6)
    assert json.loads(alone["revenue_left_out"]) == {"GBP": "100.0000", "USD": "0.7000"}
    assert (rated["revenue"], json.loads(rated["revenue_left_out"])) == (120.3, {"USD": "0.7000"})


def test_the_quality_of_a_customer_counts_what_is_known_and_what_sources_agree_on(world: "World") -> None:
    world.record("crm:1", OLD, given_name="Anna", family_name="Vogel", city="Köln", email="anna@web.de")
    world.record("shop:1", NEW, given_name="ANNA", family_name="Hartmann")
    world.record("crm:2", OLD, given_name="Bernd", family_name="Beck", birth_date="1980-12-24")
    own(world, "c1", "crm:1", "shop:1")
    own(world, "c2", "crm:2")
    found = golden(world)

    # Names, e-mail and address are there, birth date and phone are not; of four values two agree.
    assert (found["c1"]["completeness"], found["c1"]["consistency"]) == (4 / 6, 0.5)
    assert found["c1"]["quality"] == (4 / 6 + 0.5) / 2
    assert found["c1"]["observed_at"] == NEW
    # One source alone can agree with nobody.
    assert (found["c2"]["completeness"], found["c2"]["consistency"], found["c2"]["quality"]) == (
        0.5,
        None,
        0.5,
    )


def test_of_an_organization_no_birth_date_is_missing(world: "World") -> None:
    world.record("crm:1", OLD, entity_type="organization", organization_name="Beck GmbH", phone="+4930123456")
    own(world, "c1", "crm:1")

    assert golden(world)["c1"]["completeness"] == 2 / 4  # e-mail and address are missing


def test_a_record_that_names_an_organization_and_nobody_is_one(world: "World") -> None:
    world.record("crm:1", OLD, organization_name="Beck GmbH", phone="+4930123456")
    world.record("crm:2", OLD, organization_name="Beck GmbH", given_name="Eva", family_name="Beck")
    world.record("crm:3", OLD, organization_name=" ", phone="+4930123457")
    for number in (1, 2, 3):
        own(world, f"c{number}", f"crm:{number}")

    found = golden(world)

    assert {name: row["entity_type"] for name, row in found.items()} == {
        "c1": "organization",
        "c2": None,
        "c3": None,
    }
    assert found["c1"]["completeness"] == 0.5  # the name and the phone, of these with e-mail and address
    assert json.loads(found["c1"]["provenance"])["entity_type"]["source_id"] == "1"


def test_only_cookies_make_an_anonymous_subscriber(world: "World") -> None:
    world.record("web:1", cookie="web.de:abc")
    world.record("web:2", account="shop:1")
    own(world, "c1", "web:1")
    own(world, "c2", "web:2")

    found = golden(world)

    assert [found[c]["anonymous"] for c in ("c1", "c2")] == [True, False]
    assert found["c1"]["lifecycle_stage"] == "subscriber"


def test_each_trait_survives_by_its_own_rule(world: "World") -> None:
    world.record("crm:1", OLD, traits='{"size": 40, "note": "mag Rot", "club": true}')
    world.record("crm:2", OLD, traits='{"size": 40, "note": "x"}')
    world.record("shop:1", NEW, traits='{"size": 41, "note": "y"}')
    own(world, "c1", "crm:1", "crm:2", "shop:1")
    rules = load_rules().survivorship

    def surviving(default: str, **attributes: str) -> dict[str, Any]:
        update = {"default": default, "attributes": {f"traits.{k}": v for k, v in attributes.items()}}
        found = golden(world, survivorship=rules.model_copy(update=update), sources=("crm",))["c1"]["traits"]
        return {name: told["value"] for name, told in json.loads(found).items()}

    assert surviving("most_recent") == {"size": 41, "note": "y", "club": True}
    assert surviving("most_recent", size="most_frequent", note="longest") == {
        "size": 40,
        "note": "mag Rot",
        "club": True,
    }
    assert surviving("source_priority", note="most_recent") == {"size": 40, "note": "y", "club": True}
    told = json.loads(golden(world)["c1"]["traits"])
    assert told["size"] == {
        "value": 41,
        "source": "shop",
        "source_id": "1",
        "at": "2025-01-01T00:00:00.000000Z",
    }


def test_orders_that_came_to_nothing_count_nowhere(world: "World") -> None:
    """Cancelled, refunded and free ones; a credit is taken off and is no order."""
    told = [(20.0, "delivered"), (30.0, "cancelled"), (40.0, "iade edildi"), (-5.0, None), (0.0, "paid")]
    for days, (total, status) in enumerate(told):
        world.order("shop:1", OLD + timedelta(days=days), total, status=status)
    world.order("shop:2", NEW, 8.0, status="キャンセル")
    for key in ("1", "2"):
        world.record(f"shop:{key}", OLD, given_name="Anna", family_name="Vogel")
        own(world, f"c{key}", f"shop:{key}")

    found = golden(world)

    names = ("order_count", "revenue", "last_order_at")
    assert tuple(found["c1"][name] for name in names) == (1, 15.0, OLD)
    assert tuple(found["c2"][name] for name in names) == (0, 0.0, None)
    assert found["c2"]["lifecycle_stage"] == "lead"
    # Without words for it, no order came to nothing but that of zero.
    plain = golden(world, revenue=RevenueRules(currency="EUR", rates={}))["c1"]
    assert (plain["order_count"], plain["revenue"]) == (3, 85.0)
