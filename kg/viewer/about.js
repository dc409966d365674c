// What the graph is made of: facts, measures, thresholds, keys, licences.

function about() {
  const known = graph.facts, dialog = $("about");
  const table = [["paper", plain(known.paper)], ["home", plain(known.home)], ["pages", known.pages], ["articlesRead", known.articles], ["mentions", known.mentions],
    ["entities", graph.nodes.length], ["links", graph.edges.length], ["unit", t(`unit.${known.unit}`)], ["minimum", known.minimum],
    ["reportersIn", t(known.reporters ? "yes" : "no")], ["drawnFirst", t("drawnFirstText", { n: known.limit, most: MOST })], ["address", known.base], ["version", `kg ${known.version}`]];
  const facts = (rows, kind = null) => el("dl", { class: kind }, rows.filter(([, value]) => value !== "").map(([key, value]) => [el("dt", {}, t(key)), el("dd", {}, value)]));
  dialog.setAttribute("aria-label", t("aboutHeading"));
  dialog.replaceChildren(
    el("button", { type: "button", class: "close", "aria-label": t("close"), onclick: () => dialog.close() }, "×"),
    el("h2", {}, t("aboutHeading")), el("p", {}, t("aboutText")), facts(table),
    el("h3", {}, t("countsHeading")), facts([...graph.classes.filter((type) => known.classes[type]).map((type) => [type, known.classes[type]]), ...graph.kinds.filter((kind) => known.kinds[kind]).map((kind) => [kind, known.kinds[kind]])], "counts"),
    el("h3", {}, t("measuresHeading")), facts(["sentences", "paragraphs", "articles", "npmi", "log_likelihood", "jaccard"].map((key) => [key, t(`measure.${key}`)])),
    el("h3", {}, t("drawingHeading")), el("p", {}, t("aboutMap")), el("p", {}, t("aboutPlaces")),
    el("h3", {}, t("keysHeading")), el("p", {}, t("keys")), el("p", { class: "where" }, t("licence")));
  dialog.showModal();
}
