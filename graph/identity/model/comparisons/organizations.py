"""Comparisons of organizations: their names, their legal forms, and the houses of their branches."""

from __future__ import annotations

from graph.identity.evidence.organizations.marks import (
    called_apart,
    in_other_script,
    marks_agree,
    other_given,
    other_kind,
    other_unit,
    sister,
)
from graph.identity.evidence.organizations.spellings import (
    cut_off,
    differ_by_a_slip,
    goes_on_by_town,
    one_of_several,
    other_word_of_a_trade,
)
from graph.identity.evidence.organizations.words import each_has_its_own, fewer_words, shared_words
from graph.identity.evidence.places import other_town
from graph.identity.evidence.slips import if_both, if_either
from graph.identity.model.comparisons.addresses import BOTH_TELL_TOWN, NEARLY_SAME_HOUSE, SAME_HOUSE
from graph.identity.model.comparisons.comparison import (
    Comparison,
    Level,
    equal,
    missing,
    share,
    similar,
)

_SIDES = ("{}_l", "{}_r")
_MARKS_AGREE = marks_agree(*_SIDES)
_SLIP = differ_by_a_slip(*_SIDES)
_SHARED_WORDS = shared_words(*_SIDES)
_FEWER_WORDS = fewer_words(*_SIDES)
_ALL_WORDS = f"{_SHARED_WORDS} >= {_FEWER_WORDS} AND {_FEWER_WORDS} >= 2"
_TOWN_MORE = goes_on_by_town(*_SIDES)
# Kern Reisebüro is Reisebüro Kern.
_SPELLED_ALIKE = if_both(
    f"{_FEWER_WORDS} >= 2 AND len(list_intersect(organization_spelled_l, organization_spelled_r))"
    " >= greatest(len(organization_spelled_l), len(organization_spelled_r))",
    _MARKS_AGREE,
)
_SAME_WORDS = if_either(equal("organization"), _SPELLED_ALIKE)
_CONTAINED = if_both(f"({_ALL_WORDS}) OR {_TOWN_MORE}", _MARKS_AGREE)

# Branches have one name, in which may be their town, one switchboard and one mailbox: agreements that are one
# fact, and look like three. What tells them apart is the house, which a firm seldom leaves. How seldom is not
# learned: where hardly any firm is there twice, branches are what would teach it. Of an address in one text
# too little is sure.
_ONE_BRAND = " OR ".join(
    f"coalesce({agree}, FALSE)"
    for agree in (share("phones"), share("emails"), equal("organization"), _CONTAINED)
)
_OTHER_HOUSE = (
    f"(NOT coalesce({SAME_HOUSE} OR {NEARLY_SAME_HOUSE}, FALSE)"
    " AND (coalesce(house_number_l <> house_number_r, FALSE)"
    " OR coalesce(jaro_winkler_similarity(street_l, street_r) < 0.8, FALSE)))"
)
ANOTHER_HOUSE = if_both(_ONE_BRAND, _OTHER_HOUSE)
"""SQL: one name or contact, and another house."""

_ELSEWHERE = if_both(_ONE_BRAND, f"({_OTHER_HOUSE} OR {other_town(*_SIDES)})")

BRANCHES_BETWEEN = "one name that tells the town, another house there in another source"
BETWEEN_SOURCES = "one name or contact, another house in another source"
"""Levels of HOUSE that data may relieve, each by itself (`model/adjusting/moves.py`): who names its houses by
towns has several."""

HOUSE = Comparison(
    "house",
    ("street", "house_number", "postal_code", "city"),
    ("street", "house"),
    "NOT " + if_both("entity_type_l = 'organization'", _ELSEWHERE),
    (
        Level("one name or contact, another house", f"{_ELSEWHERE} AND source_l = source_r", 0.01, 0.49),
        Level(BRANCHES_BETWEEN, f"{ANOTHER_HOUSE} AND {BOTH_TELL_TOWN}", 0.005, 0.245),
        Level(BETWEEN_SOURCES, _ELSEWHERE, 0.005, 0.245),
        Level("one house", "ELSE", 0.98, 0.02),
    ),
    learned=False,
    told_by="entity_type = 'organization'",
)

_CUT_OFF = cut_off(*_SIDES)
_SEVERAL = one_of_several(*_SIDES)
_LIKE = if_both(similar("organization", 0.87), _SLIP)
_ONE_NAME = if_either(
    _SEVERAL, if_both(f"({_ALL_WORDS}) OR {_TOWN_MORE} OR {_CUT_OFF} OR {_LIKE}", _MARKS_AGREE)
)
_MISSPELT = if_both(_LIKE, _MARKS_AGREE)
_INSTITUTIONS = "coalesce(organization_institution_l = organization_institution_r, FALSE)"
# In one house stand a firm under two names, and two firms of one owner: there, words in common say nothing.
# Departments of one institution stand in its house as well.
_NAMES_OF_ONE_HOUSE = if_both(
    f"(2 * {_SHARED_WORDS} > {_FEWER_WORDS} OR {other_word_of_a_trade(*_SIDES)})"
    f" AND coalesce({SAME_HOUSE} OR {NEARLY_SAME_HOUSE}, FALSE)",
    f"({_MARKS_AGREE} AND NOT {_INSTITUTIONS} AND NOT {other_given(*_SIDES)})",
)

ORGANIZATION = Comparison(
    "organization",
    ("organization",),
    ("organization",),
    f"{missing('organization')}"
    f" OR (({_NAMES_OF_ONE_HOUSE} OR {in_other_script(*_SIDES)}) AND NOT {_ONE_NAME})",
    (
        Level("same organisation name", _SAME_WORDS, 0.58, 0.001, "organization"),
        Level("a further name of one is the other's", _SEVERAL, 0.02, 0.0003),
        Level("misspelt", _MISSPELT, 0.17, 0.003),
        Level(
            "all words of one in the other",
            _CONTAINED,
            0.12,
            0.002,
        ),
        Level("cut off", if_both(_CUT_OFF, _MARKS_AGREE), 0.02, 0.0003),
        Level("different organisation names", "ELSE", 0.11, 0.994),
    ),
    most_different=0.4,
)

_SPELLINGS = if_either(f"{_SAME_WORDS} OR {_SEVERAL}", if_both(f"{_LIKE} OR {_CUT_OFF}", _MARKS_AGREE))
ONE_DOMAIN = "other mailboxes of one domain under one name"
"""The level of DOMAIN that data may strengthen (`model/adjusting/domains.py`)."""

# What it says the data tell: alone it weighs nothing.
DOMAIN = Comparison(
    "domain",
    ("desk_domains",),
    ("email", "organization"),
    "NOT " + if_both(f"{share('desk_domains')} AND NOT {share('emails')}", _SPELLINGS),
    (
        Level(ONE_DOMAIN, "organization_l IS NOT NULL", 0.5, 0.5),
        Level("no domain in common", "ELSE", 0.5, 0.5),
    ),
    learned=False,
    told_by="entity_type = 'organization' AND desk_domains IS NOT NULL",
)

# Companies of one group have its name, its house and its switchboard, and so have the friends of a museum,
# departments of a university, and spouses who are doctors: what they are called beside it tells them apart.
# Few files have enough of either to learn it from.
_OF_ONE_INSTITUTION = if_both(_INSTITUTIONS, f"(NOT {_SLIP} AND {each_has_its_own(*_SIDES)})")
_OF_ONE_NAME = if_both(
    f"{_SHARED_WORDS} < {_FEWER_WORDS}"
    f" AND ({called_apart('organization_of_group', *_SIDES)} OR {_OF_ONE_INSTITUTION})",
    f"NOT {_ONE_NAME}",
)
_OF_ANOTHER_KIND = if_both(f"{sister(*_SIDES)} OR {other_kind(*_SIDES)}", f"NOT {_SEVERAL}")
_ANOTHER_BODY = if_both(
    "list_has_any(organization_words_l, organization_words_r)",
    if_either(other_unit(*_SIDES), if_either(_OF_ANOTHER_KIND, _OF_ONE_NAME)),
)
BODY = Comparison(
    "body",
    ("organization_unit", "organization_institution", "organization_of_group", "organization_kinds"),
    ("organization",),
    f"NOT {_ANOTHER_BODY}",
    (
        Level("another company of a group, unit or trade", "organization_l IS NOT NULL", 0.02, 0.98),
        Level("one body", "ELSE", 0.98, 0.02),
    ),
    learned=False,
)

ONE_FORM = (
    "len(list_intersect(legal_forms_l, legal_forms_r)) >= least(len(legal_forms_l), len(legal_forms_r))"
)
"""SQL: of one of the firms no legal form is stated that the other has not."""

# Names are compared without legal forms, since one firm's is often left out. Where they are one, two forms
# that differ are mostly two firms: Kern KG is not Kern GmbH, and GmbH & Co. KG may be either. Of other names
# forms say nothing: branches have one too.
LEGAL_FORM = Comparison(
    "legal_form",
    ("legal_form",),
    ("legal_form",),
    f"{missing('legal_form')} OR NOT {_ONE_NAME}",
    (
        Level("same legal form", equal("legal_form"), 0.8, 0.3, "legal_form"),
        Level("one states less", ONE_FORM, 0.17, 0.4),
        Level("different legal forms", "ELSE", 0.03, 0.3),
    ),
    most_different=0.3,
)
