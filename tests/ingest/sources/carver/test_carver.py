"""Scores from a file: whose they are, what is refused, and that no other load takes them away."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from graphq.cypher.ask.catalog import question
from graphq.graph.errors import StoreError, UnknownNameError, UsageError
from graphq.graph.model.ratings import CRITERIA
from graphq.graph.store import Store
from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.load import find
from graphq.ingest.pipeline import load
from graphq.ingest.runs import Summary
from graphq.ingest.sources.carver.form import write_form
from graphq.ingest.sources.carver.load import CarverFormat, stated_as_entered, withdraw
from graphq.ingest.sources.carver.row import entry_of
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.ingest.tables import facility, good, write_dossier

TODAY = date(2024, 6, 1)
Cells = dict[str, str]
JANE = "assessment:carver:janedoe:2024-05-01:1-5"


def cells(**given: str) -> Cells:
    blank = dict.fromkeys(CRITERIA, "")
    return {
        "assessor": "Jane Doe", "date": "2024-05-01", "scale": "1-5", "target": "The camp",
        **blank, "criticality": "3", "note": "", **given,
    }  # fmt: skip


def known(text: str) -> tuple[str, str]:
    if text != "The camp":
        near = (("fac-camp", "Camp", "The camp"), ("fac-fort", "Fort", ""))
        raise UnknownNameError(f"No target is called '{text}'.", near)
    return "fac-camp", "Camp"


def test_a_row_is_what_one_person_gave_for_one_target() -> None:
    entry = entry_of(cells(effect="5", note=" a  busy\nplace "), known, TODAY)
    assert entry.assessors == ("Jane Doe",)
    assert (entry.target_id, str(entry.date), str(entry.scale)) == ("fac-camp", "2024-05-01", "1–5")
    assert entry.scores == dict.fromkeys(CRITERIA, None) | {"criticality": 3, "effect": 5}
    assert entry.note == "a busy place"
    assert entry.assessment_id == JANE


@pytest.mark.parametrize(
    "given",
    [
        {"assessor": "jane  doe"},
        {"assessor": "JANE DOE"},
        {"scale": "1–5"},
        {"scale": "", "scale_low": "1", "scale_high": "5"},
        {"scale": "1-5", "scale_low": "1", "scale_high": "5"},
        {"criticality": "5", "note": "otherwise"},
    ],
)
def test_the_same_assessor_day_and_scale_is_the_same_assessment(given: Cells) -> None:
    assert entry_of(cells(**given), known, TODAY).assessment_id == JANE


@pytest.mark.parametrize(
    "given",
    [
        {"assessor": "John Roe"},
        {"assessor": "Jane Doe; John Roe"},
        {"date": "2024-05-02"},
        {"date": "2024-05"},
        {"scale": "1-10"},
    ],
)
def test_any_other_is_another(given: Cells) -> None:
    assert entry_of(cells(**given), known, TODAY).assessment_id != JANE


def test_several_assessors_are_the_same_in_any_order() -> None:
    one = entry_of(cells(assessor="Jane Doe; John Roe"), known, TODAY)
    other = entry_of(cells(assessor="John Roe;Jane Doe;"), known, TODAY)
    assert one.assessment_id == other.assessment_id
    assert one.assessors == ("Jane Doe", "John Roe")


def test_who_is_named_twice_is_one_assessor() -> None:
    entry = entry_of(cells(assessor="Jane Doe; JANE  DOE"), known, TODAY)
    assert (entry.assessors, entry.assessment_id) == (("Jane Doe",), JANE)


@pytest.mark.parametrize("cell", ["3.0", "3,0", "3.00", " 3 ", "03"])
def test_a_whole_number_may_be_written_as_programs_write_it(cell: str) -> None:
    entry = entry_of(cells(effect=cell, scale="", scale_low="1.0", scale_high="5,0"), known, TODAY)
    assert (entry.scores["effect"], str(entry.scale)) == (3, "1–5")


REFUSED: list[tuple[Cells, str, str]] = [
    ({"assessor": ""}, "assessor", "no assessor is named"),
    ({"assessor": " ; "}, "assessor", "no assessor is named"),
    ({"assessor": "Anonymous"}, "assessor", "'Anonymous' is not the name of a person or body"),
    ({"assessor": "N/A"}, "assessor", "is not the name"),
    ({"assessor": "12345"}, "assessor", "is not the name"),
    ({"assessor": "Jane Doe; ?"}, "assessor", "'?' is not the name"),
    ({"assessor": "J" * 101}, "assessor", "more than 100 characters"),
    ({"date": ""}, "date", "no date is given"),
    ({"date": "May 2024"}, "date", "is not a date: write YYYY"),
    ({"date": "2024-02-30"}, "date", "is not a day that exists"),
    ({"date": "2024-06-02"}, "date", "2024-06-02 is still to come"),
    ({"scale": ""}, "scale_low", "no scale is given"),
    ({"scale": "", "scale_low": "1"}, "scale_low", "no scale is given"),
    ({"scale": "", "scale_low": "low", "scale_high": "5"}, "scale_low", "'low' is not a whole"),
    ({"scale": "5-1"}, "scale", "5 to 1 is no scale"),
    ({"scale": "2024-01-05"}, "scale", "a spreadsheet program made a day of it"),
    ({"scale": "1-5", "scale_low": "1", "scale_high": "9"}, "scale", "two different scales"),
    ({"target": ""}, "target", "no facility is named"),
    ({"target": "The kamp"}, "target", "No target is called 'The kamp'. fac-camp (Camp), fac-fort"),
    ({"criticality": ""}, "criticality", "not one of the six criteria is scored"),
    ({"note": "the fence is low"}, "note", "'fence' describes the security of a place"),
    *(
        ({"note": note}, "note", f"'{word}' describes the security of a place")
        for note, word in (
            ("lightly guarded at night", "guarded"),
            ("Two guards", "guards"),
            ("unguarded", "unguarded"),
            ("no patrols after ten", "patrols"),
            ("the side door is open", "door"),
            ("CCTV is out", "CCTV"),
            ("a guard-post", "guard-post"),
            ("a check-point", "check-point"),
            ("la clôture est basse", "clôture"),
            ("peu gardé", "gardé"),
            ("the wa\u200dll is low", "wall"),
            ("the \uff57\uff41\uff4c\uff4c", "wall"),
        )
    ),
    ({"note": "x" * 1_001}, "note", "more than 1,000 characters"),
    *(
        ({criterion: cell}, criterion, reason)
        for criterion in CRITERIA
        for cell, reason in (
            ("0", "0 is not on the scale from 1 to 5"),
            ("6", "6 is not on the scale"),
            ("2.5", "'2.5' is not a whole number"),
            ("1,000", "'1,000' is not a whole number"),
            ("1.000", "'1.000' is not a whole number"),
            ("3.", "'3.' is not a whole number"),
            ("high", "'high' is not a whole number"),
            ("-", "leave it blank where it is not scored"),
        )
    ),
]


@pytest.mark.parametrize(("given", "column", "reason"), REFUSED)
def test_a_bad_cell_is_refused_with_its_column_and_the_reason(
    given: Cells, column: str, reason: str
) -> None:
    with pytest.raises(RowRefusedError) as refused:
        entry_of(cells(**given), known, TODAY)
    assert refused.value.column == column
    assert reason in refused.value.reason


def test_today_itself_and_a_month_that_has_begun_are_not_to_come() -> None:
    for day in (TODAY.isoformat(), "2024-06", "2024"):
        assert str(entry_of(cells(date=day), known, TODAY).date) == day


def test_an_assessor_may_be_called_like_what_guards_a_place() -> None:
    assert entry_of(cells(assessor="Max Wall"), known, TODAY).assessors == ("Max Wall",)


Loaded = Callable[..., Summary]


@pytest.fixture
def graph(empty_store: Store, tmp_path: Path) -> Store:
    """A graph with two facilities and a rating in a dossier."""
    dossier = good()
    dossier["facilities"].append(facility("fac-fort", name="The fort", short_name="Fort"))
    load(Dossier(write_dossier(tmp_path / "mine", dossier)), empty_store, "test")
    return empty_store


@pytest.fixture
def loaded(graph: Store, tmp_path: Path) -> Loaded:
    """Load rows as a file of scores."""

    def loading(*rows: Cells, replace: bool = False, dry_run: bool = False) -> Summary:
        file = tmp_path / "scores.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, list(cells()))
            writer.writeheader()
            writer.writerows(rows)
        rejects = tmp_path / "rejects.csv"
        found = find(str(file), rejects=rejects, replace=replace, dry_run=dry_run)
        try:
            return found.into(graph, "test", lambda *_: lambda done, rows: None)
        finally:
            found.close()

    return loading


def rated(store: Store) -> set[tuple[str, str, int | None]]:
    """Who gave which target how much for its criticality."""
    rows = question("assessments").ask(store, {"asOf": "2030"}).rows
    return {("; ".join(row["assessors"]), row["target"], row["criticality"]) for row in rows}


DOSSIER = ("Jane Doe", "Camp", 3)
"""What the dossier itself says."""


def test_a_file_of_scores_is_known_by_its_columns(graph: Store, loaded: Loaded) -> None:
    done = loaded(cells(), cells(target="Fort", criticality="5"))
    assert (done.counts.created, done.rejected) == (5, 0)
    assert rated(graph) == {DOSSIER, ("Jane Doe", "Camp", 3), ("Jane Doe", "Fort", 5)}
    assert not loaded(cells(), cells(target="Fort", criticality="5")).counts.changed


def test_every_rating_rests_on_its_assessor_as_the_source(graph: Store, loaded: Loaded) -> None:
    loaded(cells(assessor="Ana B."))
    answer = question("assessments").ask(graph, {"asOf": "2030"})
    (row,) = (row for row in answer.rows if row["assessors"] == ["Ana B."])
    source = answer.sources[row["sources"][0]]
    assert (source["publisher"], source["kind"], source["reliability"]) == (
        "Ana B.",
        "assessment",
        "F",
    )


def test_a_bad_row_is_rejected_and_the_others_are_loaded(
    graph: Store, loaded: Loaded, tmp_path: Path
) -> None:
    done = loaded(
        cells(criticality="9"),
        cells(target="Camps"),
        cells(assessor=""),
        cells(target="Fort"),
        cells(target="fac-fort", criticality="1"),
    )
    assert done.rejected == 4
    assert ("Jane Doe", "Fort", 3) in rated(graph)
    with (tmp_path / "rejects.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [(row["rejected_line"], row["rejected_column"]) for row in rows] == [
        ("2", "criticality"), ("3", "target"), ("4", "assessor"), ("6", "target"),
    ]  # fmt: skip
    assert "fac-camp (Camp)" in rows[1]["rejected_reason"]
    assert "is rated on line 5 by the same assessor" in rows[3]["rejected_reason"]


def test_the_same_assessor_and_day_corrects_and_others_stand_beside(
    graph: Store, loaded: Loaded
) -> None:
    loaded(cells(target="Fort"), cells(target="Fort", assessor="John Roe", criticality="1"))
    loaded(cells(target="Fort", criticality="", effect="4"))
    assert rated(graph) - {DOSSIER} == {("Jane Doe", "Fort", None), ("John Roe", "Fort", 1)}
    loaded(cells(target="Fort", date="2024-05-02", criticality="2"))
    assert rated(graph) - {DOSSIER} == {
        ("Jane Doe", "Fort", None),
        ("Jane Doe", "Fort", 2),
        ("John Roe", "Fort", 1),
    }


def test_what_a_file_leaves_out_stays_unless_it_is_to_be_replaced(
    graph: Store, loaded: Loaded
) -> None:
    loaded(cells(assessor="Ana B."), cells(assessor="Ana B.", target="Fort"))
    done = loaded(cells(assessor="Ana B.", target="Fort", criticality="4"))
    assert done.kept == 1
    assert rated(graph) - {DOSSIER} == {("Ana B.", "Camp", 3), ("Ana B.", "Fort", 4)}
    loaded(cells(assessor="Ana B.", target="Fort", criticality="4"), replace=True)
    assert rated(graph) - {DOSSIER} == {("Ana B.", "Fort", 4)}


def test_a_dry_run_changes_nothing(graph: Store, loaded: Loaded) -> None:
    done = loaded(cells(assessor="Ana B."), dry_run=True)
    assert done.counts.created == 4
    assert rated(graph) == {DOSSIER}


def test_no_other_load_takes_scores_away(graph: Store, loaded: Loaded, tmp_path: Path) -> None:
    loaded(cells(assessor="Ana B."), cells(assessor="Ana B.", target="Fort"))
    dossier = good()
    dossier["ratings"] = dossier["assessments"] = []
    summary = load(Dossier(write_dossier(tmp_path / "mine", dossier)), graph, "test")
    assert summary.counts.retired
    # The dossier names the fort no longer; what somebody rated stays all the same.
    assert rated(graph) == {("Ana B.", "Camp", 3), ("Ana B.", "Fort", 3)}


def test_an_assessment_can_be_withdrawn_whole_or_for_one_target(
    graph: Store, loaded: Loaded
) -> None:
    loaded(cells(), cells(target="Fort", note="far off"), cells(assessor="John Roe"))
    withdraw(JANE, graph, "test", "mine/fac-camp")
    assert rated(graph) == {DOSSIER, ("Jane Doe", "Fort", 3), ("John Roe", "Camp", 3)}
    (left,) = stated_as_entered(JANE, graph)
    assert left.note == "far off"
    withdraw(JANE, graph, "test")
    assert rated(graph) == {DOSSIER, ("John Roe", "Camp", 3)}
    sources = graph.read("MATCH (s:Source {kind: 'assessment'}) RETURN s.publisher AS who")
    assert sources == [{"who": "John Roe"}]
    with pytest.raises(UnknownNameError, match="No assessment has the id"):
        withdraw(JANE, graph, "test")


def test_what_a_dossier_states_is_not_withdrawn_here(graph: Store, loaded: Loaded) -> None:
    with pytest.raises(UsageError, match=r"dossier:mine states it\. Take it out of the folder"):
        withdraw("mine/asm-1", graph, "test")
    loaded(cells(target="Fort"))
    with pytest.raises(UsageError, match="says nothing of mine/fac-camp"):
        withdraw(JANE, graph, "test", "mine/fac-camp")
    assert rated(graph) == {DOSSIER, ("Jane Doe", "Fort", 3)}


def test_scores_need_a_facility_in_the_graph(empty_store: Store, tmp_path: Path) -> None:
    file = tmp_path / "scores.csv"
    file.write_text(",".join(cells()) + "\n" + ",".join(cells().values()) + "\n", encoding="utf-8")
    found = find(str(file))
    try:
        with pytest.raises(StoreError, match="holds no facility that could be rated"):
            found.into(empty_store, "test", lambda *_: lambda done, rows: None)
    finally:
        found.close()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_form_explains_itself_and_is_loaded_once_it_is_filled_in(
    graph: Store, tmp_path: Path, suffix: str
) -> None:
    form = tmp_path / f"form{suffix}"
    write_form(form)
    day = date.today() - timedelta(days=1)
    filled = ["Ana B.", day.isoformat(), "1", "10", "The fort", "7", "", "", "", "", "", "busy"]
    if suffix == ".csv":
        with form.open("a", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerow(filled)
    else:
        book = openpyxl.load_workbook(form)
        book.worksheets[0].append([day if cell == str(day) else cell for cell in filled])
        book.save(form)
    found = find(str(form), rejects=tmp_path / "rejects.csv")
    try:
        done = found.into(graph, "test", lambda *_: lambda done, rows: None)
    finally:
        found.close()
    assert done.rejected == 0
    assert ("Ana B.", "Fort", 7) in rated(graph)


def test_a_day_that_is_typed_into_the_form_is_shown_as_one_that_is_read(tmp_path: Path) -> None:
    write_form(tmp_path / "form.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "form.xlsx").worksheets[0]
    formats = [sheet.column_dimensions[letter].number_format for letter in "ABCDEFGHIJKL"]
    assert [cell.value for cell in sheet[1]][:2] == ["assessor", "date"]
    assert formats == ["General", "yyyy-mm-dd", *["General"] * 10]


def test_the_form_explains_every_column_that_is_needed(tmp_path: Path) -> None:
    form = tmp_path / "form.csv"
    write_form(form)
    with form.open(encoding="utf-8-sig", newline="") as opened:
        columns, told = list(csv.reader(opened))
    assert CarverFormat().missing(columns) == []
    assert all(text.startswith("# ") and len(text) > 10 for text in told)


def test_a_form_is_not_written_over_what_is_there_nor_in_another_form(tmp_path: Path) -> None:
    write_form(tmp_path / "form.csv")
    with pytest.raises(UsageError, match="is there already, and may hold scores"):
        write_form(tmp_path / "form.csv")
    with pytest.raises(UsageError, match=r"End it with \.csv or \.xlsx"):
        write_form(tmp_path / "form.doc")
