"""Hostile names, questions in quotation marks and files at the command: sentences, and no more."""

from __future__ import annotations

import json
import random
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from graphq.cli.main import _run
from graphq.cli.questions import question_asked
from graphq.cypher.ask.catalog import questions
from graphq.document.forms import printed_names
from graphq.graph.errors import GraphqError
from graphq.graph.model.nodes import Group
from graphq.graph.opening import open_store
from graphq.tell.offers import is_plain, offers, paths
from tests.cypher.build import SOURCES, Build
from tests.doors.nasty import NASTY, raw
from tests.figures import tried

SEED: Final = 20
COMMANDS: Final = (
    ("show",), ("brief",), ("similar-targets",), ("lineage",), ("sources",), ("matrix",),
    ("browser", "leaders"), ("view", "lineage"), ("changes", "--show-cypher"),
)  # fmt: skip
ASKED: Final = (
    "lineage jnim -o {out}", "lineage jnim --output {out}", "lineage jnim --db {out}",
    "lineage jnim --format json", "lineage jnim --show-cypher", "lineage jnim --help", "--help",
    "--version", "load jnim", "load {secret}", "export csv {out}", "assess x --template {out}",
    "new-dossier {out}", "browser-kit {out}", "serve", "mcp", "cypher 'CREATE (:Evil)'",
    "view --all -o {out}", "brief jnim -o {out}", "matrix -o {out}", "lineage jnim; touch {out}",
    "lineage $(touch {out})", "lineage `touch {out}`", "lineage jnim | tee {out}",
    "lineage jnim > {out}", "graphq graphq lineage jnim", "../lineage jnim", "/etc/passwd",
    "lineage @{secret}", "lineage --install-completion", "lineage --show-completion", "'", '"',
    "\\", "", " ", "graphq", "lineage", "lineage jnim extra", "lineage -- --help",
    "incidents --from x",
    "incidents --limit 99999999999999999999", "lineage jnim --as-of '; DETACH DELETE n'", "\x00",
    "lineage \udcff", "lineage \x1b[31m", "\u202eegaenil jnim", "lineage 'jnim\nnote: forged'",
)  # fmt: skip
Run = Callable[..., tuple[int, str]]

ODD: Final = ("Traceback", "not foreseen", "root:", "codec", "the-secret")


@pytest.fixture
def run(
    jnim_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Run:  # fmt: skip
    """Runs the command in this process; gives its exit code and all that it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRAPHQ_DB", str(jnim_folder))

    def ran(*arguments: str) -> tuple[int, str]:
        capfd.readouterr()
        monkeypatch.setattr("sys.argv", ["graphq", *arguments])
        code = _run()
        out, err = capfd.readouterr()
        return code, out + err

    return ran


def test_hostile_names_are_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    names = [text for text in NASTY if "\x00" not in text]
    tries = [(command, name) for at, command in enumerate(COMMANDS) for name in names[at % 8 :: 8]]
    lost = []
    for command, name in tries:
        code, told = run(*command, "--", name)
        if code not in (2, 3) or raw(told) or any(odd in told for odd in ODD):
            lost.append((command, name, code, told[:300]))
    tried("hostile names at the command", len(tries), len(tries) - len(lost))
    assert lost == []
    assert list(tmp_path.iterdir()) == []


def test_a_question_in_quotation_marks_is_a_question_and_nothing_else(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("the-secret", encoding="utf-8")
    places = {name: shlex.quote(str(tmp_path / name)) for name in ("out", "secret")}
    lost = []
    for at, text in enumerate(ASKED):
        form = ("jsonl", "gexf", "csv", "cypher")[at % 4]
        code, told = run("export", form, str(tmp_path / "part"), "--of", text.format(**places))
        if code not in (0, 2, 3) or raw(told) or any(odd in told for odd in ODD):
            lost.append((form, text, code, told[:300]))
        if [one.name for one in tmp_path.iterdir()] != ["secret"]:
            lost.append((form, text, code, str(list(tmp_path.iterdir()))))
    tried("hostile questions to export", len(ASKED), len(ASKED) - len(lost))
    assert lost == []


def test_what_is_read_as_a_question_is_one_of_the_catalog(tmp_path: Path) -> None:
    names = list(questions())
    chosen = random.Random(SEED)
    tries = [
        f"{chosen.choice(names)} {chosen.choice((*ASKED, *NASTY))} {chosen.choice(NASTY)}"
        for _ in range(200)
    ]
    for text in tries:
        try:
            question, given = question_asked(text.replace("{out}", str(tmp_path / "out")))
        except (GraphqError, SystemExit):
            continue
        assert question.name in names
        assert set(given) == set(question.header.parameters)
    assert list(tmp_path.iterdir()) == []
    tried("texts read as questions", len(tries), len(tries), seed=SEED)


def test_what_is_typed_is_repeated_without_what_a_terminal_obeys(run: Run) -> None:
    tries = [text for text in NASTY if "\x00" not in text]
    for at, text in enumerate(tries):
        ways = ((text,), ("show", "a", text), ("load", text), ("show", "--db", text, "x"))
        for arguments in (ways[at % 4], ways[(at + 1) % 4]):
            code, told = run(*arguments)
            assert code != 0
            assert raw(told) == set(), arguments
            assert "not foreseen" not in told, arguments


def test_rows_at_a_terminal_hold_nothing_that_it_obeys(run: Run) -> None:
    texts = [text for text in NASTY if "\x00" not in text and "\ud800" not in text]
    for form in printed_names():
        code, told = run("cypher", "RETURN $x AS x", "-p", f"x={json.dumps(texts)}", "-f", form)
        assert code == 0, told
        assert raw(told) == set()


UNSAFE: Final = (
    "a$(touch x)", "a`x`", "a;x", "a\nb", "a\x1b[31m", "a'b", 'a"b', "a|b", "a&b", "a>b", "a(e:x:)",
    "a\\$(x)", "a!b", "a*", "a#b", "a --force", "-o", "a\u202eb", "a\u200bb", "a{1,2}", "a\tb",
)  # fmt: skip


def test_what_a_shell_would_obey_is_not_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (*UNSAFE, "a fine name.csv"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert paths("a") == ["a fine name.csv"]
    assert paths("-") == []
    with open_store(tmp_path / "graph", "write") as store:
        build = Build(store)
        for at, name in enumerate((*UNSAFE, "fine")):
            build.add(Group(id=f"g{at}", name=name, full_name=name, kind="group", sources=SOURCES))
            build.named(f"g{at}", "Group", name)
        build.write()
        found = offers(store, "group", (), "")
    assert "fine" in found
    assert all(is_plain(offer) for offer in found)
    assert {offer for offer in found if offer.startswith("g")} == {
        f"g{at}" for at in range(len(UNSAFE))
    }
    tried("offers to a shell", 2 * len(UNSAFE), 2 * len(UNSAFE))
