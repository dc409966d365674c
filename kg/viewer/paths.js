// What connects two entities or more: the fewest steps from one to the next, and who stands beside several.

const passable = (edge, ends) => kindSeen(edge) && [edge.from, edge.to].every((node) => typeSeen(node) || ends.includes(node));

// The nearest of `goals` from any of `starts`: its edges in order, null when there is no way. Of ways of the same
// length one over stated relations, then over strong links, wins.
function shortest(starts, goals, ends) {
  const before = new Map([...starts].map((node) => [node, null])), pull = (edge) => (edge.measures ? edge.weight : 1000 + edge.weight);
  for (let front = [...starts]; front.length; ) {
    const next = [];
    for (const node of front)
      for (const edge of [...node.edges].sort((a, b) => pull(b) - pull(a) || byWeight(a, b))) {
        const far = other(edge, node);
        if (before.has(far) || !passable(edge, ends)) continue;
        before.set(far, { node, edge });
        next.push(far);
      }
    const reached = next.find((node) => goals.has(node));
    if (reached) return traced(before, reached);
    front = next;
  }
  return null;
}

function traced(before, node) {
  const edges = [];
  for (let at = node; before.get(at); at = before.get(at).node) edges.unshift({ ...before.get(at), to: at });
  return edges;
}

// Joins all ends, each time by the nearest that is still apart. {steps, nodes, apart}
function connected(ends) {
  const nodes = new Set([ends[0]]), left = new Set(ends.slice(1)), steps = [];
  while (left.size) {
    const way = shortest(nodes, left, ends);
    if (!way) break;
    for (const step of way) { steps.push(step); nodes.add(step.to); left.delete(step.to); }
  }
  return { steps, nodes, apart: [...left] };
}

function between(ends, nodes) {
  const seen = new Map();
  for (const end of ends) for (const near of new Set(end.edges.filter((edge) => passable(edge, ends)).map((edge) => other(edge, end)))) seen.set(near, (seen.get(near) || 0) + 1);
  return [...seen].filter(([node, count]) => count > 1 && !nodes.has(node) && !ends.includes(node)).sort(([one, a], [two, b]) => b - a || byCount(one, two)).map(([node]) => node);
}

const goPath = (ends) => go({ ends });

function pathCard({ ends, path }) {
  const title = [el("span", { class: "kind" }, t("connects")), el("h2", { class: "pair" }, ends.map((node) => name(node)))];
  const said = path.apart.length ? t("noPath", { names: path.apart.map((node) => plain(node.name)).join("、") }) : t("steps", { n: path.steps.length });
  const near = between(ends, path.nodes);
  return [
    el("header", {}, title, el("p", { class: "facts" }, said)),
    path.steps.length > 0 && el("ol", { class: "way" }, path.steps.map(stepRow)),
    near.length > 0 && section(t("common"), rows(near, (node) => name(node))),
    el("p", { class: "where" }, t("pathNote")),
  ];
}

// One step of the way, with the words that show it.
function stepRow({ node, edge, to }) {
  const forward = edge.from === node, typed = !edge.measures;
  const word = el("button", { type: "button", class: "kindword", title: t("whyLinked"), onclick: () => go({ edge }) }, stroke(edge.kind), kindName(edge), !typed && ` ×${edge.weight}`);
  return el("li", {}, el("p", { class: "hop" }, name(node), el("span", { class: "arrow", "aria-hidden": "true" }, !typed ? "—" : forward ? "→" : "←"), word, el("span", { class: "arrow", "aria-hidden": "true" }, !typed ? "—" : forward ? "→" : "←"), name(to)),
    byArticle(edge.quotes.slice(0, 1)).map(([article, spans]) => articleQuotes(article, spans, [node, to])));
}

// The basket: entities put aside to ask what connects them.
function inBasket(node) {
  state.basket = state.basket.includes(node) ? state.basket.filter((known) => known !== node) : [...state.basket, node].slice(-8);
  showBasket();
  showCard();
}

function showBasket() {
  const chips = state.basket.map((node) => el("span", { class: "chip" }, name(node), el("button", { type: "button", class: "drop", "aria-label": `${t("remove")} ${plain(node.name)}`, onclick: () => inBasket(node) }, "×")));
  const ask = el("button", { type: "button", class: "ask", disabled: state.basket.length < 2, onclick: () => goPath(state.basket) }, t("connectThese"));
  const clear = el("button", { type: "button", class: "clear", onclick: () => { state.basket = []; showBasket(); showCard(); } }, t("clear"));
  $("basket").hidden = !chips.length;
  $("basket").replaceChildren(...chips, ask, clear);
}
