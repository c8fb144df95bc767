"""The client of a cluster: made from a mapping and the environment; what fails is told without secrets."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from graph.errors import IngestError
from ingest.mapping.mapping import KafkaSource
from ingest.mapping.yaml_tree import suggestion

if TYPE_CHECKING:
    from confluent_kafka import Consumer, KafkaError
    from confluent_kafka.admin._metadata import ClusterMetadata

log = logging.getLogger("ckg.kafka")

PATIENCE_SECONDS = 10.0
_ALLOWED = re.compile(r"(security|sasl|ssl|socket|client|broker|reconnect|fetch|metadata)\.[a-z0-9._]+|debug")
"""Settings of the client that are the user's; the others decide that nothing is lost or doubled."""
_PREFETCHED_KILOBYTES = 16_384


def open_consumer(source: KafkaSource) -> Consumer:
    """A consumer that is given its partitions and offsets, and leaves none of that to Kafka.

    Raises IngestError where brokers or settings are missing or wrong; nothing is asked of a broker yet.
    """
    try:
        from confluent_kafka import Consumer, KafkaException
    except ImportError as error:
        raise IngestError(
            "Topics are read with confluent-kafka, which is not installed.",
            "Install it, in the project's folder: pip install '.[kafka]'",
        ) from error
    settings: dict[str, Any] = {
        **_settings(source),
        "bootstrap.servers": _brokers(source),
        "group.id": source.group or "ckg",  # the client wants one; nothing is read from it
        "enable.auto.commit": False,
        "enable.auto.offset.store": False,
        "auto.offset.reset": "error",
        "enable.partition.eof": True,
        "allow.auto.create.topics": False,
        "max.poll.interval.ms": 86_400_000,  # for members of groups
        "queued.max.messages.kbytes": _PREFETCHED_KILOBYTES,
        "error_cb": _Troubles(),
        "logger": logging.getLogger("ckg.kafka.client"),
        "log_level": 2,
    }
    try:
        return Consumer(settings)
    except (KafkaException, ValueError, TypeError) as error:
        raise IngestError(
            f"The client cannot be set up to read {source.shown} ({_code(error)}).",
            f"Check `bootstrap` and {source.settings_env or '`settings_env`'}.",
        ) from None  # its text may show a setting


def metadata(consumer: Consumer, source: KafkaSource) -> ClusterMetadata:
    """What the cluster says of the source's topics.

    Raises IngestError where no broker answers, a topic is not there, or may not be read.
    """
    with told(source):
        found: ClusterMetadata = consumer.list_topics(timeout=PATIENCE_SECONDS)
    for topic in source.topics:
        known = found.topics.get(topic)
        if known is None:
            raise IngestError(
                f"The cluster has no topic {topic}, or shows it to nobody with these rights."
                f"{suggestion(topic, list(found.topics))}",
                "Correct `topic` in the mapping, or create it.",
            )
        if known.error is not None:
            raise failure(source, known.error)
    return found


def topic_numbers(source: KafkaSource, known: ClusterMetadata) -> dict[str, int]:
    """A number that tells each topic from another of its name, made before or after it; nothing of a cluster
    that gives its topics no ids, or to nobody with these rights.

    Raises IngestError where it does not answer: messages are known by these numbers.
    """
    if known.controller_id not in known.brokers:
        return {}
    from confluent_kafka import KafkaError, KafkaException, TopicCollection
    from confluent_kafka.admin import AdminClient

    settings: dict[str, Any] = _settings(source) | {"bootstrap.servers": _brokers(source)}
    admin = AdminClient(settings | {"log_level": 2})  # kept until it has answered: what is asked goes with it
    asked = admin.describe_topics(TopicCollection(list(source.topics)), request_timeout=PATIENCE_SECONDS)
    try:
        ids = {name: found.result().topic_id for name, found in asked.items()}
    except KafkaException as error:
        unknown = (KafkaError.UNSUPPORTED_VERSION, KafkaError._UNSUPPORTED_FEATURE)
        if error.args[0].code() in (*unknown, KafkaError.TOPIC_AUTHORIZATION_FAILED):
            return {}
        raise failure(source, error.args[0]) from None
    bits = {name: id_.get_least_significant_bits() if id_ else 0 for name, id_ in ids.items()}
    return {name: number & (2**63 - 1) for name, number in bits.items() if number}


@contextmanager
def told(source: KafkaSource) -> Iterator[None]:
    """Raise what the client raises inside as an IngestError."""
    from confluent_kafka import KafkaException

    try:
        yield
    except KafkaException as error:
        raise failure(source, error.args[0]) from None


def failure(source: KafkaSource, error: KafkaError) -> IngestError:
    """What failed, by the code of the client."""
    return IngestError(
        f"The {source.shown} cannot be read: {error.name()}.",
        f"Check brokers, rights and {source.settings_env or '`settings_env`'};"
        " run it again to go on where the journal is.",
    )


def is_hopeless(error: KafkaError) -> bool:
    """Whether trying again is of no use: rights are missing, a topic is gone, the client gives up."""
    from confluent_kafka import KafkaError as Codes

    gone = (Codes.UNKNOWN_TOPIC_OR_PART, Codes._UNKNOWN_TOPIC, Codes._UNKNOWN_PARTITION)
    rights = (Codes.TOPIC_AUTHORIZATION_FAILED, Codes.SASL_AUTHENTICATION_FAILED, Codes._AUTHENTICATION)
    return error.fatal() or error.code() in (*gone, *rights)


def _brokers(source: KafkaSource) -> str:
    text = os.environ.get(source.bootstrap_env, "") if source.bootstrap_env else source.bootstrap
    if not text:
        raise IngestError(
            f"The environment variable {source.bootstrap_env} is not set: it holds the addresses of brokers.",
            f"export {source.bootstrap_env}=broker1:9092,broker2:9092",
        )
    return text


def _settings(source: KafkaSource) -> dict[str, str]:
    """What the environment sets for the client, a `name=value` a line."""
    if not source.settings_env:
        return {}
    lines = [line.strip() for line in os.environ.get(source.settings_env, "").splitlines()]
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    if not pairs:
        raise IngestError(
            f"The environment variable {source.settings_env} is not set: it holds settings of the client.",
            f"export {source.settings_env}=$'security.protocol=SASL_SSL\\nsasl.username=…'",
        )
    _check(source.settings_env, (name.strip() for name, _, _ in pairs))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _check(variable: str, names: Iterable[str]) -> None:
    for line, name in enumerate(names, start=1):
        if not _ALLOWED.fullmatch(name):
            shown = f'"{name}"' if re.fullmatch(r"[a-z0-9._]{1,60}", name) else f"in line {line}"
            raise IngestError(
                f"{variable} has a setting {shown} that is not to be set.",
                "It may have security.…, sasl.…, ssl.…, socket.…, client.…, broker.…, fetch.… and the like,"
                " one name=value a line.",
            )


def _code(error: Exception) -> str:
    from confluent_kafka import KafkaError

    first = error.args[0] if error.args else None
    return first.name() if isinstance(first, KafkaError) else type(error).__name__


class _Troubles:
    """Tells once that brokers do not answer: the client goes on trying by itself."""

    def __init__(self) -> None:
        self._told = ""

    def __call__(self, error: KafkaError) -> None:
        if error.name() != self._told:
            self._told = error.name()
            log.warning("Kafka: %s; reading goes on when that is over", self._told)
