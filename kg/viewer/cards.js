// What is known of one entity or one link, beside the map.

const FEW = 8;

function showCard() {
  const card = $("card"), { node, edge, article, path } = state.picked || {};
  const body = node ? entityCard(node) : edge ? linkCard(edge) : article ? articleCard(article) : path ? pathCard(state.picked) : null;
  card.hidden = !body;
  card.replaceChildren(...(body ? [closer(), ...body.filter(Boolean)] : []));
  card.scrollTop = 0;
  showStart();
}

const closer = () => el("button", { type: "button", class: "close", "aria-label": t("close"), title: t("close"), onclick: () => go(null) }, "×");
const section = (title, ...children) => el("section", {}, el("h3", {}, title), ...children);
const badge = (node) => el("span", { class: "kind" }, icon(node.type), t(node.type));

function name(node, extra) {
  return el("button", { type: "button", class: "name", onclick: () => go({ node }), "data-id": node.id },
    icon(node.type), el("span", {}, plain(node.name)), extra);
}

// A list that shows its first rows, and the others when asked.
function rows(items, make, few = FEW) {
  const list = el("ul", { class: "rows" }, items.slice(0, few).map((item) => el("li", {}, make(item))));
  if (items.length <= few) return list;
  const all = el("button", { type: "button", class: "all", onclick: () => { list.append(...items.slice(few).map((item) => el("li", {}, make(item)))); all.remove(); } }, t("all", { n: items.length }));
  return [list, all];
}

function entityCard(node) {
  return [
    el("header", {}, badge(node), el("h2", { lang: "zh-Hans" }, plain(node.name)), node.qualifier && el("p", { class: "where" }, plain(node.qualifier)), facts(node), served() && el("p", {}, el("a", { href: `/e/${node.id}`, target: "_top" }, t("ownPage")))),
    node.aliases.length && section(t("aliases"), el("p", { class: "chips", lang: "zh-Hans" }, node.aliases.map((alias) => el("span", {}, plain(alias))))),
    ...statedSections(node),
    linksSection(node),
    section(t("articlesHeading", { n: node.mentions.size }), longList([...node.mentions], ([article, spans]) => articleQuotes(article, spans, [node]))),
  ];
}

// Opened from kg serve, every entity has a page of its own.
const served = () => location.protocol.startsWith("http") && ["/graph", "/viewer"].includes(location.pathname);

function facts(node) {
  const seen = !node.first ? t("dateUnknown") : node.first === node.last ? node.first : t("between", node);
  return el("p", { class: "facts" },
    el("span", {}, t("articleCount", { n: node.count })), el("span", {}, t("linkCount", { n: node.edges.length })), el("span", {}, node.first ? `${t("seen")} ${seen}` : seen),
    el("span", { class: "actions" }, actions(node)));
}

function actions(node) {
  const button = (key, act, pressed) => el("button", { type: "button", "data-act": key, "aria-pressed": pressed === undefined ? null : String(pressed), onclick: act }, t(key));
  const alone = (depth) => Boolean(state.ego && state.ego.node === node && state.ego.depth === depth);
  return [
    button("connectWith", () => finder.ask(node)),
    button("ego1", () => (alone(1) ? leaveEgo() : ego(node, 1)), alone(1)), button("ego2", () => (alone(2) ? leaveEgo() : ego(node, 2)), alone(2)),
    button("expand", () => expand(node)), button("collapse", () => collapse(node)), button("gather", () => inBasket(node), state.basket.includes(node)),
  ];
}

// Posts first, then every other kind of statement, each way of it.
function statedSections(node) {
  const groups = new Map();
  for (const edge of node.edges) {
    if (edge.kind === "coOccursWith") continue;
    const key = edge.from === node ? edge.kind : `of.${edge.kind}`;
    groups.has(key) ? groups.get(key).push(edge) : groups.set(key, [edge]);
  }
  const loose = node.posts.map(({ name: post, quote: found }) => ({ label: post, quotes: [found], from: node, to: node }));
  const held = [...(groups.get("holdsPost") || []), ...loose];
  for (const edges of groups.values()) edges.sort((a, b) => other(b, node).count - other(a, node).count || (other(a, node).id < other(b, node).id ? -1 : 1));
  groups.delete("holdsPost");
  return [
    held.length && section(t("posts"), rows(held, (edge) => [el("span", { class: "post", lang: "zh-Hans" }, plain(edge.label)), edge.to !== node && name(edge.to), edge.id && why(edge)])),
    ...[...groups].map(([key, edges]) => section(t(key), rows(edges, (edge) => [name(other(edge, node)), edge.label && el("span", { class: "post", lang: "zh-Hans" }, plain(edge.label)), why(edge)]))),
  ];
}

const why = (edge) => el("button", { type: "button", class: "why", title: t("whyLinked"), onclick: () => go({ edge }) }, t("why"));

function linksSection(node) {
  const links = node.edges.filter((edge) => edge.measures).sort((a, b) => strength(b) - strength(a) || b.measures.npmi - a.measures.npmi || byWeight(a, b));
  return links.length > 0 && section(t("strongest"), rows(links, (edge) => [
    name(other(edge, node)),
    el("button", { type: "button", class: "why", title: t("whyLinked"), onclick: () => go({ edge }) },
      el("span", { class: "measure" }, `${t(state.measure)} ${numeral(edge.measures[state.measure])}`)),
  ]));
}

function longList(items, make, few = 6) {
  const list = el("div", {}, items.slice(0, few).map(make));
  if (items.length > few) {
    const all = el("button", { type: "button", class: "all", onclick: () => { list.append(...items.slice(few).map(make)); all.remove(); } }, t("all", { n: items.length }));
    return [list, all];
  }
  return list;
}

// All that links the two ends of an edge, not that edge alone.
function linkCard({ from, to }) {
  const between = from.edges.filter((edge) => other(edge, from) === to && (from !== to || edge.to === from));
  return [
    el("header", {}, el("span", { class: "kind" }, t("whyLinked")), el("h2", { class: "pair" }, name(from), name(to))),
    from.edges.every((edge) => other(edge, from) !== to) && section(t("answer"), el("p", { class: "where" }, t("answerNote"))),
    ...between.sort((a, b) => (a.measures ? 1 : 0) - (b.measures ? 1 : 0)).map((edge) => (edge.measures ? togetherSection(edge) : saidSection(edge))),
  ];
}

function saidSection(edge) {
  const words = [plain(edge.from.name), edge.label ? `${t(edge.kind)}：${plain(edge.label)}` : t(edge.kind), plain(edge.to.name)];
  return el("section", {}, el("h3", {}, stroke(edge.kind), edge.label ? plain(edge.label) : t(edge.kind)),
    el("p", { class: "statement", lang: "zh-Hans" }, words.join(" → ")), quotesOf(edge));
}

function togetherSection(edge) {
  const counted = Object.entries(edge.measures).map(([key, value]) => [el("dt", {}, t(key)), el("dd", {}, numeral(value))]);
  return el("section", {}, el("h3", {}, stroke(edge.kind), t(edge.kind)), el("dl", { class: "measures" }, counted),
    quotesOf(edge), edge.quotes.length >= 10 && el("p", { class: "where" }, t("atMost")));
}

function quotesOf(edge) {
  if (!edge.quotes.length) return el("p", { class: "where" }, t("noQuotes"));
  return longList(byArticle(edge.quotes), ([article, spans]) => articleQuotes(article, spans, [edge.from, edge.to]));
}
