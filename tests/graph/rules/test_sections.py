"""Sections refuse values that contradict each other; what a file says is tested with the file."""

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from graph.identity.rules import load_rules


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("lifecycle", {"dormant_days": 90, "lapsed_days": 90}, "has to be less than `lapsed_days`"),
        ("value", {"recency_days": (30, 90, 90, 365)}, "greater than the one before it"),
        ("value", {"bounds": ()}, "Extra inputs"),
        ("revenue", {"rates": {"USD": "0"}}, "greater than 0"),
        ("offers", {"paused_by": "weather"}, "'ticket'"),
        ("interests", {"weights": {"sneeze": 1}}, "'dwell'"),
    ],
)
def test_what_cannot_be_is_refused(name: str, given: dict[str, Any], told: str) -> None:
    section: BaseModel = getattr(load_rules(), name)

    with pytest.raises(ValidationError, match=told):
        type(section).model_validate(section.model_dump() | given)
