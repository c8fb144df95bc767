"""Types of settings: each takes a value as people write it, or says what it has to be."""

import re
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, DirectoryPath, FilePath
from pydantic_settings import NoDecode

_AMOUNT = re.compile(r"(?!0+(\.0*)?\D)\d+(\.\d+)? ?[kmgt]i?b", re.IGNORECASE)
_HEAP = re.compile(r"[1-9]\d*[kmg]", re.IGNORECASE)
_HOST = re.compile(r"(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\]", re.IGNORECASE)
_ROLES = frozenset({"read", "steward", "ingest", "admin", "pii"})  # policies stand on settings
_ZONES_OF_OTHER_NAMES = {
    "EST": "America/Panama",
    "MST": "America/Phoenix",
    "HST": "Pacific/Honolulu",
    "ROC": "Asia/Taipei",
}
"""Names of the IANA database that Java, and so a store, does not know, by those that it has for the same."""
_NO_ZONES = frozenset({"Factory", "localtime"})  # files beside those of zones
_ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)


def _path(value: Any) -> Any:
    """The path, with `~` for the folder of a user; raises ValueError where nobody is called so."""
    try:
        return Path(value).expanduser() if isinstance(value, str) else value
    except RuntimeError as error:
        raise ValueError(f"nobody here is called {value.split('/')[0].removeprefix('~')}") from error


def _amount(value: str) -> str:
    """The amount; raises ValueError for one that DuckDB does not know."""
    if not _AMOUNT.fullmatch(value):
        raise ValueError("memory is a number with its unit behind it, such as 5GB")
    return value


def _heap(value: str) -> str:
    """The size; raises ValueError for one that Java does not know."""
    if not _HEAP.fullmatch(value):
        raise ValueError("memory is a whole number with m or g behind it, such as 2g")
    return value


def _country(value: str) -> str:
    """The code in capitals; raises ValueError for one that is of no country."""
    import phonenumbers  # no command that keeps the default has to wait for it

    if value.upper() not in phonenumbers.SUPPORTED_REGIONS:
        raise ValueError("a country is a code of ISO 3166, such as DE")
    return value.upper()


def _timezone(value: str) -> str:
    """The zone, by a name that stores know as well; raises ValueError for one that this machine does not."""
    try:
        known = value not in _NO_ZONES and bool(ZoneInfo(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        known = False
    if not known:
        raise ValueError("a time zone is a name of the IANA database, such as Europe/Berlin")
    return _ZONES_OF_OTHER_NAMES.get(value, value)


def _rates(value: Any) -> Any:
    """Numbers by role out of one text; raises ValueError for a part that is none."""
    if not isinstance(value, str):
        return value
    parts = [part.partition("=") for part in value.split(",") if part.strip()]
    rates = {role.strip(): number.strip() for role, _, number in parts}
    if not rates.keys() <= _ROLES or not all(number.isdecimal() for number in rates.values()):
        raise ValueError(f"rates are role=number; roles are {', '.join(sorted(_ROLES))}")
    return rates


def _hosts(value: Any) -> Any:
    """Names out of one text; raises ValueError for what is no name, such as one with a port."""
    names = [name.strip() for name in value.split(",") if name.strip()] if isinstance(value, str) else value
    for name in names:
        if not _HOST.fullmatch(name):
            raise ValueError("a host is a name without scheme and port, such as ckg.example.com")
    return names


def _algorithms(value: Any) -> Any:
    """Names out of one text; raises ValueError for an algorithm whose key would have to be shared."""
    names = [name.strip() for name in value.split(",")] if isinstance(value, str) else value
    if not names or not set(names) <= _ALGORITHMS:
        raise ValueError(f"algorithms are {', '.join(sorted(_ALGORITHMS))}")
    return names


Folder = Annotated[Path, BeforeValidator(_path)]
"""That may be made later."""
ExistingFolder = Annotated[DirectoryPath, BeforeValidator(_path)]
ExistingFile = Annotated[FilePath, BeforeValidator(_path)]
Amount = Annotated[str, AfterValidator(_amount)]
"""Of memory, for DuckDB."""
Heap = Annotated[str, AfterValidator(_heap)]
Country = Annotated[str, AfterValidator(_country)]
TimeZone = Annotated[str, AfterValidator(_timezone)]
Rates = Annotated[dict[str, int], NoDecode, BeforeValidator(_rates)]
Hosts = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_hosts)]
Algorithms = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_algorithms)]
