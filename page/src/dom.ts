// Elements made from text. What always holds here: text stays text, and is never read as markup.

type Child = Node | string | null | undefined;

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child): child is Node | string => child != null));
  return made;
}

export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element ${id}.`);
  return found;
}

export function button(text: string, title: string, press: () => void): HTMLButtonElement {
  const made = el("button", { type: "button", title, "aria-label": title }, text);
  made.addEventListener("click", press);
  return made;
}

/** The marks of sources, each a link to its footnote: [1, 4]. */
export function marks(numbers: readonly number[] | undefined): Node[] {
  if (!numbers?.length) return [];
  const made = el("span", { class: "marks" }, "[");
  numbers.forEach((number, index) => {
    if (index) made.append(", ");
    made.append(el("a", { href: `#source-${number}` }, String(number)));
  });
  made.append("]");
  return [made];
}

/** The text in small letters and without accents, to be looked for. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
