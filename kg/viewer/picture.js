// The map as a picture: SVG of what the screen shows, and PNG from it at twice the size.

const SVG_HEAD = '<svg xmlns="http://www.w3.org/2000/svg"';
const xml = (text) => String(text).replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "").replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
const r1 = (number) => Math.round(10 * number) / 10;

function svgPicture() {
  const wide = chart.container.clientWidth, high = chart.container.clientHeight, foot = 40, scale = chart.network.getScale();
  const { nodes } = visible(), at = (spot) => chart.network.canvasToDOM(spot);
  const parts = [
    `${SVG_HEAD} width="${wide}" height="${high + foot}" viewBox="0 0 ${wide} ${high + foot}" font-family="${xml(FONT)}">`,
    `<title>${xml(pictureTitle())}</title><rect width="${wide}" height="${high + foot}" fill="${tone(INK.paper)}"/><g fill="none" stroke-linecap="round">`,
    ...gathered(graph.edges.filter(edgeSeen)).map((edge) => svgLine(edge, at, scale)), "</g>",
    ...[...nodes].reverse().map((node) => svgNode(node, at(state.placed.get(node)), scale)),
    '<g text-anchor="middle" dominant-baseline="central" stroke-linejoin="round" paint-order="stroke">',
    ...chart.placedNames([]).map(({ text, x, y, weight, size, colour }) => `<text x="${r1(x)}" y="${r1(y)}" font-size="${r1(size)}" font-weight="${weight}" fill="${colour}" stroke="${tone(INK.paper)}" stroke-width="4">${xml(text)}</text>`),
    "</g>", svgFoot(wide, high, nodes), "</svg>",
  ];
  return parts.join("");
}

const pictureTitle = () => [graph.facts.paper, t("title")].filter(Boolean).map(plain).join(" · ");

// A line stops at the rim of its target; a bent one follows the point by which vis bends it.
function svgLine(edge, at, scale) {
  const drawn = chart.network.body.edges[edge.id];
  if (!drawn || edge.from === edge.to) return "";
  const item = chart.edges.get(edge.id), [a, b] = [at(state.placed.get(edge.from)), at(state.placed.get(edge.to))];
  const via = drawn.edgeType.getViaNode && drawn.edgeType.getViaNode(), bend = via && via.x !== undefined ? at(via) : null, from = bend || a;
  const away = Math.hypot(b.x - from.x, b.y - from.y) || 1, rim = edge.measures ? 0 : radius(edge.to) * scale + 2;
  const end = { x: b.x - ((b.x - from.x) / away) * rim, y: b.y - ((b.y - from.y) / away) * rim };
  const wide = Math.max(0.4, item.width * scale), dash = item.dashes ? ` stroke-dasharray="${item.dashes.map((part) => r1(part * scale)).join(" ")}"` : "";
  const shape = bend ? `M${r1(a.x)} ${r1(a.y)}Q${r1(bend.x)} ${r1(bend.y)} ${r1(end.x)} ${r1(end.y)}` : `M${r1(a.x)} ${r1(a.y)}L${r1(end.x)} ${r1(end.y)}`;
  const line = `<path d="${shape}" stroke="${item.color.color}" stroke-opacity="${r1(10 * item.color.opacity) / 10}" stroke-width="${r1(wide)}"${dash}/>`;
  return edge.measures ? line : line + svgHead(end, from, away, item, 7 * Math.max(0.5, scale));
}

function svgHead(end, from, away, item, size) {
  const [x, y] = [(end.x - from.x) / away, (end.y - from.y) / away], corner = (side) => `${r1(end.x - size * x - side * 0.45 * size * y)} ${r1(end.y - size * y + side * 0.45 * size * x)}`;
  return `<path d="M${r1(end.x)} ${r1(end.y)}L${corner(1)}L${corner(-1)}Z" fill="${item.color.color}" fill-opacity="${item.color.opacity}"/>`;
}

function svgNode(node, { x, y }, scale) {
  const r = radius(node) * scale, faded = state.lit && !state.lit.has(node);
  return `<path transform="translate(${r1(x)} ${r1(y)}) scale(${r1(10 * r) / 10})" d="${SHAPES[node.type] || DISC}" fill="${nodeColour(node)}" stroke="${tone(INK.paper)}" stroke-width="${(3 / r).toFixed(3)}"${faded ? ' opacity=".2"' : ""}><title>${xml(plain(node.name))}</title></path>`;
}

// What the shapes mean, and where the picture is from.
function svgFoot(wide, high, nodes) {
  const types = graph.classes.filter((type) => nodes.some((node) => node.type === type));
  let x = 20;
  const keys = types.map((type) => {
    const words = t(type), here = x;
    x += 30 + 13 * [...words].reduce((sum, letter) => sum + (letter > "\u2e80" ? 1 : 0.6), 0);
    return `<path transform="translate(${here} ${high + 20}) scale(6)" d="${SHAPES[type]}" fill="${state.colouring === "class" ? classColour(type) : tone(PLAIN)}"/><text x="${here + 11}" y="${high + 20}">${xml(words)}</text>`;
  });
  const source = `<text x="${wide - 14}" y="${high + 20}" text-anchor="end">${xml(`${pictureTitle()} · ${$("shown").textContent}`)}</text>`;
  return `<rect y="${high}" width="${wide}" height="40" fill="${tone(INK.paper)}"/><g font-size="12" fill="${tone(INK.soft)}" dominant-baseline="central">${keys.join("")}${x < wide - 420 ? source : ""}</g>`;
}

async function pngPicture(times = 2) {
  const picture = new Image(), address = URL.createObjectURL(new Blob([svgPicture()], { type: "image/svg+xml" }));
  try {
    picture.src = address;
    await picture.decode();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: picture.naturalWidth * times, height: picture.naturalHeight * times });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally { URL.revokeObjectURL(address); }
}
