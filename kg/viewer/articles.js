// One article with its names marked.

function articleCard(article) {
  const line = (field, tag, className) => article.passage[field] &&
    el(tag, { class: className, lang: "zh-Hans" }, dressed(article, field, 0, article.passage[field].text.length, inText));
  const roles = ["reporters", "correspondents", "photographers"].map((role) => [role, article.authors.filter(([known]) => known === role)]);
  return [
    el("header", {}, el("span", { class: "kind" }, t(article.kind), " · ", articlePlace(article)),
      line("kicker", "p", "kicker"), el("h2", { lang: "zh-Hans" }, article.passage.title ? dressed(article, "title", 0, article.passage.title.text.length, inText) : article.id), line("subtitle", "p", "kicker"),
      roles.map(([role, people]) => people.length > 0 && el("p", { class: "byline" }, el("span", {}, t(role)), " ", people.map(([, who]) => plain(who)).join("、")))),
    el("div", { class: "text" }, bodyOf(article)),
  ];
}

function bodyOf(article) {
  if (!article.passage.text) return [];
  const { text } = article.passage.text, lines = [];
  for (let start = 0, i = 0; i <= text.length; i++) {
    if (i < text.length && text[i] !== "\n") continue;
    if (i > start) lines.push(el("p", { lang: "zh-Hans" }, dressed(article, "text", start, i, inText)));
    start = i + 1;
  }
  return lines;
}

function inText(mention, words) {
  const made = el("a", { href: `#n=${mention.node.id}`, class: "mention", onclick: (event) => { event.preventDefault(); go({ node: mention.node }); }, title: `${t(mention.node.type)}：${plain(mention.node.name)}` }, words);
  made.style.setProperty("--class", classColour(mention.node.type));
  return made;
}
