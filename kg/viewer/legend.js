// The legend says what each shape and line means, how many there are, and hides them at a click.

const MEASURES = ["sentences", "paragraphs", "articles", "npmi", "log_likelihood", "jaccard"];

function showLegend() {
  const { classes, kinds } = graph.facts, types = graph.classes.filter((type) => classes[type]), lines = graph.kinds.filter((kind) => kinds[kind]);
  const shapes = (type) => icon(type, state.colouring === "class" ? undefined : tone(PLAIN));
  $("legend-body").replaceChildren(
    el("h3", {}, t("entities")), el("div", { class: "toggles" }, types.map((type) => toggle("classesOff", type, types, shapes(type), classes[type]))),
    el("h3", {}, t("links")), el("div", { class: "toggles" }, lines.map((kind) => toggle("kindsOff", kind, lines, stroke(kind), kinds[kind]))),
    ...filterSections(),
    chooser("colour", "colouring", [["class", "byClass"], ["community", "byCommunity"]]),
    chooser("width", "measure", MEASURES.map((key) => [key, key])));
}

// A row hides its kind; its "only" hides all others, or shows all again.
function toggle(off, key, all, picture, count) {
  const alone = () => { const others = all.filter((one) => one !== key), on = others.every((one) => state[off].has(one)) && !state[off].has(key); switched(off, new Set(on ? [] : others)); $("legend").querySelector(`[data-only=${key}]`).focus(); };
  return el("div", { class: "row" },
    el("label", { class: "toggle" },
      el("input", { type: "checkbox", checked: !state[off].has(key), "data-key": key, onchange: (event) => { const set = new Set(state[off]); event.target.checked ? set.delete(key) : set.add(key); switched(off, set, false); } }),
      picture, el("span", {}, t(key)), el("b", {}, count)),
    el("button", { type: "button", class: "only", "data-only": key, "aria-label": `${t("only")}：${t(key)}`, onclick: alone }, t("only")));
}

function switched(off, set, again = true) {
  state[off] = set;
  if (state.ego) state.only = within(state.ego.node, state.ego.depth);
  if (again) showLegend();
  relight();
  noteAddress();
}

function chooser(title, field, choices) {
  const options = choices.map(([value, word]) => el("option", { value, selected: state[field] === value }, t(word)));
  return el("label", { class: "chooser" }, el("span", {}, t(title)),
    el("select", { "data-field": field, onchange: (event) => { state[field] = event.target.value; showLegend(); $("legend").querySelector(`[data-field=${field}]`).focus(); refresh(); showCard(); noteAddress(); } }, options));
}
