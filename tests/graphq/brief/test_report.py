"""Every figure that the seed report prints, next to what the graph itself has.

The numbers here were typed from the report and from the dossier's tables, not from a brief.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphq.document.document import Line, Table, WrittenBrief
from graphq.graph.opening import open_store
from tests.graphq.brief.write_expected import made

REPORT = "ctg-2019-jnim-mali"
PERIOD = "Attacks, January to August 2019: in all"

FIGURES = {
    # what the report counts: (printed there, counted here, of these claimed, counted in both)
    "11 attacks": (PERIOD, "11", "13", "9", "9"),
    "7 in Mali": ("… in Mali", "7", "8", "7", "6"),
    "4 in Burkina Faso": ("… in Burkina Faso", "4", "5", "2", "3"),
    "3 in Gao region": ("… in Gao", "3", "2", "2", "2"),
    "Mopti named without a number": ("… in Mopti", "not printed", "2", "1", "2"),
    "Koulikoro named without a number": ("… in Koulikoro", "not printed", "2", "2", "1"),
    "Kidal named without a number": ("… in Kidal", "not printed", "1", "1", "1"),
    "2 in Soum": ("… in Soum", "2", "2", "1", "1"),
    "1 in Kossi": ("… in Kossi", "1", "1", "0", "1"),
    "1 in Kompienga": ("… in Kompienga", "1", "1", "1", "1"),
    "6 in January": ("… in January 2019", "6", "6", "4", "5"),
    "none in February": ("… in February 2019", "0", "1", "1", "0"),
    "2 in March": ("… in March 2019", "2", "2", "1", "2"),
    "1 in April": ("… in April 2019", "1", "1", "1", "1"),
    "none in May": ("… in May 2019", "0", "0", "0", "0"),
    "none in June": ("… in June 2019", "0", "0", "0", "0"),
    "2 in July": ("… in July 2019", "2", "2", "1", "1"),
    "2 on 22 July": ("… on 22 July 2019", "2", "1", "1", "1"),
    "6 armed assaults": ("… by armed assault", "6", "10", "7", "–"),
    "3 suicide vehicles": ("… by suicide vehicle bomb with armed assault", "3", "3", "3", "–"),
    "1 road device": ("… by improvised explosive device", "1", "2", "1", "1"),
    "1 tactic not stated": ("… by tactic not stated", "1", "0", "–", "–"),
    "10 on security bases": ("… on security bases", "10", "10", "–", "8"),
    "1 on peacekeepers on foot": ("… on UN peacekeepers on foot", "1", "1", "–", "1"),
    "16 killed at the embassy": (
        "Killed, March 2018: at French embassy in Ouagadougou", "16", "1", "–", "–",
    ),
    "8 wounded at the embassy": (
        "Wounded, March 2018: at French embassy in Ouagadougou", "8", "–", "–", "–",
    ),
    "4 founding groups": ("Groups, March 2017: founding groups", "4", "7", "–", "–"),
}  # fmt: skip

WHY = {
    "11 attacks": ["Saye 2019-01", "Koulikoro 2019-02-24", "Dibilou 2019-07-25",
                   "Tongomayel 2019-08-30", "only there: two"],
    "3 in Gao region": ["only there: one"],
    "none in February": ["Koulikoro 2019-02-24"],
    "2 on 22 July": ["only there: one"],
    "6 armed assaults": ["one incident can have several tactics"],
    "16 killed at the embassy": ["Reuters gives 16 dead at two sites incl. 8 gunmen"],
    "8 wounded at the embassy": ["no figure is on record here", "Reuters: 80 wounded"],
    "4 founding groups": ["7 parties are on record, 4 of them disputed and 1 only as a part"],
}  # fmt: skip


@pytest.fixture(scope="module")
def brief(jnim_folder: Path) -> Iterator[WrittenBrief]:
    with open_store(jnim_folder) as store:
        yield made(store, "jnim")


def tables(brief: WrittenBrief) -> list[Table]:
    (figures,) = (s for s in brief.sections if s.heading == "Published figures")
    return [block for block in figures.blocks if isinstance(block, Table)]


def line(brief: WrittenBrief, figure: str) -> Line:
    (found,) = (one for one in tables(brief)[0].lines if one.cells[0] == FIGURES[figure][0])
    return found


@pytest.mark.parametrize("figure", FIGURES)
def test_the_report_says(brief: WrittenBrief, figure: str) -> None:
    found = line(brief, figure)
    assert found.cells[:5] == FIGURES[figure]
    assert REPORT in found.sources


@pytest.mark.parametrize("figure", WHY)
def test_the_difference_is_explained_of(brief: WrittenBrief, figure: str) -> None:
    for told in WHY[figure]:
        assert told in line(brief, figure).cells[5]


@pytest.mark.parametrize(
    ("force", "printed", "beside"),
    [
        ("MINUSMA", "12,000", "15,450 (all personnel, 26 January 2019)"),
        ("Barkhane", "4,500", "4,500 (Operation Barkhane, July 2019, whole region)"),
        ("G5 Sahel force", "5,000", "5,000 (G5 Sahel Joint Force (planned), 31 January 2019"),
    ],
)
def test_the_report_gives_the_strength_of(
    brief: WrittenBrief, force: str, printed: str, beside: str
) -> None:
    (found,) = (one for one in tables(brief)[1].lines if one.cells[0].startswith(force))
    assert found.cells[1] == printed
    assert beside in found.cells[2]
    assert REPORT in found.sources


def test_every_count_of_the_report_in_the_dossier_is_among_these() -> None:
    folder = Path(__file__).parents[3] / "ingest" / "dossiers" / "jnim"
    rows = [one for one in (folder / "tallies.csv").read_text().splitlines() if REPORT in one]
    assert len(rows) == len(FIGURES)


def test_what_the_report_counts_and_nobody_else_tells_is_said_not_to_be_known(
    brief: WrittenBrief,
) -> None:
    (unknown,) = (s for s in brief.sections if s.heading == "What is not known")
    texts = [s.text for block in unknown.blocks for s in getattr(block, "sentences", ())]
    assert (
        "Of the 11 attacks that The Counterterrorism Group (CTG) counts for January to August "
        "2019, two are not known from any other source." in texts
    )


def test_what_is_here_and_what_is_there_add_up(brief: WrittenBrief) -> None:
    for figure in ("11 attacks", "7 in Mali", "4 in Burkina Faso", "3 in Gao region", "2 in Soum",
                   "6 in January", "2 in July", "2 on 22 July"):  # fmt: skip
        _, there, here, _, both, why = line(brief, figure).cells
        alone = re.search(r"only here: ([^;]+)", why)
        assert int(here) == int(both) + (len(alone[1].split(", ")) if alone else 0), figure
        beyond = re.search(r"only there: (one|two)", why)
        assert beyond is not None, figure
        assert int(there) == int(both) + {"one": 1, "two": 2}[beyond[1]], figure


def test_a_count_that_nobody_held_against_the_incidents_names_none_as_not_counted(
    brief: WrittenBrief,
) -> None:
    (found,) = (
        one for one in tables(brief)[0].lines if one.cells[0] == "Attacks, 2017: in Burkina Faso"
    )
    assert found.cells[1:5] == ("7", "1", "1", "–")
    assert "only here" not in found.cells[5]


def test_the_published_order_of_three_facilities_has_no_score(brief: WrittenBrief) -> None:
    (told,) = (s.text for s in brief.sentences() if s.text.startswith("A ranking by"))
    names = ["Mopti-Ambodédjo airport", "MINUSMA base, Bamako", "French embassy in Bamako"]
    assert ", then ".join(names) in told
    assert "no score behind it is on record" in told
