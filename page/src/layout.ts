// Where the nodes stand. What always holds here: the same content stands at the same places, always;
// no node covers another; changes read from left to right as time goes on.

import dagre from "@dagrejs/dagre";
import {
  forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum,
} from "d3-force";

export interface Box {
  id: string;
  width: number;
  height: number;
  /** The day by which changes are ordered. */
  day: number | null;
  change: boolean;
}

export interface Tie {
  start: string;
  end: string;
  /** Words on the tie need room. */
  room: number;
}

export type Places = Map<string, { x: number; y: number }>;

/** Layers from left to right: a group stands after the change it came from, before those to come. */
export function inTime(boxes: Box[], ties: Tie[]): Places {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 22, ranksep: 26, marginx: 10, marginy: 10 });
  graph.setDefaultEdgeLabel(() => ({}));
  const day = new Map(boxes.map((box) => [box.id, box.day ?? 0]));
  const changes = boxes.filter((box) => box.change)
    .sort((a, b) => (a.day ?? 0) - (b.day ?? 0) || (a.id < b.id ? -1 : 1));
  const order = new Map(changes.map((box, index) => [box.id, index]));
  // The first change that a group takes part in, and whether it came out of it.
  const first = new Map<string, { order: number; out: boolean }>();
  for (const { start, end } of ties) {
    const out = order.has(start);
    const [change, group] = out ? [start, end] : [end, start];
    const at = order.get(change);
    if (at === undefined || order.has(group)) continue;
    const known = first.get(group);
    if (!known || at < known.order || (at === known.order && !out)) first.set(group, { order: at, out });
  }
  for (const box of boxes) graph.setNode(box.id, { width: box.width, height: box.height });
  ties.forEach(({ start, end, room }, index) => {
    const out = order.has(start);
    const [change, group] = out ? [start, end] : [end, start];
    const at = order.get(change);
    const begun = first.get(group);
    const asTime = at === undefined || !begun
      ? true
      : at === begun.order ? out === begun.out : !out;
    graph.setEdge(
      asTime ? start : end, asTime ? end : start,
      { width: room, height: 14, labelpos: "c", weight: 2 }, `t${index}`,
    );
  });
  // Later changes stand further to the right, whether or not they hang together.
  for (let index = 1; index < changes.length; index++) {
    const [before, after] = [changes[index - 1], changes[index]];
    if (before && after && (day.get(before.id) ?? 0) < (day.get(after.id) ?? 0)) {
      graph.setEdge(before.id, after.id, { weight: 0, minlen: 1 }, `o${index}`);
    }
  }
  dagre.layout(graph);
  return new Map(boxes.map((box) => {
    const node = graph.node(box.id);
    return [box.id, { x: node.x ?? 0, y: node.y ?? 0 }];
  }));
}

interface Moving extends SimulationNodeDatum {
  id: string;
  width: number;
  height: number;
  x: number;
  y: number;
}

/** Pushed apart by force, pulled together by ties; d3-force starts alike and draws no lots. */
export function byForce(boxes: Box[], ties: Tie[], wide = 1.6): Places {
  const moving: Moving[] = boxes.map((box, index) => {
    const angle = index * 2.399963;
    const radius = 40 * Math.sqrt(index + 0.5);
    return {
      id: box.id, width: box.width, height: box.height,
      x: radius * Math.cos(angle), y: radius * Math.sin(angle),
    };
  });
  const known = new Set(boxes.map((box) => box.id));
  const links = ties.filter((tie) => known.has(tie.start) && known.has(tie.end))
    .map((tie) => ({ source: tie.start, target: tie.end, room: tie.room }));
  const many = boxes.length > 800;
  const simulation = forceSimulation<Moving>(moving)
    .force("link", forceLink<Moving, (typeof links)[number] & { source: string; target: string }>(links)
      .id((node) => node.id).distance((link) => 70 + link.room))
    .force("charge", forceManyBody<Moving>().strength(many ? -160 : -420).theta(many ? 1.2 : 0.9)
      .distanceMax(many ? 500 : 1200))
    .force("x", forceX<Moving>(0).strength(0.035))
    .force("y", forceY<Moving>(0).strength(0.035 * wide))
    .stop();
  simulation.tick(many ? (boxes.length > 3000 ? 40 : 110) : 320);
  apart(moving);
  return new Map(moving.map((node) => [node.id, { x: node.x, y: node.y }]));
}

const GAP = 9;

/** Move what overlaps apart, along the way that is shorter. */
function apart(moving: Moving[]): void {
  const size = 160;
  for (let round = 0; round < 120; round++) {
    const cells = new Map<string, Moving[]>();
    for (const node of moving) {
      const key = `${Math.floor(node.x / size)},${Math.floor(node.y / size)}`;
      const cell = cells.get(key);
      if (cell) cell.push(node);
      else cells.set(key, [node]);
    }
    let moved = false;
    for (const node of moving) {
      const [column, row] = [Math.floor(node.x / size), Math.floor(node.y / size)];
      for (let dx = -1; dx <= 1; dx++) {
        for (let dy = -1; dy <= 1; dy++) {
          for (const other of cells.get(`${column + dx},${row + dy}`) ?? []) {
            if (node.id < other.id && pushed(node, other)) moved = true;
          }
        }
      }
    }
    if (!moved) return;
  }
}

function pushed(one: Moving, other: Moving): boolean {
  const [dx, dy] = [other.x - one.x, other.y - one.y];
  const overX = (one.width + other.width) / 2 + GAP - Math.abs(dx);
  const overY = (one.height + other.height) / 2 + GAP - Math.abs(dy);
  if (overX <= 0.5 || overY <= 0.5) return false;
  if (overX < overY) {
    const by = (dx < 0 ? -overX : overX) / 2;
    one.x -= by;
    other.x += by;
  } else {
    const by = (dy < 0 ? -overY : overY) / 2;
    one.y -= by;
    other.y += by;
  }
  return true;
}
