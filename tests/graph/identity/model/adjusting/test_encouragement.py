"""How cautious a threshold stays, by the pairs that nothing forbids."""

from __future__ import annotations

import pytest

from graph.identity.evidence.persons import learn_common_names, prepare_persons
from graph.identity.evidence.vetoes import learn_account_names, prepare_documents
from graph.identity.features.build import build_features
from graph.identity.model.adjusting.encouragement import encouraged
from graph.identity.model.identity_model import CAUTIOUS, SAFE, IdentityModel, Threshold
from graph.identity.rules import Veto
from tests.graph.identity.conftest import input_tables

PAIRS = 120


def threshold(
    sure: int, doubtful: int, other_names: bool = False, records: int = 2_000, method: str = CAUTIOUS
) -> float:
    """Of a model with 5 bits of caution, where so many pairs weigh 8 bits and so many 0.

    They have one name, or one family name and other given names.
    """
    connection = input_tables()
    connection.execute(
        """INSERT INTO records (record_id, source, source_id, given_name, family_name)
        SELECT 'crm:' || side || n, 'crm', side || n,
            CASE WHEN side = 'b' AND $other THEN 'Walter' ELSE 'Anna' END,
            'Stein' || chr((65 + n // 26)::INT) || chr((65 + n % 26)::INT)
        FROM range($pairs) AS t(n), (VALUES ('a'), ('b')) AS s(side)""",
        {"other": other_names, "pairs": PAIRS},
    )
    build_features(connection)
    learn_common_names(connection)
    prepare_persons(connection)
    prepare_documents(connection, ())
    connection.execute(
        """CREATE TABLE value_links (record_l VARCHAR, record_r VARCHAR, kind VARCHAR);
        CREATE TABLE scored_links (record_l VARCHAR, record_r VARCHAR, weight DOUBLE, probability DOUBLE)"""
    )
    learn_account_names(connection)
    connection.execute(
        """INSERT INTO scored_links SELECT 'crm:a' || n, 'crm:b' || n, weight, 1 / (1 + pow(2, -weight))
        FROM (SELECT n, CASE WHEN n < $sure THEN 8.0 ELSE 0.0 END AS weight FROM range($all) AS t(n))""",
        {"sure": sure, "all": sure + doubtful},
    )
    model = IdentityModel({}, 1e-4, 0.0, (), (), Threshold(5.0, method, {}), records, {})
    return encouraged(connection, model, set(Veto)).threshold.weight


def test_many_sure_pairs_and_few_in_doubt_take_caution_back() -> None:
    assert threshold(sure=100, doubtful=10) < 1.0


@pytest.mark.parametrize(("sure", "doubtful"), [(0, 0), (0, 60), (4, 20)])
def test_few_sure_pairs_leave_it(sure: int, doubtful: int) -> None:
    assert threshold(sure=sure, doubtful=doubtful) == pytest.approx(5.0, abs=0.1)


def test_pairs_in_doubt_count_against_it() -> None:
    assert threshold(sure=60, doubtful=10) < threshold(sure=60, doubtful=60) < 5.0


def test_sure_pairs_of_two_people_speak_for_nothing() -> None:
    assert threshold(sure=100, doubtful=0, other_names=True) == 5.0


def test_few_records_and_other_thresholds_stay() -> None:
    assert threshold(sure=100, doubtful=0, records=200) == 5.0
    assert threshold(sure=100, doubtful=0, method=SAFE) == 5.0
