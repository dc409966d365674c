// What is visible, as files for other programs.

const fileStem = () => plain([graph.facts.paper || "kg", state.ego ? state.ego.node.name : ""].filter(Boolean).join("-")).replace(/[\\/:*?"<>|.\s]+/g, "_").slice(0, 60);

function save(content, ending, type) {
  const link = el("a", { href: URL.createObjectURL(new Blob([content], { type })), download: `${fileStem()}.${ending}` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  say(t("saved", { name: link.download }));
}

// A table program runs a cell that begins so; the wide forms too, where Chinese input is installed.
function csvCell(value) {
  if (typeof value === "number") return String(value);
  const clean = xmlSafe(String(value ?? "")), text = /^[=+\-@\t\r\n＝＋－＠]/.test(clean) ? `'${clean}` : clean;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
const xmlSafe = (text) => text.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
const csvTable = (heads, rows) => "\ufeff" + [heads, ...rows].map((row) => row.map(csvCell).join(",") + "\r\n").join("");
const quoteText = ({ article, field, start, end }) => (article.passage[field] ? stretch(article.passage[field].text, start, end).replace(/\s+/g, " ") : "");
const quotePlace = ({ article, field, start, end }) => (article.passage[field] ? `${article.page} ${located(article.passage[field], start, end).join("-")}` : article.page);

function nodesCsv() {
  const heads = ["id", "class", "label", "aliases", "articles", "first", "last"];
  return csvTable(heads, visible().nodes.map((node) => [node.id, node.type, node.name, node.aliases.join("; "), node.count, node.first, node.last]));
}

function edgesCsv() {
  const heads = ["source", "target", "source_label", "target_label", "kind", "label", "weight", "npmi", "evidence", "quote"];
  return csvTable(heads, visible().edges.map((edge) => [edge.from.id, edge.to.id, edge.from.name, edge.to.name, edge.kind, edge.label, edge.weight,
    edge.measures ? edge.measures.npmi : "", edge.quotes.map(quotePlace).join("; "), edge.quotes.slice(0, 1).map(quoteText).join("")]));
}

const saveNodes = () => save(nodesCsv(), "nodes.csv", "text/csv;charset=utf-8");
const saveEdges = () => save(edgesCsv(), "edges.csv", "text/csv;charset=utf-8");

// Attributes of nodes and edges: [key, type, read]. All edges are written as directed, with the truth beside,
// for no reader takes a file of both kinds whole.
const NODE_FIELDS = [["class", "string", (node) => node.type], ["aliases", "string", (node) => node.aliases.join("; ")], ["articles", "integer", (node) => node.count], ["first", "string", (node) => node.first], ["last", "string", (node) => node.last]];
const EDGE_FIELDS = [["kind", "string", (edge) => edge.kind], ["post", "string", (edge) => edge.label], ["directed", "boolean", (edge) => !edge.measures], ["npmi", "double", (edge) => edge.measures && edge.measures.npmi], ["evidence", "string", (edge) => edge.quotes.map(quotePlace).join("; ")]];
const known = (value) => value !== null && value !== undefined && value !== "";

function gexf() {
  const { nodes, edges } = visible(), list = (fields, kind) => `<attributes class="${kind}">${fields.map(([key, type], i) => `<attribute id="${i}" title="${key}" type="${type}"/>`).join("")}</attributes>`;
  const values = (item, fields) => `<attvalues>${fields.map(([, , read], i) => (known(read(item)) ? `<attvalue for="${i}" value="${xml(read(item))}"/>` : "")).join("")}</attvalues>`;
  const rgb = (hex) => ["r", "g", "b"].map((key, i) => `${key}="${parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16)}"`).join(" ");
  const place = (node) => { const { x, y } = state.placed.get(node); return `<viz:position x="${x}" y="${-y}" z="0"/><viz:size value="${radius(node)}"/><viz:color ${rgb(nodeColour(node))}/>`; };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2"><graph defaultedgetype="directed" mode="static">',
    list(NODE_FIELDS, "node"), list(EDGE_FIELDS, "edge"), "<nodes>", ...nodes.map((node) => `<node id="${node.id}" label="${xml(node.name)}">${values(node, NODE_FIELDS)}${place(node)}</node>`), "</nodes><edges>",
    ...edges.map((edge) => `<edge id="${edge.id}" source="${edge.from.id}" target="${edge.to.id}" weight="${edge.weight}" label="${xml(edge.label || edge.kind)}">${values(edge, EDGE_FIELDS)}</edge>`), "</edges></graph></gexf>",
  ].join("\n");
}

function graphml() {
  const { nodes, edges } = visible(), types = { integer: "int" };
  const fields = [[...NODE_FIELDS, ["label", "string", (node) => node.name], ["x", "double", (node) => state.placed.get(node).x], ["y", "double", (node) => state.placed.get(node).y]], [...EDGE_FIELDS, ["weight", "double", (edge) => edge.weight]]];
  const keys = fields.flatMap((list, i) => list.map(([key, type]) => `<key id="${"ne"[i]}_${key}" for="${["node", "edge"][i]}" attr.name="${key}" attr.type="${types[type] || type}"/>`));
  const data = (item, i) => fields[i].map(([key, , read]) => (known(read(item)) ? `<data key="${"ne"[i]}_${key}">${xml(read(item))}</data>` : "")).join("");
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">', ...keys, '<graph edgedefault="directed">',
    ...nodes.map((node) => `<node id="${node.id}">${data(node, 0)}</node>`), ...edges.map((edge) => `<edge id="${edge.id}" source="${edge.from.id}" target="${edge.to.id}">${data(edge, 1)}</edge>`), "</graph></graphml>",
  ].join("\n");
}

// Turtle with the addresses and terms of the whole graph, so that both can be joined.
function turtle() {
  const { nodes, edges } = visible(), { base } = graph.facts, text = (words) => `${JSON.stringify(xmlSafe(words)).replace(/[\u007f-\u009f]/g, "")}@zh`, iri = (path) => `<${base}${path}>`;
  const entity = (node) => iri(`e/${node.id}`), lines = [`@prefix kg: <${graph.namespace}> .`, "@prefix org: <http://www.w3.org/ns/org#> .", "@prefix schema: <https://schema.org/> .", "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", ""];
  const triples = (subject, pairs) => lines.push(`${subject} ${pairs.map(([predicate, object]) => `${predicate} ${object}`).join(" ;\n    ")} .`);
  for (const node of nodes) triples(entity(node), [["a", `kg:${node.type}`], ["skos:prefLabel", text(node.name)], ...node.aliases.map((alias) => ["skos:altLabel", text(alias)]), ...(node.qualifier ? [["schema:disambiguatingDescription", text(node.qualifier)]] : [])]);
  for (const edge of edges.filter(({ kind }) => kind !== "answer")) {
    const [one, two] = [entity(edge.from), entity(edge.to)], proof = [...new Set(edge.quotes.map((found) => iri(quoteAddress(found, base))))].map((address) => ["kg:evidence", address]);
    triples(one, [[`kg:${edge.kind}`, two]]);
    if (edge.measures) { triples(two, [["kg:coOccursWith", one]]); triples(iri(`x/${[edge.from.id, edge.to.id].sort().join(".")}`), [["a", "kg:CoOccurrence"], ["kg:participant", one], ["kg:participant", two], ...measured(edge.measures), ...proof]); }
    else if (edge.label) triples("[]", [["a", "org:Membership"], ["org:member", one], ["org:organization", two], ["kg:post", text(edge.label)], ...proof]);
  }
  return lines.join("\n") + "\n";
}

const decimal = (value) => (Number.isInteger(value) ? `${value}.0` : String(value));
const measured = ({ articles, paragraphs, sentences, npmi, log_likelihood, jaccard }) => [["kg:articleCount", articles], ["kg:paragraphCount", paragraphs], ["kg:sentenceCount", sentences], ["kg:npmi", decimal(npmi)], ["kg:logLikelihood", decimal(log_likelihood)], ["kg:jaccard", decimal(jaccard)]];
const safe = (page) => encodeURIComponent(page.toWellFormed ? page.toWellFormed() : page).replace(/[!'()*~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

function quoteAddress({ article, field, start, end }, base) {
  const stem = article.page.endsWith(".txt") ? safe(article.page.slice(0, -4)) : `${safe(article.page)}~`;
  return `a/${stem}-${String(article.number).padStart(2, "0")}${base.includes("#") ? "/" : "#"}${field}-${start}-${end}`;
}

const SAVES = [
  ["savePng", async () => save(await pngPicture(), "png", "image/png")], ["saveSvg", () => save(svgPicture(), "svg", "image/svg+xml")],
  ["saveNodes", saveNodes], ["saveEdges", saveEdges], ["saveGexf", () => save(gexf(), "gexf", "application/xml")], ["saveGraphml", () => save(graphml(), "graphml", "application/xml")],
  ["saveTurtle", () => save(turtle(), "ttl", "text/turtle")], ["copyLink", () => copyLink()], ["print", () => window.print()],
];

function toggleMenu(open = $("menu").hidden) {
  $("menu").hidden = !open;
  $("out").setAttribute("aria-expanded", String(open));
  if (!open) return;
  $("menu").replaceChildren(el("p", { class: "where" }, t("menuNote")), ...SAVES.map(([key, act]) => el("button", { type: "button", "data-save": key, onclick: () => { toggleMenu(false); act(); } }, t(key))));
  $("menu").querySelector("button").focus();
}

async function copyLink() {
  const link = permalink();
  history.replaceState(null, "", link);
  try { await navigator.clipboard.writeText(link); say(t("copied")); } catch { say(t("linkHere")); } // a page from a file may not write the clipboard
}
