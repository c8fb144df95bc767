"""Which values say who somebody is, and of what kind they are: every property of the model declares it."""

from enum import StrEnum


class Personal(StrEnum):
    """Kind of a personal value; those without leave to see such values get its mask, see `graph.policy`."""

    NOT = "not"
    """Says of nobody who it is: a state, an amount, an id of ours, a city."""
    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    BIRTH_DATE = "birth date"
    ADDRESS = "address"
    POSTAL_CODE = "postal code"
    HANDLE = "handle"
    ACCOUNT = "account"
    COOKIE = "cookie"
    """An online identifier: whoever meets it elsewhere, too, knows who it is (GDPR, recital 30)."""
    DEVICE = "device"
    """An online identifier, as a cookie is."""
    DOCUMENT = "document"
    KEY = "key"
    """Chosen by a source: mostly a number, and now and then an e-mail address."""
    WORDS = "words"
    """Free text, in which anything may stand."""
