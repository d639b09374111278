"""At the terminal: links to Neo4j Browser, and the kit with what is served of it."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from graphq.browser.kit import kit
from graphq.browser.kit_server import serving
from graphq.cypher.ask.catalog import questions
from graphq.graph.errors import UsageError
from graphq.graph.outputs import LIST_FILE
from tests.cli.run import Ran, graphq
from tests.neo4j.server import free_ports


def statement(ran: Ran) -> str:
    """What the link puts into the editor."""
    assert ran.code == 0, ran.err
    (link,) = ran.out.splitlines()
    return dict(parse_qsl(urlsplit(link).query))["arg"]


def test_a_link_has_the_picture_with_names_resolved_and_days_as_days(jnim_folder: Path) -> None:
    ran = graphq("browser", "leaders", "Jnim", "--as-of", "2019-08-31", db=jnim_folder)
    text = statement(ran)
    assert "{id: 'jnim'}" in text
    assert "date('2019-08-31')" in text
    assert "$" not in text
    assert text.splitlines()[-3:] == questions()["leaders"].picture.splitlines()[-3:]


def test_a_question_without_a_picture_gives_its_table(jnim_folder: Path) -> None:
    assert "AS incidents" in statement(graphq("browser", "top-groups", db=jnim_folder))


def test_without_what_it_is_drawn_around_the_table_is_given(jnim_folder: Path) -> None:
    ran = graphq("browser", "incidents", "--country", "mali", db=jnim_folder)
    assert "'ML'" in statement(ran)
    assert ran.err == ""


def test_what_the_picture_goes_without_is_said(jnim_folder: Path) -> None:
    ran = graphq("browser", "incidents", "jnim", "--country", "mali", db=jnim_folder)
    assert "'ML'" not in statement(ran)
    assert ran.err == "The picture goes without --country.\n"


@pytest.mark.parametrize("sign", ["&", "#"])
def test_a_text_that_would_be_cut_is_refused(jnim_folder: Path, sign: str) -> None:
    ran = graphq("browser", "top-groups", "--dataset", f"a{sign}b", db=jnim_folder)
    assert (ran.code, ran.out) == (2, "")
    assert f"cuts a statement in a link at '{sign}'" in ran.err
    assert "--show-cypher" in ran.err


def test_another_place_and_a_server_without_passwords(jnim_folder: Path) -> None:
    at = ("--at", "http://graph.example:7474", "--no-auth")
    ran = graphq("browser", "lineage", "jnim", *at, db=jnim_folder)
    assert ran.out.startswith(
        "http://graph.example:7474/browser/?preselectAuthMethod=NO_AUTH&cmd=edit&arg="
    )
    wrong = graphq("browser", "lineage", "jnim", "--at", "here", db=jnim_folder)
    assert (wrong.code, wrong.out) == (2, "")
    assert "--at: 'here'" in wrong.err


def test_a_name_that_is_unknown_is_told_as_when_it_is_asked(jnim_folder: Path) -> None:
    assert graphq("browser", "lineage", "nobody", db=jnim_folder).code == 3


def test_help_is_of_the_question_with_this_command_in_its_examples() -> None:
    listed = graphq("browser", "--help").out
    assert all(name in listed for name in questions())
    shown = graphq("browser", "leaders", "--help").out
    assert "graphq browser leaders jnim --as-of 2019-08-31" in shown
    assert "--ended" in shown
    assert "--format" not in shown


def test_the_kit_is_written_and_a_full_folder_is_refused(tmp_path: Path) -> None:
    first = graphq("browser-kit", str(tmp_path / "kit"))
    assert first.code == 0
    assert sorted(file.name for file in (tmp_path / "kit").iterdir()) == sorted([*kit(), LIST_FILE])
    again = graphq("browser-kit", str(tmp_path / "kit"))
    assert again.code == 2
    assert "is not empty" in again.err
    assert graphq("browser-kit", str(tmp_path / "kit"), "--force").code == 0


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = graphq("browser-kit", str(tmp_path / "file" / "kit"))
    assert ran.code == 2
    assert str(tmp_path / "file") in ran.err


def test_only_the_kit_is_served_and_any_page_may_read_it() -> None:
    (port,) = free_ports(1)
    place = f"http://127.0.0.1:{port}"
    with serving(kit(), port):
        for name, content in kit().items():
            with urllib.request.urlopen(f"{place}/{name}?again") as answer:
                assert answer.read() == content
                assert answer.headers["Access-Control-Allow-Origin"] == "*"
        asked = urllib.request.Request(f"{place}/guide.md", method="OPTIONS")
        with urllib.request.urlopen(asked) as answer:
            assert answer.status == 204
            assert answer.headers["Access-Control-Allow-Headers"] == "*"
        for name in ("", "..%2f..%2fetc/passwd", "../pyproject.toml", "guide.md/x"):
            with pytest.raises(urllib.error.HTTPError, match="404"):
                urllib.request.urlopen(f"{place}/{name}")
        with (
            pytest.raises(UsageError, match=rf"Port {port} cannot be had .* with --port\.$"),
            serving({}, port),
        ):
            pytest.fail("A port was used twice.")
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{place}/guide.md")
