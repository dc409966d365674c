// The payload, unpacked and joined: nodes, edges and articles that know each other.

async function unpack(text) {
  const letters = atob(text), bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

function joined(raw) {
  const articles = rowsOf(raw.articles).map((row) => readArticle(row, raw.fields));
  const nodes = rowsOf(raw.nodes).map((row) => readNode(row, raw.classes));
  const quoted = ([article, field, start, length]) => ({ article: articles[article], field: raw.fields[field], start, end: start + length });
  for (const node of nodes) node.posts = node.posts.map(([name, quote]) => ({ name, quote: quoted(quote) }));
  const edges = readEdges(raw.edges, nodes, raw.kinds, quoted);
  for (const edge of edges) {
    edge.from.edges.push(edge);
    if (edge.to !== edge.from) edge.to.edges.push(edge);
  }
  names.join = () => {
    names.join = null;
    for (const article of articles) joinMentions(article, nodes, raw.fields);
  };
  return {
    nodes, edges, articles, facts: raw.facts, classes: raw.classes, kinds: raw.kinds, fields: raw.fields, map: raw.map,
    namespace: raw.namespace, pinyin: new Map(Object.entries(raw.pinyin).map(([letter, sounds]) => [letter, sounds.split(" ")])),
    node: new Map(nodes.map((node) => [node.id, node])),
    edge: new Map(edges.map((edge) => [edge.id, edge])),
    article: new Map(articles.map((article) => [article.id, article])),
  };
}

// Which names stand where is put together when first asked for, or when the page is at rest: it takes a while.
const names = { join: null, in(thing) { if (names.join) names.join(); return thing.named; } };

function readNode(row, classes) {
  const [id, type, name, qualifier, aliases, count, first, last, community, posts] = row;
  return { id, type: classes[type], name, qualifier, aliases, count, first, last, community, posts, edges: [], named: new Map(), get mentions() { return names.in(this); } };
}

// Tables travel by column, ascending numbers as steps.
const rowsOf = (columns) => (columns.length ? columns[0].map((_, i) => columns.map((column) => column[i])) : []);
function summed(steps) {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

function readEdges([from, to, kind, label, weight, measures, counts, quoteColumns], nodes, kinds, quoted) {
  const quotes = rowsOf(quoteColumns).map(quoted);
  let taken = 0;
  return summed(from).map((start, i) => {
    const [articles, paragraphs, sentences, npmi, log_likelihood, jaccard] = measures[i] || [];
    return {
      id: `e${i}`, from: nodes[start], to: nodes[to[i]], kind: kinds[kind[i]], label: label[i], weight: weight[i],
      measures: measures[i] && { sentences, paragraphs, articles, npmi, log_likelihood, jaccard }, quotes: quotes.slice(taken, (taken += counts[i])),
    };
  });
}

function readArticle(row, fields) {
  const [id, page, number, kind, date, masthead, authors, passages, marks] = row;
  const passage = {};
  fields.forEach((field, i) => { if (passages[i]) passage[field] = { text: points(passages[i][0]), runs: passages[i][1] }; });
  return { id, page, number, kind, date, masthead, authors, passage, marks, named: [], get mentions() { return names.in(this); } };
}

// Offsets count code points; JavaScript counts halves of them. Only a text with such a letter is cut up.
function points(text) {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text) : text;
}

function stretch(text, start, end) {
  const part = text.slice(start, end);
  return typeof part === "string" ? part : part.join("");
}

function joinMentions(article, nodes, fields) {
  const [field, steps, length, number] = article.marks, starts = summed(steps);
  for (let i = 0; i < field.length; i++) {
    const mention = { field: fields[field[i]], start: starts[i], end: starts[i] + length[i], node: nodes[number[i]] };
    article.named.push(mention);
    const known = mention.node.named;
    known.has(article) ? known.get(article).push(mention) : known.set(article, [mention]);
  }
  delete article.marks;
}

// Where text[start:end] of a field stands in the file: runs are [offset in text, offset in file] pairs.
function located(passage, start, end) {
  const at = (offset) => {
    let run = 0;
    while (run + 2 < passage.runs.length && passage.runs[run + 2] <= offset) run += 2;
    return passage.runs[run + 1] + offset - passage.runs[run];
  };
  return [at(start), at(Math.max(start, end - 1)) + 1];
}

const other = (edge, node) => (edge.from === node ? edge.to : edge.from);
