"""Comparisons of what somebody is reached and known by: e-mail addresses, telephones, documents, accounts,
devices."""

from __future__ import annotations

from graph.identity.evidence.slips import one_letter_in
from graph.identity.model.comparisons.comparison import (
    Comparison,
    Level,
    edits,
    either_has,
    share,
    similar,
)


def _alike(column: str, other: str) -> str:
    return f"coalesce(jaro_winkler_similarity({column}_l, {other}_r) >= 0.92, FALSE)"


# Who numbers an address chose another one: anna5@ is no misspelling of anna7@.
_NUMBERS = "regexp_extract_all(email_{side}, '([0-9]+)', 1)"
_SAME_NUMBERS = f"{_NUMBERS.format(side='l')} = {_NUMBERS.format(side='r')}"
_OWN_ADDRESS = f"({share('emails')} OR {either_has('email_handles', 'email_names')})"
# Universities and firms give addresses by one pattern: abeck187@ is Anna's, cbeck187@ Carl's.
_OWN_INITIALS = (
    "coalesce(left(email_l, 1) <> left(email_r, 1) AND left(given_l, 1) = left(email_l, 1)"
    " AND left(given_r, 1) = left(email_r, 1), FALSE)"
)
# Whoever is before the @ of a long domain, the whole is alike: info@ and office@ of Kern Gartenbau.
_LOCALS_ALIKE = "jaro_winkler_similarity(split_part(email_l, '@', 1), split_part(email_r, '@', 1)) >= 0.8"
_NO_DESKS = "(desk_domains_l IS NULL OR desk_domains_r IS NULL)"
_MISSPELT_ADDRESS = (
    f"({_SAME_NUMBERS} AND NOT {_OWN_INITIALS} AND {_LOCALS_ALIKE} AND {_NO_DESKS}"
    f" AND ({_alike('email_handle', 'email')} OR {_alike('email', 'email_handle')}))"
)
# A firm has many mailboxes, and so have its branches: another desk of one domain tells nothing, nor do
# domains that are alike: they are made of the names.
_DOMAINS = [f"split_part(email_{side}, '@', 2)" for side in "lr"]
_DESKS_ALIKE = (
    f"(NOT {_NO_DESKS} AND NOT {share('emails')} AND ({share('desk_domains')}"
    f" OR {one_letter_in(6, *_DOMAINS)}))"
)
# Namesakes make their addresses of their names alike: that says nothing beyond the names.
_MADE_ALIKE = f"({_NO_DESKS} AND ({share('email_names')} OR {similar('email', 0.92)}))"
# But at one provider they are told apart: jbaker435@ and jbaker750@ of a university are two, whatever Baker.
_LETTERS = "regexp_extract_all(email_{side}, '([^0-9]+)', 1)"
_NUMBERED_APART = (
    f"coalesce({_LETTERS.format(side='l')} = {_LETTERS.format(side='r')} AND NOT {_SAME_NUMBERS}"
    f" AND least(len({_NUMBERS.format(side='l')}), len({_NUMBERS.format(side='r')})) > 0, FALSE)"
)

# Whose address holds the own family name as it is written is not merely misspelt beside the other: j.mueller@
# is Jan Müller's, j.moeller@ Jan Möller's.
_SPELT_APART = " AND ".join(
    f"coalesce(length(family_{one}) > 2 AND position(family_{one} IN split_part(email_{one}, '@', 1)) > 0"
    f" AND position(family_{other} IN split_part(email_{one}, '@', 1)) = 0, FALSE)"
    for one, other in ("lr", "rl")
)

EMAIL = Comparison(
    "email",
    ("emails",),
    ("email",),
    f"emails_l IS NULL OR emails_r IS NULL OR {_DESKS_ALIKE}"
    f" OR ({_MADE_ALIKE} AND NOT {_OWN_ADDRESS} AND NOT {_MISSPELT_ADDRESS} AND NOT {_NUMBERED_APART}"
    f" AND NOT ({_SPELT_APART}))",
    (
        Level("share an e-mail address", share("emails"), 0.64, 0.0005, "email"),
        Level("share the name before the @", either_has("email_handles", "email_names"), 0.08, 0.0005),
        Level("one address misspelt", _MISSPELT_ADDRESS, 0.06, 0.0005),
        Level("different e-mail addresses", "ELSE", 0.22, 0.9985),
    ),
)

# A firm has a number of its own for each desk: +49 89 12345-0, -17 and -391. In a small town as short a
# number is another firm's.
_LONG_ENOUGH = 11


def _block(side: str) -> str:
    return f"left(phone_{side}, length(phone_{side}) - 2)"


def _behind_zero(desk: str, zero: str) -> str:
    """One is the number of the switchboard, which ends with a nought, and the other one of a desk."""
    return (
        f"(right(phone_{zero}, 1) = '0' AND length(phone_{desk}) >= length(phone_{zero})"
        f" AND length(phone_{desk}) <= length(phone_{zero}) + 2"
        f" AND starts_with(phone_{desk}, left(phone_{zero}, length(phone_{zero}) - 1)))"
    )


_EXTENSION = (
    f"entity_type_l = 'organization' AND least(length(phone_l), length(phone_r)) >= {_LONG_ENOUGH}"
    f" AND ({_block('l')} = {_block('r')} OR {_behind_zero('l', 'r')} OR {_behind_zero('r', 'l')})"
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
        Level("another desk's number of one firm", _EXTENSION, 0.04, 0.0005),
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


def _shared_or_not(name: str, what: str) -> Comparison:
    """Of things that people have several of and that are the same or not; `what` may be shared."""
    return Comparison(
        name,
        (f"{name}s",),
        (name,),
        f"{name}s_l IS NULL OR {name}s_r IS NULL",
        (
            Level(f"share {what}", share(f"{name}s"), 0.5, 0.0002, name),
            Level(f"different {name}s", "ELSE", 0.5, 0.9998),
        ),
    )


ACCOUNT = _shared_or_not("account", "an account or handle")
DEVICE = _shared_or_not("device", "a device or cookie")
"""By itself, since a family shares its computer as it does its telephone, and hardly ever an account."""
