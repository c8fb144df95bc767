"""Every comparison that a model may have, with what is known of its levels before any data is seen.

A comparison joins the model when its columns are filled. Priors of a level: `m`, the share of true pairs
that fall into it, and `u`, the share of chance pairs. Training moves them by the evidence that a data set
has, so that a hundred records get a sane model and a million their own.
"""

from __future__ import annotations

from graph.identity.evidence.organization_names import (
    differ_by_a_slip,
    fewer_words,
    numbers_agree,
    shared_words,
)
from graph.identity.model.comparison import (
    Comparison,
    Level,
    edits,
    either_has,
    equal,
    missing,
    share,
    similar,
)
from graph.identity.model.name_comparisons import FAMILY_NAME, GIVEN_NAME, MIDDLE_NAME, NAME_PAIR, NAME_SUFFIX

_AS_FAR_AS_KNOWN = "(starts_with(birth_date_l, birth_date_r) OR starts_with(birth_date_r, birth_date_l))"


def _same_part(start: int, length: int) -> str:
    return f"substr(birth_date_l, {start}, {length}) = substr(birth_date_r, {start}, {length})"


# Whoever reads a date out or types it gets one part of it wrong more often than two.
_TWO_OF_THREE = (
    f"length(birth_date_l) = 8 AND length(birth_date_r) = 8 AND ({_same_part(1, 6)}"
    f" OR {_same_part(5, 4)} OR ({_same_part(1, 4)} AND {_same_part(7, 2)}))"
)

BIRTH_DATE = Comparison(
    "birth_date",
    ("birth_date",),
    ("birth_date", "birth_year"),
    missing("birth_date"),
    (
        Level(
            "same birth date",
            f"{equal('birth_date')} AND length(birth_date_l) >= 8",
            0.72,
            0.0003,
            "birth_date",
        ),
        Level(
            "same month, day unknown",
            f"least(length(birth_date_l), length(birth_date_r)) = 6 AND {_AS_FAR_AS_KNOWN}",
            0.02,
            0.001,
        ),
        Level(
            "same year, month unknown",
            f"least(length(birth_date_l), length(birth_date_r)) < 6 AND {_AS_FAR_AS_KNOWN}",
            0.03,
            0.012,
            "birth_year",
        ),
        Level(
            "day and month swapped",
            "length(birth_date_l) = 8 AND birth_date_r = left(birth_date_l, 4)"
            " || substr(birth_date_l, 7, 2) || substr(birth_date_l, 5, 2)",
            0.01,
            0.0002,
        ),
        Level("one digit wrong", edits("birth_date", 1), 0.1, 0.003),
        Level("only day, month or year differs", _TWO_OF_THREE, 0.03, 0.004),
        Level("two digits wrong", edits("birth_date", 2), 0.02, 0.02),
        Level("same year", equal("birth_year"), 0.02, 0.012),
        Level("different birth dates", "ELSE", 0.05, 0.95),
    ),
    most_different=0.4,
)

# Who have a given name in common have its gender: that says nothing beyond the name.
GENDER = Comparison(
    "gender",
    ("gender",),
    ("gender",),
    f"{missing('gender')} OR (gender_l = gender_r AND given_l = given_r)",
    (Level("same gender", equal("gender"), 0.97, 0.55), Level("different genders", "ELSE", 0.03, 0.45)),
    most_different=0.6,
)


def _place(name: str, column: str, m_same: float, u_same: float) -> Comparison:
    return Comparison(
        name,
        (column,),
        (column,),
        missing(column),
        (
            Level(f"same {name.replace('_', ' ')}", equal(column), m_same, u_same, column),
            Level("misspelt", f"{similar(column, 0.9)} OR {edits(column, 1)}", 0.1, 0.004),
            Level("different", "ELSE", 0.9 - m_same, 0.996 - u_same),
        ),
    )


_ONE_PLACE = "(postal_code_l = postal_code_r OR city_l = city_r)"
_NOT_ELSEWHERE = "(coalesce(postal_code_l = postal_code_r, TRUE) OR coalesce(city_l = city_r, TRUE))"

_SAME_HOUSE = f"({equal('street')} AND {equal('house_number')} AND {_NOT_ELSEWHERE})"
# 723 E 75th St has most words of 514 E 75th St.
_ONE_NUMBER = (
    "(coalesce(house_l = house_r, TRUE) OR list_contains(address_words_l, split_part(house_r, ' ', 1))"
    " OR list_contains(address_words_r, split_part(house_l, ' ', 1)))"
)
_SAME_ADDRESS_WORDS = (
    "(len(list_intersect(address_words_l, address_words_r))"
    " >= 0.75 * least(len(address_words_l), len(address_words_r))"
    f" AND least(len(address_words_l), len(address_words_r)) >= 3 AND {_ONE_NUMBER})"
)
_NEARLY_SAME_HOUSE = f"({_SAME_ADDRESS_WORDS} OR ({equal('house')} AND {_NOT_ELSEWHERE}))"

# One comparison for the whole address: its parts repeat each other, and a family shares them all.
ADDRESS = Comparison(
    "address",
    ("address_words",),
    ("street", "house", "postal", "city"),
    missing("address_words"),
    (
        Level(
            "same street and number",
            _SAME_HOUSE,
            0.45,
            0.0002,
            "house",
        ),
        Level(
            "same words, or house and name of the street",
            _NEARLY_SAME_HOUSE,
            0.1,
            0.0005,
        ),
        Level(
            "all words of one in the other",
            "len(list_intersect(place_words_l, place_words_r))"
            " >= greatest(least(len(place_words_l), len(place_words_r)), 4)",
            0.02,
            0.0003,
        ),
        Level(
            "similar street in one place",
            f"({similar('street', 0.88)} OR {equal('street')}) AND {_ONE_PLACE}",
            0.1,
            0.0005,
        ),
        Level("same postal code", equal("postal_code"), 0.1, 0.002, "postal_code"),
        Level("postal code with one error", edits("postal_code", 1), 0.03, 0.004),
        Level("same city", equal("city"), 0.06, 0.01, "city"),
        Level("same postal area", equal("postal_area"), 0.02, 0.006),
        Level("city misspelt", f"{similar('city', 0.9)} OR {edits('city', 1)}", 0.03, 0.006),
        Level("different addresses", "ELSE", 0.11, 0.97),
    ),
)

# Who gives no street can agree on no more than the place, and that must not count as half an agreement; nor
# may a city where no postal code is known. Data mostly have one of the two, so each is what most have.
PLACE = Comparison(
    "place",
    ("postal_code", "city"),
    ("postal", "city"),
    f"NOT ({missing('address_words')}) OR (({missing('postal_code')}) AND ({missing('city')}))",
    (
        Level("same postal code", equal("postal_code"), 0.42, 0.002, "postal_code"),
        Level(
            "same city, postal code unknown",
            f"{equal('city')} AND ({missing('postal_code')})",
            0.4,
            0.01,
            "city",
        ),
        Level("postal code with one error", edits("postal_code", 1), 0.03, 0.004),
        Level("same city", equal("city"), 0.04, 0.01, "city"),
        Level("same postal area", equal("postal_area"), 0.02, 0.006),
        Level("city misspelt", f"{similar('city', 0.9)} OR {edits('city', 1)}", 0.03, 0.006),
        Level("different places", "ELSE", 0.06, 0.962),
    ),
)


def _alike(column: str, other: str) -> str:
    return f"coalesce(jaro_winkler_similarity({column}_l, {other}_r) >= 0.92, FALSE)"


# Who numbers an address chose another one: anna5@ is no misspelling of anna7@.
_NUMBERS = "regexp_extract_all(email_{side}, '([0-9]+)', 1)"
_SAME_NUMBERS = f"{_NUMBERS.format(side='l')} = {_NUMBERS.format(side='r')}"
_OWN_ADDRESS = f"({share('emails')} OR {either_has('email_handles', 'email_names')})"
_MISSPELT_ADDRESS = (
    f"({_SAME_NUMBERS} AND ({_alike('email_handle', 'email')} OR {_alike('email', 'email_handle')}))"
)
# Namesakes make their addresses of their names alike: that says nothing beyond the names.
_MADE_ALIKE = f"({share('email_names')} OR {similar('email', 0.92)})"

EMAIL = Comparison(
    "email",
    ("emails",),
    ("email",),
    f"emails_l IS NULL OR emails_r IS NULL"
    f" OR ({_MADE_ALIKE} AND NOT {_OWN_ADDRESS} AND NOT {_MISSPELT_ADDRESS})",
    (
        Level("share an e-mail address", share("emails"), 0.64, 0.0005, "email"),
        Level("share the name before the @", either_has("email_handles", "email_names"), 0.08, 0.0005),
        Level("one address misspelt", _MISSPELT_ADDRESS, 0.06, 0.0005),
        Level("different e-mail addresses", "ELSE", 0.22, 0.9985),
    ),
)

PHONE = Comparison(
    "phone",
    ("phones",),
    ("phone",),
    "phones_l IS NULL OR phones_r IS NULL",
    (
        Level("share a phone number", share("phones"), 0.6, 0.0005, "phone"),
        Level(
            "same number but for the country code",
            "length(phone_l) > 9 AND right(phone_l, 9) = right(phone_r, 9)",
            0.04,
            0.0001,
        ),
        Level("same last seven digits", "right(phone_l, 7) = right(phone_r, 7)", 0.05, 0.0005),
        Level("one digit wrong", edits("phone", 1), 0.04, 0.0005),
        Level("different phone numbers", "ELSE", 0.3, 0.9985),
    ),
)

DOCUMENT = Comparison(
    "document",
    ("documents",),
    ("document",),
    "documents_l IS NULL OR documents_r IS NULL OR (NOT list_has_any(document_kinds_l, document_kinds_r)"
    f" AND NOT {either_has('open_types', 'document_types')})",
    (
        Level(
            "share a document number",
            f"{share('documents')} OR {either_has('open_documents', 'document_numbers')}",
            0.93,
            0.0001,
            "document",
        ),
        Level("nearly the same document number", edits("document", 2), 0.06, 0.0005),
        Level("different document numbers", "ELSE", 0.01, 0.9994),
    ),
    most_different=0.3,
)

ACCOUNT = Comparison(
    "account",
    ("accounts",),
    ("account",),
    "accounts_l IS NULL OR accounts_r IS NULL",
    (
        Level("share an account, device or handle", share("accounts"), 0.5, 0.0002, "account"),
        Level("different accounts", "ELSE", 0.5, 0.9998),
    ),
)


def _trait(name: str, m_same: float, u_same: float) -> Comparison:
    return Comparison(
        name,
        (name,),
        (name,),
        missing(name),
        (
            Level(f"same {name}", equal(name), m_same, u_same, name),
            Level(f"similar {name}", similar(name, 0.88), 0.08, 0.02),
            Level("different", "ELSE", 0.92 - m_same, 0.98 - u_same),
        ),
    )


# Branches have one name, one switchboard and one mailbox: agreements that are one fact, and look like three.
# What tells them apart is the house, which a firm seldom leaves. How seldom is not learned: where hardly any
# firm is there twice, branches are what would teach it. Of an address in one text too little is sure.
_ONE_CONTACT = f"(coalesce({share('phones')}, FALSE) OR coalesce({share('emails')}, FALSE))"
_ANOTHER_HOUSE = (
    f"({_ONE_CONTACT} AND NOT coalesce({_SAME_HOUSE} OR {_NEARLY_SAME_HOUSE}, FALSE)"
    " AND (coalesce(house_number_l <> house_number_r, FALSE)"
    " OR coalesce(jaro_winkler_similarity(street_l, street_r) < 0.8, FALSE)))"
)

HOUSE = Comparison(
    "house",
    ("street", "house_number"),
    ("street", "house"),
    f"NOT coalesce(entity_type_l = 'organization' AND {_ANOTHER_HOUSE}, FALSE)",
    (Level("one contact, another house", _ANOTHER_HOUSE, 0.02, 0.98), Level("one house", "ELSE", 0.98, 0.02)),
    learned=False,
)

_SIDES = ("{}_l", "{}_r")
_NUMBERS_AGREE = numbers_agree(*_SIDES)
_SLIP = differ_by_a_slip(*_SIDES)
_SHARED_WORDS = shared_words(*_SIDES)
_FEWER_WORDS = fewer_words(*_SIDES)
_ONE_NAME = (
    f"({equal('organization')} OR ({_NUMBERS_AGREE} AND (({similar('organization', 0.87)} AND {_SLIP})"
    f" OR ({_SHARED_WORDS} >= {_FEWER_WORDS} AND {_FEWER_WORDS} >= 2))))"
)
# In one house stand a firm under two names, and two firms of one owner: there, words in common say nothing.
_NAMES_OF_ONE_HOUSE = (
    f"({_NUMBERS_AGREE} AND 2 * {_SHARED_WORDS} > {_FEWER_WORDS}"
    f" AND coalesce({_SAME_HOUSE} OR {_NEARLY_SAME_HOUSE}, FALSE))"
)

ORGANIZATION = Comparison(
    "organization",
    ("organization",),
    ("organization",),
    f"{missing('organization')} OR ({_NAMES_OF_ONE_HOUSE} AND NOT {_ONE_NAME})",
    (
        Level("same organisation name", equal("organization"), 0.6, 0.001, "organization"),
        Level("misspelt", f"{similar('organization', 0.87)} AND {_SLIP} AND {_NUMBERS_AGREE}", 0.17, 0.003),
        Level(
            "all words of one in the other",
            f"{_SHARED_WORDS} >= {_FEWER_WORDS} AND {_FEWER_WORDS} >= 2 AND {_NUMBERS_AGREE}",
            0.12,
            0.002,
        ),
        Level("different organisation names", "ELSE", 0.11, 0.994),
    ),
    most_different=0.4,
)

_ALL = (
    GIVEN_NAME,
    MIDDLE_NAME,
    FAMILY_NAME,
    NAME_PAIR,
    NAME_SUFFIX,
    BIRTH_DATE,
    GENDER,
    _place("birth_place", "birth_place", 0.75, 0.01),
    ADDRESS,
    PLACE,
    HOUSE,
    EMAIL,
    PHONE,
    DOCUMENT,
    ACCOUNT,
    _trait("occupation", 0.7, 0.03),
    _trait("employer", 0.7, 0.01),
    _trait("nationality", 0.85, 0.3),
    ORGANIZATION,
)

FAMILY_SHARED = frozenset(
    {"family_name", "address", "place", "email", "phone", "birth_place", "nationality", "employer"}
)
"""Comparisons on which relatives in one household agree almost as often as a person with themselves; so do
colleagues, who share a switchboard and a mailbox, on all but the family name."""

COMPARISONS = {comparison.name: comparison for comparison in _ALL}
"""All comparisons by name, in the order in which they are explained."""

__all__ = ["COMPARISONS", "FAMILY_SHARED", "Comparison", "Level"]
