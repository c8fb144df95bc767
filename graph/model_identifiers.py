"""Identifier kinds: which values say who somebody is, and how many people may share one.

Limits count distinct people (name and birth date taken together), not records. The defaults
follow common practice: a device or e-mail is at times shared by a family, a document never.
"""

from graph.types import IdentifierKind

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
