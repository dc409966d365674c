// The page: what a click, a key or an address does.

let chart = null, finder = null;

function refresh() {
  const { nodes, edges } = chart.sync();
  $("shown").textContent = t("shown", { n: nodes, all: graph.nodes.length, e: edges, edges: graph.edges.length });
  $("more").hidden = !moreNodes() && !moreEdges();
  $("reset").hidden = !state.only && state.placed.size === graph.map.nodes.length && state.linked.size === graph.map.edges.length;
}

function light(things) {
  state.lit = things.length ? new Set(things) : null;
  refresh();
}

// What stands out beside the picked thing: its neighbours, its ends, the names in its text.
function relight() {
  const { node, edge, article } = state.picked || {};
  if (node) light([node, ...node.edges.filter(edgeSeen).flatMap((known) => [known, known.from, known.to])]);
  else if (edge) light([edge.from, edge.to, ...edge.from.edges.filter((known) => other(known, edge.from) === edge.to)]);
  else if (article) light(inArticle(article));
  else light([]);
}

function inArticle(article) {
  const nodes = new Set(article.mentions.map((mention) => mention.node));
  return [...nodes, ...graph.edges.filter((edge) => edgeSeen(edge) && edge.quotes.some((found) => found.article === article))];
}

// Picking writes the address; the address opens the card. So back and forward work, and links can be sent.
function go(picked) {
  const { node, edge, article } = picked || {};
  const hash = node ? `n=${node.id}` : edge ? `l=${edge.from.id}.${edge.to.id}` : article ? `a=${encodeURIComponent(article.id)}` : "";
  if (hash !== location.hash.slice(1)) location.hash = hash;
  open(hash);
}

function open(hash) {
  state.address = hash;
  const [kind, id] = [hash.slice(0, 1), hash.slice(2)];
  const [from, to] = kind === "l" ? id.split(".").map((end) => graph.node.get(end)) : [];
  const edge = from && from.edges.find((known) => other(known, from) === to);
  const node = kind === "n" && graph.node.get(id), article = kind === "a" && graph.article.get(decoded(id));
  state.picked = node ? { node } : edge ? { edge } : article ? { article } : null;
  const wanted = node ? [node] : edge ? [from, to] : [];
  if (state.only && wanted.some((end) => !state.only.has(end))) state.only = null;
  if (!wanted.every(place)) say(t("capped", { n: MOST }));
  if (edge) for (const known of from.edges) if (other(known, from) === to) state.linked.add(known);
  showCard();
  $("said").textContent = node ? `${t(node.type)} ${plain(node.name)}` : edge ? `${plain(from.name)} — ${plain(to.name)}` : article ? heading(article) : "";
  relight();
  if (state.picked) bringIntoView(node ? [node, ...nearest(node)] : edge ? [from, to] : [...state.lit || []].filter((thing) => state.placed.has(thing)));
}

function decoded(text) {
  try { return decodeURIComponent(text); } catch { return text; } // an address typed by hand may be no code at all
}

const nearest = (node) => node.edges.filter(edgeSeen).sort(byWeight).slice(0, 15).map((edge) => other(edge, node));

// Moves the map only when what was picked is out of sight or under a panel.
function bringIntoView(nodes) {
  const pad = chart.margins(), wide = chart.container.clientWidth, high = chart.container.clientHeight;
  const hidden = nodes.some((node) => {
    const at = chart.network.canvasToDOM(state.placed.get(node));
    return at.x < pad.left + 20 || at.x > wide - pad.right - 20 || at.y < pad.top + 10 || at.y > high - pad.bottom - 10;
  });
  if (hidden) chart.frame(nodes, 1.4);
}

function expand(node) {
  const near = [...node.edges].sort(byWeight).map((edge) => other(edge, node));
  if (!near.every(place)) say(t("capped", { n: MOST }));
  node.edges.forEach((edge) => state.placed.has(other(edge, node)) && state.linked.add(edge));
  if (state.only) near.forEach((known) => state.only.add(known));
  relight();
}

function ego(node) {
  place(node);
  expand(node);
  state.only = new Set([node, ...node.edges.map((edge) => other(edge, node))]);
  relight();
  chart.frame(null, 1.8);
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
  chart.nodes.clear();
  chart.edges.clear();
  relight();
  chart.frame();
}

let silence = 0;
function say(words) {
  $("word").textContent = words;
  $("word").hidden = false;
  clearTimeout(silence);
  silence = setTimeout(() => { $("word").hidden = true; }, 6000);
}

function setTheme(dark) {
  state.dark = dark;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

function showWords() {
  translate();
  const { paper, home } = graph.facts;
  $("subtitle").textContent = [paper, home].filter(Boolean).map(plain).join(" · ");
  showLegend();
  showCard();
  refresh();
}

function about() {
  const known = graph.facts, dialog = $("about");
  const table = [["paper", plain(known.paper)], ["home", plain(known.home)], ["pages", known.pages], ["articlesRead", known.articles], ["mentions", known.mentions],
    ["entities", graph.nodes.length], ["links", graph.edges.length], ["unit", t(`unit.${known.unit}`)], ["minimum", known.minimum],
    ["reportersIn", t(known.reporters ? "yes" : "no")], ["version", `kg ${known.version}`]];
  dialog.setAttribute("aria-label", t("aboutHeading"));
  dialog.replaceChildren(
    el("button", { type: "button", class: "close", "aria-label": t("close"), onclick: () => dialog.close() }, "×"),
    el("h2", {}, t("aboutHeading")), el("p", {}, t("aboutText")),
    el("dl", {}, table.map(([key, value]) => [el("dt", {}, t(key)), el("dd", {}, value)])),
    el("p", {}, t("aboutMap")), el("p", {}, t("aboutPlaces")), el("p", {}, t("keys")), el("p", { class: "where" }, t("licence")));
  dialog.showModal();
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function pressed(event) {
  const typing = event.target instanceof Element && event.target.closest("input, select, textarea, dialog");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && !typing) return state.only ? reset() : go(null);
  if (typing && !(event.target.type === "checkbox")) return;
  if (event.key === "/") { event.preventDefault(); $("search").focus(); $("search").select(); }
  else if (event.key === "+" || event.key === "=") chart.zoom(1.25);
  else if (event.key === "-") chart.zoom(0.8);
  else if (event.key === "0") chart.frame();
  else if (ARROWS[event.key] && document.activeElement === $("map")) { event.preventDefault(); step(...ARROWS[event.key]); }
}

// With a node picked the arrows go to the next node that way, else they move the map.
function step(dx, dy) {
  const from = state.picked && state.picked.node && state.placed.get(state.picked.node);
  if (!from) return chart.pan(80 * dx, 80 * dy);
  const cost = (spot) => { const [x, y] = [spot.x - from.x, spot.y - from.y], ahead = x * dx + y * dy; return ahead > 1 ? ahead + 3 * Math.abs(x * dy + y * dx) : Infinity; };
  const next = graph.nodes.filter((node) => nodeSeen(node) && node !== state.picked.node).map((node) => [cost(state.placed.get(node)), node]);
  const best = next.reduce((one, two) => (two[0] < one[0] ? two : one), [Infinity, null]);
  if (best[1]) go({ node: best[1] });
}

function listen() {
  $("language").onclick = () => { state.language = state.language === "zh" ? "en" : "zh"; showWords(); };
  $("theme").onclick = () => { setTheme(!state.dark); showLegend(); showCard(); refresh(); };
  $("info").onclick = about;
  $("more").onclick = more;
  $("reset").onclick = reset;
  $("fit").onclick = () => chart.frame();
  $("zoom-in").onclick = () => chart.zoom(1.3);
  $("zoom-out").onclick = () => chart.zoom(1 / 1.3);
  $("about").onclick = (event) => event.target === $("about") && $("about").close();
  addEventListener("keydown", pressed);
  addEventListener("hashchange", () => location.hash.slice(1) !== state.address && open(location.hash.slice(1)));
}

async function start() {
  setTheme(state.dark);
  translate();
  if (!("DecompressionStream" in window)) return say(t("tooOld"));
  try { graph = joined(await unpack($("payload").textContent)); }
  catch (error) { say(t("broken")); throw error; }
  const sizes = new Map();
  for (const node of graph.nodes) sizes.set(node.community, (sizes.get(node.community) || 0) + 1);
  state.grouped = new Set([...sizes].filter(([, size]) => size > 1).map(([community]) => community));
  if (innerWidth < 760) $("legend").open = false;
  firstView();
  chart = new Chart($("map"), graph.map.options, { pick: go, expand });
  finder = new Finder($("search"), $("found"));
  showWords();
  listen();
  chart.frame();
  if (!graph.nodes.length) $("map").append(el("p", { id: "empty" }, t("empty")));
  if (location.hash.length > 1) open(location.hash.slice(1));
  await document.fonts.ready;
  state.ready = true;
  document.documentElement.dataset.ready = "true";
}

// For tests and for the curious: what the page shows, and a few of the things it can do.
window.kgViewer = {
  get state() {
    const nodes = graph.nodes.filter(nodeSeen), edges = graph.edges.filter(edgeSeen), { node, edge, article } = state.picked || {};
    return {
      ready: Boolean(state.ready), language: state.language, dark: state.dark,
      nodes: nodes.map(({ id, type, name: label }) => ({ id, type, name: label })),
      edges: edges.map(({ id, from, to, kind }) => ({ id, from: from.id, to: to.id, kind })),
      lit: state.lit && [...state.lit].filter((thing) => thing.name !== undefined).map((thing) => thing.id),
      picked: node ? node.id : edge ? edge.id : article ? article.id : null, total: graph.nodes.length,
    };
  },
  open: (id) => go(graph.node.has(id) ? { node: graph.node.get(id) } : graph.article.has(id) ? { article: graph.article.get(id) } : graph.edge.has(id) ? { edge: graph.edge.get(id) } : null),
  where: (id) => chart.network.canvasToDOM(state.placed.get(graph.node.get(id))),
  ego: (id) => ego(graph.node.get(id)),
};

start();
