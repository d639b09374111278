// The page: reads what it is given, draws what there is to draw, and ties the views together.

import { readContent } from "./content";
import { Details } from "./details";
import { byId } from "./dom";
import { Graph } from "./graph";
import { drawHead, drawSources } from "./head";
import { Legend, startKinds } from "./legend";
import { MapView, points } from "./map";
import { Model } from "./model";
import { Search } from "./search";
import { Slider } from "./slider";
import { Table } from "./table";
import { onTheme, setPrinting, startTheme } from "./theme";
import { Timeline } from "./timeline";

function start(): void {
  const content = readContent();
  const model = new Model(content);
  startTheme();
  drawHead(content);
  drawSources(content);
  startKinds(model);

  const placed = points(model);
  const shown = {
    graph: content.nodes.length > 0,
    map: placed.length > 0,
    timeline: model.dated.length > 0 && model.days !== null,
    legend: content.nodes.length > 0,
  };
  for (const [name, is] of Object.entries(shown)) {
    byId(`${name}-panel`).hidden = !is;
    document.body.classList.toggle(`no-${name}`, !is);
  }
  document.body.classList.toggle("no-rows", content.table?.rows.length === 0 && content.nodes.length < 4);
  byId("tools").hidden = !shown.graph;
  byId("side").hidden = !shown.graph && !shown.map;

  const table = new Table(model);
  const graph = shown.graph ? new Graph(model) : null;
  const map = shown.map ? new MapView(model, placed, (row) => table.pickRow(row)) : null;
  const timeline = shown.timeline && model.days ? new Timeline(model, model.days) : null;
  const slider = timeline && model.days
    ? new Slider(model, model.days, (days) => timeline.zoomTo(days)) : null;
  const details = new Details(model);
  const legend = new Legend(model);
  new Search(model, (query) => table.find(query));

  model.onChange((what) => {
    if (what === "pick") {
      graph?.mark();
      map?.mark();
      timeline?.mark();
      table.mark();
      details.draw();
    } else if (what === "time") {
      graph?.show(false);
      map?.show();
      timeline?.show();
      slider?.draw();
      table.draw();
    } else if (what === "kinds") {
      graph?.show(true);
      graph?.mark();
      legend.draw();
    }
  });
  onTheme(() => {
    graph?.style();
    map?.style();
    timeline?.draw();
    legend.draw();
  });
  buttons(graph, map);
  keys(model);
  jumps();
  sizes(graph, map, timeline);
  printing(graph, map, timeline, table);
  document.body.dataset["ready"] = "true";
}

function buttons(graph: Graph | null, map: MapView | null): void {
  document.querySelectorAll<HTMLButtonElement>("button[data-do]").forEach((pressed) => {
    pressed.addEventListener("click", () => {
      const [what, how] = (pressed.dataset["do"] ?? "").split(" ");
      const view = what === "graph" ? graph : map;
      if (how === "in") view?.zoom(1.3);
      else if (how === "out") view?.zoom(1 / 1.3);
      else view?.fit();
    });
  });
}

function keys(model: Model): void {
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type === "search";
    if (event.key === "Escape") model.pick([]);
    else if (event.key === "/" && !typing) {
      byId("search").focus();
      event.preventDefault();
    }
  });
}

/** In a notebook's frame a link within the page would lead to the notebook: go there without it. */
function jumps(): void {
  if (location.protocol !== "about:") return;
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (!link) return;
    event.preventDefault();
    const to = document.getElementById(link.getAttribute("href")?.slice(1) ?? "");
    document.querySelectorAll(".reached").forEach((other) => other.classList.remove("reached"));
    to?.classList.add("reached");
    to?.scrollIntoView();
    to?.focus({ preventScroll: true });
  });
}

/** Draw anew when there is more or less room. */
function sizes(graph: Graph | null, map: MapView | null, timeline: Timeline | null): void {
  let width = window.innerWidth;
  let waiting = 0;
  window.addEventListener("resize", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      if (window.innerWidth === width) return;
      width = window.innerWidth;
      graph?.fit();
      map?.draw();
      timeline?.draw();
    }, 120);
  });
}

/** The width of a page of A4 between its margins, at 96 to the inch. */
const PAPER = 690;

function printing(
  graph: Graph | null, map: MapView | null, timeline: Timeline | null, table: Table,
): void {
  let printed = false;
  const prepare = (on: boolean): void => {
    if (on === printed) return;
    printed = on;
    setPrinting(on);
    timeline?.draw(on ? PAPER : 0);
    map?.draw(on ? [PAPER, PAPER * 0.46] : undefined);
    table.showAll(on);
    const paper = byId("graph-paper");
    paper.replaceChildren();
    if (on && graph) paper.append(graph.picture());
  };
  const media = matchMedia("print");
  media.addEventListener("change", () => prepare(media.matches));
  window.addEventListener("beforeprint", () => prepare(true));
  window.addEventListener("afterprint", () => prepare(false));
}

start();
