// What a page is given: the object that graphq/page/data.py makes. What is not known is left out.

export interface Look {
  colour: string;
  border: string;
  text: string;
  font: number;
}

export interface LinkLook {
  colour: string;
  width: number;
  caption: string;
}

/** When something happened or held; each end as the first and the last day that it can mean. */
export interface Time {
  text: string;
  /** It happened on a day somewhere between, and did not go on all the while. */
  within: boolean;
  from: [string, string] | null;
  to: [string, string] | null;
}

interface Stated {
  id: string;
  time?: Time;
  lane?: string;
  attribution?: string;
  sources?: number[];
  disputedBy?: number[];
  disputed?: boolean;
  inferred?: boolean;
  conflicts?: string;
  note?: string;
  summary?: string;
  facts?: [string, string][];
}

export interface NodeContent extends Stated {
  label: string;
  look: string;
  name: string;
  place?: { at: [number, number]; coarse: boolean };
}

export interface LinkContent extends Stated {
  type: string;
  start: string;
  end: string;
  caption: string;
  part?: boolean;
}

export type Cell = string | [string, number[]][];

export interface RowContent {
  cells: Cell[];
  about?: string[];
  at?: [number, number];
}

export interface TableContent {
  columns: { title: string; help: string; type: string }[];
  rows: RowContent[];
  below: { title: string; entries: [string, string][] }[];
  /** What is said where there are no rows. */
  nothing: string;
}

export interface SourceContent {
  number: number;
  letter: string;
  text: string;
  address?: string;
}

export interface Content {
  kind: "answer" | "whole";
  head: {
    title: string;
    question: string;
    asked: [string, string][];
    asOf: string;
    made: string;
    notes: string[];
    focus: string[];
    purpose: string;
    reliability: string;
  };
  looks: { nodes: Record<string, Look>; links: Record<string, LinkLook> };
  nodes: NodeContent[];
  links: LinkContent[];
  table: TableContent | null;
  sources: SourceContent[];
}

export function readContent(): Content {
  return JSON.parse(document.getElementById("content")?.textContent ?? "") as Content;
}
