// The answer of a query as a map of its own: the entities it names, joined as it joins them.
// The address says which, with ~ between: ID, ID.ID, ID.ID.KIND; in the place of an ID =NAME, twice encoded.

function readAnswer(told) {
  const called = new Map(), nodes = new Set(), edges = new Set(), pairs = [];
  for (const node of graph.nodes) called.has(node.name) ? called.get(node.name).push(node) : called.set(node.name, [node]);
  for (const part of told.split("~").slice(0, MOST)) {
    const [one, two, kind] = part.split("."), ends = [one, two].map((word) => meant(word, called));
    ends.flat().forEach((node) => nodes.size < MOST && nodes.add(node));
    for (const from of ends[0]) for (const to of ends[1]) if (from !== to && nodes.has(from) && nodes.has(to)) pairs.push([from, to, kind]);
  }
  for (const pair of pairs) ties(...pair).forEach((edge) => edges.add(edge));
  if (!pairs.length) for (const node of nodes) for (const edge of node.edges) if (nodes.has(other(edge, node))) edges.add(edge);
  return { nodes: [...nodes], edges: [...edges] };
}

function meant(word, called) {
  if (!word) return [];
  if (word[0] !== "=") return [graph.node.get(word)].filter(Boolean);
  try { return called.get(decodeURIComponent(word.slice(1))) || []; } catch { return []; }
}

// The edges of that kind between two nodes, else all there are, else one that only the answer knows.
function ties(from, to, kind) {
  const all = from.edges.filter((edge) => other(edge, from) === to), same = all.filter((edge) => edge.kind === kind && (edge.from === from || edge.measures));
  if (same.length) return same;
  if (all.length && !(kind in LINES)) return all;
  const id = `answer ${from.id} ${to.id}`;
  if (!graph.edge.has(id)) {
    const edge = { id, from, to, kind: "answer", label: "", weight: 1, measures: null, quotes: [] };
    graph.edge.set(id, edge);
    graph.edges.push(edge);
    graph.facts.kinds.answer = (graph.facts.kinds.answer || 0) + 1;
    if (!graph.kinds.includes("answer")) graph.kinds.push("answer");
  }
  return [graph.edge.get(id)];
}

// Puts the answer in the place of what is on the map; "first view" brings the whole back.
function showAnswer(told) {
  const { nodes, edges } = readAnswer(told);
  if (!nodes.length) return say(t("answerEmpty"));
  Object.assign(state, { answer: told, placed: arranged(nodes, edges), linked: new Set(edges), ego: null, only: null, started: false });
  $("legend").open = false;
  chart.nodes.clear();
  chart.edges.clear();
  showLegend();
}

// A place for each: nodes push each other away, lines pull; the same answer always lies the same way.
function arranged(nodes, edges) {
  const spots = nodes.map((_, i) => ({ x: 60 * Math.sqrt(i + 0.5) * Math.cos(2.4 * i), y: 60 * Math.sqrt(i + 0.5) * Math.sin(2.4 * i) }));
  const number = new Map(nodes.map((node, i) => [node, i])), lines = edges.map((edge) => [number.get(edge.from), number.get(edge.to)]);
  const ideal = 120, rounds = Math.max(30, Math.min(300, Math.floor(3e7 / nodes.length ** 2)));
  for (let round = 0; round < rounds; round++) {
    const reach = ideal * (1 - round / rounds) + 1, moves = spots.map(({ x, y }) => ({ x: -0.06 * x, y: -0.09 * y }));
    const act = (i, j, force) => {
      const dx = spots[i].x - spots[j].x, dy = spots[i].y - spots[j].y, far = Math.hypot(dx, dy) || 0.01, by = force(far) / far;
      moves[i].x += dx * by; moves[i].y += dy * by; moves[j].x -= dx * by; moves[j].y -= dy * by;
    };
    for (let i = 0; i < spots.length; i++) for (let j = 0; j < i; j++) act(i, j, (far) => (far < 4 * ideal ? (ideal * ideal) / far / 2 : 0));
    for (const [i, j] of lines) act(i, j, (far) => -(far * far) / ideal / 4);
    spots.forEach((spot, i) => { const far = Math.hypot(moves[i].x, moves[i].y) || 1, step = Math.min(far, reach) / far; spot.x += moves[i].x * step; spot.y += moves[i].y * step; });
  }
  return new Map(nodes.map((node, i) => [node, { x: Math.round(spots[i].x), y: Math.round(spots[i].y) }]));
}
