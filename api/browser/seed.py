"""What the Neo4j Browser finds in its local storage: connection, saved queries, style sheet."""

import re
import textwrap
from typing import TypedDict

import cypher
from cypher import Dialect, Query
from graph.stores.endpoint import Endpoint

FOLDER = "ckg"
FOLDER_NAME = "Customer knowledge graph"
CATEGORY = "browser/"
FIRST_QUERY = "browser/customer"
STYLE_SHEET = cypher.ROOT / "browser" / "style.grass"
_RULE = re.compile(r"([\w.]+)\s*\{((?:[^}']|'[^']*')*)\}")
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*(?:'([^']*)'|([^;']+));")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

Sheet = dict[str, dict[str, str]]


class Favorite(TypedDict):
    """A saved query as the Browser keeps it; the first comment line is its name."""

    id: str
    content: str
    folder: str


class Connection(TypedDict):
    """The Browser's one connection; it connects by itself when the password is not empty."""

    host: str
    username: str
    password: str
    requestedUseDb: str


class Seed(TypedDict):
    """Everything that `seed.js` puts where the Browser looks for it."""

    connection: Connection
    folder: dict[str, str]
    favorites: list[Favorite]
    grass: Sheet
    settings: dict[str, bool | str]
    udc: dict[str, int]


def seed(endpoint: Endpoint, dialect: Dialect, password: str) -> Seed:
    """The seed for one store; `password` is empty for a page that has not shown the token."""
    return {
        "connection": {
            "host": _web_address(endpoint.uri),
            "username": endpoint.user,
            "password": password,
            "requestedUseDb": endpoint.database,
        },
        "folder": {"id": FOLDER, "name": FOLDER_NAME},
        "favorites": [_favorite(query, dialect) for query in saved_queries()],
        "grass": style_sheet(),
        # Customer data is on the screen: nothing about its use goes to anybody, so no banner says so.
        "settings": {
            "allowUserStats": False,
            "allowCrashReports": False,
            "initCmd": _content(cypher.load(FIRST_QUERY), dialect),
        },
        "udc": {"consentBannerShownCount": 100},
    }


def saved_queries() -> tuple[Query, ...]:
    """The packaged queries of `cypher/browser`, by name."""
    return tuple(query for query in cypher.all_queries() if query.name.startswith(CATEGORY))


def title(query: Query) -> str:
    """What a saved query is called in the Browser: the first sentence of its description."""
    return query.description.split(". ")[0].rstrip(".")


def style_sheet() -> Sheet:
    """The packaged style sheet: selector → property → value."""
    source = _COMMENT.sub("", STYLE_SHEET.read_text(encoding="utf-8"))
    return {selector: _declarations(body) for selector, body in _RULE.findall(source)}


def _declarations(body: str) -> dict[str, str]:
    return {name: quoted or plain.strip() for name, quoted, plain in _DECLARATION.findall(body)}


def _favorite(query: Query, dialect: Dialect) -> Favorite:
    identifier = f"{FOLDER}-{query.name.removeprefix(CATEGORY)}"
    return {"id": identifier, "content": _content(query, dialect), "folder": FOLDER}


def _content(query: Query, dialect: Dialect) -> str:
    rest = query.description.removeprefix(title(query)).lstrip(". ")
    comment = [f"// {title(query)}", *(f"// {line}" for line in textwrap.wrap(rest, 100))]
    return "\n".join([*comment, query.text_for(dialect)])


def _web_address(uri: str) -> str:
    """The Bolt address as a web browser can use it: it accepts certificates by its own rules only."""
    return uri.replace("+ssc://", "+s://")
