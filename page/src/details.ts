// What is said of what is picked: its facts, who disputes it, what it is tied to, and its sources.

import type { LinkContent, NodeContent } from "./content";
import { byId, button, el, marks } from "./dom";
import { isLink, words, type Model } from "./model";

const MOST_TIES = 60;
const MOST_PICKED = 12;

export class Details {
  private readonly box = byId("details");

  constructor(private readonly model: Model) {
    this.draw();
  }

  draw(): void {
    const ids = [...this.model.picked];
    document.body.classList.toggle("has-pick", ids.length > 0);
    if (!ids.length) {
      this.box.replaceChildren(el("p", { class: "hint" },
        "Pick anything in the graph, on the map, on the time line or in the table: it is marked in "
        + "the others, and what is said of it stands here with its sources."));
      byId("status").textContent = "";
      return;
    }
    byId("status").textContent = `Picked: ${ids.slice(0, 3).map((id) => this.model.title(id)).join(", ")}`;
    const close = button("×", "Let go of what is picked (Escape)", () => this.model.pick([]));
    close.className = "close";
    const parts = ids.length === 1 ? this.one(ids[0] ?? "") : this.several(ids);
    this.box.replaceChildren(close, ...parts);
    this.box.scrollTop = 0;
  }

  private several(ids: string[]): Node[] {
    const list = el("ul", { class: "ties" });
    for (const id of ids.slice(0, 100)) list.append(el("li", {}, this.link(id)));
    const nodes = ids.length <= MOST_PICKED ? ids.flatMap((id) => [el("hr"), ...this.one(id, false)]) : [];
    return [el("h2", {}, "Picked"), list, ...nodes];
  }

  private link(id: string): HTMLElement {
    const made = button(this.model.title(id), "Pick it", () => this.model.pick([id]));
    made.className = "link";
    made.removeAttribute("aria-label");
    return made;
  }

  private one(id: string, whole = true): Node[] {
    const item = this.model.item(id);
    if (!item) return [];
    const kind = isLink(item) ? words(item.type) : words(item.look);
    const head = [
      el("h2", {}, this.model.title(id)),
      el("p", { class: "kind" }, [kind, item.time?.text].filter(Boolean).join(" · "), " ", ...marks(item.sources)),
    ];
    if (!this.model.isOn(item)) {
      const node = isLink(item) ? null : this.model.kindOf(item);
      const kinds = node ? [node] : isLink(item) ? this.kindsOf(item) : [];
      head.push(el("p", { class: "hint" }, "Not drawn in the graph, where its kind is switched off. ",
        button("Show it there", "Switch its kind on in the graph", () => {
          for (const kind of kinds) this.model.switchKind(kind, true);
          this.draw();
        })));
    }
    return [...head, ...this.doubts(item), ...this.facts(item), ...(whole ? this.ties(item) : [])];
  }

  private kindsOf(link: LinkContent): string[] {
    const ends = [link.start, link.end].flatMap((id) => {
      const node = this.model.nodes.get(id);
      return node ? [this.model.kindOf(node)] : [];
    });
    return [link.type, ...ends].filter((kind) => this.model.off.has(kind));
  }

  private doubts(item: NodeContent | LinkContent): Node[] {
    const made: Node[] = [];
    if (item.summary) made.push(el("p", {}, item.summary));
    if (item.disputedBy?.length) made.push(el("p", { class: "doubt" }, "Disputed by ", ...marks(item.disputedBy)));
    else if (item.disputed) made.push(el("p", { class: "doubt" }, "Disputed"));
    if (item.inferred) made.push(el("p", { class: "doubt" }, "Inferred: it follows from other facts, no source states it."));
    if (isLink(item) && item.part) made.push(el("p", { class: "doubt" }, "Only a part of the group took part."));
    if (item.time?.within) {
      made.push(el("p", { class: "doubt" }, `The day is not known: between ${item.time.from?.[0]} and ${item.time.to?.[1]}.`));
    }
    if (!isLink(item) && item.place?.coarse) {
      made.push(el("p", { class: "doubt" }, "The place is known only roughly."));
    }
    if (item.conflicts) made.push(el("p", { class: "doubt" }, el("b", {}, "The sources disagree: "), item.conflicts));
    if (item.note) made.push(el("p", {}, el("b", {}, "Note: "), item.note));
    return made;
  }

  private facts(item: NodeContent | LinkContent): Node[] {
    if (!item.facts?.length) return [];
    const list = el("dl");
    for (const [name, value] of item.facts) list.append(el("dt", {}, name), el("dd", {}, value));
    return [list];
  }

  private ties(item: NodeContent | LinkContent): Node[] {
    if (isLink(item)) {
      return [el("h3", {}, "Between"), el("ul", { class: "ties" },
        el("li", {}, this.link(item.start)), el("li", {}, this.link(item.end)))];
    }
    const ties = [...(this.model.linksOf.get(item.id) ?? [])]
      .sort((a, b) => (a.time?.from?.[0] ?? "").localeCompare(b.time?.from?.[0] ?? "") || (a.id < b.id ? -1 : 1));
    if (!ties.length) return [];
    const list = el("ul", { class: "ties" });
    for (const tie of ties.slice(0, MOST_TIES)) {
      const away = tie.start === item.id;
      const other = away ? tie.end : tie.start;
      const doubt = tie.disputedBy?.length
        ? el("span", { class: "doubt" }, " disputed by ", ...marks(tie.disputedBy)) : null;
      const caption = button(tie.caption, "Pick this relationship", () => this.model.pick([tie.id]));
      caption.className = "link quiet";
      const said = this.model.isRole(tie)
        ? [this.link(other), ", ", caption]
        : away ? [caption, " ", this.link(other)] : [this.link(other), " ", caption, " ", this.model.title(item.id)];
      list.append(el("li", {}, ...said,
        tie.time ? `, ${tie.time.text} ` : " ", ...marks(tie.sources), doubt));
    }
    const left = ties.length - MOST_TIES;
    return [el("h3", {}, "Tied to"), list,
      ...(left > 0 ? [el("p", { class: "hint" }, `${left} more are in the graph.`)] : [])];
  }
}
