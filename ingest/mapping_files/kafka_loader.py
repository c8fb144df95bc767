"""Loads what a mapping says under `kafka`: which topics of which cluster, and what is in them."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.mapping.mapping import FileMapping, KafkaSource, Reading
from ingest.mapping.yaml_tree import Tree
from ingest.mapping_files.mapping_keys import Kafka

_TOPIC = re.compile(r"(?!\.+$)[A-Za-z0-9._-]{1,249}")
_VARIABLE = re.compile(r"[A-Za-z_]\w*")


def load_kafka(tree: Tree) -> Reading:
    """How topics are read; which of them an entry is about, `of_topics` tells."""
    given = tree.entries(Kafka.names())
    if ("bootstrap" in given) == ("bootstrap_env" in given):
        tree.problem("needs either `bootstrap` or `bootstrap_env`")
    if "topic" not in given:
        tree.problem("needs a `topic`")
    for name in ("bootstrap_env", "settings_env"):
        if name in given and not _VARIABLE.fullmatch(given[name].filled()):
            given[name].problem("must be the name of an environment variable, not what it holds")
    topics = tuple(_topic(item) for item in given["topic"].some()) if "topic" in given else ()
    form = given["format"].text() if "format" in given else "json"
    if form not in ("json", "messages"):
        given["format"].problem("must be json or messages; Avro and Protobuf are not read")
    if form == "messages" and "key" in given:
        given["key"].problem("is for topics of rows; messages have ids of their own")
    names = ("bootstrap", "bootstrap_env", "settings_env", "group")
    texts = {name: given[name].filled() for name in names if name in given}
    key = tuple(item.filled() for item in given["key"].some()) if "key" in given else ()
    longest = given["max_bytes"].number(1_000, 100_000_000) if "max_bytes" in given else 1_000_000
    kafka = KafkaSource(**texts, topics=topics, messages=form == "messages", key=key, max_bytes=longest)
    return Reading("kafka", kafka=kafka)


def of_topics(entry: FileMapping) -> list[FileMapping]:
    """An entry for each of its topics; the entry itself where it is about files or a table."""
    kafka = entry.reading.kafka
    if kafka is None:
        return [entry]
    each = [replace(kafka, topics=(topic,)) for topic in kafka.topics]
    return [replace(entry, pattern=one.shown, reading=replace(entry.reading, kafka=one)) for one in each]


def _topic(tree: Tree) -> str:
    name = tree.filled()
    if name and not _TOPIC.fullmatch(name):
        tree.problem("must be the name of a topic: letters, digits, dots, dashes and underscores")
    return name
