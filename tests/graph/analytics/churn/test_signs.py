"""What was known of customers on a day, and what came after it."""

import duckdb
import numpy as np
import pytest

from graph.analytics.churn.signs import FEATURES, Frame, frame_at

TODAY, HORIZON = 25, 20
_TABLES = """
CREATE TABLE signs (customer_id VARCHAR, day INTEGER, sign VARCHAR, times INTEGER, spent DOUBLE);
CREATE TABLE nps_answers (customer_id VARCHAR, day INTEGER, score INTEGER);
CREATE TABLE contract_terms (customer_id VARCHAR, begins INTEGER, ends INTEGER, noticed INTEGER, fee DOUBLE);
INSERT INTO signs VALUES ('buyer', 0, 'purchase', 1, 30), ('buyer', 10, 'purchase', 2, 50),
    ('buyer', 20, 'purchase', 1, 10), ('buyer', 22, 'purchase', 0, -4), ('buyer', 15, 'complaint', 1, 0),
    ('buyer', 24, 'view', 3, 0), ('buyer', 40, 'purchase', 1, 99), ('buyer', 30, 'complaint', 1, 0),
    ('once', 4, 'purchase', 1, 20), ('late', 46, 'purchase', 1, 20), ('late', 1, 'view', 1, 0);
INSERT INTO nps_answers VALUES ('buyer', 3, 4), ('buyer', 23, 9), ('buyer', 26, 0);
INSERT INTO contract_terms VALUES ('runs', 5, 46, NULL, 7.5), ('runs', 9, NULL, NULL, 2.5),
    ('ends', 0, 40, NULL, 5), ('renews', 0, 35, NULL, NULL), ('renews', 75, NULL, NULL, NULL),
    ('too_late', 0, 35, NULL, 5), ('too_late', 76, NULL, NULL, 5), ('gave_notice', 0, 60, 20, 5),
    ('will_give', 0, 40, 30, 5), ('over', 0, 10, NULL, 5), ('once', 30, NULL, NULL, 5)
"""


@pytest.fixture(scope="module")
def frame() -> Frame:
    with duckdb.connect() as connection:
        connection.execute(_TABLES)
        return frame_at(connection, TODAY, HORIZON)


def known(frame: Frame, customer: str) -> dict[str, float]:
    """The features of a customer that are neither nothing nor unknown."""
    row = zip(FEATURES, frame.features[frame.ids.index(customer)].tolist(), strict=True)
    return {name: value for name, value in row if value and not np.isnan(value)}


def test_nothing_of_a_later_day_is_known(frame: Frame) -> None:
    assert known(frame, "buyer") == pytest.approx(
        {
            "days_since_purchase": 5,
            "days_since_first_purchase": 25,
            "days_between_purchases": 10,
            "times_overdue": 0.5,
            "purchases_recent": 3,  # after day 5
            "purchases_before": 1,
            "spent_recent": 50 + 10 - 4,
            "spent_before": 30,
            "mean_value": 86 / 3,  # on three days
            "days_silent": 1,
            "views_recent": 3,
            "complaints_recent": 1,
            "days_since_complaint": 10,
            "nps": 9,
        }
    )
    assert known(frame, "runs") == {"contracts": 2, "monthly_fee": 10, "days_since_contract": 20}
    assert known(frame, "late") == {"days_silent": 24, "views_before": 1}


def test_what_came_after_the_day(frame: Frame) -> None:
    def those(flags: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> set[str]:
        return {id_ for id_, flag in zip(frame.ids, flags.tolist(), strict=True) if flag}

    assert those(frame.bound) == {"runs", "ends", "renews", "too_late", "will_give"}
    assert those(frame.noticed) == {"gave_notice"}
    # Day 45 ends the horizon; what begins by day 75 is a renewal.
    assert those(frame.bound & frame.ended) == {"ends", "too_late", "will_give"}
    # `once` signed a contract, `late` bought a day after the horizon.
    assert those(frame.stayed_away) >= {"late"}
    assert those(frame.stayed_away).isdisjoint({"buyer", "once"})
    assert frame.last_end[frame.ids.index("over")] == 10
