// The same as the map, in rows: for screen readers, for sorting, for those who like lists.

const ROWS = 300; // drawn at once
const table = { tab: "nodes", sort: { nodes: ["count", -1], edges: ["weight", -1] }, most: ROWS };

const NODE_COLUMNS = [
  ["name", (node) => plain(node.name)], ["class", (node) => t(node.type)], ["count", (node) => node.count], ["degree", (node) => node.edges.length],
  ["first", (node) => node.first || ""], ["last", (node) => node.last || ""], ["aliases", (node) => node.aliases.map(plain).join("、")],
];
const EDGE_COLUMNS = [
  ["fromName", (edge) => plain(edge.from.name)], ["kind", (edge) => t(edge.kind)], ["post", (edge) => plain(edge.label)], ["toName", (edge) => plain(edge.to.name)],
  ["weight", (edge) => edge.weight], ["articles", (edge) => new Set(edge.quotes.map((quote) => quote.article)).size], ["npmi", (edge) => (edge.measures ? edge.measures.npmi : "")],
];

const visible = () => ({ nodes: graph.nodes.filter(nodeSeen).sort(byCount), edges: graph.edges.filter(edgeSeen).sort(byWeight) });

function setView(view) {
  state.view = view;
  showTable();
  showStart();
  noteAddress();
}

function showTable() {
  const open = state.view === "table";
  $("table").hidden = !open;
  $("map").inert = open;
  $("as-table").setAttribute("aria-pressed", String(open));
  document.documentElement.dataset.view = state.view;
  if (!open) return;
  const known = visible(), columns = (table.tab === "nodes" ? NODE_COLUMNS : EDGE_COLUMNS).filter(([name]) => graph.calendar.steps.length || !["first", "last"].includes(name)), [key, way] = table.sort[table.tab];
  const value = columns.find(([name]) => name === key)[1];
  const sorted = known[table.tab].map((item) => [value(item), item]).sort(([a], [b]) => way * compared(a, b)).map(([, item]) => item);
  const all = sorted.length > table.most && el("button", { type: "button", class: "all", onclick: () => { table.most = Infinity; showTable(); } }, t("all", { n: sorted.length }));
  $("table").replaceChildren(
    el("div", { class: "tabs", role: "group", "aria-label": t("table") }, tab("nodes", t("entities"), known.nodes.length), tab("edges", t("links"), known.edges.length),
      el("button", { type: "button", class: "csv", onclick: () => (table.tab === "nodes" ? saveNodes() : saveEdges()) }, t("saveCsv"))),
    el("div", { class: "sheetbox", tabindex: 0, role: "region", "aria-label": t(table.tab === "nodes" ? "entities" : "links") },
      el("table", {}, el("caption", { class: "unseen" }, $("shown").textContent), el("thead", {}, el("tr", {}, columns.map(([name]) => head(name)))),
        el("tbody", {}, sorted.slice(0, table.most).map((item) => el("tr", {}, columns.map(([name, read]) => cell(name, read(item), item)))))), all || null));
}

const compared = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : a === "" ? -1 : b === "" ? 1 : String(a).localeCompare(String(b), "zh-Hans"));

function tab(which, word, count) {
  return el("button", { type: "button", "aria-pressed": String(table.tab === which), "data-tab": which, onclick: () => { table.tab = which; table.most = ROWS; showTable(); $("table").querySelector(`[data-tab=${which}]`).focus(); } }, `${word} ${count}`);
}

function head(name) {
  const [key, way] = table.sort[table.tab], on = key === name, sorted = on ? (way > 0 ? "ascending" : "descending") : "none";
  const turn = () => { table.sort[table.tab] = [name, on ? -way : ["count", "degree", "weight", "articles", "npmi", "last"].includes(name) ? -1 : 1]; showTable(); $("table").querySelector(`[data-column=${name}]`).focus(); };
  return el("th", { scope: "col", "aria-sort": sorted }, el("button", { type: "button", "data-column": name, onclick: turn }, t(`column.${name}`), el("span", { "aria-hidden": "true" }, on ? (way > 0 ? " ▲" : " ▼") : "")));
}

function cell(name, value, item) {
  const number = typeof value === "number", words = number ? numeral(value) : value;
  const attributes = { class: number ? "number" : ["class", "first", "last"].includes(name) ? "word" : null, lang: ["name", "aliases", "fromName", "toName", "post"].includes(name) ? "zh-Hans" : null };
  if (name === "name") return el("th", { scope: "row", ...attributes }, el("button", { type: "button", class: "name", onclick: () => go({ node: item }) }, icon(item.type), el("span", {}, words)));
  if (name === "kind") return el("td", attributes, el("button", { type: "button", class: "name", onclick: () => go({ edge: item }) }, stroke(item.kind), el("span", {}, words)));
  return el("td", attributes, words);
}
