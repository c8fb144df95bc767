"""Names in social networks, and the addresses of their profiles."""

import re
from collections.abc import Mapping
from typing import ClassVar

from graph.entries import Identifier
from graph.placeholders.listed import placeholders
from graph.words.folding import words
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.identifiers.identifiers import IdentifierType

_SCHEME = re.compile(r"(?i)^https?://")
_NUMBERED_PROFILE = re.compile(r"(?i)profile\.php\?(?:.*&)?id=(\d+)")
_BEFORE_NAMES = words("in pub user users u c channel people profile profiles p add")
_COMPANY_PAGES = words("company school showcase pages groups")
"""Words before a name in the address of a profile on LinkedIn, Facebook, YouTube, XING and others."""


class Handle(IdentifierType):
    """A name in a social network, without @, or the address of a profile."""

    kind: ClassVar[str] = "handle"
    words: ClassVar[Mapping[str, bool]] = {"network": True}
    _networks: ClassVar[dict[str, str]] = {
        "twitter": "x",
        "ig": "instagram",
        "insta": "instagram",
        "fb": "facebook",
    }

    def word(self, text: str, name: str, context: Context) -> str:
        """The network in lower case; a former or short name gives the present one."""
        del name, context
        return self._networks.get(text.lower(), text.lower())

    def clean(self, text: str, context: Context) -> Identifier:
        """The identifier `network:name` in lower case; raises InvalidValue."""
        network = context.word("network")
        name = _name_in_profile(text).lstrip("@").lower()
        if not name or " " in name or name in placeholders("key"):
            raise InvalidValue("is not a name in a social network")
        return self.identifier(f"{network}:{name}", network=network, name=name)


def _name_in_profile(text: str) -> str:
    """The name in the address of a profile, whatever page of it that is; another text is a name itself.

    Pages of companies keep the word for it, so that nobody is called as the company.
    """
    if found := _NUMBERED_PROFILE.search(text):
        return found[1]
    host, *path = [part for part in _SCHEME.sub("", re.split("[?#]", text, maxsplit=1)[0]).split("/") if part]
    if not path:
        return host
    if len(path) > 1 and path[0].lower() in _COMPANY_PAGES:
        return "/".join(path[:2])
    return path[1] if len(path) > 1 and path[0].lower() in _BEFORE_NAMES else path[0]
