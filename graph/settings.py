"""Every setting, in one place: environment first, then `ckg.toml`, then the default."""

import os
import re
import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import (
    AliasChoices,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from graph.errors import SettingsError
from graph.setting_faults import refuse_misspelt, wrong_settings
from graph.setting_values import (
    Algorithms,
    Amount,
    Country,
    ExistingFile,
    ExistingFolder,
    Folder,
    Heap,
    Hosts,
    Rates,
    TimeZone,
)

_SAFE_ADDRESS = re.compile(r"https://.+|http://(localhost|127\.0\.0\.1|\[::1\])([:/].*)?")


class Settings(BaseSettings):
    """Settings of one installation; each field names its environment variable and meaning."""

    model_config = SettingsConfigDict(
        env_prefix="CKG_",
        env_ignore_empty=True,  # as scripts leave them; a home "" would be the folder that one stands in
        toml_file="ckg.toml",
        extra="forbid",
    )

    home: Folder = Field(
        Path(".ckg"),
        description="Folder of the embedded store, journal, models and run reports",
    )
    neo4j_uri: str | None = Field(
        None,
        validation_alias="neo4j_uri",
        description="Bolt address of a server; the embedded store when unset",
    )
    neo4j_user: str = Field(
        "neo4j",
        validation_alias=AliasChoices("neo4j_user", "neo4j_username"),  # the latter in files of Aura
        description="User on that server",
    )
    neo4j_password: SecretStr | None = Field(
        None, validation_alias="neo4j_password", description="Password on that server"
    )
    neo4j_database: str = Field(
        "neo4j", validation_alias="neo4j_database", description="Database on that server"
    )
    store_memory: Heap = Field("2g", description="Heap of the embedded or local store's JVM")
    run_memory: Amount = Field(
        "5GB",
        description="Memory that DuckDB takes in an identity run before it works on disk, in `home`",
    )
    country: Country = Field(
        "DE",
        description="ISO 3166 country for phone numbers and addresses without one",
    )
    timezone: TimeZone = Field(
        "Europe/Berlin",
        description="Time zone of times that a source gives without one, and of months",
    )
    browser_jar: ExistingFile | None = Field(
        None,
        description="Copy of the Neo4j Browser's jar, for machines without Maven",
    )
    development: bool = Field(
        False,
        description="Offer GraphiQL at /graphql and the HTTP interface's description at /docs",
    )
    graphql_introspection: bool = Field(
        False, description="Let GraphQL clients ask for the schema; development does so too"
    )
    graphql_depth: int = Field(12, ge=1, description="Levels of objects that a GraphQL operation may nest")
    graphql_cost: int = Field(
        100_000,
        ge=1,
        description="Objects that a GraphQL operation could return at most, nested lists multiplied",
    )
    graphql_page: int = Field(200, ge=1, description="Largest page of a list in GraphQL")
    graphql_seconds: float = Field(20.0, gt=0, description="Seconds after which a GraphQL query is given up")
    graphql_rate: int = Field(
        10_000_000, ge=0, description="Objects that one caller may ask for in a minute; 0 without limit"
    )
    graphql_rates: Rates = Field(
        {}, description="The same by role, the highest of a caller's counts, such as `read=1000000,steward=0`"
    )
    graphql_subscriptions: int = Field(
        50, ge=0, description="Subscriptions, and WebSockets, that one caller may have open in a process"
    )
    graphql_operations: ExistingFile | None = Field(
        None, description="JSON file of operations that clients may name by their SHA-256"
    )
    graphql_operations_only: bool = Field(False, description="Run the operations of that file alone")
    metrics_open: bool = Field(
        False, description="Show /metrics to whoever reaches the API, for scrapers without a key"
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="Log of the server: warnings as text, or each request as JSON lines"
    )
    hosts: Hosts = Field(
        (),
        description="Host names under which clients reach the API, besides this machine's loopback ones; with"
        " commas between them, `*.example.com` for all of a domain",
    )
    body_bytes: int = Field(1_000_000, ge=1_000, description="Largest body of a request to the API")
    body_seconds: float = Field(20.0, gt=0, description="Seconds within which a body has to arrive")
    intake_mappings: ExistingFolder | None = Field(
        None, description="Folder of mappings for messages over HTTP, `SOURCE.yaml`; the packaged one else"
    )
    intake_message_bytes: int = Field(32_000, ge=1_000, description="Largest message over HTTP")
    intake_batch_bytes: int = Field(500_000, ge=1_000, description="Largest request with such messages")
    intake_rate: int = Field(
        0, ge=0, description="Messages that a write key may send in a minute, if it has no rate of its own"
    )
    intake_waiting_bytes: int = Field(
        1_000_000_000,
        ge=1_000_000,
        description="Bytes of messages that may wait on disk for the journal before further ones are put off",
    )
    stewardship: bool = Field(
        False,
        description="Let everybody on this machine judge and unmerge over GraphQL, where there are no keys",
    )
    oidc_issuer: str | None = Field(
        None, description="Issuer of the OpenID Connect tokens that the API takes, as in their `iss`"
    )
    oidc_audience: str | None = Field(None, description="Audience of these tokens, as in their `aud`")
    oidc_jwks: str | None = Field(
        None, description="Address of the issuer's public keys, the `jwks_uri` of its description"
    )
    oidc_algorithms: Algorithms = Field(
        ("RS256", "ES256"), description="Algorithms that tokens may be signed with; never a symmetric one"
    )
    oidc_roles_claim: str = Field(
        "roles", description="Claim of a token that lists its roles; dots lead into objects"
    )
    rules: ExistingFile | None = Field(
        None,
        description="YAML file of identity rules; the packaged defaults when unset",
    )
    segments: ExistingFile | None = Field(
        None,
        description="YAML file of segments: filters of customers under a name, for GraphQL",
    )

    @model_validator(mode="after")
    def _whole_issuer(self) -> Self:
        """Raises ValueError for an issuer without keys, or whose tokens for other programs would be taken."""
        stated = (self.oidc_issuer, self.oidc_audience, self.oidc_jwks)
        if any(stated) and not all(stated):
            raise ValueError("oidc_issuer, oidc_audience and oidc_jwks go together")
        if self.oidc_jwks and not _SAFE_ADDRESS.fullmatch(self.oidc_jwks):
            raise ValueError("oidc_jwks begins with https://, or leads to this machine")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order of precedence: arguments, environment, `ckg.toml`."""
        return init_settings, env_settings, _TomlFile(settings_cls)


class _TomlFile(TomlConfigSettingsSource):
    """`ckg.toml` in the current folder, as any editor saves it."""

    def _read_file(self, file_path: Path | Traversable) -> dict[str, Any]:
        """The settings in the file; raises SettingsError where it is damaged."""
        try:
            return tomllib.loads(file_path.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as error:
            why = "it is no UTF-8" if isinstance(error, UnicodeDecodeError) else str(error).rstrip(".")
            raise SettingsError(
                f"{file_path} cannot be read: {why}.",
                'Write a line for each setting, such as country = "AT".',
            ) from error


VARIABLES = frozenset(
    (name if name.startswith("neo4j_") else f"CKG_{name}").upper() for name in Settings.model_fields
) | {"NEO4J_USERNAME"}
"""All that may be set in the environment."""


def load_settings() -> Settings:
    """The settings in force; raises SettingsError that names the wrong ones."""
    refuse_misspelt(VARIABLES, os.environ)
    try:
        return Settings()
    except ValidationError as error:
        raise wrong_settings(error) from error
