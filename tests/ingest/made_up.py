"""Made-up rows in the layouts of ACLED and GTD, whose own rows may not be passed on.

Every name of a group, place, paper or person here is invented, and so is every event.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

Row = dict[str, str]


def acled_row(**cells: str) -> Row:
    """A battle in the layout of ACLED's present export and API."""
    return {
        "event_id_cnty": "MLI900001", "event_date": "2024-03-14", "year": "2024",
        "time_precision": "1", "disorder_type": "Political violence", "event_type": "Battles",
        "sub_event_type": "Armed clash", "actor1": "LKF: Lantern Keepers Front",
        "assoc_actor_1": "", "inter1": "Rebel group",
        "actor2": "Military Forces of Mali (2190-) Kite Guard", "assoc_actor_2": "",
        "inter2": "State forces", "interaction": "State forces-Rebel group",
        "civilian_targeting": "", "iso": "466", "region": "Western Africa", "country": "Mali",
        "admin1": "Tamborel", "admin2": "Ousk", "admin3": "", "location": "Veldi Nor",
        "latitude": "14.2500", "longitude": "-3.5000", "geo_precision": "1",
        "source": "Kite Gazette; Radio Ousk", "source_scale": "National",
        "notes": "A made-up note.", "fatalities": "4", "tags": "", "timestamp": "1711000000",
        **cells,
    }  # fmt: skip


def acled_attack(**cells: str) -> Row:
    """An attack on civilians in the same layout."""
    return acled_row(
        **{
            "event_type": "Violence against civilians", "sub_event_type": "Attack",
            "actor2": "Civilians (Mali)", "inter2": "Civilians",
            "civilian_targeting": "Civilians targeted", **cells,
        }
    )  # fmt: skip


def acled_old_row(**cells: str) -> Row:
    """The same battle in the layout that ACLED had until March 2023."""
    row = acled_row(
        event_date="14 March 2020", year="2020", inter1="2", inter2="1", interaction="12"
    )
    for column in ("disorder_type", "civilian_targeting", "tags"):
        del row[column]
    return {"data_id": "7654321", **row, "event_id_no_cnty": "900001", "iso3": "MLI", **cells}


def acled_deletion(**cells: str) -> Row:
    """A row of ACLED's list of deleted events."""
    return {"event_id_cnty": "MLI900001", "deleted_timestamp": "1712000000", **cells}


def gtd_row(**cells: str) -> Row:
    """A bombing in the layout of START's release."""
    return {
        "eventid": "201403140001", "iyear": "2014", "imonth": "3", "iday": "14", "approxdate": "",
        "extended": "0", "resolution": "", "country": "123", "country_txt": "Mali",
        "region": "11", "region_txt": "Sub-Saharan Africa", "provstate": "Tamborel",
        "city": "Veldi Nor", "latitude": "14.25", "longitude": "-3.5", "specificity": "1",
        "vicinity": "0", "location": "", "summary": "A made-up summary.", "crit1": "1",
        "crit2": "1", "crit3": "1", "doubtterr": "0", "alternative": "", "alternative_txt": "",
        "multiple": "0", "success": "1", "suicide": "0", "attacktype1": "3",
        "attacktype1_txt": "Bombing/Explosion", "attacktype2": "", "attacktype2_txt": "",
        "attacktype3": "", "attacktype3_txt": "", "targtype1": "4", "targtype1_txt": "Military",
        "targsubtype1": "29", "targsubtype1_txt": "Military Unit/Patrol/Convoy",
        "corp1": "Kite Guard", "target1": "Patrol on the Ousk road", "natlty1": "123",
        "natlty1_txt": "Mali", "gname": "Lantern Keepers Front (LKF)", "gsubname": "",
        "gname2": "", "gsubname2": "", "gname3": "", "gsubname3": "", "guncertain1": "0",
        "guncertain2": "", "guncertain3": "", "individual": "0", "claimed": "0", "claimmode": "",
        "claim2": "", "claim3": "", "compclaim": "", "weaptype1": "6",
        "weaptype1_txt": "Explosives", "weapsubtype1": "16",
        "weapsubtype1_txt": "Unknown Explosive Type", "weaptype2": "", "weapsubtype2": "",
        "nkill": "3", "nkillus": "0", "nkillter": "0", "nwound": "7", "property": "-9",
        "ishostkid": "0", "scite1": '"Blast on the Ousk Road," Kite Gazette, March 15, 2014.',
        "scite2": "", "scite3": "", "dbsource": "Made up", **cells,
    }  # fmt: skip


def write_csv(path: Path, rows: Iterable[Row]) -> Path:
    """Write the rows under the columns of the first of them."""
    kept = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(kept[0]))
        writer.writeheader()
        writer.writerows(kept)
    return path
