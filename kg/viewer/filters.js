// Which articles count, and how often names must stand together: by page, by date, by weight.

// Equal steps from the first date to the last: days up to three months, else months.
function calendar() {
  const dates = graph.articles.map((article) => article.date).filter((date) => /^\d{4}-\d\d/.test(date || "")).sort();
  if (!dates.length) return { steps: [], cut: 0 };
  const [first, last] = [dates[0], dates[dates.length - 1]], days = (Date.parse(last) - Date.parse(first)) / 864e5;
  const cut = days <= 92 && first.length === 10 && last.length === 10 ? 10 : 7, steps = [];
  for (let at = new Date(`${first.slice(0, cut)}${cut === 7 ? "-01" : ""}T00:00Z`); steps.length < 2400; ) {
    const step = at.toISOString().slice(0, cut);
    if (step > last) break;
    steps.push(step);
    cut === 7 ? at.setUTCMonth(at.getUTCMonth() + 1) : at.setUTCDate(at.getUTCDate() + 1);
  }
  return { steps, cut };
}

const stepOf = (article) => graph.calendar.steps.indexOf((article.date || "").slice(0, graph.calendar.cut || 1));

function counts() {
  const { page, from, to, undated } = state;
  return (article) => {
    const step = stepOf(article);
    return (!page || article.page === page) && (step < 0 ? undated : step >= from && step <= to);
  };
}

const filtered = () => Boolean(state.page || state.from > 0 || state.to < graph.calendar.steps.length - 1 || !state.undated || state.least > 1);

function applyFilters() {
  if (!filtered()) return void (state.kept = null);
  const articles = new Set(graph.articles.filter(counts()));
  const said = (edge) => !edge.quotes.length || edge.quotes.some((quote) => articles.has(quote.article));
  const edges = new Set(graph.edges.filter((edge) => (edge.measures ? edge.weight >= state.least : true) && said(edge)));
  const named = (node) => [...node.mentions.keys()].some((article) => articles.has(article));
  const held = (node) => (state.least > 1 && node.edges.length ? node.edges.some((edge) => edges.has(edge)) : named(node) || node.edges.some((edge) => edge.quotes.length && edges.has(edge)));
  state.kept = { articles, edges, nodes: new Set(graph.nodes.filter(held)) };
}

function setFilters(values) {
  Object.assign(state, values);
  applyFilters();
  if (state.ego) state.only = within(state.ego.node, state.ego.depth);
  refresh();
  noteAddress();
}

// The panel below the legend.
function filterSections() {
  return [weightSection(), dateSection(), pageSection()].filter(Boolean);
}

function weightSection() {
  const weights = graph.edges.filter((edge) => edge.measures).map((edge) => edge.weight), most = Math.min(20, Math.max(1, ...new Set(weights)));
  if (most < 2) return null;
  const bars = Array.from({ length: most }, (_, i) => weights.filter((weight) => (i + 1 === most ? weight >= most : weight === i + 1)).length);
  const shown = el("output", {}, t("atLeast", { n: state.least }));
  const input = slider("least", 1, most, state.least, t("weight"), (value) => { shown.textContent = t("atLeast", { n: value }); setFilters({ least: value }); dim(picture, value - 1, most); });
  const picture = histogram(bars, state.least - 1, most - 1);
  return el("div", { class: "filter" }, el("h3", {}, t("weight"), shown), picture, input);
}

function dateSection() {
  const { steps } = graph.calendar, without = graph.articles.filter((article) => stepOf(article) < 0).length;
  const known = el("label", { class: "toggle" }, el("input", { type: "checkbox", checked: state.undated, "data-field": "undated", onchange: (event) => setFilters({ undated: event.target.checked }) }),
    el("span", {}, t("dateUnknown")), el("b", {}, t("articlesShort", { n: without })));
  if (!steps.length) return el("div", { class: "filter" }, el("h3", {}, t("date")), known);
  const last = steps.length - 1, [from, to] = [state.from, Math.min(state.to, last)];
  const shown = el("output", {}, range(from, to)), picture = histogram(steps.map((step) => graph.articles.filter((article) => (article.date || "").startsWith(step)).length), from, to);
  const moved = (values) => {
    const now = { from: state.from, to: Math.min(state.to, last), ...values };
    if (now.from > now.to) values.from === undefined ? (now.from = now.to) : (now.to = now.from);
    setFilters(now);
    dim(picture, now.from, now.to);
    shown.textContent = range(now.from, now.to);
    begin.value = now.from;
    end.value = now.to;
  };
  const begin = slider("from", 0, last, from, t("dateFrom"), (value) => moved({ from: value })), end = slider("to", 0, last, to, t("dateTo"), (value) => moved({ to: value }));
  return el("div", { class: "filter" }, el("h3", {}, t("date"), shown), picture, last > 0 && begin, last > 0 && end, without > 0 && known);
}

const range = (from, to) => (from === to ? graph.calendar.steps[from] : `${graph.calendar.steps[from]} – ${graph.calendar.steps[to]}`);

function pageSection() {
  const pages = [...new Set(graph.articles.map((article) => article.page))].sort();
  if (pages.length < 2) return null;
  const options = [["", t("allPages", { n: pages.length })], ...pages.map((page) => [page, plain(page)])];
  return el("label", { class: "chooser" }, el("span", {}, t("source1")), el("select", { "data-field": "page", onchange: (event) => setFilters({ page: event.target.value }) },
    options.map(([value, word]) => el("option", { value, selected: state.page === value }, word))));
}

function slider(field, min, max, value, label, change) {
  const input = el("input", { type: "range", min, max, step: 1, "aria-label": label, "data-field": field, oninput: (event) => change(Number(event.target.value)) });
  input.value = value;
  return input;
}

function histogram(bars, from, to) {
  const svg = drawn("svg", { viewBox: `0 0 ${bars.length} 10`, preserveAspectRatio: "none", class: "histogram", "aria-hidden": "true" });
  const most = Math.max(1, ...bars), high = (count) => (count ? 1.2 + (8.8 * Math.log(1 + count)) / Math.log(1 + most) : 0);
  svg.append(...bars.map((count, i) => drawn("rect", { x: i + 0.06, width: 0.88, y: 10 - high(count), height: high(count) })));
  dim(svg, from, to);
  return svg;
}

const dim = (svg, from, to) => [...svg.children].forEach((bar, i) => bar.setAttribute("class", i >= from && i <= to ? "in" : "out"));
