"""Every setting, in one place: environment first, then `ckg.toml`, then the default."""

import os
import re
import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AliasChoices,
    DirectoryPath,
    Field,
    FilePath,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from graph.errors import SettingsError
from graph.setting_faults import refuse_misspelt, wrong_settings

_HOST = re.compile(r"(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\]", re.IGNORECASE)


_ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
_ROLES = frozenset({"read", "steward", "ingest", "admin", "pii"})
_MEMORY = re.compile(r"[1-9]\d*[kmg]", re.IGNORECASE)
_AMOUNT = re.compile(r"(?!0+(\.0*)?\D)\d+(\.\d+)? ?[kmgt]i?b", re.IGNORECASE)
_SAFE_ADDRESS = re.compile(r"https://.+|http://(localhost|127\.0\.0\.1|\[::1\])([:/].*)?")


class Settings(BaseSettings):
    """Settings of one installation; each field names its environment variable and meaning."""

    model_config = SettingsConfigDict(
        env_prefix="CKG_",
        env_ignore_empty=True,  # as scripts leave them; a home "" would be the folder that one stands in
        toml_file="ckg.toml",
        extra="forbid",
    )

    home: Path = Field(
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
    store_memory: str = Field("2g", description="Heap of the embedded or local store's JVM")
    run_memory: str = Field(
        "5GB",
        description="Memory that DuckDB takes in an identity run before it works on disk, in `home`",
    )
    country: str = Field(
        "DE",
        description="ISO 3166 country for phone numbers and addresses without one",
    )
    timezone: str = Field(
        "Europe/Berlin",
        description="Time zone of times that a source gives without one",
    )
    browser_jar: FilePath | None = Field(
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
    graphql_rates: Annotated[dict[str, int], NoDecode] = Field(
        {}, description="The same by role, the highest of a caller's counts, such as `read=1000000,steward=0`"
    )
    graphql_subscriptions: int = Field(
        50, ge=0, description="Subscriptions, and WebSockets, that one caller may have open in a process"
    )
    graphql_operations: FilePath | None = Field(
        None, description="JSON file of operations that clients may name by their SHA-256"
    )
    graphql_operations_only: bool = Field(False, description="Run the operations of that file alone")
    metrics_open: bool = Field(
        False, description="Show /metrics to whoever reaches the API, for scrapers without a key"
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="Log of the server: warnings as text, or each request as JSON lines"
    )
    hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Host names under which clients reach the API, besides this machine's loopback ones; with"
        " commas between them, `*.example.com` for all of a domain",
    )
    body_bytes: int = Field(1_000_000, ge=1_000, description="Largest body of a request to the API")
    body_seconds: float = Field(20.0, gt=0, description="Seconds within which a body has to arrive")
    intake_mappings: DirectoryPath | None = Field(
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
    oidc_algorithms: Annotated[tuple[str, ...], NoDecode] = Field(
        ("RS256", "ES256"), description="Algorithms that tokens may be signed with; never a symmetric one"
    )
    oidc_roles_claim: str = Field(
        "roles", description="Claim of a token that lists its roles; dots lead into objects"
    )
    rules: FilePath | None = Field(
        None,
        description="YAML file of identity rules; the packaged defaults when unset",
    )

    segments: FilePath | None = Field(
        None,
        description="YAML file of segments: filters of customers under a name, for GraphQL",
    )

    @field_validator(
        "home", "browser_jar", "graphql_operations", "intake_mappings", "rules", "segments", mode="before"
    )
    @classmethod
    def _own_folder(cls, value: Any) -> Any:
        """The path, with `~` for the folder of a user; raises ValueError where nobody is called so."""
        try:
            return Path(value).expanduser() if isinstance(value, str) else value
        except RuntimeError as error:
            raise ValueError(f"nobody here is called {value.split('/')[0].removeprefix('~')}") from error

    @field_validator("run_memory")
    @classmethod
    def _amount(cls, value: str) -> str:
        """The amount; raises ValueError for one that DuckDB does not know."""
        if not _AMOUNT.fullmatch(value):
            raise ValueError("memory is a number with its unit behind it, such as 5GB")
        return value

    @field_validator("store_memory")
    @classmethod
    def _heap(cls, value: str) -> str:
        """The size; raises ValueError for one that Java does not know."""
        if not _MEMORY.fullmatch(value):
            raise ValueError("memory is a whole number with m or g behind it, such as 2g")
        return value

    @field_validator("country")
    @classmethod
    def _known_country(cls, value: str) -> str:
        """The code in capitals; raises ValueError for one that is of no country."""
        import phonenumbers  # no command that keeps the default has to wait for it

        if value.upper() not in phonenumbers.SUPPORTED_REGIONS:
            raise ValueError("a country is a code of ISO 3166, such as DE")
        return value.upper()

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, value: str) -> str:
        """The zone; raises ValueError for one that this machine does not know."""
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("a time zone is a name of the IANA database, such as Europe/Berlin") from error
        return value

    @field_validator("graphql_rates", mode="before")
    @classmethod
    def _rates_by_role(cls, value: Any) -> Any:
        """Numbers by role out of one text; raises ValueError for a part that is none."""
        if not isinstance(value, str):
            return value
        parts = [part.partition("=") for part in value.split(",") if part.strip()]
        rates = {role.strip(): number.strip() for role, _, number in parts}
        if not rates.keys() <= _ROLES or not all(number.isdecimal() for number in rates.values()):
            raise ValueError(f"rates are role=number; roles are {', '.join(sorted(_ROLES))}")
        return rates

    @field_validator("hosts", mode="before")
    @classmethod
    def _host_names(cls, value: Any) -> Any:
        """Names out of one text; raises ValueError for what is no name, such as one with a port."""
        names = (
            [name.strip() for name in value.split(",") if name.strip()] if isinstance(value, str) else value
        )
        for name in names:
            if not _HOST.fullmatch(name):
                raise ValueError("a host is a name without scheme and port, such as ckg.example.com")
        return names

    @field_validator("oidc_algorithms", mode="before")
    @classmethod
    def _algorithm_names(cls, value: Any) -> Any:
        """Names out of one text; raises ValueError for an algorithm whose key would have to be shared."""
        names = [name.strip() for name in value.split(",")] if isinstance(value, str) else value
        if not names or not set(names) <= _ALGORITHMS:
            raise ValueError(f"algorithms are {', '.join(sorted(_ALGORITHMS))}")
        return names

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
