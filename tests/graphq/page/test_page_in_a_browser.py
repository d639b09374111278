"""The page in a browser: its views are linked, it asks for nothing, and its texts stay texts."""

from __future__ import annotations

from typing import Any

import pytest

from graphq.page.file import page_text
from tests.graphq.page.conftest import ARTEFACTS, OpenPage
from tests.graphq.page.hands import Contents, said, search, set_dates, shown
from tests.graphq.page.made_up import ENDS_SCRIPT, HOSTILE, hostile, large

PHONE = {"width": 390, "height": 844}
LARGEST = 3_000_000


def test_a_pick_in_one_view_is_marked_in_the_others(
    open_page: OpenPage, contents: Contents
) -> None:
    page = open_page(contents("target-history", target="Gao airport"))
    incident = "inc-2019-07-22-gao-a"

    page.locator(f'#timeline [data-id="{incident}"]').click()
    assert said(page, "graph", "picked") == incident
    assert said(page, "map", "picked") == incident
    assert said(page, "rows", "picked") == "1"
    assert page.locator("#details h2").inner_text() == "Gao 2019-07-22"
    # The map has less room now, and is drawn anew with its marks.
    page.wait_for_timeout(200)
    assert page.locator("#map .point.picked").get_attribute("data-id") == incident
    assert page.locator("#timeline .dated.picked").get_attribute("data-id") == incident

    page.keyboard.press("Escape")
    assert [said(page, view, "picked") for view in ("graph", "map", "timeline")] == ["", "", ""]

    page.locator('#map [data-id="inc-2016-11-29-gao-airport"]').click()
    assert said(page, "timeline", "picked") == "inc-2016-11-29-gao-airport"
    assert said(page, "graph", "picked") == "inc-2016-11-29-gao-airport"

    page.locator('#rows tr[data-row="2"]').click()
    assert said(page, "timeline", "picked") == said(page, "map", "picked") != ""
    assert said(page, "graph", "picked") == said(page, "map", "picked")

    search(page, "Barkhane")
    assert said(page, "graph", "picked") == "barkhane"
    assert page.locator("#map .point.picked").count() == 0


def test_a_node_that_is_clicked_in_the_graph_is_marked_elsewhere(
    open_page: OpenPage, contents: Contents
) -> None:
    page = open_page(contents("leaders", group="jnim"))
    box = page.locator("#graph").bounding_box()
    # The one that is asked about stands in the middle, those tied to it around it.
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert said(page, "graph", "picked") == "jnim"
    assert page.locator("#timeline .dated.faded").count() == 0
    assert "emir" in page.locator("#details").inner_text()


def test_the_dates_filter_every_view(open_page: OpenPage, contents: Contents) -> None:
    page = open_page(contents("incidents", group="jnim"))
    before = shown(page)
    set_dates(page, "2019-01-01", "2019-12-31")
    after = shown(page)
    assert all(0 < less < more for less, more in zip(after, before, strict=True))
    rows = page.locator("#rows tbody tr td:first-child").all_inner_texts()
    assert rows
    assert all(date.startswith("2019") for date in rows)
    page.get_by_role("button", name="Show all dates again").click()
    assert shown(page) == before


def test_what_may_lie_in_the_dates_is_not_filtered_out(
    open_page: OpenPage, contents: Contents
) -> None:
    page = open_page(contents("lineage", group="jnim"))
    # The split of 2012 is known by its year only.
    set_dates(page, "2012-06-01", "2012-06-02")
    seen = page.locator("#timeline .dated:not(.off)")
    assert [seen.nth(at).get_attribute("data-id") for at in range(seen.count())] == ["chg-sib-2012"]


def test_the_texts_of_the_data_stay_texts(open_page: OpenPage) -> None:
    page = open_page(hostile())
    page.locator('#timeline [data-id="i"]').click()
    details = page.locator("#details").inner_text()
    assert HOSTILE in details
    assert page.locator("#notes").inner_text() == HOSTILE
    search(page, "img src")
    assert ENDS_SCRIPT in page.locator("#details").inner_text()
    assert page.locator("#sources li").first.inner_text().count(ENDS_SCRIPT) == 1
    assert page.locator("img, iframe, object, b[onerror]").count() == 0
    assert page.evaluate("window.broken") is None
    links = page.eval_on_selector_all(
        "#sources a", "all => all.map(a => [a.protocol, a.rel, a.target])"
    )
    assert links == [["https:", "noopener noreferrer", "_blank"]]


def test_the_policy_lets_nothing_else_run_or_load(chromium: Any, tmp_path: Any) -> None:
    """A page on which something did get through all the same runs and loads nothing."""
    page_file = tmp_path / "page.html"
    inside = (
        "<script>window.broken = 1</script><img src='x.png' onerror='window.broken = 2'>"
        "<style>body { display: none }</style><link rel=stylesheet href='https://example.org/a.css'>"
        "<iframe src='https://example.org'></iframe>"
    )
    page_file.write_text(
        page_text(hostile()).replace("<footer>", f"{inside}<footer>"), encoding="utf-8"
    )
    page = chromium.new_page()
    reached: list[str] = []
    page.on("response", lambda got: reached.append(got.url))
    page.goto(page_file.as_uri())
    page.wait_for_selector("body[data-ready]")
    outcome = page.evaluate(
        """async () => {
            let fetched = "yes";
            try { await fetch("https://example.org/"); } catch { fetched = "no"; }
            let written = "yes";
            try { document.body.innerHTML = "<b>x</b>"; } catch { written = "no"; }
            return [fetched, written, getComputedStyle(document.body).display, window.broken];
        }"""
    )
    page.close()
    assert outcome == ["no", "no", "block", None]
    assert reached == [page_file.as_uri()]


def test_search_finds_without_accents_and_says_when_there_is_nothing(
    open_page: OpenPage, contents: Contents
) -> None:
    page = open_page(contents("similar-targets", target="Ambodedjo Airport"))
    page.fill("#search", "ambodedjo")
    assert "Mopti-Ambodédjo airport" in page.locator("#found li").first.inner_text()
    page.press("#search", "ArrowDown")
    page.press("#search", "Enter")
    assert page.locator("#details h2").inner_text() == "Mopti-Ambodédjo airport"
    page.fill("#search", "no such thing")
    assert page.locator("#found").inner_text() == "Nothing on this page is called so."
    page.press("#search", "Escape")
    assert page.locator("#found").is_hidden()


def test_everything_can_be_done_with_keys(open_page: OpenPage, contents: Contents) -> None:
    page = open_page(contents("target-history", target="Gao airport"))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id"))
    assert {"theme", "graph", "map", "timeline", "rows", "dates-from", "dates-to"} <= reached

    for view in ("map", "timeline", "rows"):
        page.locator(f"#{view}").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert said(page, view, "picked"), view
        page.keyboard.press("Escape")
        assert not said(page, view, "picked"), view

    page.locator("#graph").focus()
    page.keyboard.press("ArrowRight")
    assert said(page, "graph", "cursor") == "fac-apt-gao"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert said(page, "graph", "picked") == said(page, "graph", "cursor") != "fac-apt-gao"

    before = shown(page)[0]
    page.locator("#dates-from").focus()
    page.keyboard.press("PageUp")
    assert shown(page)[0] < before


def test_the_legend_switches_kinds_on_and_off(open_page: OpenPage, contents: Contents) -> None:
    page = open_page(contents("target-history", target="Gao airport"))
    places = page.get_by_label("Location")
    assert not places.is_checked()
    before = shown(page)[0]
    places.check()
    assert shown(page)[0] == before + 1
    page.get_by_label("Incident", exact=True).uncheck()
    assert shown(page)[0] == before - 2


def test_the_overview_starts_with_what_can_be_read(open_page: OpenPage, contents: Contents) -> None:
    everything = contents()
    page = open_page(everything)
    graph, on_map, on_line, _ = shown(page)
    labels = [node["label"] for node in everything["nodes"]]
    assert graph < 100 < len(labels)
    assert on_map > labels.count("Incident") / 2
    assert on_line > labels.count("Incident")
    page.get_by_label("Incident", exact=True).check()
    assert shown(page)[0] == graph + labels.count("Incident")


def test_what_has_no_place_no_date_or_no_drawing_has_no_empty_panel(
    open_page: OpenPage, contents: Contents
) -> None:
    page = open_page(contents("lineage", group="jnim"))
    assert page.locator("#map-panel").is_hidden()
    assert page.locator("#timeline-panel").is_visible()
    nothing = open_page(contents("leaders", group="jnim", asOf="1990"))
    for panel in ("map", "timeline"):
        assert nothing.locator(f"#{panel}-panel").is_hidden()
    assert (
        nothing.locator("#rows-note")
        .inner_text()
        .startswith("Nothing on record fits; the record begins")
    )


def test_the_page_follows_the_system_into_the_dark_and_can_be_told_otherwise(
    open_page: OpenPage, contents: Contents
) -> None:
    dark = open_page(contents("lineage", group="jnim"), color_scheme="dark")
    colour = "getComputedStyle(document.body).backgroundColor"
    assert dark.evaluate(colour) == "rgb(14, 16, 19)"
    dark.locator("#theme").click()
    assert dark.evaluate(colour) == "rgb(245, 246, 248)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_line_stands_out_from_what_is_behind_it(
    open_page: OpenPage, contents: Contents, scheme: str
) -> None:
    page = open_page(contents("affiliations", group="jnim"), color_scheme=scheme)
    lines = page.eval_on_selector_all(
        "#legend svg path", "all => all.map(path => path.getAttribute('stroke')).filter(Boolean)"
    )
    assert len(lines) > 5
    for colour in lines:
        parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
        assert contrast(parts, [255] * 3 if scheme == "light" else [21, 24, 29]) >= 3, colour
    texts = page.evaluate(
        """() => ["#asked", "#purpose", "#title", "#sources li", "td"].map(
            (where) => getComputedStyle(document.querySelector(where)).color)"""
    )
    for text in texts:
        parts = [int(part) for part in text.removeprefix("rgb(").removesuffix(")").split(",")]
        assert contrast(parts, [245, 246, 248] if scheme == "light" else [21, 24, 29]) >= 4.5, text


def contrast(one: list[int], other: list[int]) -> float:
    """The ratio of WCAG 2 between two colours."""

    def light(colour: list[int]) -> float:
        parts = [part / 255 for part in colour]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_on_paper_there_are_the_graph_the_rows_and_the_sources_and_no_buttons(
    open_page: OpenPage, contents: Contents
) -> None:
    page = open_page(contents("lineage", group="jnim"), color_scheme="dark")
    page.emulate_media(media="print")
    page.locator("#graph-paper canvas").wait_for(state="visible")
    assert page.locator("button:visible:not(th button)").count() == 0
    assert page.locator("#rows tbody tr").count() == 17
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    pdf = page.pdf(prefer_css_page_size=True)
    assert 1 < pdf.count(b"/Type /Page\n") <= 4
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    (ARTEFACTS / "lineage.pdf").write_bytes(pdf)


@pytest.mark.parametrize(
    ("name", "given"),
    [("lineage", {"group": "jnim"}), ("hotspots", {}), ("", {})],
    ids=["lineage", "hotspots", "all"],
)
def test_a_telephone_shows_it_without_going_sideways(
    open_page: OpenPage, contents: Contents, name: str, given: dict[str, str]
) -> None:
    page = open_page(contents(name, **given), viewport=PHONE, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name or 'all'}-phone.png")


def test_the_whole_dossier_fits_and_is_kept_as_a_picture(
    open_page: OpenPage, contents: Contents
) -> None:
    assert len(page_text(contents()).encode()) < LARGEST
    page = open_page(contents())
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTEFACTS / "all.png")
    assert (ARTEFACTS / "all.png").stat().st_size > 100_000


def test_the_same_content_stands_at_the_same_places(
    open_page: OpenPage, contents: Contents
) -> None:
    pictures = [
        open_page(contents("affiliations", group="jnim")).locator("#graph").screenshot()
        for _ in range(2)
    ]
    assert pictures[0] == pictures[1]


def test_two_thousand_nodes_can_be_drawn_filtered_and_picked(open_page: OpenPage) -> None:
    page = open_page(large(2000))
    page.get_by_label("Incident", exact=True).check()
    assert shown(page)[0] == 2000
    set_dates(page, "2015-01-01", "2015-12-31")
    assert shown(page)[:3] == [203, 183, 183]
    search(page, "Place 600")
    assert said(page, "graph", "picked") == said(page, "map", "picked") == "i600"
    assert said(page, "timeline", "picked") == "i600"


def test_a_mark_leads_to_its_source(open_page: OpenPage, contents: Contents) -> None:
    page = open_page(contents("lineage", group="jnim"))
    page.locator("#rows .marks a").first.click()
    assert page.locator("#sources li:target").get_attribute("value") == "4"
