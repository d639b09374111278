"""Files that publishers give out, loaded at the terminal: what is said, and what is refused."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.run import ROOT, Ran, graphq
from tests.ingest.made_up import Row, acled_attack, acled_deletion, acled_row, gtd_row, write_csv
from tests.ingest.tables import csv_text, good, incident, write_dossier

DATA = ROOT / "tests" / "data"
GED = DATA / "ucdp" / "ged191_excerpt.csv"
ACTORS = DATA / "ucdp-actor" / "ucdp-actor-221-excerpt.csv"
UN_LIST = DATA / "un" / "made-up-list.xml"


def loaded(file: Path | str, folder: Path, *options: str, stdin: str | None = None) -> Ran:
    """Load a file into the graph in the folder, in which the command is run."""
    return graphq("load", str(file), *options, db=folder / "graph", cwd=folder, stdin=stdin)


def rows(folder: Path, statement: str) -> list[str]:
    """The rows that a statement finds in the graph in the folder, as lines without their head."""
    ran = graphq("cypher", statement, "-f", "csv", db=folder / "graph")
    assert ran.code == 0, ran.err
    return ran.out.splitlines()[1:]


def incidents(folder: Path) -> int:
    return int(rows(folder, "MATCH (event:Incident) RETURN count(event) AS n")[0])


def without_time(out: str) -> str:
    """What was printed, without how long it took."""
    return out.partition(" (")[0]


CONTRADICTORY = (
    "4 with figures that contradict one another: kept as printed, and `conflicts` says how in each."
)


def ged_rows() -> list[Row]:
    with GED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_published_events_are_loaded_and_then_there_already(tmp_path: Path) -> None:
    ran = loaded(GED, tmp_path)
    assert (ran.code, ran.err) == (0, "")
    told = "ged191_excerpt.csv: 40 rows read; 40 new, 0 changed, 0 unchanged, 0 retired"
    assert ran.out.splitlines()[-1].startswith(told)
    assert ran.out.splitlines()[:-1] == [CONTRADICTORY]
    again = loaded(GED, tmp_path)
    told = "ged191_excerpt.csv: nothing has changed; all 40 rows were there already"
    assert without_time(again.out) == told
    assert not list(tmp_path.glob("*.rejects.csv"))


def test_the_published_actors_are_loaded(tmp_path: Path) -> None:
    ran = loaded(ACTORS, tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert "ucdp-actor-221-excerpt.csv: " in ran.out.splitlines()[-1]
    assert rows(tmp_path, "MATCH (record:Record) RETURN count(record) AS n") == ["43"]
    again = loaded(ACTORS, tmp_path).out.splitlines()[-1]
    assert "; 0 new, 0 changed, " in again
    assert " 0 retired, " in again


def test_the_list_of_the_security_council_is_loaded_with_what_could_not_be_read(
    tmp_path: Path,
) -> None:
    ran = loaded(UN_LIST, tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert "3 could not be read, listed in made-up-list.xml.rejects.csv" in ran.out
    assert rows(tmp_path, "MATCH (record:Record) RETURN count(record) AS n") == ["6"]
    listed = (tmp_path / "made-up-list.xml.rejects.csv").read_text(encoding="utf-8")
    assert (
        listed.splitlines()[0]
        == "rejected_line,rejected_column,rejected_reason,entry,rejected_rest"
    )


def test_acled_is_loaded_and_what_it_deletes_is_taken_out(tmp_path: Path) -> None:
    acled = write_csv(
        tmp_path / "acled.csv",
        [acled_row(), acled_attack(event_id_cnty="MLI900002"), acled_row(event_id_cnty="MLI3")],
    )
    assert "3 rows read; 3 new" in loaded(acled, tmp_path).out
    deleted = write_csv(
        tmp_path / "deleted.csv", [acled_deletion(), acled_deletion(event_id_cnty="MLI77")]
    )
    before = loaded(deleted, tmp_path, "--dry-run")
    assert (before.code, incidents(tmp_path)) == (0, 3)
    assert "2 rows read" in before.out
    assert "1 retired" in before.out
    ran = loaded(deleted, tmp_path)
    assert ran.code == 0
    assert "1 event of the list not in the graph" in ran.out
    assert "2 rows read; 0 new, 0 changed, 0 unchanged, 1 retired" in ran.out
    assert incidents(tmp_path) == 2
    assert "2 rows read; 0 new, 0 changed, 0 unchanged, 0 retired" in loaded(deleted, tmp_path).out
    deleted.write_text("EVENT_ID_CNTY,DELETED_TIMESTAMP\nMLI3,1712000000\n", "utf-8")
    assert "1 retired" in loaded(deleted, tmp_path).out


def test_gtd_is_loaded_from_a_workbook_as_it_is_given_out(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(gtd_row()))
    sheet.append(list(gtd_row().values()))
    book.save(tmp_path / "gtd.xlsx")
    ran = loaded(tmp_path / "gtd.xlsx", tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert "gtd.xlsx: 1 row read; 1 new" in ran.out
    plain = loaded(write_csv(tmp_path / "gtd.csv", [gtd_row()]), tmp_path)
    assert plain.code == 0
    assert incidents(tmp_path) == 1


def test_standard_input_is_a_file_like_any_other(tmp_path: Path) -> None:
    ran = loaded("-", tmp_path, stdin=GED.read_text(encoding="utf-8"))
    assert (ran.code, ran.err) == (0, "")
    assert "\nstandard input: 40 rows read; 40 new" in ran.out
    nothing = loaded("-", tmp_path, stdin="")
    assert nothing.code == 2
    assert "is empty" in nothing.err


def test_a_table_is_found_beside_the_readme_of_its_archive(tmp_path: Path) -> None:
    archive = tmp_path / "ged191-csv.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("README.txt", "Read me first.")
        packed.write(GED, "ged191.csv")
        packed.writestr("codebook.pdf", "%PDF")
    ran = loaded(archive, tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert "\nged191-csv.zip: 40 rows read; 40 new" in ran.out
    member = loaded(f"{archive}!ged191.csv", tmp_path)
    assert "nothing has changed" in member.out


def test_a_dry_run_counts_what_a_load_would_do_and_needs_no_graph(tmp_path: Path) -> None:
    dry = loaded(GED, tmp_path, "--dry-run")
    assert (dry.code, dry.err) == (0, "")
    told = (
        "ged191_excerpt.csv: 40 rows read; 40 would be new, 0 changed, 0 unchanged, 0 retired. "
        "Nothing was changed"
    )
    assert dry.out.splitlines()[-1].startswith(told)
    assert not (tmp_path / "graph").exists()


def test_a_dry_run_lists_the_facts_that_would_change(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path / "mine", good())
    first = loaded(folder, tmp_path, "--dry-run").out.splitlines()
    assert [line.endswith(" more; --all lists them.") for line in first[-2:]] == [True, False]
    assert [line for line in first[:-1] if len(line) > 80 and " " in line.strip()] == []
    every = loaded(folder, tmp_path, "--dry-run", "--all").out.splitlines()
    assert "new     Incident mine/inc-2019-07-22-gao (Gao 2019-07-22)" in every
    loaded(folder, tmp_path)
    (folder / "incidents.csv").write_text(
        csv_text("incidents", [incident(wounded="3")]), encoding="utf-8"
    )
    told = loaded(folder, tmp_path, "--dry-run").out.splitlines()
    assert told[0] == (
        "changed Incident mine/inc-2019-07-22-gao (Gao 2019-07-22): wounded (none) → 3"
    )
    told_json = json.loads(loaded(folder, tmp_path, "--dry-run", "-f", "json").out)
    (change,) = told_json["changes"]
    assert (change["change"], change["values"]) == (
        "changed", {"wounded": {"before": None, "after": 3}},
    )  # fmt: skip
    assert (told_json["changed"], told_json["dryRun"]) == (1, True)
    assert loaded(folder, tmp_path, "--all").code == 2


def test_rows_that_cannot_be_read_are_listed_where_it_is_asked_for(tmp_path: Path) -> None:
    table = ged_rows()
    table[2] |= {"latitude": "95"}
    begun = table[5]["date_start"]
    table[5] |= {"date_start": "soon"}
    file, listed = write_csv(tmp_path / "bad.csv", table), tmp_path / "look" / "here.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text(f"{lines[0]}too,short\n{''.join(lines[1:])}", encoding="utf-8")
    refused = loaded(file, tmp_path, "--rejects", str(listed))
    assert refused.code == 2
    assert "Name another file with --rejects" in refused.err
    listed.parent.mkdir()
    ran = loaded(file, tmp_path, "--rejects", str(listed))
    assert (ran.code, ran.err) == (0, "")
    # The load that ended had left nothing behind that this one would have to finish.
    *_, first, last = ran.out.splitlines()
    assert first.startswith(f"3 could not be read, listed in {listed}. The first: line 2")
    assert "41 rows read; 38 new, 0 changed, 0 unchanged, 0 retired, 3 rejected" in last
    # Though the first of them was a short one, all columns are there to be mended.
    text = listed.read_text(encoding="utf-8").replace(",95,", ",9.5,").replace("soon", begun)
    mended = tmp_path / "mended.csv"
    mended.write_text(text, encoding="utf-8")
    again = loaded(mended, tmp_path, "--rejects", str(listed))
    assert again.code == 0
    assert "3 rows read; 2 new" in again.out
    # What is still wrong can be mended once more.
    assert loaded(listed, tmp_path).code == 0


def test_the_file_to_be_loaded_is_not_written_over_with_its_rejects(tmp_path: Path) -> None:
    table = ged_rows()
    table[0] |= {"latitude": "95"}
    file = write_csv(tmp_path / "ged.csv", table)
    before = file.read_bytes()
    ran = loaded(file, tmp_path, "--rejects", str(file))
    assert ran.code == 2
    assert "the file that is to be loaded" in ran.err
    assert file.read_bytes() == before


def test_a_file_that_no_format_fits_is_told_what_was_tried_and_what_was_missing(
    tmp_path: Path,
) -> None:
    file = write_csv(tmp_path / "mine.csv", [{"when": "2020", "where": "Gao"}])
    ran = loaded(file, tmp_path)
    assert (ran.code, ran.out) == (2, "")
    first, *tried = ran.err.splitlines()
    assert first == ("graphq: mine.csv has no format that graphq knows. These were tried:")
    for name in ("ucdp-ged", "ucdp-actor", "acled", "acled-deletions", "gtd", "un-sc"):
        assert any(line.startswith(f"    {name} (") and ": lacks " in line for line in tried), name
    assert any(": lacks ActorId, NameData, NameOrig, Org and " in line for line in tried)
    assert not (tmp_path / "graph").exists()


def test_the_format_that_is_named_is_held_against_the_file(tmp_path: Path) -> None:
    right = loaded(GED, tmp_path, "--as", "ucdp-ged")
    assert (right.code, right.err) == (0, "")
    wrong = loaded(GED, tmp_path, "--as", "acled")
    assert (wrong.code, wrong.out) == (2, "")
    assert "ged191_excerpt.csv cannot be read as acled: it lacks event_id_cnty" in wrong.err
    none = loaded(GED, tmp_path, "--as", "ucdp")
    assert none.code == 2
    assert "There is no format ucdp. There are: " in none.err
    folder = graphq("load", "jnim", "--as", "acled", db=tmp_path / "graph")
    assert folder.code == 2
    assert "--as goes with a file, and jnim is none." in folder.err
    missing = graphq("load", "nosuch.csv", "--as", "acled", db=tmp_path / "graph")
    assert "There is no file or folder nosuch.csv." in missing.err


def test_the_airports_and_the_places_of_a_country_are_loaded(tmp_path: Path) -> None:
    airports = loaded("airports", tmp_path, "--country", "ML")
    assert (airports.code, airports.err) == (0, "")
    assert rows(
        tmp_path, "MATCH (record:Record {externalId: 'GABS'}) RETURN record.country AS c"
    ) == ["ML"]
    places = loaded("places", tmp_path, "--country", "ML")
    assert (places.code, places.err) == (0, "")
    assert rows(tmp_path, "MATCH (place:Location) RETURN DISTINCT place.country AS c") == ["ML"]
    assert "nothing has changed" in loaded("places", tmp_path, "--country", "ML").out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["places"], "graphq load places needs --country, with a code such as ML."),
        ([str(GED), "--country", "ML"], "--country goes with airports and places, not with"),
        (["airports", "--country", "Mali!"], "Mali!"),
        (["places", "--country", "XX"], "XX"),
        (["nowhere.csv"], "There is no file or folder nowhere.csv."),
    ],
    ids=["places alone", "a file", "no code", "no country", "no file"],
)
def test_what_cannot_be_meant_is_wrong_use_and_makes_no_graph(
    arguments: list[str], told: str, tmp_path: Path
) -> None:
    ran = graphq("load", *arguments, db=tmp_path / "graph", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert not (tmp_path / "graph").exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"<html><body>Sign in</body></html>", "is a web page and no table"),
        (b"PK\x03\x04 cut off", "cannot be unpacked: it is cut off or damaged"),
    ],
    ids=["empty", "web page", "archive"],
)
def test_a_file_that_is_no_table_is_refused(content: bytes, told: str, tmp_path: Path) -> None:
    file = tmp_path / "ged.csv"
    file.write_bytes(content)
    ran = loaded(file, tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert not (tmp_path / "graph").exists()


def test_columns_that_only_capitals_tell_apart_are_refused(tmp_path: Path) -> None:
    rows = [{**acled_row(), "FATALITIES": "77"}]
    ran = loaded(write_csv(tmp_path / "acled.csv", rows), tmp_path)
    assert ran.code == 2
    assert "more than one column called 'fatalities'" in ran.err


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="there is no /dev/fd here")
def test_a_pipe_is_a_file_by_its_name(tmp_path: Path) -> None:
    acled = write_csv(tmp_path / "acled.csv", [acled_row()])
    ran = loaded("/dev/stdin", tmp_path, stdin=acled.read_text("utf-8"))
    assert "1 new" in ran.out
