"""Identifiers: which values say who somebody is, how many people may share one, and their nodes.

Limits count distinct people (name and birth date taken together), not records. The defaults
follow common practice: a device or e-mail is at times shared by a family, a document never.
"""

from graph.types import IdentifierKind, NodeKind, decimal, flag, integer, text, time

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

IDENTIFIER_NODES: tuple[NodeKind, ...] = (
    NodeKind(
        "Email",
        ("value",),
        (
            text("value", "Address in lower case, with Unicode domain normalised"),
            text("domain", "Part behind the @", indexed=True),
            flag("shared", "Used by too many people to link"),
        ),
        "E-mail address",
    ),
    NodeKind(
        "Phone",
        ("value",),
        (
            text("value", "E.164 number"),
            text("country", "ISO 3166 country of the number"),
            text("line", "`mobile`, `fixed` or `other`"),
            flag("shared", "Used by too many people to link"),
        ),
        "Phone number",
    ),
    NodeKind(
        "Device",
        ("value",),
        (
            text("value", "Device id"),
            text("device_type", "`phone`, `tablet`, `desktop`, `tv` or `other`"),
            text("platform", "Operating system"),
            text("model", "Make and model"),
            flag("shared", "Used by too many people to link"),
        ),
        "Phone, tablet or computer that a person uses",
    ),
    NodeKind(
        "Cookie",
        ("value",),
        (
            text("value", "Cookie id, prefixed with its domain"),
            text("domain", "Site that set it"),
            text("user_agent", "Browser family"),
            flag("shared", "Used by too many people to link"),
        ),
        "Browser cookie",
    ),
    NodeKind(
        "SocialHandle",
        ("value",),
        (
            text("value", "`network:name` in lower case"),
            text("network", "Social network", indexed=True),
            text("name", "Handle without @"),
            text("url", "Profile address"),
            integer("followers", "Followers when last seen"),
            flag("shared", "Used by too many people to link"),
        ),
        "Name in a social network",
    ),
    NodeKind(
        "Account",
        ("value",),
        (
            text("value", "`realm:number`"),
            text("realm", "System that the account belongs to", indexed=True),
            text("account_type", "`login`, `customer`, `loyalty` or `app`"),
            text("status", "State in its system"),
            text("tier", "Loyalty level"),
            time("opened_at", "When it was opened"),
            time("closed_at", "When it was closed"),
            decimal("balance", "Points or money on it"),
            flag("shared", "Used by too many people to link"),
        ),
        "Login, customer number, loyalty card or app account",
    ),
    NodeKind(
        "Address",
        ("value",),
        (
            text("value", "Normalised address: parts joined by a bar, lower case"),
            text("street", "Street"),
            text("house_number", "House number"),
            text("postal_code", "Postal code", indexed=True),
            text("city", "City"),
            text("country", "ISO 3166 country"),
            flag("shared", "Used by too many people to link"),
        ),
        "Postal address",
    ),
    NodeKind(
        "Document",
        ("value",),
        (
            text("value", "`type:issuer:number`"),
            text(
                "document_type", "`passport`, `national_id`, `ssn`, `tax_id`, `drivers_license`, `register`"
            ),
            text("issuer", "ISO 3166 country or state"),
            flag("shared", "Used by too many people to link"),
        ),
        "Number of an official document",
    ),
)
