// Search: by any word of a name, without regard to accents; Enter picks, and the table follows.

import { byId, el, folded } from "./dom";
import { words, type Model } from "./model";

const MOST = 12;

export class Search {
  private readonly input = byId("search") as HTMLInputElement;
  private readonly list = byId("found");
  private readonly texts: { id: string; name: string; rest: string; shown: string }[];
  private found: string[] = [];
  private at = -1;

  constructor(private readonly model: Model, private readonly searched: (query: string) => void) {
    this.texts = model.content.nodes.map((node) => ({
      id: node.id,
      name: folded(node.name),
      rest: folded([node.summary ?? "", ...(node.facts ?? []).map(([, value]) => value)].join(" ")),
      shown: [node.name, words(node.look).toLowerCase(), node.time?.text].filter(Boolean).join(" · "),
    }));
    this.input.addEventListener("input", () => this.look());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => {
      this.list.hidden = true;
      this.show();
    });
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const id = (event.target as Element).closest("li")?.dataset["id"];
      if (id) this.choose(id);
    });
  }

  private look(): void {
    const query = folded(this.input.value.trim());
    this.searched(this.input.value);
    this.at = -1;
    if (!query) {
      this.found = [];
      this.list.hidden = true;
      return;
    }
    const parts = query.split(/\s+/);
    const fit = (text: string): boolean => parts.every((part) => text.includes(part));
    const byName = this.texts.filter((text) => fit(text.name));
    const byRest = this.texts.filter((text) => !fit(text.name) && fit(`${text.name} ${text.rest}`));
    byName.sort((a, b) => Number(b.name.startsWith(query)) - Number(a.name.startsWith(query)));
    const best = [...byName, ...byRest].slice(0, MOST);
    this.found = best.map((text) => text.id);
    this.list.replaceChildren(...(best.length ? best.map((text, index) =>
      el("li", { role: "option", id: `found-${index}`, "data-id": text.id }, text.shown))
      : [el("li", { class: "none" }, "Nothing on this page is called so.")]));
    this.list.hidden = false;
    this.show();
  }

  private show(): void {
    this.list.querySelectorAll("li").forEach((line, index) => {
      line.setAttribute("aria-selected", String(index === this.at));
    });
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `found-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const by = event.key === "ArrowDown" ? 1 : -1;
      this.at = Math.min(Math.max(this.at + by, 0), this.found.length - 1);
      this.show();
    } else if (event.key === "Enter") {
      const id = this.found[Math.max(this.at, 0)];
      if (id) this.choose(id);
    } else if (event.key === "Escape") {
      this.input.value = "";
      this.look();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }

  private choose(id: string): void {
    this.list.hidden = true;
    this.show();
    this.model.pick([id]);
  }
}
