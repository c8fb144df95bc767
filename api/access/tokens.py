"""Tokens of an OpenID Connect provider: signed, for us, in time; with the roles that their claim lists."""

import logging
import time
from collections.abc import Mapping
from typing import Any

import jwt
from jwt import PyJWKClient, PyJWKClientConnectionError, PyJWTError

from api.gql.errors import described
from graph.policy.principals import Principal, roles_of
from graph.settings import Settings

log = logging.getLogger("ckg.api")

LEEWAY_SECONDS = 30
"""By how much clocks may differ."""

REFETCH_SECONDS = 60
"""An unknown key id makes us ask for the issuer's keys again, but no more often than that."""

_KEYS_SECONDS = 3600
_FETCH_SECONDS = 5
_REQUIRED = ["exp", "iss", "aud", "sub"]
_LONGEST_SUBJECT = 255
"""OpenID Connect Core, section 2."""


class IssuerKeys(PyJWKClient):
    """The issuer's public keys, kept for an hour; one that does not answer is left alone for a minute."""

    def __init__(self, address: str) -> None:
        super().__init__(
            address, lifespan=_KEYS_SECONDS, timeout=_FETCH_SECONDS, cooldown_duration=REFETCH_SECONDS
        )
        self._failed_at: float | None = None

    def fetch_data(self) -> Any:
        """The keys as the issuer has them now; raises PyJWKClientError where it has none for us."""
        if self._failed_at is not None and time.monotonic() - self._failed_at < REFETCH_SECONDS:
            raise PyJWKClientConnectionError("The issuer did not answer within the last minute.")
        try:
            found = super().fetch_data()
        except Exception as error:  # whatever comes from there: no answer, no JSON, broken HTTP
            self._failed_at = time.monotonic()
            log.warning("the issuer's keys cannot be read: %s", described(error))
            raise PyJWKClientConnectionError("The issuer's keys cannot be read.") from error
        self._failed_at = None
        return found


class Tokens:
    """Checks tokens as the settings say; looking up a key blocks, so call it in a thread."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._keys = IssuerKeys(settings.oidc_jwks) if settings.oidc_jwks else None

    @property
    def accepted(self) -> bool:
        """Whether an issuer is named whose tokens count."""
        return self._keys is not None

    def principal(self, token: str) -> Principal | None:
        """Who asks with a token; None for one that does not count."""
        if self._keys is None:
            return None
        settings = self._settings
        try:
            header = jwt.get_unverified_header(token)
            if header.get("alg") not in settings.oidc_algorithms:  # before anybody is asked for a key
                return None
            claims: dict[str, Any] = jwt.decode(
                token,
                self._keys.get_signing_key(header.get("kid", "")),
                algorithms=list(settings.oidc_algorithms),
                issuer=settings.oidc_issuer,
                audience=settings.oidc_audience,
                leeway=LEEWAY_SECONDS,
                options={"require": _REQUIRED},
            )
        except PyJWTError:
            return None
        if not _is_name(claims["sub"]):
            return None
        return Principal.of(claims["sub"], roles_of(_listed(claims, settings.oidc_roles_claim)))


def _is_name(subject: str) -> bool:
    """Whether acts can be recorded under a subject."""
    return 0 < len(subject) <= _LONGEST_SUBJECT and subject.isprintable()


def _listed(claims: Mapping[str, Any], path: str) -> list[str]:
    """The names in a claim: a list, or one text with spaces between them; dots lead into objects.

    >>> _listed({"realm_access": {"roles": ["read"]}}, "realm_access.roles")
    ['read']
    >>> _listed({"scope": "read pii"}, "scope")
    ['read', 'pii']
    """
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for name in path.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return found.split()
    return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []
