"""What a new release of a table of events changes, takes back and leaves, on both engines."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from graphq.graph.read.loads import cut_off
from graphq.graph.store import Store
from graphq.graph.write.identities import Identities
from graphq.ingest.events.retiring import retire_orphans
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from graphq.ingest.sources.ucdp.columns import COLUMNS_42
from tests.graph.make import differing, everything, node
from tests.ingest.event_files import cleared, load_file, sahel, write_rows
from tests.ingest.made_up import acled_row
from tests.ingest.ucdp_rows import row


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_rows(tmp_path / "events.csv", sahel())


def test_a_new_release_leaves_the_graph_that_it_alone_would_have_made(
    empty_store: Store, file: Path
) -> None:
    load_file(file, empty_store)
    rows = sahel()
    del rows[4]
    rows[0] |= {"best": "9", "side_b": "AQIM", "where_coordinates": "Tessalit town"}
    rows[2] |= {"date_start": "2006-12-31", "date_end": "2006-12-31"}
    rows.append(row(id="7", source_article='"Elsewhere,2020-01-01,News"'))
    write_rows(file, rows)
    summary = load_file(file, empty_store)
    counts = summary.counts
    assert (counts.created, counts.updated, counts.unchanged, counts.retired) == (1, 2, 3, 1)
    changed = everything(empty_store)
    load_file(file, cleared(empty_store))
    assert changed == everything(empty_store)


def in_another_layout(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The same events as another release prints them."""
    written = []
    for cells in rows:
        kept = {name: cells[name] for name in COLUMNS_42}
        for column in ("date_start", "date_end"):
            day = date.fromisoformat(cells[column])
            kept[column] = f"{day.month}/{day.day}/{day.year} 12:00:00 AM"
        kept["best"] += ".0"
        kept["gwnob"] = kept["gwnob"] or "NaN"
        written.append(kept)
    return written


def test_a_release_that_only_writes_its_rows_differently_changes_nothing(
    empty_store: Store, file: Path
) -> None:
    load_file(write_rows(file, in_another_layout(sahel())), empty_store)
    alone = everything(empty_store)
    load_file(write_rows(file, sahel()), cleared(empty_store))
    write_rows(file, in_another_layout(sahel()))
    dry = load_file(file, empty_store, dry_run=True)
    summary = load_file(file, empty_store)
    for counts in (dry.counts, summary.counts):
        assert (counts.unchanged, counts.changed) == (6, False)
    # From now on its rows are known as they stand.
    assert everything(empty_store) == alone


def test_a_release_that_writes_its_rows_differently_changes_what_has_changed(
    empty_store: Store, file: Path
) -> None:
    load_file(write_rows(file, sahel()), empty_store)
    rows = in_another_layout(sahel())
    del rows[1]
    rows[2] |= {"best": "4"}
    rows.append({**rows[0], "id": rows[0]["id"] + ".0"})
    write_rows(file, rows)
    dry = load_file(file, empty_store, dry_run=True)
    summary = load_file(file, empty_store)
    for told in (dry, summary):
        counts = told.counts
        assert (counts.created, counts.updated, counts.unchanged, counts.retired) == (0, 1, 4, 1)
        # The last row has the id of the first.
        assert told.rejected == 1
    changed = everything(empty_store)
    load_file(file, cleared(empty_store))
    assert changed == everything(empty_store)


def test_what_lies_beyond_the_countries_and_the_time_of_a_file_stays(
    empty_store: Store, file: Path
) -> None:
    load_file(file, empty_store)
    in_niger = [row(id=f"9{n}", country="Niger", date_start=f"2018-0{n}-01",
                    date_end=f"2018-0{n}-01") for n in range(1, 5)]  # fmt: skip
    summary = load_file(write_rows(file, in_niger), empty_store)
    assert (summary.counts.created, summary.counts.retired) == (4, 0)
    assert (summary.beyond, summary.kept) == (6, 0)
    # Of the same time and country one is gone, and so it was withdrawn.
    summary = load_file(write_rows(file, in_niger[:1] + in_niger[2:]), empty_store)
    assert (summary.counts.unchanged, summary.counts.retired, summary.beyond) == (3, 1, 6)
    summary = load_file(write_rows(file, in_niger[:1]), empty_store, replace=True)
    assert (summary.counts.retired, summary.beyond) == (8, 0)


def test_the_candidate_events_of_a_month_leave_those_of_the_month_before(
    empty_store: Store, file: Path
) -> None:
    for month, count in ((1, 9), (2, 12), (3, 12)):
        days = [f"2021-{month:02d}-{day:02d}" for day in range(1, count + 1)]
        rows = [row(id=f"{month}{at}", date_start=day, date_end=day)
                for at, day in enumerate(days)]  # fmt: skip
        counts = load_file(write_rows(file, rows), empty_store).counts
        assert (counts.created, counts.retired) == (count, 0)


def test_the_candidate_events_of_a_month_given_out_again_lose_those_that_were_withdrawn(
    empty_store: Store, file: Path
) -> None:
    def month(number: int, *days: int) -> list[dict[str, str]]:
        dates = [(f"{number}{day}", f"2021-{number:02d}-{day:02d}") for day in days]
        return [row(id=key, date_start=day, date_end=day) for key, day in dates]

    load_file(write_rows(file, month(1, *range(1, 29))), empty_store)
    load_file(write_rows(file, month(2, *range(1, 29))), empty_store)
    # The first and the last day of a month are as much of it as any other.
    summary = load_file(write_rows(file, month(2, *range(2, 28))), empty_store)
    assert (summary.counts.unchanged, summary.counts.retired) == (26, 2)
    assert (summary.beyond, summary.kept) == (28, 0)


def test_the_edges_of_a_release_belong_to_it(empty_store: Store, file: Path) -> None:
    days = [f"2021-{month:02d}-15" for month in range(1, 13) for _ in range(3)]
    rows = [row(id=f"9{at}", date_start=day, date_end=day) for at, day in enumerate(days)]
    load_file(write_rows(file, rows), empty_store)
    # All events of January and of December were withdrawn, and these are few of the year.
    summary = load_file(write_rows(file, rows[3:-3]), empty_store)
    assert (summary.counts.retired, summary.beyond, summary.kept) == (6, 0, 0)
    # Whoever loads the spring alone has not withdrawn the rest.
    summary = load_file(write_rows(file, rows[6:12]), empty_store)
    assert (summary.counts.retired, summary.beyond, summary.kept) == (0, 24, 0)


@pytest.mark.parametrize(("damage", "lacking"), [("no id", 1), ("cut short", 2)])
def test_where_it_cannot_be_told_whose_a_row_is_nothing_is_taken_for_withdrawn(
    empty_store: Store, file: Path, damage: str, lacking: int
) -> None:
    load_file(file, empty_store)
    rows = sahel()
    if damage == "no id":
        rows[2] |= {"id": ""}
        write_rows(file, rows)
    else:
        text = write_rows(file, [rows[0], rows[4], rows[5], rows[1]]).read_text("utf-8")
        file.write_text(text.rstrip()[:-80], "utf-8")
    for dry_run in (True, False):
        summary = load_file(file, empty_store, dry_run=dry_run)
        assert (summary.rejected, summary.counts.retired) == (1, 0)
        assert summary.kept == lacking
        assert "could not be read" in summary.why_kept
    assert load_file(file, empty_store, replace=True).counts.retired == lacking


def reports(store: Store) -> set[str]:
    rows = store.read("MATCH (s:Source) WHERE s.id STARTS WITH 'report:' RETURN s.id AS id")
    return {str(row["id"]) for row in rows}


def test_what_another_dataset_states_too_stays_as_the_other_states_it(
    empty_store: Store, file: Path, tmp_path: Path
) -> None:
    """The dossier states some places and records of the rows that are withdrawn."""
    load(Dossier.find("jnim"), empty_store, "test")
    rows = sahel()
    kept = write_rows(tmp_path / "kept.csv", rows[:1])
    load_file(kept, empty_store)
    alone = everything(empty_store)
    load(Dossier.find("jnim"), cleared(empty_store), "test")
    load_file(file, empty_store)
    assert reports(empty_store)
    load_file(kept, empty_store, replace=True)
    assert everything(empty_store) == alone


def test_a_dataset_that_has_no_events_left_is_no_source_either(
    empty_store: Store, file: Path
) -> None:
    load_file(file, empty_store)
    assert node(empty_store, "ucdp-ged")["kind"] == "dataset"
    other = write_rows(file, [row(id="9", country="Niger")])
    load_file(other, empty_store, replace=True)
    load(Dossier.find("jnim"), empty_store, "test")
    empty_store.write([("MATCH (i:Incident {id: 'ucdp-ged:9'}) DETACH DELETE i", {})])
    retire_orphans(empty_store, "ucdp-ged", Identities(), {})
    left = empty_store.read("MATCH (n) WHERE 'ucdp-ged' IN n.statedBy RETURN n.id AS id")
    assert left == []


def test_an_incident_whose_row_can_no_longer_be_read_stays_as_it_was(
    empty_store: Store, file: Path
) -> None:
    load_file(file, empty_store)
    before = node(empty_store, "ucdp-ged:2")
    rows = sahel()
    rows[1] |= {"best": "two"}
    summary = load_file(write_rows(file, rows), empty_store)
    assert (summary.rejected, summary.counts.retired) == (1, 0)
    assert node(empty_store, "ucdp-ged:2") == before


def test_what_most_of_a_file_lacks_is_retired_only_when_it_is_asked_for(
    empty_store: Store, file: Path
) -> None:
    rows = [row(id=str(number)) for number in range(100, 160)]
    load_file(write_rows(file, rows), empty_store)
    write_rows(file, rows[:5])
    assert load_file(file, empty_store).kept == 55
    summary = load_file(file, empty_store, replace=True)
    assert (summary.counts.retired, summary.kept) == (55, 0)


def test_an_incident_that_another_dataset_refers_to_is_not_retired(
    empty_store: Store, file: Path
) -> None:
    load_file(file, empty_store)
    empty_store.write(
        [
            (
                "MATCH (i:Incident {id: 'ucdp-ged:5'}) CREATE (t:Tally {id: 't', name: 't', "
                "statedBy: ['dossier:mine']}) CREATE (i)-[:COUNTED_IN {id: 'c', "
                "statedBy: ['dossier:mine']}]->(t)",
                {},
            )
        ]
    )
    rows = sahel()
    del rows[4]
    write_rows(file, rows)
    for dry_run in (True, False):
        summary = load_file(file, empty_store, dry_run=dry_run)
        assert (summary.counts.retired, summary.held) == (0, 1)
    assert node(empty_store, "ucdp-ged:5")["id"] == "ucdp-ged:5"


def mali(start: int, count: int, **more: str) -> list[dict[str, str]]:
    """Events of one country, one on each day of a summer."""
    return [
        row(id=str(start + at), date_start=day, date_end=day, **more)
        for at, day in enumerate(str(date(2020, 6, 1) + timedelta(at)) for at in range(count))
    ]


def test_what_another_file_brought_stays_however_often_its_neighbour_is_loaded(
    empty_store: Store, file: Path
) -> None:
    load_file(write_rows(file, mali(100, 10)), empty_store)
    other, next_one = mali(200, 60), mali(201, 62)
    for rows, kept, retired in ((other, 10, 0), (other, 10, 0), (next_one, 10, 1)):
        write_rows(file, rows)
        for dry_run in (True, False):
            summary = load_file(file, empty_store, dry_run=dry_run)
            assert (summary.kept, summary.counts.retired) == (kept, retired)


def test_a_file_that_shares_nothing_with_a_small_one_takes_nothing_of_it_away(
    empty_store: Store, file: Path
) -> None:
    load_file(write_rows(file, mali(100, 3)), empty_store)
    summary = load_file(write_rows(file, mali(200, 50)), empty_store)
    assert (summary.kept, summary.counts.retired) == (3, 0)


def test_a_cut_off_load_keeps_what_it_would_have_kept(
    empty_store: Store, file: Path, tmp_path: Path
) -> None:
    """Of ten rows the next file has six, so that four stay; its own new rows change nothing."""
    old = write_rows(tmp_path / "old.csv", mali(100, 10))
    write_rows(file, mali(100, 6) + mali(200, 90))
    load_file(old, empty_store)
    assert load_file(file, empty_store).kept == 4
    clean = everything(empty_store)
    load_file(old, cleared(empty_store))
    # All rows are in, and nothing is said of what the file lacks: a load cut off at that moment.
    load_file(write_rows(tmp_path / "all.csv", mali(100, 10) + mali(200, 90)), empty_store)
    summary = load_file(file, empty_store)
    assert (summary.kept, summary.counts.retired) == (4, 0)
    assert everything(empty_store) == clean


def test_the_only_event_of_a_country_is_withdrawn_with_a_release_that_has_the_others(
    empty_store: Store, file: Path
) -> None:
    in_niger = row(id="1", country="Niger", date_start="1989-02-01", date_end="1989-02-01")
    load_file(write_rows(file, [in_niger, *mali(100, 50)]), empty_store)
    summary = load_file(write_rows(file, mali(100, 50)), empty_store)
    assert (summary.counts.retired, summary.beyond, summary.kept) == (1, 0, 0)


RENAMED = [{"side_b": "Reds/RF"}, {"side_b": "Reds/RF"}, {"side_b": "Reds/RF"}]
RETYPED: list[dict[str, str]] = [{}, {"best": "8"}, {}]
WITHDRAWN: list[dict[str, str] | None] = [None, {}, {}]


@pytest.mark.parametrize(
    ("before", "changes"),
    [
        pytest.param([{}, {}, {}], RENAMED, id="an actor is renamed in every row"),
        pytest.param(
            [{"adm_1": "Segou region"}, {"adm_1": "Ségou region"}, {}], RETYPED,
            id="a later row that spells its place otherwise changes",
        ),
        pytest.param(
            [{"gwnob": ""}, {"gwnob": "660"}, {}], RETYPED,
            id="a later row that sorts its actor otherwise changes",
        ),
        pytest.param(
            [{"side_b": "Reds-RF"}, {"side_b": "Reds RF"}, {}], WITHDRAWN,
            id="the row that was the first is withdrawn",
        ),
    ],
)  # fmt: skip
def test_what_rows_share_is_as_the_new_release_alone_would_have_it(
    empty_store: Store,
    file: Path,
    before: list[dict[str, str]],
    changes: list[dict[str, str] | None],
) -> None:
    common = {"side_b": "Reds", "side_b_new_id": "202", "adm_1": "Segou region"}
    rows = [one | common | more for one, more in zip(mali(100, 3), before, strict=True)]
    rows += mali(200, 20)
    load_file(write_rows(file, rows), empty_store)
    changed = [one | more for one, more in zip(rows, changes, strict=False) if more is not None]
    load_file(write_rows(file, changed + rows[3:]), empty_store)
    after = everything(empty_store)
    load_file(file, cleared(empty_store))
    assert differing(after, everything(empty_store)) == []


def test_an_event_that_its_publisher_sorts_elsewhere_now_is_gone(
    empty_store: Store, file: Path
) -> None:
    rows = [acled_row(event_id_cnty=f"MLI{at}", event_date=f"2024-03-{at:02d}")
            for at in range(10, 20)]  # fmt: skip
    load_file(write_rows(file, rows), empty_store)
    for cells in rows[:4]:
        cells |= {"event_type": "Strategic developments", "sub_event_type": "Agreement"}
    write_rows(file, rows)
    for dry_run in (True, False):
        summary = load_file(file, empty_store, dry_run=dry_run)
        assert (summary.counts.retired, summary.kept) == (4, 0)
        assert sum(summary.left_out.values()) == 4


def test_a_load_that_was_to_replace_all_is_not_finished_by_one_that_is_not(
    empty_store: Store, file: Path
) -> None:
    load_file(write_rows(file, mali(100, 30)), empty_store)
    write_rows(file, mali(100, 5))
    load_file(file, empty_store, replace=True)
    load_file(write_rows(file, mali(100, 30)), empty_store)
    # The one that replaced is taken for cut off.
    empty_store.write([("MATCH (r:IngestRun) WHERE r.replaces SET r.state = 'interrupted'", {})])
    write_rows(file, mali(100, 5))
    assert (load_file(file, empty_store).resumed, len(cut_off(empty_store))) == (0, 1)
    assert load_file(file, empty_store, replace=True).resumed == 1
    assert cut_off(empty_store) == []
