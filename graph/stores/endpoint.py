"""Where a store answers and who may talk to it."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from graph.errors import SettingsError
from graph.settings import Settings


@dataclass(frozen=True)
class Endpoint:
    """Bolt address, credentials and database of one store.

    `http_port` is the server's own HTTP port, and `folder` where its data lies, of local servers; else None.
    """

    uri: str
    user: str
    password: SecretStr
    database: str
    http_port: int | None = None
    folder: Path | None = None


def configured_endpoint(settings: Settings) -> Endpoint | None:
    """The server that NEO4J_URI names, or None when it is unset and the embedded store is meant.

    Raises SettingsError when the address cannot be a Bolt address or the password is missing.
    """
    if settings.neo4j_uri is None:
        return None
    _check_address(settings.neo4j_uri)
    if settings.neo4j_password is None:
        raise SettingsError(
            "NEO4J_URI is set and NEO4J_PASSWORD is not.",
            "Set NEO4J_PASSWORD, or unset NEO4J_URI to use the embedded store.",
        )
    return Endpoint(settings.neo4j_uri, settings.neo4j_user, settings.neo4j_password, settings.neo4j_database)


def _check_address(uri: str) -> None:
    schemes = {f"{base}{tls}" for base in ("bolt", "neo4j") for tls in ("", "+s", "+ssc")}
    try:
        parts = urlsplit(uri)
        usable = parts.scheme in schemes and parts.hostname is not None and parts.port != 0
    except ValueError:
        usable = False
    # The address is not repeated here: it may hold a password that somebody put into it.
    if not usable or "@" in uri:
        raise SettingsError(
            "NEO4J_URI is not a Bolt address.",
            "Write it like bolt://host:7687 or neo4j+s://host:7687, without user and password.",
        )
