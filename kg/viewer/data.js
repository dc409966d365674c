// The payload, unpacked and joined: nodes, edges and articles that know each other.

async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

function joined(raw) {
  const articles = raw.articles.map((row) => readArticle(row, raw.fields));
  const nodes = raw.nodes.map((row) => readNode(row, raw.classes));
  const quoted = ([article, field, start, end]) => ({ article: articles[article], field: raw.fields[field], start, end });
  for (const node of nodes) node.posts = node.posts.map(([name, quote]) => ({ name, quote: quoted(quote) }));
  const edges = raw.edges.map((row, number) => readEdge(row, number, nodes, raw.kinds, quoted));
  for (const edge of edges) {
    edge.from.edges.push(edge);
    if (edge.to !== edge.from) edge.to.edges.push(edge);
  }
  for (const article of articles) joinMentions(article, nodes, raw.fields);
  return {
    nodes, edges, articles, facts: raw.facts, classes: raw.classes, kinds: raw.kinds, fields: raw.fields, map: raw.map,
    node: new Map(nodes.map((node) => [node.id, node])),
    edge: new Map(edges.map((edge) => [edge.id, edge])),
    article: new Map(articles.map((article) => [article.id, article])),
  };
}

function readNode(row, classes) {
  const [id, type, name, qualifier, aliases, count, first, last, community, posts] = row;
  return { id, type: classes[type], name, qualifier, aliases, count, first, last, community, posts, edges: [], mentions: new Map() };
}

function readEdge(row, number, nodes, kinds, quoted) {
  const [from, to, kind, label, weight, measures, quotes] = row;
  const [articles, paragraphs, sentences, npmi, log_likelihood, jaccard] = measures || [];
  return {
    id: `e${number}`, from: nodes[from], to: nodes[to], kind: kinds[kind], label, weight,
    measures: measures && { sentences, paragraphs, articles, npmi, log_likelihood, jaccard }, quotes: quotes.map(quoted),
  };
}

function readArticle(row, fields) {
  const [id, page, number, kind, date, masthead, authors, passages, marks] = row;
  const passage = {};
  fields.forEach((field, i) => { if (passages[i]) passage[field] = { text: points(passages[i][0]), runs: passages[i][1] }; });
  return { id, page, number, kind, date, masthead, authors, passage, marks, mentions: [] };
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
  for (const [field, start, end, number] of article.marks) {
    const mention = { field: fields[field], start, end, node: nodes[number] };
    article.mentions.push(mention);
    const known = nodes[number].mentions;
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
