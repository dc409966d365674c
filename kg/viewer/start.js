// The first words: what this is, who is named most, and what one may ask.

function showStart() {
  const free = state.started && !state.picked && graph.nodes.length > 1 && state.view === "map" && innerWidth >= 1100;
  $("start").hidden = !free;
  if (!free) return;
  const known = graph.facts, close = () => { state.started = false; showStart(); chart.frame(); };
  $("start").replaceChildren(
    el("button", { type: "button", class: "close", "aria-label": t("close"), title: t("close"), onclick: close }, "×"),
    el("h2", {}, t("startHeading")),
    el("p", {}, t("startText", { paper: known.paper ? t("ofPaper", { paper: plain(known.paper) }) : "", pages: known.pages, articles: known.articles, n: graph.nodes.length })),
    el("h3", {}, t("mostNamed")), el("div", { class: "tops" }, mostNamed().map(([type, nodes]) => el("section", {}, el("h4", {}, icon(type), t(type)), el("ul", { class: "rows" }, nodes.map((node) => el("li", {}, name(node))))))),
    ...[questions()].filter((asked) => asked.length).flatMap((asked) => [el("h3", {}, t("ask")), el("ul", { class: "asked" }, asked)]));
}

// The first three of each class that matters most to readers.
function mostNamed() {
  return ["Person", "Union", "Company", "Initiative"].map((type) => [type, graph.nodes.filter((node) => node.type === type).sort(byCount).slice(0, 3)]).filter(([, nodes]) => nodes.length);
}

function questions() {
  const people = graph.nodes.filter((node) => node.type === "Person").sort(byCount), unions = graph.nodes.filter((node) => node.type === "Union").sort(byCount);
  const leader = people.find((node) => node.edges.some((edge) => edge.kind === "holdsPost")), organiser = unions.find((node) => node.edges.some((edge) => edge.kind === "organizes" && edge.from === node));
  const school = graph.nodes.filter((node) => node.type === "School" || node.type === "Company").sort(byCount)[0];
  const row = (words, act) => el("li", {}, el("button", { type: "button", onclick: act }, words));
  return [
    leader && row(t("askPosts", { name: plain(leader.name) }), () => go({ node: leader }, true)),
    organiser && row(t("askOrganised", { name: short(organiser.name, 14) }), () => go({ node: organiser }, true)),
    unions[0] && school && row(t("askPath", { one: short(school.name, 12), two: short(unions[0].name, 12) }), () => goPath([school, unions[0]])),
  ].filter(Boolean);
}
