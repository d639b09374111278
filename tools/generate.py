"""Writes what is made from the model, the questions, the lock files and the like: pages, a setting.

Run `python -m tools.generate`; with `--check` nothing is written, and a page that differs from what
would be written makes the exit code 1. What always holds: a made page is never edited by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from graphq.browser.kit import compose_lines
from graphq.cypher.ask.catalog import questions
from graphq.cypher.ask.headers import compiled
from graphq.cypher.ask.written_header import read
from graphq.graph.model.schema import model_page
from graphq.graph.model.targets import tree_lines
from graphq.ingest.sources.dossier.doubts import DOUBTS
from graphq.ingest.sources.dossier.rules import EVERY_TABLE
from graphq.ingest.sources.dossier.table import Rule
from graphq.ingest.sources.dossier.tables import TABLES
from graphq.tell.catalog import question_page
from tools.asking import asking_module, parameters_module, rows_module
from tools.licences import licences_page
from tools.likeness import likeness_page
from tools.statements import statements_page
from tools.trust import trust_page

ROOT: Final = Path(__file__).parents[1]
COMPOSE_FILE: Final = ROOT / "docker-compose.yml"
_COMPOSE_BEGIN: Final = "      # Made by make docs, not to be edited:\n"
_COMPOSE_END: Final = "      # End of what is made.\n"


_DOSSIER_HEAD: Final = """\
# The dossier format

Made from `ingest/sources/dossier/tables/` by `make docs`; do not edit.

A dossier is a folder of CSV tables of cited facts: UTF-8, separated by commas, the first line
naming the columns. A table that has no rows may be left out, and so may a column that is not
required. Lists inside a cell are separated by `;` and name nothing twice. Dates are ISO and may be
partial (`2017`, `2017-03`, `2017-03-02`). Lines that begin with `#` are comments. An id is made of
small letters, digits and hyphens.

Ids are a dossier's own. `jas` in the folder `lakechad` is `lakechad/jas` in the graph, so an id
that another dossier uses for another thing does no harm; the same is true of the ids of sources.
Only the dossiers that come with graphq have no name before their ids in the graph (`jnim`;
`jnim/jnim` is understood too). A cell that refers to a row may be written in these ways:

- `jas` means the row of this dossier; where it has none, that of a dossier that comes with graphq;
  where there is none either, that of another dossier, if just one has it.
- `lakechad/jas` means the row of the dossier lakechad, whichever dossier writes it.
- `ucdp:actor:1076` means what the graph has by that id: an actor or an event of a publisher.

At a command an id means what has just that id in the graph, and otherwise the row of the one
dossier that has it; where several have it, they are listed. Where both are there, a note says so.

Two dossiers share only what is declared. `same_as.csv` says that a group, person or facility of
this dossier is one of another dossier, or has a publisher's number, in which time, and who says so:

```csv
mine,theirs,relation,valid_from,valid_to,sources
maghreb,jnim/aqim,same,2007-01-24,,press-1
jas,un-sc:QDe.138,same,,,press-2
jnim,jnim/jnim,different,,,press-1
```

What this dossier tells of `maghreb` from that day on is then told of the AQIM of jnim, in
whichever order the two are loaded; what it tells of earlier days, and everything while jnim is not
in the graph, is told of `lakechad/maghreb`. `--dataset dossier:jnim` asks for what jnim alone says.
A load tells how many ids and numbers a dossier has in common with another and does not declare.

`graphq new-dossier DIR` writes an empty one; `graphq load DIR` checks every row and loads it. The
dataset is named after the folder: a second folder of the same name is taken for a new version of
the first, and what it leaves out is retired. Where that would be more than half of it, and at least
20 facts, nothing is loaded unless `--replace` is given. A dossier with a problem changes nothing.
`graphq load DIR --dry-run` lists which facts would be new, changed (with what they said and would
say) or gone, the first 20 of them, all with `--all`; with `--format json` all stand in `changes`.

An id that you write otherwise is another id: what another dossier, a file of scores or a judgement
still says of the old one stays with the old one. The load names who does and by which facts, so
that the new id can be written there. Of a group, a person or a facility that nobody states any
longer only the name is kept, for what points to it; such an incident is counted nowhere.

`graphq tidy DIR` writes the files in one form: rows and columns in one order, dates as YYYY-MM-DD,
lists as `a;b`, UTF-8, lines that end with a line feed, quotes only where they are needed. Nothing
is lost: comments stay above their rows, unknown columns and files are kept and told. What an older
dossier wrote elsewhere moves to where it stands now. It says what it did, a sentence for each kind
of thing with file and rows; `--check` says what it would do and ends with exit code 1 if there is
something. What only a person can do is told last.

Two people write one dossier with Git so:

```sh
graphq new-dossier lakechad             # writes .gitattributes: *.csv merge=union
cd lakechad && git init && git add -A && git commit -m "An empty dossier"
```

Each adds rows, where and in which order does not matter, and before every commit:

```sh
graphq tidy . && graphq load . --dry-run && git commit -am "Three incidents of May"
```

Then `git pull`, and once more `graphq tidy .`: because of the line in `.gitattributes`, Git keeps
the rows of both where they changed the same lines, and tidying sorts them, keeps once what both
wrote alike, and tells of an id that is told twice: on which lines, and in which cells the two
differ. Take out the one that is wrong, tidy, load, commit. A row that one took out and the other
changed comes back with the change.

Facts only, in your own words, each with its source. Nothing of the layout or the guarding of a
place is kept here. Rows of ACLED or GTD must not be copied into a dossier that is passed on: their
licences forbid it.

Who is said to have done an incident, on whose word, and who claimed it stands in the incident's own
row. What more is known of a claim (its date, its own sources) and every denial stand in
`claims.csv`. The two have to agree: a claim there is of a group that the incident names as
claimant, and where the perpetrator denies it, the attribution is disputed.
[attribution.md](attribution.md) explains the words.

How a merger, a split, a new name and seven other changes are entered, and what then comes down from
a group to what became of it, [changes.md](changes.md) shows by ten examples.

What a reader should know of a row, besides what its columns say, was said by somebody on some day,
and no answer as of an earlier day tells it. The `note` of a row is one such remark: `note_on` says
when, `note_sources` by whom. Left blank, it was said by the sources of the row when the newest of
them was published (where none has a date: when the newest source of the dossier was), and never
before a day that the text names. What was said at different times goes into `remarks.csv`, a row
for each remark. The same holds for `summary` and `conflicts_note` as far as they name later days
than the row's own. A published count is there from the day on which its source was
published."""


_TREE_HEAD: Final = """\
What was struck is sorted by one vocabulary, a tree, for facilities and incidents. A facility is
named by a word with nothing below it (`military-base`, `prison`); an incident by any, as exactly as
its source tells (`military` for a patrol). Whoever asks for a word (`--target-type military`) gets
what is below it too, by what the incident says of itself or by the facility that it struck. `graphq
exposure` and `graphq similar-targets` take the like of a facility to be of its own word; with
`--target-type military` all of that branch is its like. What a publisher calls the kind is told in
these words too."""

_DOUBTS_HEAD: Final = """\
## What looks wrong

A load, and `graphq load DIR --dry-run` at more length, tells what is not as follows, by file, line
and row; `--format json` has it as data. Nothing is refused for it: of two cells that do not agree
either can be wrong, and sources may say so. A date that is not wholly known gets the benefit of the
doubt, and an empty one is held against nothing. Of a row that is right all the same `meant.csv`
says so, with the word that stands here before the colon, and why:

```csv
table,row,doubt,why
incidents,inc-2019-03-17-dioura,outside-life,The founding was made known a month later.
roles,boss reds emir 2017,older-source,The newspaper foretold it.
sources,,unused-source,The list is also one of what to read.
```
"""


def questions_page() -> str:
    """Every saved question on one page."""
    head = (
        "# The questions\n\nMade from the headers in `cypher/` by `make docs`; do not edit.\n\n"
        "Each question is one file, which is at once a command, a Neo4j Browser favourite and a "
        "test. Every command also takes `--db`, `--format table|json|csv|md` and "
        "`--show-cypher`.\n\n"
    )
    return head + "\n".join(question_page(name) for name in questions())


def dossier_page() -> str:
    """The dossier format on one page."""
    lines = [_DOSSIER_HEAD, "", _TREE_HEAD, "", *tree_lines(), ""]
    lines += ["What must hold in every table:", "", *_listed(EVERY_TABLE)]
    for table in TABLES.values():
        lines += ["", f"## {table.file}", "", f"{table.help[0].upper()}{table.help[1:]}.", ""]
        lines += ["| column | | what stands in it |", "|---|---|---|"]
        for column in table.columns:
            needed = "required" if column.required else ""
            lines.append(f"| `{column.name}` | {needed} | {column.told} |")
        if table.own_rules:
            lines += ["", "What must hold:", "", *_listed(table.own_rules)]
        for remark in table.remarks:
            lines += ["", remark]
    lines += ["", _DOUBTS_HEAD]
    lines += [f"- `{kind}`: {rule.sentence}" for kind, rule in DOUBTS.items()]
    return "\n".join(lines) + "\n"


def _listed(rules: Iterable[Rule]) -> Iterator[str]:
    return (f"- {rule.sentence}" for rule in rules)


def compose_file() -> str:
    """The compose file, with what Neo4j Browser is told after a log-in made anew."""
    before, begin, rest = COMPOSE_FILE.read_text(encoding="utf-8").partition(_COMPOSE_BEGIN)
    _, end, after = rest.partition(_COMPOSE_END)
    if not begin or not end:
        sys.exit(f"{COMPOSE_FILE.name} has lost the comments between which lines are made.")
    return before + begin + compose_lines() + end + after


def headers_file() -> str:
    """What every question says of itself, read from its file, for `cypher.ask.header`."""
    written = ((question.file, question.written_header) for question in questions().values())
    return compiled({text: read(file, text) for file, text in written})


# The headers are the first, since the rest is made from what is read of them.
PAGES: Final = {
    "cypher/ask/headers.json": headers_file,
    "docs/model.md": model_page,
    "docs/questions.md": questions_page,
    "docs/dossier.md": dossier_page,
    "docs/likeness.md": likeness_page,
    "docs/licences.md": licences_page,
    "docs/statements.md": statements_page,
    "docs/trust.md": trust_page,
    COMPOSE_FILE.name: compose_file,
    "graphq/asking.py": asking_module,
    "graphq/parameters.py": parameters_module,
    "graphq/rows.py": rows_module,
}


def main() -> int:
    """Write the pages, or check them; returns the exit code."""
    checking = "--check" in sys.argv[1:]
    drifted = []
    for name, page in PAGES.items():
        file, text = ROOT / name, page()
        if checking:
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                drifted.append(name)
        else:
            file.write_text(text, encoding="utf-8")
    if drifted:
        print(f"{', '.join(drifted)} would be written differently: run make docs")
    return 1 if drifted else 0


if __name__ == "__main__":
    sys.exit(main())
