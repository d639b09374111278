"""A real Neo4j Community server, run from Neo4j's own jars, for tests that must not trust a fake.

What always holds:

* the server is of one of the releases of ``releases.py``, fetched once by Maven into the cache
  directory (``$GRAPHQ_TEST_CACHE``, else the user's cache); an interrupted fetch is never taken for
  whole;
* it listens on 127.0.0.1 only, on ports that were free, never on 7474 and 7687 by choice;
* its home is a temporary directory: ``stop()`` removes it, ``kill()`` and ``restart()`` keep it;
* its password is made at run time and is nowhere in the sources;
* after ``start()`` returns, Bolt has answered a query.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import platformdirs
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from tests.neo4j.releases import Release, java_for, release_for_tests

POM = Path(__file__).with_name("pom.xml")
CACHE_VARIABLE = "GRAPHQ_TEST_CACHE"
USER = "neo4j"
ADMIN_CLASS = "org.neo4j.cli.AdminTool"

# Neo4j reaches into these packages by reflection; Java 17 closes them unless told otherwise.
JAVA_OPTIONS = (
    "-XX:+UseG1GC",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "-Dio.netty.tryReflectionSetAccessible=true",
)

FETCH_SECONDS = 900
START_SECONDS = 180
STOP_SECONDS = 60
LOG_LINES = 40


class Neo4jServerError(RuntimeError):
    """The server could not be fetched, started or stopped; the message says what to do."""


def cache_directory() -> Path:
    """Return the directory where fetched jars and images are kept between runs."""
    named = os.environ.get(CACHE_VARIABLE)
    return Path(named) if named else Path(platformdirs.user_cache_dir("graphq-tests"))


def missing_programs(release: Release | None = None) -> list[str]:
    """What this module needs to start the release, and is not here."""
    release = release or release_for_tests()
    java = [] if java_for(release) else [f"Java {release.oldest_java} or later"]
    return java + ([] if shutil.which("mvn") else ["Maven (mvn)"])


def class_path(release: Release | None = None) -> Path:
    """Return the directory of the release's jars, fetching them when the cache lacks them."""
    release = release or release_for_tests()
    key = hashlib.sha256(POM.read_bytes()).hexdigest()[:12]
    jars = cache_directory() / f"neo4j-{release.version}-jars-{key}"
    if not jars.is_dir():
        _fetch_class_path(release, jars)
    return jars


def _fetch_class_path(release: Release, jars: Path) -> None:
    """Fill ``jars`` with one rename, so that it exists whole or not at all."""
    missing = missing_programs(release)
    if missing:
        raise Neo4jServerError(
            f"Install {' and '.join(missing)} to fetch Neo4j {release.version} and start it."
        )
    jars.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=jars.parent, prefix="fetching-") as scratch:
        fetched = Path(scratch) / "jars"
        command = ["mvn", "-q", "-B", "-f", str(POM), f"-Dneo4j.version={release.version}"]
        command += ["dependency:copy-dependencies", f"-DoutputDirectory={fetched}"]
        command += ["-DincludeScope=runtime"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=FETCH_SECONDS)
        except subprocess.TimeoutExpired as late:
            raise Neo4jServerError(
                f"Maven did not fetch Neo4j's jars within {FETCH_SECONDS} s; "
                "check that its repository can be reached and run again."
            ) from late
        if done.returncode != 0:
            raise Neo4jServerError(
                "Maven could not fetch Neo4j's jars; check that its repository can be reached. "
                f"It said:\n{_last_lines(done.stdout + done.stderr)}"
            )
        try:
            fetched.rename(jars)
        except OSError:
            # Another run may have finished first; its jars are the same. Anything else is an error.
            if not jars.is_dir():
                raise


def free_ports(count: int) -> list[int]:
    """Return ``count`` different TCP ports of 127.0.0.1 that nothing listens on at the moment."""
    # All are held open together, so that the same one is not given out twice.
    holders = [socket.socket(socket.AF_INET, socket.SOCK_STREAM) for _ in range(count)]
    try:
        for holder in holders:
            holder.bind(("127.0.0.1", 0))
        return [int(holder.getsockname()[1]) for holder in holders]
    finally:
        for holder in holders:
            holder.close()


def bolt_refusal(uri: str, user: str, password: str) -> str | None:
    """Ask ``RETURN 1``; return ``None`` when it is answered, else why it was not.

    A wrong password raises ``AuthError`` at once, since waiting does not cure it.
    """
    try:
        with (
            GraphDatabase.driver(uri, auth=(user, password), connection_timeout=5.0) as driver,
            driver.session() as session,
        ):
            session.run("RETURN 1").consume()
    except AuthError:
        raise
    except (DriverError, Neo4jError) as refusal:
        return str(refusal)
    return None


def _last_lines(text: str) -> str:
    return "\n".join(text.splitlines()[-LOG_LINES:])


class Neo4jServer:
    """One Neo4j server process with a home of its own.

    ``settings`` are further lines of ``neo4j.conf``; they win over the ones written here.
    """

    def __init__(
        self,
        settings: Mapping[str, str] | None = None,
        heap: str = "512m",
        page_cache: str = "128m",
        release: Release | None = None,
    ) -> None:
        """Prepare a server; nothing is fetched or started before ``start()``."""
        self.release = release or release_for_tests()
        self.user = USER
        # Hexadecimal, because AdminTool would read a leading '-' as an option.
        self.password = secrets.token_hex(16)
        self._settings = dict(settings or {})
        self._heap = heap
        self._page_cache = page_cache
        self._home: Path | None = None
        self._bolt_port = 0
        self._http_port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """The Bolt address."""
        return f"bolt://127.0.0.1:{self._bolt_port}"

    @property
    def http_url(self) -> str:
        """The HTTP address; Neo4j Browser is at ``/browser/`` under it."""
        return f"http://127.0.0.1:{self._http_port}"

    @property
    def home(self) -> Path:
        """The server's home directory, with ``conf``, ``data``, ``import`` and ``logs``."""
        if self._home is None:
            raise Neo4jServerError("This Neo4j has no home yet; call start() first.")
        return self._home

    @property
    def log(self) -> str:
        """Everything the server has written on its standard output, over all its starts."""
        if self._home is None:
            return ""
        console = self._home / "logs" / "console.log"
        return console.read_text(encoding="utf-8", errors="replace") if console.exists() else ""

    @property
    def running(self) -> bool:
        """Whether the process is alive."""
        return self._process is not None and self._process.poll() is None

    def __enter__(self) -> Self:
        """Start the server."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the server and remove its home."""
        self.stop()

    def start(self) -> None:
        """Make a home, set the initial password, start the server and wait until Bolt answers."""
        self.prepare()
        try:
            self._launch()
        except BaseException:
            self.stop()
            raise

    def prepare(self) -> None:
        """Make a home and set the initial password; nothing runs until ``restart()``.

        In between ``admin`` and ``admin_program`` work on the home, as on a server that is stopped.
        """
        if self._home is not None:
            raise Neo4jServerError(
                "This Neo4j is started already: call restart(), or stop() first."
            )
        class_path(self.release)
        self._home = Path(tempfile.mkdtemp(prefix="graphq-neo4j-"))
        try:
            self._bolt_port, self._http_port = free_ports(2)
            self._write_home()
            self.admin("dbms", "set-initial-password", self.password)
        except BaseException:
            self.stop()
            raise

    def restart(self) -> None:
        """End the process if it is alive and start it again on the same home and ports."""
        if self._home is None:
            raise Neo4jServerError("This Neo4j has no home to restart on; call start() first.")
        self._end()
        self._launch()

    def kill(self) -> None:
        """End the process with SIGKILL, as a power cut would; the home stays for ``restart()``."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait(STOP_SECONDS)
        self._process = None

    def stop(self) -> None:
        """End the process and remove the home; harmless when there is neither."""
        # Nothing of the home is kept, so an orderly shutdown would buy nothing.
        self.kill()
        if self._home is not None:
            shutil.rmtree(self._home)
            self._home = None

    def admin(self, *arguments: str) -> str:
        """Run one ``neo4j-admin`` command on this home and return what it printed."""
        command = [*self._admin_command(), *arguments]
        done = subprocess.run(
            command, capture_output=True, text=True, env=os.environ | self._homes()
        )
        printed = done.stdout + done.stderr
        if done.returncode != 0:
            shown = " ".join(arguments).replace(self.password, "…")
            raise Neo4jServerError(
                f"'neo4j-admin {shown}' failed with code {done.returncode}; mend what it names:\n"
                f"{_last_lines(printed)}"
            )
        return printed

    def admin_program(self) -> Path:
        """A program on this home that stands for ``neo4j-admin``, for scripts that call it."""
        program = self.home / "neo4j-admin"
        homes = [f"{name}={value}" for name, value in self._homes().items()]
        command = shlex.join(["env", *homes, *self._admin_command()])
        program.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        return program

    def _homes(self) -> dict[str, str]:
        return {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}

    def _admin_command(self) -> list[str]:
        return [*self._java(), ADMIN_CLASS]

    def _java(self) -> list[str]:
        """How its programs begin: a Java, and the jars."""
        java = java_for(self.release)
        if java is None:
            raise Neo4jServerError(
                f"Install Java {self.release.oldest_java} or later to start Neo4j "
                f"{self.release.version}."
            )
        return [str(java), "-cp", f"{class_path(self.release)}/*", *JAVA_OPTIONS]

    def _write_home(self) -> None:
        for folder in ("conf", "data", "import", "logs", "plugins"):
            (self.home / folder).mkdir()
        settings = {
            "server.default_listen_address": "127.0.0.1",
            "server.bolt.listen_address": f"127.0.0.1:{self._bolt_port}",
            "server.http.listen_address": f"127.0.0.1:{self._http_port}",
            "server.https.enabled": "false",
            "server.memory.heap.max_size": self._heap,
            "server.memory.pagecache.size": self._page_cache,
            # A test server tells nobody that it exists.
            "dbms.usage_report.enabled": "false",
            "client.allow_telemetry": "false",
            # Otherwise an orderly shutdown idles for ten seconds, in case somebody still calls.
            "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
            **self.release.settings,
        } | self._settings
        lines = [f"{name}={value}\n" for name, value in settings.items()]
        (self.home / "conf" / "neo4j.conf").write_text("".join(lines), encoding="utf-8")

    def _launch(self) -> None:
        command = [*self._java(), f"-Xmx{self._heap}", self.release.main_class]
        command += [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]
        command += ["--console-mode"]
        with (self.home / "logs" / "console.log").open("ab") as console:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=console, stderr=subprocess.STDOUT
            )
        try:
            self._wait_for_bolt()
        except BaseException:
            self._end()
            raise

    def _wait_for_bolt(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while (refusal := bolt_refusal(self.uri, self.user, self.password)) is not None:
            if not self.running:
                raise Neo4jServerError(
                    f"Neo4j ended while it was starting; read its log and mend what it names:\n"
                    f"{_last_lines(self.log)}"
                )
            if time.monotonic() > deadline:
                raise Neo4jServerError(
                    f"Neo4j did not answer on {self.uri} within {START_SECONDS} s ({refusal}); "
                    f"read its log and mend what it names:\n{_last_lines(self.log)}"
                )
            time.sleep(0.25)

    def _end(self) -> None:
        """Ask the process to end, and kill it only when it does not."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None
