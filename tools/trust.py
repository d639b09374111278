"""The page `docs/trust.md`: what is promised, how it is tested, and what is not promised.

What always holds here: a promise names the tests that would fail if it were broken, and they exist;
what nobody tests is no promise. A part that is added to graphq adds its promises to `PARTS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Promise:
    """What always holds, how that is tried, and the files or folders of tests that try it."""

    holds: str
    tried: str
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Promises that belong together, and what is not promised about the same."""

    title: str
    promises: tuple[Promise, ...]
    not_promised: tuple[str, ...]


PARTS: Final = (
    Part(
        "Nothing is lost",
        (
            Promise(
                "A command that writes to a folder does all of it or nothing, whatever step fails "
                "and whenever it is killed: what it says it has done is there, and doing it again "
                "gives the clean graph. On a server, loading again makes it whole.",
                "Each write, rename and the like of each command is made to fail, commands are "
                "killed at random moments, servers stopped, links cut, and the graph is held "
                "against one that was loaded in peace. CI tries a sample, make faults all.",
                (
                    "tests/faults",
                    "tests/graph/stores/test_kill.py",
                    "tests/graph/stores/test_bulk_cut.py",
                    "tests/ingest/events/test_event_kill.py",
                    "tests/ingest/events/test_event_cut.py",
                ),
            ),
            Promise(
                "Files of a graph that are missing, cut or changed are told, and what holds no "
                "facts is made anew; a missing part is never taken for an empty one.",
                "Files are removed, cut, emptied, replaced by links, and bits of them turned.",
                ("tests/graph/stores/test_damage.py", "tests/faults/test_damage.py"),
            ),
            Promise(
                "Loading the same again changes nothing, and what a dataset no longer states goes "
                "unless another states it.",
                "Datasets are loaded again, in other orders and newer editions, on both engines.",
                ("tests/graph/write/test_writer.py", "tests/ingest/events/test_event_releases.py"),
            ),
            Promise(
                "A graph that is copied onto a server and back is the same graph, and a copy that "
                "was cut off is told by whatever asks it.",
                "Every node and relationship, and every question's rows, are compared after both "
                "ways.",
                ("tests/graph/export/test_copy.py",),
            ),
        ),
        (
            "A bit that turns in a file of the right size is found by graphq doctor --deep, not "
            "at every opening.",
            "A folder on a disk that lies about what it wrote, or that two machines write to at "
            "once over a network. Keep a copy: graphq copy, or a copy of the closed folder.",
            "On a Neo4j server a load is not all or nothing: what was committed stays, the load is "
            "on record as cut off, and loading again finishes it.",
        ),
    ),
    Part(
        "Who reads sees one state",
        (
            Promise(
                "One process writes to a folder at a time; who has to wait is told for whom. Who "
                "reads sees one state from beginning to end, however long it takes, and is not "
                "kept waiting.",
                "Several processes write and read the same folder at once; readers are stopped "
                "while the graph is replaced, and go on.",
                ("tests/graph/stores/test_folder.py", "tests/faults/test_readers.py"),
            ),
            Promise(
                "Reading writes nothing into a graph's folder, and no link in it is followed when "
                "writing.",
                "The folder is compared before and after every question and command that reads, "
                "also with files missing, cut or replaced by links.",
                ("tests/faults/test_untouched.py", "tests/graph/stores/test_damage.py"),
            ),
            Promise(
                "A question has an end: by time, by memory, and by Ctrl-C.",
                "Path explosions and crossed lists are asked in a folder, on a server and over "
                "serve, and clients go away.",
                ("tests/graph/stores/test_limits.py", "tests/graph/serve/test_limits.py"),
            ),
            Promise(
                "An answer that may rest on half a load says so.",
                "Loads are cut off, and every form of answer is looked at.",
                ("tests/cypher/ask/test_cut_off_loads.py",),
            ),
        ),
        (
            "On a Neo4j server a question of several reads may see two states if somebody loads "
            "between them.",
        ),
    ),
    Part(
        "Any file may come",
        (
            Promise(
                "A damaged or strange file ends in rejects with line, column and reason, or in a "
                "sentence; never in half a row.",
                "Files of every format are damaged at random from a seed: ten thousand in CI, a "
                "million by make fuzz.",
                ("tests/fuzz", "tests/ingest/events/test_event_fuzz.py", "tests/ingest/files"),
            ),
            Promise(
                "A terminal is sent no control characters of others.",
                "Names and texts with terminal escapes and invisible letters are shown in every "
                "form.",
                ("tests/doors/test_forms.py", "tests/graphq/brief/test_hostile.py"),
            ),
        ),
        ("What a source states is not checked for being true: it is shown with its source.",),
    ),
    Part(
        "Doors stay shut",
        (
            Promise(
                "Asking cannot write: the engines refuse it, on the command line, over Bolt, for "
                "assistants and in Python.",
                "Statements that write, read files or change users are sent to every door.",
                (
                    "tests/doors/test_statements.py",
                    "tests/doors/test_mcp_calls.py",
                    "tests/doors/test_command_line.py",
                    "tests/graph/serve/test_hostile.py",
                ),
            ),
            Promise(
                "Nobody but you reaches what graphq serves: on this machine, with a password.",
                "Strangers, wrong passwords, damaged messages and foreign origins are tried.",
                (
                    "tests/graph/serve/test_hostile.py",
                    "tests/doors/test_kit_requests.py",
                    "tests/graph/serve/test_static_files.py",
                    "tests/graph/stores/test_access.py",
                ),
            ),
            Promise(
                "No text of a source acts where it is shown: in a page, a document, a spreadsheet.",
                "Hostile texts go through every form and are opened again.",
                ("tests/doors/test_hostile_graph.py", "tests/doors/test_in_a_browser.py"),
            ),
            Promise(
                "A password is sent only to a server that was named with it, and stands in no list "
                "of processes, log, message or file that others can read.",
                "Addresses and passwords are given in all ways, and what is printed is looked at.",
                ("tests/doors/test_secrets.py", "tests/graphq/test_surroundings.py"),
            ),
        ),
        (
            "Whoever may read your files may read your graph: nothing is encrypted on disk.",
            "graphq serve is for your own machine, not for a network.",
        ),
    ),
    Part(
        "Own time",
        (
            Promise(
                "What goes wrong is a sentence that says what happened, where, and what to do, "
                "with the exit code that the README gives.",
                "Full disks, missing rights, closed pipes, bad options and lost servers are tried.",
                (
                    "tests/cli/test_failures.py",
                    "tests/cli/test_streams.py",
                    "tests/cli/test_process.py",
                    "tests/graph/test_refused.py",
                    "tests/graph/stores/test_bolt_errors.py",
                ),
            ),
            Promise(
                "A file that is written is whole or is not there; nothing of yours is overwritten "
                "unasked.",
                "Exports are interrupted, and led onto what is there already.",
                ("tests/graph/export/test_form.py", "tests/graph/test_outputs.py"),
            ),
        ),
        ("Windows and macOS: graphq is made for them, and the tests have not run there.",),
    ),
    Part(
        "What it stands on",
        (
            Promise(
                "Every saved question gives the same rows in a folder and on Neo4j 5.26 and "
                "2026.09.",
                "Each runs on all three against rows that are written down.",
                ("tests/cypher/test_questions_on_jnim.py", "tests/neo4j/test_server.py"),
            ),
            Promise(
                "Of the same sources the same wheel is built, byte for byte; what is installed is "
                "locked by hashes.",
                "It is built twice in other places, at other times, with other rights.",
                ("tests/tools/test_built_twice.py",),
            ),
            Promise(
                "All that comes with graphq is under a licence that lets it be passed on.",
                "The page of licences is made from what is locked, and an unknown licence fails.",
                ("tests/tools/test_licences.py",),
            ),
        ),
        (
            "The embedded engine is a pre-release. It is pinned to one exact version, the tests "
            "tell what another one breaks, and moving.md is the way out.",
            "Whether faults are known in what is locked is asked by make audit, where its database "
            "can be reached.",
        ),
    ),
)


def trust_page() -> str:
    """The page, in Markdown. Raises LookupError for a test that is not there."""
    lines = [
        "# What you can rely on",
        "",
        "Made from `tools/trust.py` by `make docs`; do not edit. Each promise names the tests that",
        "fail if it is broken; what is not here is not promised.",
    ]
    for part in PARTS:
        lines += [
            "",
            f"## {part.title}",
            "",
            "| what holds | how it is tried | tests |",
            "|---|---|---|",
        ]
        for promise in part.promises:
            tests = ", ".join(f"[{_named(test)}](../{_there(test)})" for test in promise.tests)
            lines.append(f"| {promise.holds} | {promise.tried} | {tests} |")
        lines += ["", "Not promised:", "", *(f"- {sentence}" for sentence in part.not_promised)]
    return "\n".join(lines) + "\n"


def _there(test: str) -> str:
    path = ROOT / test
    if not (path.is_file() or any(path.glob("test_*.py"))):
        raise LookupError(f"docs/trust.md names {test}, and there are no such tests.")
    return test


def _named(test: str) -> str:
    return test.removeprefix("tests/")
