// What is chosen, what is shown. Everything drawn follows from this and the graph.

const MOST = 2500; // objects that stay quick to draw on an office PC
const STEP = 100; // nodes that "show more" adds

const state = {
  language: navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en",
  dark: matchMedia("(prefers-color-scheme: dark)").matches,
  view: "map", // or "table"
  started: true, // whether the start panel may show
  colouring: "class",
  measure: "sentences",
  classesOff: new Set(),
  kindsOff: new Set(),
  least: 1, // times that names must stand together to be joined by a line
  from: 0, to: Infinity, undated: true, page: "", // which articles count, see filters.js
  kept: null, // {articles, nodes, edges} that pass the filters; null when none is set
  placed: new Map(), // node -> {x, y}: what is on the map, hidden by the legend or not
  linked: new Set(), // edges on the map
  ego: null, // {node, depth} whose neighbourhood alone is shown
  only: null, // the nodes of that neighbourhood
  answer: "", // the query's answer that is on the map, see answer.js
  basket: [], // nodes gathered for "connects these"
  picked: null, // {node} or {edge} or {article} or {ends, path}
  lit: null, // nodes and edges that stand out; the others fade
  hovered: null,
  grouped: new Set(), // communities of more than one node
};

let graph = null;

const typeSeen = (node) => !state.classesOff.has(node.type) && (!state.kept || state.kept.nodes.has(node));
const kindSeen = (edge) => !state.kindsOff.has(edge.kind) && (!state.kept || state.kept.edges.has(edge));
const nodeSeen = (node) => state.placed.has(node) && typeSeen(node) && (!state.only || state.only.has(node));
const edgeSeen = (edge) => state.linked.has(edge) && kindSeen(edge) && nodeSeen(edge.from) && nodeSeen(edge.to);

function firstView() {
  state.placed = new Map(graph.map.nodes.map(({ id, x, y }) => [graph.node.get(id), { x, y }]));
  state.linked = new Set(graph.map.edges.map(({ id }) => graph.edge.get(id)));
  state.ego = state.only = null;
  state.answer = "";
}

// Adds a node beside its neighbours, with all its edges to what is on the map; false when the map is full.
function place(node) {
  if (state.placed.has(node)) return true;
  if (state.placed.size >= MOST) return false;
  const near = node.edges.filter((edge) => state.placed.has(other(edge, node)));
  state.placed.set(node, freeSpot(near.map((edge) => [state.placed.get(other(edge, node)), edge.weight]), state.placed.size));
  near.sort(byWeight).slice(0, 40).forEach((edge) => state.linked.add(edge));
  return true;
}

function freeSpot(anchors, number) {
  const total = anchors.reduce((sum, [, weight]) => sum + weight, 0) || 1;
  const centre = anchors.length ? { x: 0, y: 0 } : border();
  for (const [spot, weight] of anchors) { centre.x += (spot.x * weight) / total; centre.y += (spot.y * weight) / total; }
  const taken = [...state.placed.values()].filter((spot) => Math.hypot(spot.x - centre.x, spot.y - centre.y) < 600);
  for (let turn = 1; turn < 400; turn++) {
    const angle = 2.4 * (turn + number), reach = 26 * Math.sqrt(turn); // the sunflower's angle fills a disc evenly
    const spot = { x: Math.round(centre.x + reach * Math.cos(angle)), y: Math.round(centre.y + reach * Math.sin(angle)) };
    if (taken.every((known) => Math.hypot(known.x - spot.x, known.y - spot.y) > 46)) return spot;
  }
  return centre;
}

function border() {
  const ys = [...state.placed.values()].map((spot) => spot.y);
  return { x: 0, y: Math.max(0, ...ys) + 120 };
}

// All within `depth` steps of a node, over lines that the legend and the filters let through.
function within(node, depth) {
  const reached = new Set([node]);
  let edge = [node];
  for (let step = 0; step < depth; step++) {
    const next = edge.flatMap((known) => known.edges.filter(kindSeen).sort(byWeight).map((line) => other(line, known))).filter(typeSeen);
    edge = [...new Set(next)].filter((known) => !reached.has(known));
    edge.forEach((known) => reached.add(known));
  }
  return reached;
}

const byWeight = (one, two) => two.weight - one.weight || (one.id < two.id ? -1 : 1);
const byCount = (one, two) => two.count - one.count || two.edges.length - one.edges.length || (one.id < two.id ? -1 : 1);

// How wide a co-occurrence is drawn, 0 to 1, by the chosen measure.
function strength(edge) {
  if (!edge.measures) return 0.35;
  const value = edge.measures[state.measure];
  if (state.measure === "npmi") return Math.max(0, value);
  if (state.measure === "jaccard") return value;
  return Math.min(1, Math.log2(1 + Math.max(0, value)) / 5);
}
