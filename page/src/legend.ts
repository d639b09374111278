// The legend, which also switches kinds on and off in the graph. In an overview it starts with few.

import { byId, el } from "./dom";
import { words, type Model } from "./model";
import { DASHES, isDark, visible } from "./theme";

const HIDDEN_AT_FIRST = ["Location"];
const HIDDEN_IN_OVERVIEW = ["Incident", "Target", "Location", "StateForce"];
const HIDDEN_AMONG_MANY = ["Location", "Target", "StateForce", "CLAIMED_BY"];
const MANY = 140;
const SHAPES: Record<string, string> = {
  Group: "M2,3h20v12h-20Z", ChangeEvent: "M6,3h12l5,6l-5,6h-12l-5,-6Z", Person: "M7,3h10a6,6 0 0 1 0,12h-10a6,6 0 0 1 0,-12Z",
  Incident: "M3,4h18v10h-18Z", Target: "M6,3h12l4,4v4l-4,4h-12l-4,-4v-4Z", Location: "M3,4q9,-3 18,0v10q-9,3 -18,0Z",
};

export function startKinds(model: Model): void {
  const places = model.content.nodes.filter((node) => node.label === "Location").length;
  const others = model.content.nodes.length - places;
  if (others === 0) return;
  const hidden = model.content.kind === "whole" ? HIDDEN_IN_OVERVIEW
    : others > MANY ? HIDDEN_AMONG_MANY : HIDDEN_AT_FIRST;
  const kinds = new Set(model.content.nodes.map((node) => model.kindOf(node)));
  // A graph in which nothing is seen would say nothing.
  if ([...kinds].every((kind) => hidden.includes(kind))) return;
  for (const kind of hidden) model.off.add(kind);
}

export class Legend {
  private readonly box = byId("legend");

  constructor(private readonly model: Model) {
    this.draw();
  }

  draw(): void {
    const { nodes, links, looks } = this.model.content;
    const kinds = new Map<string, { label: string; colour: string; border: string; words: string }>();
    for (const node of nodes) {
      const key = this.model.kindOf(node);
      if (kinds.has(key)) continue;
      const look = looks.nodes[node.look];
      kinds.set(key, {
        label: node.label, colour: look?.colour ?? "#6E7684", border: look?.border ?? "#6E7684", words: words(key),
      });
    }
    // Relationships whose ends are switched off come with them.
    const on = (id: string): boolean => {
      const node = this.model.nodes.get(id);
      return node !== undefined && this.model.isOn(node);
    };
    const types = [...new Set(links.filter((link) => on(link.start) && on(link.end)).map((link) => link.type))];
    const first = el("fieldset", {}, el("legend", {}, "Seen in the graph"));
    const order = Object.keys(looks.nodes);
    for (const [key, kind] of [...kinds].sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]))) {
      first.append(this.toggle(key, kind.words, icon(SHAPES[kind.label] ?? SHAPES["Group"] ?? "", kind.colour, visible(kind.border))));
    }
    const second = el("fieldset", {}, el("legend", {}, "Relationships"));
    const typeOrder = Object.keys(looks.links);
    for (const type of types.sort((a, b) => typeOrder.indexOf(a) - typeOrder.indexOf(b))) {
      const look = looks.links[type];
      const text = look ? look.caption.replace(/ ?\(?\{\w+\}\)?/g, "").trim() || words(type).toLowerCase() : type;
      second.append(this.toggle(type, type === "LED" || type === "MEMBER_OF" ? words(type).toLowerCase() : text,
        line(visible(look?.colour ?? "#6E7684"), look?.width ?? 1)));
    }
    const signs = this.signs();
    this.box.replaceChildren(first, ...(types.length ? [second] : []), ...(signs.children.length > 1 ? [signs] : []));
  }

  private toggle(key: string, text: string, picture: SVGSVGElement): HTMLElement {
    const input = el("input", { type: "checkbox", "data-kind": key });
    input.checked = !this.model.off.has(key);
    input.addEventListener("change", () => this.model.switchKind(key, input.checked));
    return el("label", {}, input, picture, text);
  }

  private signs(): HTMLElement {
    const { nodes, links } = this.model.content;
    const all = [...nodes, ...links];
    const made = el("fieldset", { class: "signs" }, el("legend", {}, "Signs"));
    const sign = (is: boolean, picture: SVGSVGElement, text: string): void => {
      if (is) made.append(el("div", {}, picture, text));
    };
    const ink = visible("#6E7684");
    const doubt = visible("#C2571A");
    sign(all.some((item) => item.disputed), line(doubt, 2, DASHES.disputed.join(" ")), "disputed");
    sign(all.some((item) => item.inferred), line(ink, 2, DASHES.inferred.join(" ")), "inferred from other facts");
    sign(links.some((link) => link.part), hollowArrow(ink), "only a part of the group");
    sign(nodes.some((node) => node.place && !node.place.coarse), icon("M7,9a5,5 0 1,0 10,0a5,5 0 1,0 -10,0Z", ink, ink), "place known well");
    sign(nodes.some((node) => node.place?.coarse), icon("M7,9a5,5 0 1,0 10,0a5,5 0 1,0 -10,0Z", "none", ink), "place known roughly");
    sign(this.model.content.table?.rows.some((row) => row.at) ?? false,
      icon("M12,3l6,6l-6,6l-6,-6Z", "none", ink), "place that a row gives");
    sign(nodes.some((node) => node.attribution === "suspected"), dotted(ink), "only suspected");
    sign(links.some((link) => link.attribution === "suspected"), line(ink, 2, DASHES.suspected.join(" ")), "by a group that is only suspected");
    sign(all.some((item) => item.time?.within), icon("M2,5h20v8h-20Z", "none", ink, "3 2"), "on some day between");
    sign(this.model.dated.some((item) => item.span.last === null), openEnd(ink), "no end reported");
    sign(this.model.focus.size > 0, icon("M3,4h18v10h-18Z", "none", isDark() ? "#e8eaed" : "#1b1e23", "", 4), "asked about");
    return made;
  }
}

const SVG = "http://www.w3.org/2000/svg";

function svg(...parts: [string, Record<string, string>][]): SVGSVGElement {
  const made = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 24 18", width: "24", height: "18", "aria-hidden": "true" })) {
    made.setAttribute(name, value);
  }
  for (const [tag, attributes] of parts) {
    const part = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
    made.append(part);
  }
  return made;
}

function icon(d: string, fill: string, stroke: string, dashes = "", width = 1.5): SVGSVGElement {
  return svg(["path", { d, fill, stroke, "stroke-width": String(width), "stroke-dasharray": dashes || "none" }]);
}

function line(colour: string, width: number, dashes = ""): SVGSVGElement {
  return svg(["path", { d: "M1,9H23", stroke: colour, "stroke-width": String(width), "stroke-dasharray": dashes || "none" }]);
}

function hollowArrow(colour: string): SVGSVGElement {
  return svg(["path", { d: "M1,9H14M14,4L22,9L14,14Z", stroke: colour, fill: "none", "stroke-width": "1.5" }]);
}

function dotted(colour: string): SVGSVGElement {
  return svg(["path", { d: "M7,9a5,5 0 1,0 10,0a5,5 0 1,0 -10,0Z", stroke: colour, fill: colour, "fill-opacity": "0.25", "stroke-width": "1.5", "stroke-dasharray": "1.5 2" }]);
}

function openEnd(colour: string): SVGSVGElement {
  return svg(["path", { d: "M2,5h13v8h-13Z", fill: colour, "fill-opacity": "0.35", stroke: colour }],
    ["path", { d: "M16,5l6,4l-6,4Z", fill: colour }]);
}
