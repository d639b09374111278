"""A password goes to no server that somebody else has named, and to none unencrypted unsaid."""

from __future__ import annotations

import os
import socket
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

import graphq
from graphq.graph.errors import GraphqWarning, StoreError, UsageError
from graphq.graph.stores.neo4j.encryption import warn_if_plain
from graphq.surroundings import Surroundings, database_url, environment
from tests.cli.run import graphq as command
from tests.cli.terminal import at_terminal

SECRET = "hunter2-not-for-strangers"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs owners and modes of files")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory of its own, with nothing said in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("GRAPHQ_", "NEO4J_"))]:
        monkeypatch.delenv(name)
    return tmp_path


@pytest.fixture
def heard() -> Iterator[tuple[str, list[bytes]]]:
    """The address of a server that is none, and what was sent to it first on each connection."""
    sent: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def listen() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    sent.append(connection.recv(1 << 16))

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield f"bolt://127.0.0.1:{listening.getsockname()[1]}", sent
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(10)


def dotenv(folder: Path, **variables: str) -> Path:
    file = folder / ".env"
    text = "".join(f"{name}={value}\n" for name, value in variables.items())
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    return file


URL = "neo4j://somewhere.example:7687"


@pytest.mark.parametrize(
    ("given", "known", "file", "is_asked"),
    [
        (None, {"GRAPHQ_DB": URL, "NEO4J_PASSWORD": SECRET}, {}, False),
        (None, {}, {"GRAPHQ_DB": URL, "NEO4J_PASSWORD": SECRET}, False),
        (None, {"NEO4J_PASSWORD": SECRET}, {"GRAPHQ_DB": URL}, True),
        (None, {"NEO4J_PASSWORD": SECRET}, {"GRAPHQ_DB": URL, "NEO4J_PASSWORD": "theirs"}, True),
        (None, {"GRAPHQ_DB": URL}, {"NEO4J_PASSWORD": SECRET}, True),
        (URL, {"NEO4J_PASSWORD": SECRET}, {"GRAPHQ_DB": "bolt://other"}, False),
        (URL, {}, {"NEO4J_PASSWORD": SECRET}, False),
        (None, {"NEO4J_PASSWORD": SECRET}, {"GRAPHQ_DB": "a-folder"}, False),
        (None, {"NEO4J_PASSWORD": SECRET}, {}, False),
        (None, {}, {"GRAPHQ_DB": URL}, False),  # there is no password that could be sent
    ],
)
def test_an_address_and_a_password_of_two_places_have_to_be_confirmed(
    given: str | None, known: dict[str, str], file: dict[str, str], is_asked: bool
) -> None:
    surroundings = Surroundings(known, file)
    asked: list[str] = []

    def agree(question: str) -> bool:
        asked.append(question)
        return True

    place = database_url(given, surroundings, agree)
    assert bool(asked) == is_asked
    assert not any(SECRET in question for question in asked)
    if is_asked:
        with pytest.raises(UsageError, match=rf"name it yourself \(--db {URL}\)") as refused:
            database_url(given, surroundings)
        assert SECRET not in str(refused.value)
    else:
        assert database_url(given, surroundings) == place


def test_no_server_of_a_file_hears_of_the_password_of_the_environment(
    here: Path, heard: tuple[str, list[bytes]]
) -> None:
    url, sent = heard
    dotenv(here, GRAPHQ_DB=url)
    for line in ("status", "load jnim", "load jnim --dry-run", "mcp", "doctor", "serve"):
        ran = command(*line.split(), cwd=here, stdin="", NEO4J_PASSWORD=SECRET)
        assert ran.code in (1, 2), line
        assert "the password is in the environment" in " ".join((ran.out + ran.err).split()), line
        assert SECRET not in ran.out + ran.err
    assert sent == []


def test_a_server_that_one_has_typed_is_one_that_one_knows(
    here: Path, heard: tuple[str, list[bytes]]
) -> None:
    url, sent = heard
    dotenv(here, GRAPHQ_DB="bolt://127.0.0.1:1")
    ran = command("status", "--db", url, cwd=here, NEO4J_PASSWORD=SECRET)
    assert ran.code == 1
    assert sent
    assert SECRET not in ran.err


def test_at_a_terminal_one_is_asked(
    here: Path, heard: tuple[str, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, sent = heard
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    dotenv(here, GRAPHQ_DB=url)
    code, text = at_terminal(["status"], [("[y/N] ", "n\n")], None)
    assert (code, sent) == (2, [])
    assert f"{url} is named by the file .env here. Send it the password" in text
    code, text = at_terminal(["status"], [("[y/N] ", "y\n")], None)
    assert code == 1
    assert sent
    assert SECRET not in text


def test_nothing_of_the_environment_enters_what_a_file_says(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLOUD_SECRET", SECRET)
    dotenv(here, GRAPHQ_DB="bolt://${CLOUD_SECRET}.example", NEO4J_PASSWORD="${CLOUD_SECRET}")
    found = environment()
    assert SECRET not in found["GRAPHQ_DB"] + found["NEO4J_PASSWORD"]


@POSIX
@pytest.mark.parametrize("mode", [0o660, 0o602, 0o666])
def test_a_file_that_others_may_write_to_is_not_read(mode: int, here: Path) -> None:
    dotenv(here, GRAPHQ_DB="nowhere").chmod(mode)
    with pytest.warns(GraphqWarning, match=r"\.env is not read, since others may write to it"):
        assert "GRAPHQ_DB" not in environment()
    ran = command("status", cwd=here, db="my-graph")
    assert ran.err.count("is not read, since others may write to it") == 1
    assert "There is no graph in" in ran.err


@POSIX
def test_a_file_of_another_user_is_not_read(here: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("Only root can give a file away.")
    file = dotenv(here, GRAPHQ_DB="nowhere")
    os.chown(file, 65534, 65534)
    with pytest.warns(GraphqWarning, match=r"\.env is not read, since it belongs to another user"):
        assert "GRAPHQ_DB" not in environment()
    file.rename(here / "theirs")
    mine = here / "mine"
    mine.write_text("GRAPHQ_DB=nowhere\n", encoding="utf-8")
    (here / ".env").symlink_to(mine)
    os.chown(here / ".env", 65534, 65534, follow_symlinks=False)
    with pytest.warns(GraphqWarning, match="belongs to another user"):
        assert "GRAPHQ_DB" not in environment()


def test_no_value_is_shown(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    assert SECRET not in repr(environment())
    with pytest.raises(StoreError) as failed:
        graphq.open("bolt://127.0.0.1:1", wait_seconds=1)
    shown: BaseException | None = failed.value
    while shown is not None:
        assert SECRET not in f"{shown} {shown!r}"
        shown = shown.__cause__
    for line in ("status", "doctor", "mcp"):
        ran = command(*line.split(), "--db", f"bolt://neo4j:{SECRET}@localhost", cwd=here)
        assert ran.code != 0
        assert SECRET not in ran.out + ran.err
    assert not [*here.iterdir()]


@pytest.mark.parametrize(
    ("url", "advised"),
    [
        ("bolt://198.51.100.7:7687", "bolt+s://198.51.100.7:7687"),
        ("NEO4J://[2001:db8::1]", "neo4j+s://[2001:db8::1]"),
        ("neo4j://no-such-machine.invalid", "neo4j+s://no-such-machine.invalid"),
    ],
)
def test_what_goes_to_another_machine_unencrypted_is_said(url: str, advised: str) -> None:
    with pytest.warns(GraphqWarning) as said:
        warn_if_plain(url)
    assert str(said[0].message).endswith(f"write {advised}")


@pytest.mark.parametrize(
    "url",
    [
        "bolt://localhost:7687", "neo4j://LOCALHOST", "bolt://127.0.0.1", "bolt://127.8.9.1:1",
        "bolt://[::1]:7687", "bolt://neo4j.localhost", "neo4j+s://198.51.100.7",
        "bolt+ssc://198.51.100.7", f"bolt://{socket.gethostbyname('localhost')}",
    ],
)  # fmt: skip
def test_what_stays_here_or_is_encrypted_is_not_warned_of(url: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warn_if_plain(url)


def test_the_command_says_it_in_one_line(here: Path) -> None:
    ran = command("status", "--db", "bolt://no-such-machine.invalid", cwd=here, NEO4J_PASSWORD="x")
    assert ran.code == 1
    first, second = ran.err.splitlines()
    assert first.startswith("graphq: The password and the answers go to no-such-machine.invalid un")
    assert second.startswith("graphq: No Neo4j answers at bolt://no-such-machine.invalid.")
