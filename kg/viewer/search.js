// Finding entities and articles by any of their names.

const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

function makeIndex() {
  const entities = graph.nodes.map((node) => ({ node, keys: [node.name, ...node.aliases].map(folded) }));
  const articles = graph.articles.map((article) => ({ article, keys: [folded(heading(article))] }));
  return { entities, articles };
}

// How well a name answers: 3 the same, 2 begins so, 1 has it inside, 0 not.
const answers = (keys, words) => Math.max(...keys.map((key) => (key === words ? 3 : key.startsWith(words) ? 2 : key.includes(words) ? 1 : 0)));

function find(index, text, most = 12) {
  const words = folded(text);
  if (!words) return [];
  const ranked = (items, order) => items.map((item) => [answers(item.keys, words), item]).filter(([rank]) => rank)
    .sort(([a, one], [b, two]) => b - a || order(one, two)).map(([, item]) => item);
  const entities = ranked(index.entities, (one, two) => byCount(one.node, two.node)).slice(0, most);
  return [...entities, ...ranked(index.articles, () => 0).slice(0, Math.max(3, most - entities.length))];
}

class Finder {
  constructor(input, list) {
    Object.assign(this, { input, list, index: makeIndex(), found: [], at: -1 });
    input.addEventListener("input", () => this.show());
    input.addEventListener("focus", () => input.value && this.show());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  show() {
    this.found = find(this.index, this.input.value);
    this.at = this.found.length ? 0 : -1;
    const nothing = this.input.value.trim() && !this.found.length;
    const items = this.found.map((item, i) => this.row(item, i));
    this.list.replaceChildren(...items, ...(nothing ? [el("li", { class: "nothing" }, t("nothing", { words: this.input.value.trim() }))] : []));
    this.list.hidden = !items.length && !nothing;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark();
    light(this.found.map((item) => item.node).filter((node) => node && nodeSeen(node)));
  }

  row(item, i) {
    const words = item.node
      ? [icon(item.node.type), el("span", { class: "label", lang: "zh-Hans" }, plain(item.node.name)), this.alias(item), el("small", {}, `${t(item.node.type)} · ${item.node.count}`)]
      : [el("span", { class: "sheet", "aria-hidden": "true" }, "¶"), el("span", { class: "label", lang: "zh-Hans" }, heading(item.article)), el("small", {}, t("inArticles"))];
    return el("li", { role: "option", id: `found-${i}`, onmousedown: (event) => { event.preventDefault(); this.choose(i); } }, words);
  }

  alias({ node }) {
    const words = folded(this.input.value), by = !folded(node.name).includes(words) && node.aliases.find((alias) => folded(alias).includes(words));
    return by && el("em", { lang: "zh-Hans" }, plain(by));
  }

  mark() {
    [...this.list.children].forEach((row, i) => row.getAttribute("role") && row.setAttribute("aria-selected", String(i === this.at)));
    if (this.at >= 0) this.list.children[this.at].scrollIntoView({ block: "nearest" });
    this.at >= 0 ? this.input.setAttribute("aria-activedescendant", `found-${this.at}`) : this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (event.isComposing) return; // Enter that ends a pinyin input is not an answer
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found.length) { this.at = (this.at + step + this.found.length) % this.found.length; this.mark(); }
    else if (event.key === "Enter" && this.at >= 0) this.choose(this.at);
    else if (event.key === "Escape") { this.input.value = ""; this.close(); this.input.blur(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  choose(i) {
    const item = this.found[i];
    this.close();
    this.input.blur();
    go(item.node ? { node: item.node } : { article: item.article });
  }

  close() {
    if (this.list.hidden && !this.found.length) return;
    this.list.hidden = true;
    this.found = [];
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    relight();
  }
}
