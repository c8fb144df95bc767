"""Identifiers: which values say who somebody is, how many people may share one, and their nodes.

Limits count distinct people (name and birth date taken together), not records. The defaults
follow common practice: a device or e-mail is at times shared by a family, a document never.
"""

from dataclasses import replace

from graph.model.personal import Personal
from graph.model.types import IdentifierKind, NodeKind, decimal, flag, integer, text, time

IDENTIFIERS: tuple[IdentifierKind, ...] = (
    IdentifierKind(
        "document",
        "Document",
        "HAS_DOCUMENT",
        "Number of an official document",
        1,
        exclusive=True,
        stable=True,
    ),
    IdentifierKind(
        "account",
        "Account",
        "OWNS_ACCOUNT",
        "Login, customer or loyalty number in one system",
        1,
        stable=True,
    ),
    IdentifierKind("email", "Email", "HAS_EMAIL", "E-mail address", 3),
    IdentifierKind("phone", "Phone", "HAS_PHONE", "Phone number in E.164 form", 4),
    IdentifierKind("handle", "SocialHandle", "HAS_HANDLE", "Name in a social network", 1),
    IdentifierKind("cookie", "Cookie", "HAS_COOKIE", "Browser cookie", 2),
    IdentifierKind("device", "Device", "USES_DEVICE", "Phone, tablet or computer", 3),
    IdentifierKind("address", "Address", "LIVES_AT", "Postal address", 40, links=False),
)

_SHARED = replace(flag("shared", "Used by too many people to link"), found=True)

IDENTIFIER_NODES: tuple[NodeKind, ...] = (
    NodeKind(
        "Email",
        ("value",),
        (
            text("value", "Address in lower case, with Unicode domain normalised", Personal.EMAIL),
            text("domain", "Part behind the @", Personal.NOT, indexed=True),
            _SHARED,
        ),
        "E-mail address",
    ),
    NodeKind(
        "Phone",
        ("value",),
        (
            text("value", "E.164 number", Personal.PHONE),
            text("country", "ISO 3166 country of the number", Personal.NOT),
            text("line", "`mobile`, `fixed` or `other`", Personal.NOT),
            _SHARED,
        ),
        "Phone number",
    ),
    NodeKind(
        "Device",
        ("value",),
        (
            text("value", "Device id", Personal.DEVICE),
            text("device_type", "`phone`, `tablet`, `desktop`, `tv` or `other`", Personal.NOT),
            text("platform", "Operating system", Personal.NOT),
            text("model", "Make and model", Personal.NOT),
            _SHARED,
        ),
        "Phone, tablet or computer that a person uses",
    ),
    NodeKind(
        "Cookie",
        ("value",),
        (
            text("value", "Cookie id, prefixed with its domain", Personal.COOKIE),
            text("domain", "Site that set it", Personal.NOT),
            text("user_agent", "Browser family", Personal.NOT),
            _SHARED,
        ),
        "Browser cookie",
    ),
    NodeKind(
        "SocialHandle",
        ("value",),
        (
            text("value", "`network:name` in lower case", Personal.HANDLE),
            text("network", "Social network", Personal.NOT, indexed=True),
            text("name", "Handle without @", Personal.HANDLE),
            text("url", "Profile address", Personal.HANDLE),
            integer("followers", "Followers when last seen"),
            _SHARED,
        ),
        "Name in a social network",
    ),
    NodeKind(
        "Account",
        ("value",),
        (
            text("value", "`realm:number`", Personal.ACCOUNT),
            text("realm", "System that the account belongs to", Personal.NOT, indexed=True),
            text("account_type", "`login`, `customer`, `loyalty` or `app`", Personal.NOT),
            text("status", "State in its system", Personal.NOT),
            text("tier", "Loyalty level", Personal.NOT),
            time("opened_at", "When it was opened"),
            time("closed_at", "When it was closed"),
            decimal("balance", "Points or money on it"),
            _SHARED,
        ),
        "Login, customer number, loyalty card or app account",
    ),
    NodeKind(
        "Address",
        ("value",),
        (
            text("value", "Normalised address: parts joined by a bar, lower case", Personal.ADDRESS),
            text("street", "Street", Personal.ADDRESS),
            text("house_number", "House number", Personal.ADDRESS),
            text("postal_code", "Postal code", Personal.POSTAL_CODE, indexed=True),
            text("city", "City", Personal.NOT),
            text("country", "ISO 3166 country", Personal.NOT),
            _SHARED,
        ),
        "Postal address",
    ),
    NodeKind(
        "Document",
        ("value",),
        (
            text("value", "`type:issuer:number`", Personal.DOCUMENT),
            text(
                "document_type",
                "`passport`, `national_id`, `ssn`, `tax_id`, `drivers_license`, `register`",
                Personal.NOT,
            ),
            text("issuer", "ISO 3166 country or state", Personal.NOT),
            _SHARED,
        ),
        "Number of an official document",
    ),
)
