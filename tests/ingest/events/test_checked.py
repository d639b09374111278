"""What a format gives is checked: what is no event is a rejected row, and the load goes on."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graphq.graph.model.values import Attribution, DatePrecision, GeoPrecision
from graphq.graph.opening import open_store
from graphq.graph.store import Store
from graphq.ingest import pipeline
from graphq.ingest.events.checked import checked
from graphq.ingest.events.event import Actor, Citation, Event, EventFormat, Side
from graphq.ingest.events.table import EventTable
from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.files.input import InputFile
from graphq.ingest.files.rejects import Rejects
from graphq.ingest.runs import Summary
from tests.ingest.event_files import write_rows

DAY: Final = date(2018, 3, 4)
JNIM: Final = Side(Actor("log", "A7", "JNIM"), "perpetrated")


def event(**given: Any) -> Event:
    """An event that is one, but for what is given."""
    made: dict[str, Any] = {
        "key": "L-1",
        "date": "2018-03-04",
        "first_day": DAY,
        "last_day": DAY,
        "date_precision": DatePrecision.DAY,
        "country_code": "ML",
        "country_name": "Mali",
        "geo_precision": GeoPrecision.NEAR,
        "attribution": Attribution.ASSESSED,
        "place": "Gao",
        "latitude": 16.2717,
        "longitude": -0.0447,
        "sides": (JNIM,),
        "citations": (Citation("Studio Tamani"),),
        "fatalities_best": 2,
    }
    return Event(**{**made, **given})


def refusal(of: Event, cells: Mapping[str, str] | None = None) -> RowRefusedError | None:
    """Why it is refused, if it is."""
    try:
        checked(of, cells)
    except RowRefusedError as refused:
        return refused
    return None


@given(st.floats(), st.floats())
def test_a_point_passes_if_and_only_if_it_is_on_the_globe(
    latitude: float, longitude: float
) -> None:
    on_it = math.isfinite(latitude) and math.isfinite(longitude)
    on_it = on_it and abs(latitude) <= 90 and abs(longitude) <= 180
    refused = refusal(event(latitude=latitude, longitude=longitude))
    assert (refused is None) is on_it
    assert refused is None or refused.reason.endswith(".")


@given(st.sampled_from(("latitude", "longitude")))
def test_one_coordinate_without_the_other_is_refused(lacking: str) -> None:
    refused = refusal(event(**{lacking: None}))
    assert refused is not None
    assert refused.column == lacking


COUNTS: Final = [name for name in Event.__dataclass_fields__ if name.startswith("fatalities_")]


@given(st.sampled_from([*COUNTS, "wounded"]), st.integers())
def test_a_count_passes_if_and_only_if_there_can_be_so_many_people(name: str, count: int) -> None:
    refused = refusal(event(**{"fatalities_best": None, name: count}))
    assert (refused is None) is (0 <= count <= 10**9)
    assert refused is None or refused.column == name


@given(st.sampled_from([2.0, 2.5, True, "2", Decimal(2)]))
def test_a_count_that_is_no_whole_number_is_refused(count: Any) -> None:
    checked(event(wounded=2))
    assert refusal(event(wounded=count)) is not None


estimates = st.none() | st.integers(0, 3)


@given(estimates, estimates, estimates, st.none() | st.just("The source contradicts itself."))
def test_estimates_that_contradict_one_another_pass_only_where_the_event_says_so(
    low: int | None, best: int | None, high: int | None, conflicts: str | None
) -> None:
    given = [number for number in (low, best, high) if number is not None]
    of = event(fatalities_low=low, fatalities_best=best, fatalities_high=high, conflicts=conflicts)
    assert (refusal(of) is None) is (given == sorted(given) or conflicts is not None)


days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(days, days)
def test_an_event_passes_if_and_only_if_it_ends_no_sooner_than_it_begins(
    first: date, last: date
) -> None:
    of = event(date=first.isoformat(), first_day=first, last_day=last)
    assert (refusal(of) is None) is (first <= last)


@given(days, st.integers(-800, 800), st.sampled_from([4, 7, 10]))
def test_a_date_that_shares_no_day_with_the_event_is_refused(
    first: date, away: int, known: int
) -> None:
    said = (first + timedelta(days=away)).isoformat()[:known]
    of = event(date=said, first_day=first, last_day=first)
    assert (refusal(of) is None) is first.isoformat().startswith(said)


@pytest.mark.parametrize("said", ["", "March 2018", "2018-13", "2018-3-4", "9999"])
def test_a_date_that_is_none_is_refused(said: str) -> None:
    refused = refusal(event(date=said))
    assert refused is not None
    assert refused.column == "date"


@given(st.text(max_size=3))
def test_a_country_is_none_or_a_code_of_two_capital_letters(code: str) -> None:
    refused = refusal(event(country_code=code))
    if refused is None:
        assert len(code) == 2
        assert code.isascii()
        assert code.isupper()
    assert refusal(event(country_code=None)) is None


@given(st.text(" \t\n\u2003", max_size=3))
def test_a_blank_key_is_refused(key: str) -> None:
    refused = refusal(event(key=key))
    assert refused is not None
    assert refused.column == "key"


@pytest.mark.parametrize(
    "given",
    [
        {"first_day": datetime(2018, 3, 4, 12)},
        {"first_day": None},
        {"last_day": date(9999, 1, 1)},
        {"date_precision": "day"},
        {"geo_precision": None},
        {"attribution": "assessed"},
        {"target_type": "castle"},
        {"tactics": ("ambush",)},
        {"place": None},
        {"admin1": " "},
        {"note": 7},
        {"citations": (Citation(" "),)},
        {"sides": (Side(Actor("log", "", "JNIM"), "perpetrated"),)},
        {"sides": (Side(Actor("log", "A7", " "), "perpetrated"),)},
        {"sides": (Side(Actor("log", "A7", "JNIM", "army"), "perpetrated"),)},
        {"sides": (Side(Actor("log", "A7", "JNIM", countries=("Mali",)), "perpetrated"),)},
        {"sides": (replace(JNIM, part="blamed"),)},  # type: ignore[arg-type]
        {"sides": (replace(JNIM, attribution="claimed"),)},  # type: ignore[arg-type]
    ],
    ids=str,
)
def test_what_could_not_be_written_is_refused(given: dict[str, Any]) -> None:
    checked(event())
    assert refusal(event(**given)) is not None


@given(st.floats(90.0001, 1e6))
def test_the_column_named_is_the_one_that_holds_the_value(latitude: float) -> None:
    assume(latitude != 16.5)
    cells = {"ref": "L-1", "lat": f" {latitude!r} ", "lon": "16.5", "dead": ""}
    refused = refusal(event(latitude=latitude, longitude=16.5), cells)
    assert refused is not None
    assert refused.column == "lat"
    # Where two cells hold it, nobody can tell, and the field of the event is named.
    refused = refusal(event(latitude=latitude), {**cells, "lon": cells["lat"]})
    assert refused is not None
    assert refused.column == "latitude"


class Hostile(EventTable):
    """A format that does with a row what its cell `does` names."""

    name = "hostile"
    title = "Hostile log"
    publisher = "Nobody"
    version = 1
    whole_months = False

    def __init__(self, deeds: Mapping[str, Callable[[], Any]]) -> None:
        self.deeds = deeds

    def missing(self, columns: Sequence[str]) -> list[str]:
        return [name for name in ("ref", "does") if name not in columns]

    def key(self, cells: Mapping[str, str]) -> str:
        if cells["does"] == "key":
            raise KeyError("ref")
        return cells["ref"]

    def event(self, cells: Mapping[str, str]) -> Event:
        if cells["does"] in self.deeds:
            made = self.deeds[cells["does"]]()
            if isinstance(made, Event):
                return replace(made, key=cells["ref"])
        return event(key=self.key(cells))


DEEDS: Final[dict[str, Callable[[], Any]]] = {
    "value": lambda: int("many"),
    "decimal": lambda: Decimal("a few"),
    "overflow": lambda: math.exp(1e9),
    "division": lambda: 1 // 0,
    "cell": lambda: dict[str, int]()["dead"],
    "item": lambda: [][1],
    "type": lambda: None + 1,  # type: ignore[operator]
    "attribute": lambda: None.group(),  # type: ignore[attr-defined]
    "nowhere": lambda: event(latitude=99.5),
    "nobody": lambda: event(fatalities_best=-3),
    "list": lambda: event(tactics=["ied"]),
    "surrogate": lambda: event(note="\ud800"),
}


def load(store: Store, folder: Path, *does: str) -> tuple[Summary, list[dict[str, str]]]:
    """Load a row for each deed; the rows that were rejected."""
    rows = [{"ref": f"H-{at}", "does": deed} for at, deed in enumerate(does)]
    form: EventFormat = Hostile(DEEDS)
    rejects = Rejects(folder / "rejects.csv")
    with InputFile.open(str(write_rows(folder / "log.csv", rows))) as file:
        summary = pipeline.load(Hostile.source(form, file, rejects), store, "test")
    rejects.close()
    if not rejects.count:
        return summary, []
    with rejects.path.open(encoding="utf-8", newline="") as opened:
        return summary, list(csv.DictReader(opened))


def test_whatever_a_format_raises_over_a_row_the_row_is_listed_and_the_load_goes_on(
    tmp_path: Path,
) -> None:
    with open_store(tmp_path / "graph", "write") as store:
        summary, rejected = load(store, tmp_path, "", *DEEDS, "key", "")
        assert summary.counts.created == 2
        assert [row["does"] for row in rejected] == [*DEEDS, "key"]
        assert [int(row["rejected_line"]) for row in rejected] == list(range(3, 16))
        assert all(row["rejected_reason"].endswith(".") for row in rejected)
        # What the graph has of a row that can no longer be read stays.
        again, rejected = load(store, tmp_path, "cell")
        assert (again.counts.retired, again.kept, len(rejected)) == (0, 0, 1)


def test_a_mistake_of_the_program_ends_the_load_and_leaves_nothing(tmp_path: Path) -> None:
    def loaded() -> None:
        with open_store(tmp_path / "graph", "write") as store:
            load(store, tmp_path, "", "name")

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(DEEDS, "name", lambda: nothing_of_this_name)  # type: ignore[name-defined] # noqa: F821
        with pytest.raises(NameError):
            loaded()
    assert not (tmp_path / "graph" / "db").exists()
