// The address holds what is picked and set: back and forward work, a link brings back the view.

const FILTERS = ["classesOff", "kindsOff", "least", "from", "to", "undated", "page", "colouring", "measure", "view", "ego"];
const listed = (set) => [...set].sort().join(".");

function address() {
  const { node, edge, article, ends } = state.picked || {}, told = [];
  const tell = (key, value) => value && told.push(`${key}=${encodeURIComponent(value)}`);
  tell("answer", state.answer);
  tell("n", node && node.id);
  tell("l", edge && `${edge.from.id}.${edge.to.id}`);
  tell("a", article && article.id);
  tell("p", ends && ends.map((end) => end.id).join("."));
  tell("ego", state.ego && `${state.ego.node.id}.${state.ego.depth}`);
  tell("hide", listed(state.classesOff));
  tell("lines", listed(state.kindsOff));
  tell("least", state.least > 1 && state.least);
  tell("from", state.from > 0 && graph.calendar.steps[state.from]);
  tell("to", graph.calendar.steps[state.to] !== undefined && state.to < graph.calendar.steps.length - 1 && graph.calendar.steps[state.to]);
  tell("dated", !state.undated && "only");
  tell("page", state.page);
  tell("colour", state.colouring !== "class" && state.colouring);
  tell("width", state.measure !== "sentences" && state.measure);
  tell("view", state.view !== "map" && state.view);
  return told.join("&");
}

// Also what was added to the map, and the part of it on the screen.
function permalink() {
  const first = new Set(graph.map.nodes.map(({ id }) => id)), added = [...state.placed.keys()].map((node) => node.id).filter((id) => !first.has(id)).slice(0, 200);
  const { x, y } = chart.network.getViewPosition(), place = [x, y, 1000 * chart.network.getScale()].map(Math.round).join(",");
  const parts = [address(), added.length && `add=${added.join(".")}`, `at=${place}`].filter(Boolean);
  return `${location.href.split("#")[0]}#${parts.join("&")}`;
}

function noteAddress() {
  state.address = address();
  history.replaceState(null, "", `#${state.address}`);
}

// Picking writes the address; the address opens the card.
function go(picked, framed = false) {
  state.picked = picked && picked.ends && picked.ends.length < 2 ? { node: picked.ends[0] } : picked;
  const hash = address();
  if (hash !== location.hash.slice(1)) location.hash = hash;
  state.address = hash;
  show(framed);
}

function open(hash) {
  state.address = hash;
  const told = new URLSearchParams(hash), node = (id) => graph.node.get(id), steps = graph.calendar.steps;
  const names = (key, all) => new Set((told.get(key) || "").split(".").filter((name) => all.includes(name)));
  const at = (key, none) => { const step = steps.indexOf(told.get(key)); return step < 0 ? none : step; };
  const [egoId, depth] = (told.get("ego") || "").split(".");
  Object.assign(state, {
    classesOff: names("hide", graph.classes), kindsOff: names("lines", graph.kinds), least: Math.max(1, Math.floor(Number(told.get("least"))) || 1), from: at("from", 0), to: at("to", Infinity),
    undated: told.get("dated") !== "only", page: graph.articles.some((article) => article.page === told.get("page")) ? told.get("page") : "", colouring: told.get("colour") === "community" ? "community" : "class",
    measure: MEASURES.includes(told.get("width")) ? told.get("width") : "sentences", view: told.get("view") === "table" ? "table" : "map",
    ego: node(egoId) ? { node: node(egoId), depth: depth === "2" ? 2 : 1 } : null, picked: pickedBy(told, node),
  });
  applyFilters();
  const answer = told.get("answer") || "", fresh = answer !== state.answer;
  if (fresh) answer ? showAnswer(answer) : firstView();
  (told.get("add") || "").split(".").map(node).filter(Boolean).forEach(place);
  showLegend();
  show(true);
  if (fresh && !state.picked) chart.frame(null, 1.4);
  const spot = (told.get("at") || "").split(",").map(Number);
  if (spot.length === 3 && spot.every(Number.isFinite)) chart.network.moveTo({ position: { x: spot[0], y: spot[1] }, scale: Math.min(8, Math.max(0.03, spot[2] / 1000)), animation: false });
}

function pickedBy(told, node) {
  const [from, to] = (told.get("l") || "").split(".").map(node), ends = (told.get("p") || "").split(".").map(node);
  const edge = from && to && from.edges.find((known) => other(known, from) === to);
  if (node(told.get("n"))) return { node: node(told.get("n")) };
  if (edge) return { edge };
  if (graph.article.has(told.get("a"))) return { article: graph.article.get(told.get("a")) };
  return ends.length > 1 && ends.every(Boolean) && new Set(ends).size === ends.length ? { ends } : null;
}

// Brings map, card and light in line with what is picked.
function show(framed) {
  const { node, edge, article, ends } = state.picked || {};
  const wanted = node ? [node] : edge ? [edge.from, edge.to] : [];
  if (ends) { state.picked.path = connected(ends); wanted.push(...state.picked.path.nodes, ...ends); }
  if (state.ego) showEgo();
  else state.only = null;
  if (state.only && wanted.some((end) => !state.only.has(end))) state.ego = state.only = null;
  if (!wanted.map(place).every(Boolean)) say(t("capped", { n: MOST }));
  if (edge) for (const known of edge.from.edges) if (other(known, edge.from) === edge.to) state.linked.add(known);
  if (ends) state.picked.path.steps.forEach((step) => state.linked.add(step.edge));
  showCard();
  showTable();
  $("said").textContent = node ? `${t(node.type)} ${plain(node.name)}` : edge ? `${plain(edge.from.name)} — ${plain(edge.to.name)}` : article ? heading(article) : ends ? ends.map((end) => plain(end.name)).join(" — ") : "";
  relight();
  if (state.picked && !state.ego) bringIntoView(node ? [node, ...nearest(node)] : edge ? [edge.from, edge.to] : ends ? [...state.picked.path.nodes] : [...state.lit || []].filter((thing) => state.placed.has(thing)), ends || (framed && !article));
}

function showEgo() {
  const { node, depth } = state.ego, near = [...within(node, depth)];
  if (!near.map(place).every(Boolean)) say(t("capped", { n: MOST }));
  state.only = new Set(near);
  for (const known of near) for (const edge of known.edges) if (state.only.has(edge.from) && state.only.has(edge.to) && state.placed.has(edge.from) && state.placed.has(edge.to)) state.linked.add(edge);
}
