// The legend says what each shape and line means, how many there are, and hides them at a click.

function showLegend() {
  const { classes, kinds } = graph.facts;
  const toggle = (off, key, picture, count) => el("label", { class: "toggle" },
    el("input", { type: "checkbox", checked: !off.has(key), "data-key": key, onchange: (event) => switched(off, key, event.target.checked) }),
    picture, el("span", {}, t(key)), el("b", {}, count));
  $("legend-body").replaceChildren(
    el("h3", {}, t("entities")),
    el("div", { class: "toggles" }, graph.classes.filter((type) => classes[type]).map((type) => toggle(state.classesOff, type, icon(type, state.colouring === "class" ? undefined : tone(PLAIN)), classes[type]))),
    el("h3", {}, t("links")),
    el("div", { class: "toggles" }, graph.kinds.filter((kind) => kinds[kind]).map((kind) => toggle(state.kindsOff, kind, stroke(kind), kinds[kind]))),
    chooser("colour", "colouring", [["class", "byClass"], ["community", "byCommunity"]]),
    chooser("width", "measure", ["sentences", "paragraphs", "articles", "npmi", "log_likelihood", "jaccard"].map((key) => [key, key])));
}

function switched(off, key, on) {
  on ? off.delete(key) : off.add(key);
  refresh();
}

function chooser(title, field, choices) {
  const options = choices.map(([value, word]) => el("option", { value, selected: state[field] === value }, t(word)));
  return el("label", { class: "chooser" }, el("span", {}, t(title)),
    el("select", { "data-field": field, onchange: (event) => { state[field] = event.target.value; showLegend(); refresh(); showCard(); } }, options));
}
