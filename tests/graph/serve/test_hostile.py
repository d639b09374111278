"""Calls that mean no good: nothing is written, nothing else read, everybody else answered."""

from __future__ import annotations

import base64
import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graphq.graph.stores.arcadedb.bolt import messages as bolt
from tests.graph.serve import hostile
from tests.graph.serve.served import USER, Serving, children, listening, serving
from tests.graph.serve.test_clients import WHOLE
from tests.graph.serve.wire import LATEST, Wire, secret, told

SECRET = "nobody is to read this line"
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture(scope="module")
def served(jnim_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """The jnim dossier, a query of which may take a few seconds."""
    temporary = tmp_path_factory.mktemp("serve")
    with serving(jnim_folder, temporary, "--timeout", "2", "--memory", "512") as running:
        yield running


@pytest.fixture(scope="module")
def state(served: Serving) -> Callable[[], Any]:
    """What the graph holds, and how it is laid out."""
    auth = (USER, served.password)

    def look() -> Any:
        with neo4j.GraphDatabase.driver(served.address, auth=auth) as driver:
            return [
                [record.data() for record in driver.execute_query(asked).records]
                for asked in (WHOLE, "SHOW INDEXES", "SHOW CONSTRAINTS", "CALL db.labels()")
            ]

    return look


class Listening:
    """A web server that counts who comes."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.came = 0
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        while True:
            try:
                met, _ = self.socket.accept()
            except OSError:
                return
            self.came += 1
            met.close()


def test_there_are_two_hundred_calls() -> None:
    calls = len(hostile.STATEMENTS) + len(hostile.EXTRAS)
    assert calls + len(hostile.STRANGERS) + len(hostile.INSIDERS) >= 250


def test_no_statement_writes_or_reads_anything_else(
    served: Serving, state: Callable[[], Any], tmp_path: Path
) -> None:
    canary = tmp_path / "secret.csv"
    canary.write_text(f"{SECRET}\n")
    before, files = state(), inventory(served)
    web = Listening()
    wire = Wire(served).log_in()
    for statement in hostile.STATEMENTS:
        asked = statement.replace("/etc/hostname", str(canary)).replace(
            "127.0.0.1:1/", f"127.0.0.1:{web.port}/"
        )
        wire.say(bolt.RUN, asked, {}, {})
        wire.say(bolt.PULL, {"n": -1})
        heard: list[bytes] = []
        while sum(bolt.kind(message) != bolt.RECORD for message in heard) < 2:
            message = wire.hear()
            assert message is not None, statement
            heard.append(message)
        assert SECRET.encode() not in b"".join(heard), statement
        wire.reset()
    assert state() == before
    assert inventory(served) == files
    assert web.came == 0
    assert not list(Path("/tmp").glob("hostile*"))


def inventory(served: Serving) -> list[str]:
    """The files in the private place, but for the engine's logs."""
    (home,) = served.homes
    return sorted(
        str(path) for path in home.rglob("*") if path.parent.name != "log" and path.suffix != ".wal"
    )


def test_nothing_given_along_with_a_statement_makes_it_write(
    served: Serving, state: Callable[[], Any]
) -> None:
    before = state()
    with Wire(served).log_in() as wire:
        for extra in hostile.EXTRAS:
            assert wire.ask(hostile.WRITES[0], extra) == [bolt.FAILURE, bolt.IGNORED], extra
            wire.reset()
            wire.say(bolt.BEGIN, extra)
            assert wire.answer() is not None
            wire.ask(hostile.WRITES[0], extra)
            wire.reset()
    assert state() == before


@pytest.mark.parametrize("logged_in", [False, True], ids=["a stranger", "who has logged in"])
def test_whatever_is_sent_others_are_answered(
    served: Serving, state: Callable[[], Any], logged_in: bool
) -> None:
    before = state()
    with Wire(served).log_in() as other:
        for name, sent in (hostile.INSIDERS if logged_in else hostile.STRANGERS).items():
            with Wire(served) as wire:
                if logged_in:
                    wire.log_in()
                wire.socket.settimeout(0.2)
                heard = b""
                try:
                    wire.send(sent)
                    while data := wire.socket.recv(1 << 16):
                        heard += data
                except OSError:
                    pass  # it was hung up, or more is waited for
            if not logged_in:
                # Not even that it exists: whoever has not logged in never reaches the engine.
                assert b"Forbidden" not in heard, name
            assert other.ask("RETURN 1 AS x") == [bolt.SUCCESS] * 2, name
    assert state() == before


def test_a_slow_stranger_makes_room_for_the_next(served: Serving) -> None:
    """Four hundred connections that say nothing, or half a word, keep nobody out."""
    with ExitStack() as open_ones:
        for number in range(400):
            wire = open_ones.enter_context(Wire(served))
            if number % 2:
                wire.send(bolt.MAGIC[: number % 4])
        started = time.monotonic()
        with Wire(served).log_in() as wire:
            assert wire.ask("RETURN 1 AS x") == [bolt.SUCCESS] * 2
        assert time.monotonic() - started < 5


@ON_LINUX
def test_the_engines_own_ports_take_nobodys_password(served: Serving) -> None:
    mine = listening(served.process.pid)
    assert mine == {("127.0.0.1", served.port)}
    (engine,) = children(served.process.pid)
    theirs = listening(engine)
    assert {address for address, _ in theirs} <= {"127.0.0.1", "::ffff:127.0.0.1"}
    ports = sorted(port for _, port in theirs)
    assert len(ports) == 2
    for port in ports:
        for user, password in ((USER, served.password), ("root", served.password), ("", "")):
            pair = base64.b64encode(f"{user}:{password}".encode()).decode()
            for path, body in (
                ("/api/v1/command/neo4j", {"language": "redis", "command": "SET a b"}),
                ("/api/v1/command/neo4j", {"language": "sql", "command": "CHECK DATABASE FIX"}),
                ("/api/v1/query/neo4j", {"language": "sql", "command": "SELECT FROM Group"}),
                ("/api/v1/server", {"command": "shutdown"}),
                ("/api/v1/login", {}),
            ):
                status, answer = posted(port, path, body, f"Basic {pair}" if user else "")
                assert status in (400, 401, 403), (port, path, status, answer)
    with Wire(served).log_in() as wire:
        assert wire.ask("RETURN 1 AS x") == [bolt.SUCCESS] * 2


def posted(port: int, path: str, body: dict[str, str], key: str) -> tuple[int, str]:
    """Status and answer of the engine's own web server."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Content-Type": "application/json"} | ({"Authorization": key} if key else {})
    try:
        connection.request("POST", path, json.dumps(body), headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except (http.client.BadStatusLine, ConnectionError) as error:
        return 400, str(error)  # the port of Bolt
    finally:
        connection.close()


@ON_LINUX
def test_no_password_is_where_others_can_see_it(served: Serving) -> None:
    (engine,) = children(served.process.pid)
    for process in (served.process.pid, engine):
        for what in ("cmdline", "environ"):
            assert served.password.encode() not in Path(f"/proc/{process}/{what}").read_bytes()
    arguments = Path(f"/proc/{engine}/cmdline").read_bytes().split(b"\0")
    assert len(arguments) == 5, arguments
    assert [path for path in served.temporary.rglob("*") if is_open_to_others(path)] == []


def is_open_to_others(path: Path) -> bool:
    """Whether another user can come to it; what is in a private place, nobody can."""
    return bool(path.stat().st_mode & 0o077) and all(
        parent.stat().st_mode & 0o011 for parent in path.parents if "graphq-serve" in str(parent)
    )


def test_guesses_are_slow_and_the_right_password_still_gets_in(
    jnim_folder: Path, tmp_path: Path
) -> None:
    seconds, guessers = 4.0, 8
    with serving(jnim_folder, tmp_path, GRAPHQ_SERVE_PASSWORD="once upon a time") as served:
        end = time.monotonic() + seconds

        def guess(guesser: int) -> int:
            told_no = 0
            while time.monotonic() < end:
                with Wire(served) as wire:
                    try:
                        wire.log_in(f"guess {guesser} {told_no}")
                    except PermissionError as error:
                        told_no += told(error.args[0])[0] == bolt.UNAUTHORIZED
            return told_no

        with ThreadPoolExecutor(guessers + 1) as pool:
            guessed = [pool.submit(guess, number) for number in range(guessers)]
            time.sleep(1)
            started = time.monotonic()
            with Wire(served).log_in("once upon a time") as wire:
                waited = time.monotonic() - started
                assert wire.ask("RETURN 1 AS x") == [bolt.SUCCESS] * 2
            answered = sum(found.result() for found in guessed)
        # Those that wait when the time is up are told too.
        rate = answered / (seconds + guessers * 0.5)
        print(f"{answered} guesses answered, {rate:.1f} a second; the right one in {waited:.1f} s")
        assert answered >= 3
        assert rate < 4
        assert waited < 12


def test_as_many_as_there_are_come_in_together_after_wrong_passwords(served: Serving) -> None:
    for _ in range(4):
        with pytest.raises(PermissionError):
            Wire(served).log_in("not-the-password")
    with ThreadPoolExecutor(60) as pool:
        wires = list(pool.map(lambda _: Wire(served).log_in(), range(60)))
    for wire in wires:
        wire.socket.close()


def test_nobody_logs_in_by_a_part_of_the_password(served: Serving) -> None:
    for password in (served.password[:-1], served.password + "x", served.password.upper(), ""):
        with Wire(served) as wire, pytest.raises(PermissionError) as refused:
            wire.log_in(password)
        assert told(refused.value.args[0])[0] == bolt.UNAUTHORIZED
    with Wire(served) as wire:
        wire.shake_hands(LATEST)
        wire.say(bolt.HELLO, {"user_agent": "x"})
        wire.answer()
        wire.say(bolt.LOGON, secret(served.password) | {"scheme": "none"})
        assert told(wire.answer())[0] == bolt.UNAUTHORIZED


def test_who_has_logged_off_has_to_log_in_again(served: Serving) -> None:
    with Wire(served).log_in() as wire:
        wire.say(bolt.LOGOFF)
        assert bolt.kind(wire.answer() or b"") == bolt.SUCCESS
        wire.say(bolt.RUN, "RETURN 1", {}, {})
        assert told(wire.answer()) == (bolt.INVALID, "Log in first.")
    with Wire(served).log_in() as wire:
        wire.say(bolt.LOGOFF)
        wire.answer()
        wire.say(bolt.LOGON, secret(served.password))
        assert bolt.kind(wire.answer() or b"") == bolt.SUCCESS
        assert wire.ask("RETURN 1 AS x") == [bolt.SUCCESS] * 2


@ON_LINUX
def test_the_engine_ends_with_who_started_it(jnim_folder: Path, tmp_path: Path) -> None:
    with serving(jnim_folder, tmp_path) as served:
        (engine,) = children(served.process.pid)
        served.process.kill()
        served.process.wait()
        end = time.monotonic() + 10
        while is_running(engine) and time.monotonic() < end:
            time.sleep(0.05)
        assert not is_running(engine)


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(") ", 1)[1][0]
    except OSError:
        return False
    return state != "Z"


def test_a_module_in_the_working_directory_is_not_taken_for_the_engine(
    jnim_folder: Path, tmp_path: Path
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    for name in ("arcadedb.py", "orjson.py", "json.py"):
        (here / name).write_text("open('was-run', 'w')\nraise SystemExit(9)\n")
    script = (
        "import sys; sys.path.remove('')\n"
        "from graphq.graph.serve import serve\n"
        "from graphq.graph.store import StoreOptions\n"
        f"with serve({str(jnim_folder)!r}, 0, 'long-enough'): print('served')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=here,
        env=os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "served\n"), done.stderr
    assert not (here / "was-run").exists()
