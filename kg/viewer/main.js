// The page: what a click or a button does.

let chart = null, finder = null;

function refresh() {
  const { nodes, edges } = chart.sync();
  $("shown").textContent = t("shown", { n: nodes, all: graph.nodes.length, e: edges, edges: graph.edges.length });
  $("more").hidden = Boolean(state.ego) || (!moreNodes() && !moreEdges());
  $("reset").hidden = !changed();
  if (state.view === "table") showTable();
}

const changed = () => Boolean(state.only || filtered() || state.classesOff.size || state.kindsOff.size) || state.placed.size !== graph.map.nodes.length || state.linked.size !== graph.map.edges.length;

function light(things) {
  state.lit = things.length ? new Set(things) : null;
  refresh();
}

// What stands out beside the picked thing: its neighbours, its ends, the names in its text.
function relight() {
  const { node, edge, article, path } = state.picked || {};
  if (node) light([node, ...node.edges.filter(edgeSeen).flatMap((known) => [known, known.from, known.to])]);
  else if (edge) light([edge.from, edge.to, ...edge.from.edges.filter((known) => other(known, edge.from) === edge.to)]);
  else if (article) light(inArticle(article));
  else if (path) light([...path.nodes, ...state.picked.ends, ...path.steps.map((step) => step.edge)]);
  else light([]);
}

function inArticle(article) {
  const nodes = new Set(article.mentions.map((mention) => mention.node));
  return [...nodes, ...graph.edges.filter((edge) => edgeSeen(edge) && edge.quotes.some((found) => found.article === article))];
}

const nearest = (node) => node.edges.filter(edgeSeen).sort(byWeight).slice(0, 15).map((edge) => other(edge, node));

// Moves the map only when what was picked is out of sight or under a panel.
function bringIntoView(nodes, always) {
  const spots = nodes.map((node) => state.placed.get(node)).filter(Boolean);
  const pad = chart.margins(), wide = chart.container.clientWidth, high = chart.container.clientHeight;
  const hidden = spots.some((spot) => {
    const at = chart.network.canvasToDOM(spot);
    return at.x < pad.left + 20 || at.x > wide - pad.right - 20 || at.y < pad.top + 10 || at.y > high - pad.bottom - 10;
  });
  if (hidden || always) chart.frame(nodes, 1.4);
}

function expand(node) {
  const near = [...node.edges].sort(byWeight).map((edge) => other(edge, node));
  if (!near.map(place).every(Boolean)) say(t("capped", { n: MOST }));
  node.edges.forEach((edge) => state.placed.has(other(edge, node)) && state.linked.add(edge));
  if (state.only) near.forEach((known) => state.only.add(known));
  showCard();
  relight();
}

// Takes off the map the neighbours that hang on this node alone.
function collapse(node) {
  const lonely = new Set([...new Set(node.edges.map((edge) => other(edge, node)))].filter((near) => near !== node && state.placed.has(near) && near.edges.every((edge) => other(edge, near) === node || !state.placed.has(other(edge, near)))));
  for (const gone of lonely) { state.placed.delete(gone); gone.edges.forEach((edge) => state.linked.delete(edge)); }
  say(t("collapsed", { n: lonely.size }));
  showCard();
  relight();
}

function ego(node, depth = 1) {
  state.ego = { node, depth };
  go({ node });
  chart.frame(null, 1.8);
}

// Back to the map as it was around it, with the filters as they are.
function leaveEgo() {
  state.ego = null;
  go(state.picked);
  chart.frame();
}

const moreNodes = () => state.placed.size < Math.min(graph.nodes.length, MOST);
const moreEdges = () => state.linked.size < Math.min(graph.edges.length, 2 * MOST);

// The next nodes, and when all are there the next links among them; strongest first.
function more() {
  if (moreNodes()) graph.nodes.filter((node) => !state.placed.has(node)).sort(byCount).slice(0, STEP).every(place);
  else graph.edges.filter((edge) => !state.linked.has(edge)).sort(byWeight).slice(0, 4 * STEP).forEach((edge) => state.linked.add(edge));
  relight();
  chart.frame();
}

function reset() {
  firstView();
  Object.assign(state, { least: 1, from: 0, to: Infinity, undated: true, page: "", classesOff: new Set(), kindsOff: new Set() });
  applyFilters();
  chart.nodes.clear();
  chart.edges.clear();
  showLegend();
  go(state.picked);
  chart.frame();
}

let silence = 0;
function say(words) {
  $("word").textContent = words;
  $("word").hidden = false;
  clearTimeout(silence);
  silence = setTimeout(() => { $("word").hidden = true; }, 5000);
}

function setTheme(dark) {
  state.dark = dark;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

function showWords() {
  translate();
  const { paper, pages, articles } = graph.facts;
  $("brand").firstElementChild.textContent = paper ? plain(paper) : t("title");
  $("subtitle").textContent = `${paper ? `${t("title")} · ` : ""}${t("madeOf", { pages, articles })}`;
  document.title = pictureTitle();
  showLegend();
  showBasket();
  showCard();
  refresh();
}

function listen() {
  $("language").onclick = () => { state.language = state.language === "zh" ? "en" : "zh"; showWords(); };
  $("theme").onclick = () => { setTheme(!state.dark); showLegend(); showCard(); refresh(); };
  $("info").onclick = about;
  $("out").onclick = () => toggleMenu();
  $("as-table").onclick = () => setView(state.view === "table" ? "map" : "table");
  $("more").onclick = more;
  $("reset").onclick = reset;
  $("fit").onclick = () => chart.frame();
  $("zoom-in").onclick = () => chart.zoom(1.3);
  $("zoom-out").onclick = () => chart.zoom(1 / 1.3);
  $("about").onclick = (event) => event.target === $("about") && $("about").close();
  $("legend").ontoggle = () => chart.stale();
  addEventListener("pointerdown", (event) => !event.target.closest("#menu, #out") && toggleMenu(false));
  addEventListener("keydown", pressed);
  addEventListener("resize", () => { showStart(); chart.stale(); });
  addEventListener("hashchange", () => location.hash.slice(1) !== state.address && open(location.hash.slice(1)));
}

async function start() {
  setTheme(state.dark);
  translate();
  if (!("DecompressionStream" in window)) return say(t("tooOld"));
  try { graph = joined(await unpack($("payload").textContent)); }
  catch (error) { say(t("broken")); throw error; }
  graph.calendar = calendar();
  const sizes = new Map();
  for (const node of graph.nodes) sizes.set(node.community, (sizes.get(node.community) || 0) + 1);
  state.grouped = new Set([...sizes].filter(([, size]) => size > 1).map(([community]) => community));
  if (innerWidth < 760) $("legend").open = false;
  firstView();
  chart = new Chart($("map"), graph.map.options, { pick: go, expand, gather: inBasket });
  finder = new Finder($("search"), $("found"));
  showWords();
  listen();
  chart.frame();
  if (!graph.nodes.length) $("map").append(el("p", { id: "empty" }, t("empty")));
  if (location.hash.length > 1) open(location.hash.slice(1));
  await document.fonts.ready;
  state.ready = true;
  document.documentElement.dataset.ready = "true";
  setTimeout(() => names.join && names.join(), 300);
}

// For tests and for the curious: what the page shows, and a few of the things it can do.
window.kgViewer = {
  get state() {
    const nodes = graph.nodes.filter(nodeSeen), edges = graph.edges.filter(edgeSeen), { node, edge, article, ends, path } = state.picked || {};
    return {
      ready: Boolean(state.ready), language: state.language, dark: state.dark, view: state.view,
      nodes: nodes.map(({ id, type, name: label }) => ({ id, type, name: label })),
      edges: edges.map(({ id, from, to, kind, weight }) => ({ id, from: from.id, to: to.id, kind, weight })),
      lit: state.lit && [...state.lit].filter((thing) => thing.name !== undefined).map((thing) => thing.id),
      picked: node ? node.id : edge ? edge.id : article ? article.id : ends ? ends.map((end) => end.id).join(".") : null, total: graph.nodes.length,
      path: path ? path.steps.map((step) => step.to.name) : null,
      names: chart.placedNames().map(({ text, box }) => ({ text, box })),
    };
  },
  open: (id) => go(graph.node.has(id) ? { node: graph.node.get(id) } : graph.article.has(id) ? { article: graph.article.get(id) } : graph.edge.has(id) ? { edge: graph.edge.get(id) } : null),
  get network() { return chart.network; },
  where: (id) => chart.network.canvasToDOM(state.placed.get(graph.node.get(id))),
};

start();
