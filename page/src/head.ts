// What stands above and below the views: what was asked, when, the notes, and the numbered sources.

import type { Content } from "./content";
import { byId, el } from "./dom";

export function drawHead(content: Content): void {
  const { head } = content;
  byId("title").textContent = head.title;
  const told = [
    ...head.asked.map(([name, value]) => `${name}: ${value}`),
    head.asOf && !head.title.includes(head.asOf) ? `as of ${head.asOf}` : "",
    `made ${head.made}`,
  ].filter(Boolean);
  byId("asked").append(...told.map((text) => el("span", {}, text)));
  byId("notes").append(...head.notes.map((note) => el("p", {}, note)));
  byId("purpose").textContent = head.purpose;
}

export function drawSources(content: Content): void {
  if (!content.sources.length) {
    byId("sources-panel").hidden = true;
    return;
  }
  byId("reliability").textContent = content.head.reliability;
  const list = byId("sources");
  for (const source of content.sources) {
    const letter = el("b", { class: `letter ${source.letter}`, title: "Reliability of what was seen" }, source.letter);
    const item = el("li", { id: `source-${source.number}`, value: String(source.number), tabindex: "-1" },
      letter, " ", source.text);
    if (source.address && /^https?:\/\//i.test(source.address)) {
      item.append(" ", el("a", { href: source.address, rel: "noopener noreferrer", target: "_blank" }, source.address));
    }
    list.append(item);
  }
}
