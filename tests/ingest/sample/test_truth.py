"""The truth about the sample company."""

from collections import Counter, defaultdict

from ingest.sample import SampleReport

from .conftest import read


def test_no_record_is_in_the_truth_twice(company: SampleReport) -> None:
    truth = read(company.target, "truth.csv")

    keys = Counter((row["source"], row["source_id"]) for row in truth)

    assert [key for key, n in keys.items() if n > 1] == []
    assert Counter(source for source, _ in keys) == company.records


def test_test_entries_are_nobody(company: SampleReport) -> None:
    people = {(row["source"], row["source_id"]) for row in read(company.target, "truth.csv")}
    tests = {(row["source"], row["source_id"]) for row in read(company.target, "test_entries.csv")}

    assert len(tests) == company.troubles.happened["test_entry"]
    assert not people & tests


def test_visitors_who_never_sign_in_are_alone(company: SampleReport) -> None:
    truth = read(company.target, "truth.csv")

    visitors = Counter(row["entity"] for row in truth if row["entity"].startswith("V"))

    assert len(visitors) > 400
    assert set(visitors.values()) == {1}


def test_twins_are_two_entities_in_every_pair(company: SampleReport) -> None:
    entity = {(r["source"], r["source_id"]): r["entity"] for r in read(company.target, "truth.csv")}
    pairs = read(company.target, "twins.csv")

    assert company.twin_pairs >= 5
    assert len({(r["entity_l"], r["entity_r"]) for r in pairs}) <= company.twin_pairs
    for row in pairs:
        assert entity[row["source_l"], row["source_id_l"]] == row["entity_l"]
        assert entity[row["source_r"], row["source_id_r"]] == row["entity_r"]
        assert row["entity_l"] != row["entity_r"]


def test_every_person_lives_in_one_household_of_at_most_five(company: SampleReport) -> None:
    people = {row["entity"] for row in read(company.target, "truth.csv") if row["entity"].startswith("P")}
    rows = read(company.target, "households.csv")

    sizes = Counter(row["household"] for row in rows)

    assert len({row["entity"] for row in rows}) == len(rows) == company.people
    assert people <= {row["entity"] for row in rows}
    assert set(sizes.values()) == {1, 2, 3, 4, 5}


def test_the_switchboard_is_dozens_of_people(company: SampleReport) -> None:
    people = defaultdict(set)
    for row in read(company.target, "switchboard.csv"):
        people[row["phone"]].add(row["entity"])

    assert len(people) == 1
    assert min(map(len, people.values())) >= 20


def test_referrals_are_between_people_of_the_truth(company: SampleReport) -> None:
    entities = {row["entity"] for row in read(company.target, "truth.csv")}
    referrals = read(company.target, "referrals_truth.csv")

    assert len(referrals) == company.referrals > 200
    assert {r["referrer"] for r in referrals} | {r["referred"] for r in referrals} <= entities
    assert all(r["referrer"] != r["referred"] for r in referrals)


def test_a_self_referral_is_two_memberships_of_one_person(company: SampleReport) -> None:
    entity = {(r["source"], r["source_id"]): r["entity"] for r in read(company.target, "truth.csv")}
    pairs = read(company.target, "self_referrals.csv")

    assert len(pairs) == company.self_referrals > 0
    for row in pairs:
        assert entity[row["source"], row["source_id"]] == entity[row["source"], row["second_source_id"]]
