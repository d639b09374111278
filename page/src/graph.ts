// The graph. What always holds here: every caption is whole, unless it is longer than any name;
// what is disputed, inferred or only suspected is drawn otherwise, and what is picked elsewhere is marked.

import cytoscape, { type Core, type ElementDefinition, type NodeSingular } from "cytoscape";
import type { LinkContent, NodeContent } from "./content";
import { dayNumber } from "./days";
import { byId } from "./dom";
import { around, byForce, inTime, type Box, type Tie } from "./layout";
import type { Model } from "./model";
import { DASHES, background, isDark, pale, visible } from "./theme";

type Box4 = [number, number, number, number];

const BOTH_WAYS = ["ALLIED_WITH", "RIVAL_OF", "ENEMY_OF"];
const CHANGES = ["PREDECESSOR_IN", "RESULTED_IN"];
const MOST_CAPTIONS = 90;
const LONGEST = 120;
const MOST_ROOM = 260;
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** How a line is broken by what is in doubt of it; the legend shows the same. */
function dashes(link: LinkContent): readonly number[] | null {
  return link.inferred ? DASHES.inferred : link.disputed ? DASHES.disputed
    : link.attribution === "suspected" ? DASHES.suspected : null;
}

export class Graph {
  private readonly cy: Core;
  private readonly box = byId("graph");
  private readonly pen = document.createElement("canvas").getContext("2d");
  private cursor = "";

  constructor(private readonly model: Model) {
    this.cy = cytoscape({
      container: this.box,
      elements: this.elements(),
      layout: { name: "preset" },
      minZoom: 0.05,
      maxZoom: 4,
      boxSelectionEnabled: false,
      autoungrabify: false,
      userZoomingEnabled: false,
      hideEdgesOnViewport: model.content.links.length > 3000,
      textureOnViewport: model.content.nodes.length > 3000,
      pixelRatio: "auto",
    });
    this.style();
    this.cy.on("tap", (event) => {
      this.box.focus({ preventScroll: true });
      if (event.target === this.cy) this.model.pick([]);
      else this.model.pick([event.target.id()]);
    });
    this.cy.on("mouseover", "node, edge", () => { this.box.style.cursor = "pointer"; });
    this.cy.on("mouseout", "node, edge", () => { this.box.style.cursor = ""; });
    this.box.addEventListener("focus", () => this.cy.userZoomingEnabled(true));
    this.box.addEventListener("blur", () => this.cy.userZoomingEnabled(false));
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.show(true);
  }

  private elements(): ElementDefinition[] {
    const nodes = this.model.content.nodes.map((node) => {
      const { text, width, height } = this.caption(node);
      return { group: "nodes" as const, data: { id: node.id, text, width, height } };
    });
    const links = this.model.content.links.map((link) => ({
      group: "edges" as const,
      data: {
        id: link.id, source: link.start, target: link.end,
        dx: 0, dy: 0,
        text: short(link.caption) + (link.disputed && !link.caption.includes("disputed") ? " · disputed" : ""),
      },
    }));
    return [...nodes, ...links];
  }

  /** The name in short lines, and the room that it needs. */
  private caption(node: NodeContent): { text: string; width: number; height: number } {
    const font = this.look(node).font + 1;
    if (this.pen) this.pen.font = `600 ${font}px ${FONT}`;
    const wide = (text: string): number => this.pen?.measureText(text).width ?? text.length * 7;
    const most = node.label === "Incident" ? 96 : 108;
    const lines: string[] = [];
    for (const word of short(node.name).split(" ").flatMap((part) => part.match(/.{1,28}/gsu) ?? [])) {
      const line = lines[lines.length - 1];
      if (line !== undefined && wide(`${line} ${word}`) <= most) lines[lines.length - 1] = `${line} ${word}`;
      else lines.push(word);
    }
    const widest = Math.max(...lines.map(wide));
    const room = { Group: 20, ChangeEvent: 34, Person: 24, Target: 24, Location: 24, Record: 46 }[node.label] ?? 14;
    return {
      text: lines.join("\n"),
      width: Math.max(Math.ceil(widest) + room, 44),
      height: Math.ceil(lines.length * font * 1.2) + (node.label === "Incident" ? 9 : 16),
    };
  }

  private look(node: NodeContent): { colour: string; border: string; text: string; font: number } {
    return this.model.content.looks.nodes[node.look]
      ?? { colour: "#6E7684", border: "#6E7684", text: "#FFFFFF", font: 10 };
  }

  style(): void {
    const ink = isDark() ? "#e8eaed" : "#1b1e23";
    const mark = isDark() ? "#ffd60a" : "#0b57d0";
    const doubt = isDark() ? "#ff9f5a" : "#b34700";
    const node = (element: NodeSingular): NodeContent => this.model.nodes.get(element.id()) as NodeContent;
    const link = (element: { id(): string }): LinkContent => this.model.links.get(element.id()) as LinkContent;
    const shape: Record<string, string> = {
      Group: "round-rectangle", ChangeEvent: "hexagon", Person: "round-rectangle", Incident: "rectangle",
      Target: "cut-rectangle", Location: "barrel", Record: "tag", Tally: "bottom-round-rectangle",
    };
    const suspected = (element: NodeSingular): boolean => node(element).attribution === "suspected";
    const edgeLook = (element: { id(): string }): { colour: string; width: number } =>
      this.model.content.looks.links[link(element).type] ?? { colour: "#6E7684", width: 1 };
    this.cy.style([
      {
        selector: "node",
        style: {
          shape: ((element: NodeSingular) => shape[node(element).label] ?? "round-rectangle") as never,
          "corner-radius": ((element: NodeSingular) => (node(element).label === "Person" ? "40" : "6")) as never,
          width: "data(width)", height: "data(height)",
          label: "data(text)", "text-wrap": "wrap", "text-valign": "center", "text-halign": "center",
          "font-family": FONT, "font-weight": 600, "line-height": 1.15,
          "font-size": ((element: NodeSingular) => this.look(node(element)).font + 1) as never,
          color: ((element: NodeSingular) => (suspected(element) ? ink : this.look(node(element)).text)) as never,
          "background-color": ((element: NodeSingular) =>
            (suspected(element) ? pale : String)(this.look(node(element)).colour)) as never,
          "border-color": ((element: NodeSingular) =>
            node(element).disputed ? doubt : this.model.focus.has(element.id()) ? ink
              : visible(this.look(node(element)).border)) as never,
          "border-width": ((element: NodeSingular) => this.model.focus.has(element.id()) ? 4
            : node(element).disputed || node(element).inferred || suspected(element) ? 3 : 1.5) as never,
          "border-style": ((element: NodeSingular) => node(element).inferred || suspected(element) ? "dotted"
            : node(element).disputed ? "dashed" : "solid") as never,
          "min-zoomed-font-size": 4,
        },
      },
      {
        selector: "edge",
        style: {
          "curve-style": "bezier",
          width: ((element: { id(): string }) => edgeLook(element).width) as never,
          "line-color": ((element: { id(): string }) =>
            link(element).disputed ? doubt : visible(edgeLook(element).colour)) as never,
          "target-arrow-color": ((element: { id(): string }) =>
            link(element).disputed ? doubt : visible(edgeLook(element).colour)) as never,
          "target-arrow-shape": ((element: { id(): string }) =>
            BOTH_WAYS.includes(link(element).type) ? "none" : "triangle") as never,
          "target-arrow-fill": ((element: { id(): string }) =>
            link(element).part ? "hollow" : "filled") as never,
          "line-style": ((element: { id(): string }) => (dashes(link(element)) ? "dashed" : "solid")) as never,
          "line-dash-pattern": ((element: { id(): string }) => dashes(link(element)) ?? [6, 4]) as never,
          "arrow-scale": 1.1,
          "font-family": FONT, "font-size": 10, color: ink,
          "text-background-color": background(), "text-background-opacity": 0.88,
          "text-margin-x": "data(dx)" as never, "text-margin-y": "data(dy)" as never,
          "text-background-padding": "2px", "text-background-shape": "roundrectangle",
          "min-zoomed-font-size": 5,
        },
      },
      { selector: "edge.captioned", style: { label: "data(text)" } },
      { selector: ".off", style: { display: "none" } },
      { selector: ".faded", style: { opacity: 0.35 } },
      { selector: "edge.faded", style: { opacity: 0.15, label: "" } },
      { selector: "node.picked", style: { "outline-width": 4, "outline-color": mark, "outline-offset": 3, "z-index": 10 } as never },
      { selector: "node.cursor", style: { "outline-width": 3, "outline-color": ink, "outline-style": "dashed", "outline-offset": 6 } as never },
      { selector: "edge.picked", style: { "line-color": mark, "target-arrow-color": mark, width: 5, label: "data(text)", "z-index": 10 } },
      { selector: "edge.related", style: { label: "data(text)" } },
    ]);
  }

  /** Switch on and off what is to be seen; lay out anew where other kinds are seen. */
  show(anew: boolean): void {
    this.cy.batch(() => {
      for (const node of this.model.content.nodes) {
        const on = this.model.isOn(node);
        this.cy.getElementById(node.id).toggleClass("off", !on || !this.model.inTime(node.id));
      }
      for (const link of this.model.content.links) {
        const on = this.model.isOn(link) && this.model.inTime(link.id);
        this.cy.getElementById(link.id).toggleClass("off", !on);
      }
      if (anew) this.place();
    });
    this.captions();
    if (anew) this.fit();
    const seen = this.cy.nodes().not(".off");
    this.box.dataset["shown"] = String(seen.length);
    this.box.setAttribute("aria-label", `Graph: ${seen.length} nodes seen. Arrow keys move, Enter picks, Escape lets go.`);
    byId("graph-note").textContent = seen.length ? "" : "Nothing of the graph is seen: switch kinds on, or choose other dates.";
  }

  /** Move the words along their lines to where they cover nothing; where there is no such place, they wait for a pick. */
  private captions(): void {
    const seen = this.cy.edges().not(".off");
    this.cy.edges().removeClass("captioned");
    if (!seen.length || seen.length > MOST_CAPTIONS) return;
    // Where lines run is worked out when it is first asked for how much room they take.
    seen.boundingBox();
    const taken: Box4[] = (this.cy.nodes().not(".off") as cytoscape.NodeCollection).map((node) => {
      const { x, y } = node.position();
      const [w, h] = [Number(node.data("width")) / 2 + 1, Number(node.data("height")) / 2 + 1];
      return [x - w, y - h, x + w, y + h];
    });
    const found: { edge: cytoscape.EdgeSingular; dx: number; dy: number }[] = [];
    seen.forEach((edge) => {
      const [from, to, middle] = [edge.sourceEndpoint(), edge.targetEndpoint(), edge.midpoint()];
      if (!from || !to || !middle) return;
      if (this.pen) this.pen.font = `10px ${FONT}`;
      const wide = (this.pen?.measureText(String(edge.data("text"))).width ?? 60) / 2 + 3;
      // The line is a quadratic curve through the middle.
      const bend = { x: 2 * middle.x - (from.x + to.x) / 2, y: 2 * middle.y - (from.y + to.y) / 2 };
      for (const t of [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82]) {
        const at = (a: number, b: number, c: number): number => (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c;
        const [x, y] = [at(from.x, bend.x, to.x), at(from.y, bend.y, to.y)];
        const box: Box4 = [x - wide, y - 8, x + wide, y + 8];
        if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
        taken.push(box);
        found.push({ edge, dx: x - middle.x, dy: y - middle.y });
        break;
      }
    });
    this.cy.batch(() => {
      for (const { edge, dx, dy } of found) edge.data({ dx, dy }).addClass("captioned");
    });
  }

  private place(): void {
    const nodes = this.model.content.nodes.filter((node) => this.model.isOn(node));
    const links = this.model.content.links.filter((link) => this.model.isOn(link));
    const boxes: Box[] = nodes.map((node) => {
      const element = this.cy.getElementById(node.id);
      const width = Number(element.data("width"));
      const height = Number(element.data("height"));
      const day = node.time?.from ? dayNumber(node.time.from[0]) : null;
      return { id: node.id, width, height, day, change: node.label === "ChangeEvent" };
    });
    const captioned = links.length <= MOST_CAPTIONS;
    const ties: Tie[] = links.map((link) => ({
      start: link.start, end: link.end,
      room: captioned ? Math.min(String(this.cy.getElementById(link.id).data("text")).length * 5.2, MOST_ROOM) : 0,
    }));
    const [focus] = this.model.focus;
    const timely = links.length > 0 && links.every((link) => CHANGES.includes(link.type));
    const places = timely
      ? inTime(boxes, ties, { width: this.box.clientWidth, height: this.box.clientHeight })
      : (focus && around(focus, boxes, ties)) || byForce(boxes, ties);
    for (const [id, place] of places) this.cy.getElementById(id).position(place);
  }

  mark(): void {
    const { picked, related } = this.model;
    this.cy.batch(() => {
      this.cy.elements().forEach((element) => {
        const id = element.id();
        element.toggleClass("picked", picked.has(id));
        element.toggleClass("related", picked.size > 0 && related.has(id));
        element.toggleClass("faded", picked.size > 0 && !picked.has(id) && !related.has(id));
      });
    });
    const seen = this.cy.elements(".picked").not(".off");
    this.box.dataset["picked"] = seen.map((element) => element.id()).sort().join(" ");
    if (seen.length && !this.isInView(seen)) this.cy.center(seen);
  }

  private isInView(elements: cytoscape.CollectionReturnValue): boolean {
    const [view, box] = [this.cy.extent(), elements.boundingBox()];
    return box.x1 >= view.x1 && box.x2 <= view.x2 && box.y1 >= view.y1 && box.y2 <= view.y2;
  }

  fit(): void {
    this.cy.resize();
    const seen = this.cy.elements().not(".off");
    if (!seen.length) return;
    this.cy.fit(seen, 14);
    if (this.cy.zoom() > 1.4) {
      this.cy.zoom(1.4);
      this.cy.center(seen);
    }
  }

  zoom(by: number): void {
    const [x, y] = [this.cy.width() / 2, this.cy.height() / 2];
    this.cy.zoom({ level: this.cy.zoom() * by, renderedPosition: { x, y } });
  }

  resize(): void {
    this.cy.resize();
  }

  /** The graph on white paper, as a canvas; cytoscape's picture without its detour by an address. */
  picture(): HTMLCanvasElement {
    const renderer = (this.cy as unknown as {
      renderer(): { bufferCanvasImage(options: object): HTMLCanvasElement };
    }).renderer();
    return renderer.bufferCanvasImage({ full: true, bg: "#ffffff", maxWidth: 2200, maxHeight: 1500, scale: 3 });
  }

  private key(event: KeyboardEvent): void {
    const ways: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
    };
    const way = ways[event.key];
    if (way) this.step(way);
    else if (event.key === "Enter" || event.key === " ") this.model.pick(this.cursor ? [this.cursor] : []);
    else if (event.key === "+" || event.key === "=") this.zoom(1.25);
    else if (event.key === "-") this.zoom(0.8);
    else if (event.key === "0") this.fit();
    else return;
    event.preventDefault();
  }

  /** Go to the nearest node in the direction of the arrow. */
  private step([dx, dy]: [number, number]): void {
    const seen = this.cy.nodes().not(".off");
    const here = seen.getElementById(this.cursor);
    let best: NodeSingular | null = null;
    if (here.empty()) {
      const picked = seen.filter(".picked");
      best = (picked.nonempty() ? picked[0] : seen.filter((node) => this.model.focus.has(node.id()))[0] ?? seen[0]) ?? null;
    } else {
      let least = Infinity;
      const from = here.position();
      seen.forEach((node) => {
        const [x, y] = [node.position("x") - from.x, node.position("y") - from.y];
        const along = x * dx + y * dy;
        const aside = Math.abs(x * dy) + Math.abs(y * dx);
        if (along > 1 && along + 2 * aside < least) {
          least = along + 2 * aside;
          best = node;
        }
      });
    }
    if (!best) return;
    this.cy.nodes(".cursor").removeClass("cursor");
    best.addClass("cursor");
    this.cursor = best.id();
    this.box.dataset["cursor"] = this.cursor;
    byId("status").textContent = this.model.title(this.cursor);
    if (!this.isInView(best.union(best) as never)) this.cy.center(best);
  }
}
