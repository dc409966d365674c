// Finding entities and articles by any of their names, in characters, pinyin or initials.

const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

function makeIndex() {
  const entities = graph.nodes.map((node) => ({ node, keys: [node.name, ...node.aliases].map(folded) }));
  const articles = graph.articles.map((article) => ({ article, keys: [folded(heading(article))] }));
  return { entities, articles };
}

// How well a name answers: 3 the same, 2 begins so, 1 has it inside, 0 not.
const answers = (keys, words) => Math.max(...keys.map((key) => (key === words ? 3 : key.startsWith(words) ? 2 : key.includes(words) ? 1 : 0)));

function find(index, text, most = 12) {
  const words = folded(text), typed = words.replace(/'/g, "").replace(/ü/g, "v");
  if (!words) return [];
  const score = LATIN.test(words) && typed ? (item) => answers(item.keys, words) || (item.node ? sounds(item.letters || (item.letters = item.keys.map((key) => Array.from(key))), typed) : 0) : (item) => answers(item.keys, words);
  const ranked = (items, order) => items.map((item) => [score(item), item]).filter(([rank]) => rank)
    .sort(([a, one], [b, two]) => b - a || order(one, two)).map(([, item]) => item);
  const entities = ranked(index.entities, (one, two) => byCount(one.node, two.node)).slice(0, most);
  return [...entities, ...ranked(index.articles, () => 0).slice(0, Math.max(3, most - entities.length))];
}

// Two names or more, as in 北京市总工会 通州区总工会, ask what connects them.
function asksForPath(index, text) {
  const parts = text.trim().split(/[\s,，、;；]+/).filter(Boolean);
  if (parts.length < 2 || parts.length > 6) return null;
  const ends = parts.map((part) => (find(index, part, 1).find((item) => item.node) || {}).node);
  return ends.every(Boolean) && new Set(ends).size === ends.length ? { ends } : null;
}

class Finder {
  constructor(input, list) {
    Object.assign(this, { input, list, index: makeIndex(), found: [], at: -1, partner: null });
    input.addEventListener("input", () => this.show());
    input.addEventListener("focus", () => input.value && this.show());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => document.activeElement !== input && this.close(), 150));
  }

  // The next choice is the other end of a path.
  ask(partner) {
    this.partner = partner;
    this.input.value = "";
    this.input.placeholder = t("connectTo", { name: short(partner.name, 12) });
    this.input.focus();
  }

  show() {
    const path = !this.partner && asksForPath(this.index, this.input.value);
    this.found = [...(path ? [path] : []), ...find(this.index, this.input.value).filter((item) => !this.partner || (item.node && item.node !== this.partner))];
    this.at = this.found.length ? 0 : -1;
    const nothing = this.input.value.trim() && !this.found.length;
    const items = this.found.map((item, i) => this.row(item, i));
    this.list.replaceChildren(...items);
    this.list.hidden = !items.length;
    $("nothing").hidden = !nothing;
    $("nothing").textContent = nothing ? t("nothing", { words: this.input.value.trim() }) : "";
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark();
    light(this.found.map((item) => item.node).filter((node) => node && nodeSeen(node)));
  }

  row(item, i) {
    const words = item.ends ? [el("span", { class: "sheet", "aria-hidden": "true" }, "⇄"), el("span", { class: "label", lang: "zh-Hans" }, item.ends.map((node) => plain(node.name)).join(" — ")), el("small", {}, t("connects"))]
      : item.node ? [icon(item.node.type), el("span", { class: "label", lang: "zh-Hans" }, plain(item.node.name)), this.alias(item), el("small", {}, `${t(item.node.type)} · ${t("articlesShort", { n: item.node.count })}`)]
      : [el("span", { class: "sheet", "aria-hidden": "true" }, "¶"), el("span", { class: "label", lang: "zh-Hans" }, heading(item.article)), el("small", {}, t("inArticles"))];
    return el("li", { role: "option", id: `found-${i}`, onmousedown: (event) => { event.preventDefault(); this.choose(i); } }, words);
  }

  alias({ node }) {
    const words = folded(this.input.value), by = !folded(node.name).includes(words) && node.aliases.find((alias) => folded(alias).includes(words));
    return by && el("em", { lang: "zh-Hans" }, plain(by));
  }

  mark() {
    [...this.list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === this.at)));
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
    const item = this.found[i], partner = this.partner;
    this.close();
    this.input.blur();
    if (item.ends) goPath(item.ends);
    else if (partner && item.node) goPath([partner, item.node]);
    else go(item.node ? { node: item.node } : { article: item.article }, true);
  }

  close() {
    if (this.partner) this.input.value = "";
    this.partner = null;
    this.input.placeholder = t("search");
    $("nothing").hidden = true;
    if (this.list.hidden && !this.found.length) return;
    this.list.hidden = true;
    this.found = [];
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    relight();
  }
}
