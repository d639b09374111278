"""What a load tells: of figures that contradict one another, and of states that are no more."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from graphq.graph.stores.nothing import NoGraph
from graphq.ingest.load import find
from graphq.ingest.runs import Summary
from graphq.tell.load import of_remarks, told
from tests.ingest.event_files import write_rows
from tests.ingest.made_up import acled_row, gtd_row
from tests.ingest.ucdp_rows import row as ged_row


def said(file: Path) -> str:
    """What a dry run tells."""
    with closing(find(str(file), rejects=file.with_suffix(".rejects"), dry_run=True)) as found:
        return "\n".join(told(found, found.into(NoGraph(), "test")))


@pytest.mark.parametrize(
    "figures",
    [{"low": "9", "best": "5", "high": "1"}, {"best": "9", "high": "5"}, {"best": "1", "low": "2"}],
)
def test_estimates_that_contradict_one_another_are_told(
    figures: dict[str, str], tmp_path: Path
) -> None:
    deaths = {"deaths_a": "", "deaths_b": "", "deaths_civilians": "", "deaths_unknown": ""}
    rows = [ged_row(id=f"{key}", **deaths, **figures) for key in (1, 2)]
    file = write_rows(tmp_path / "ged.csv", [*rows, ged_row(id="3")])
    assert "2 with figures that contradict one another: kept as printed" in said(file)


@pytest.mark.parametrize(
    ("country", "sentence"),
    [
        ("Yugoslavia", "1 in Yugoslavia, a state that is no more: under its code YUCS"),
        ("Soviet Union", "1 in Soviet Union, a state that is no more: under its code SUHH"),
        ("Serbia-Montenegro", "1 in Serbia and Montenegro, a state that is no more: under its"),
        ("East Germany (GDR)", "1 in 'East Germany (GDR)', a state that is no more: under DE,"),
        ("Zaire", "1 in 'Zaire', a state that is no more: under CD,"),
        ("New Hebrides", "1 in 'New Hebrides', a state that is no more: under VU,"),
        ("International", "1 in 'International', which is no country that graphq knows"),
    ],
)
def test_a_state_that_is_no_more_is_told(country: str, sentence: str, tmp_path: Path) -> None:
    file = write_rows(tmp_path / "gtd.csv", [gtd_row(country_txt=country)])
    assert sentence in said(file)


def test_a_country_that_nobody_knows_is_told_whoever_prints_it(tmp_path: Path) -> None:
    acled = write_rows(tmp_path / "acled.csv", [acled_row(country="Ruritania", iso="")])
    assert "1 in 'Ruritania', which is no country that graphq knows" in said(acled)
    assert "no country" not in said(write_rows(tmp_path / "sound.csv", [acled_row()]))


def test_of_many_remarks_the_most_frequent_are_told() -> None:
    noted = {f"in state {number:02}": number for number in range(1, 15)}
    sentences = list(of_remarks(Summary("gtd", noted=noted)))
    assert sentences[0] == "14 in state 14."
    assert len(sentences) == 11
    assert sentences[-1].startswith("10 of which")
