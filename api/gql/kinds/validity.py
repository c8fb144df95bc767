"""What holds now, or also what once held."""

from enum import StrEnum

from api.gql.declare import described_enum


@described_enum(
    "Whether to show what held once.",
    CURRENT="What holds now",
    ALL="Also what once held",
)
class Validity(StrEnum):
    """By the time that a record belonged to a customer, or a customer lived in a household."""

    CURRENT = "current"
    ALL = "all"
