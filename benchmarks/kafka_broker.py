"""A broker of Apache Kafka for a benchmark; its jars come from Maven Central."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from confluent_kafka.admin import AdminClient

from graph.stores.ports import Ports, choose_ports

VERSION = "3.9.1"
_POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>jars</groupId><artifactId>jars</artifactId><version>1</version><packaging>pom</packaging><dependencies>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>{VERSION}</version>
</dependency></dependencies></project>"""
PATIENCE = 300.0


@dataclass
class Server:
    """A broker of Apache Kafka in KRaft mode; it can be stopped and started."""

    jars: Path
    folder: Path
    address: str = ""
    process: subprocess.Popen[bytes] | None = None

    def format(self) -> None:
        """Make its folder."""
        ports = choose_ports(Ports(), Ports())
        self.address = f"127.0.0.1:{ports.bolt}"
        settings = {
            "process.roles": "broker,controller",
            "node.id": 1,
            "controller.quorum.voters": f"1@127.0.0.1:{ports.http}",
            "listeners": f"PLAINTEXT://{self.address},CONTROLLER://127.0.0.1:{ports.http}",
            "advertised.listeners": f"PLAINTEXT://{self.address}",
            "controller.listener.names": "CONTROLLER",
            "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs": self.folder / "data",
            "offsets.topic.replication.factor": 1,
            "transaction.state.log.replication.factor": 1,
            "transaction.state.log.min.isr": 1,
        }
        lines = "\n".join(f"{name}={value}" for name, value in settings.items())
        (self.folder / "server.properties").write_text(lines, encoding="utf-8")
        self._java("kafka.tools.StorageTool", "format", "-t", "c2hvcC1jdXN0b21lcnMta2c", "-c").wait()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.process = self._java("kafka.Kafka")
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(Exception):
                AdminClient({"bootstrap.servers": self.address, "log_level": 0}).list_topics(timeout=2)
                return
        raise SystemExit("the broker does not answer")

    def stop(self) -> None:
        """Stop it."""
        if self.process:
            self.process.terminate()
            self.process.wait()

    def _java(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = ["java", "-Xmx384m", "-cp", f"{self.jars}/*", program, *arguments, "server.properties"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, cwd=self.folder, **quiet)  # type: ignore[call-overload,no-any-return]  # noqa: S603


def download(jars: Path) -> None:
    if any(jars.glob("kafka_*.jar")):
        return
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pom.xml").write_text(_POM, encoding="utf-8")
        maven = ["mvn", "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={jars}"]
        subprocess.run(maven, cwd=folder, check=True)  # noqa: S603 - the PATH's Maven


@contextmanager
def running(jars: Path) -> Iterator[tuple[Server, Path]]:
    folder = Path(tempfile.mkdtemp(prefix="ckg-kafka-"))
    server = Server(jars, folder)
    try:
        server.format()
        server.start()
        yield server, folder
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
