// Sentences of articles with names marked, each with the way back to its file.

const ENDS = new Set("。！？!?");
const CLOSERS = new Set("”’」』）)》");

// The sentence or sentences that hold text[start:end].
function sentenceAround(text, start, end) {
  let from = start, to = Math.max(start, end - 1);
  while (from > 0 && text[from - 1] !== "\n" && !(ENDS.has(text[from - 1]) || (CLOSERS.has(text[from - 1]) && ENDS.has(text[from - 2])))) from--;
  while (to < text.length && text[to] !== "\n" && !ENDS.has(text[to])) to++;
  while (to < text.length && (ENDS.has(text[to]) || CLOSERS.has(text[to]))) to++;
  return [from, to];
}

// text[start:end] as text nodes and marks: `dress(mention, words)` makes an element of a name or returns null.
function dressed(article, field, start, end, dress) {
  const { text } = article.passage[field], parts = [];
  let done = start;
  const inside = article.mentions.filter((m) => m.field === field && m.start >= start && m.end <= end);
  for (const mention of inside.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (mention.start < done) continue;
    const made = dress(mention, stretch(text, mention.start, mention.end));
    if (!made) continue;
    parts.push(stretch(text, done, mention.start), made);
    done = mention.end;
  }
  return [...parts, stretch(text, done, end)];
}

// Quotes of one article that touch become one: [{field, start, end}] in order of print.
function merged(article, spans) {
  const whole = spans.filter(({ field }) => article.passage[field]).map(({ field, start, end }) => {
    const [from, to] = sentenceAround(article.passage[field].text, start, end);
    return { field, start: from, end: to };
  });
  const seen = new Map(whole.map((span) => [`${span.field} ${span.start}`, span]));
  return [...seen.values()].sort((a, b) => graph.fields.indexOf(a.field) - graph.fields.indexOf(b.field) || a.start - b.start);
}

function quote(article, { field, start, end }, nodes) {
  const focus = new Set(nodes), passage = article.passage[field];
  const mark = (mention, words) => focus.has(mention.node) && el("mark", { style: null }, words);
  const [begin, stop] = located(passage, start, end);
  return el("blockquote", {},
    el("p", { lang: "zh-Hans" }, dressed(article, field, start, end, mark)),
    el("cite", { class: "source" }, t("source", { page: article.page, start: begin, end: stop })));
}

function articleQuotes(article, spans, nodes) {
  return el("article", { class: "cited" },
    el("button", { type: "button", class: "headline", onclick: () => go({ article }) }, heading(article)),
    el("p", { class: "where" }, articlePlace(article)),
    merged(article, spans).map((span) => quote(article, span, nodes)));
}

const heading = (article) => {
  const title = article.passage.title;
  return title ? stretch(title.text, 0, title.text.length).replace(/\n/g, " ") || article.id : article.id;
};
const articlePlace = (article) => `${article.date || t("dateUnknown")} · ${t("page", { page: article.page, number: article.number })}`;

function byArticle(quotes) {
  const groups = new Map();
  for (const found of quotes) groups.has(found.article) ? groups.get(found.article).push(found) : groups.set(found.article, [found]);
  return [...groups];
}
