// Names on the map: constant size on screen, strongest first, none over another.

const widths = new Map();

function textWidth(ctx, font, text) {
  const key = font + text;
  if (!widths.has(key)) { ctx.font = font; widths.set(key, ctx.measureText(text).width); }
  return widths.get(key);
}

class Grid {
  constructor(frame, cell = 64) { Object.assign(this, { frame, cell, boxes: new Map() }); }
  *keys([left, top, right, bottom]) {
    for (let i = Math.floor(left / this.cell); i <= Math.floor(right / this.cell); i++)
      for (let j = Math.floor(top / this.cell); j <= Math.floor(bottom / this.cell); j++) yield i * 65536 + j;
  }
  // Whether nothing is in the way; nodes that come after `order` are not, and a name's own node never is.
  free(box, owner, order = Infinity) {
    const [left, top, right, bottom] = this.frame;
    if (box[0] < left || box[1] < top || box[2] > right || box[3] > bottom) return false;
    for (const key of this.keys(box))
      for (const known of this.boxes.get(key) || []) {
        if (known.order > order || (owner && known.owner === owner)) continue;
        if (box[0] < known[2] && known[0] < box[2] && box[1] < known[3] && known[1] < box[3]) return false;
      }
    return true;
  }
  add(box, owner = null, order = -1) {
    const kept = Object.assign([...box], { owner, order });
    for (const key of this.keys(box)) (this.boxes.get(key) || this.boxes.set(key, []).get(key)).push(kept);
  }
}

const PANELS = ["legend", "card", "start", "notice", "finder", "brand", "tools", "basket"];

// Where names go, in page pixels: items are {node, x, y, r}, edges {text, spots, colour, sure}, on the screen and
// `margin` beyond it. Gives {text, x, y, weight, size, colour, owner}.
function placeNames(ctx, frame, items, edges, panels = PANELS) {
  const grid = new Grid(frame), placed = [];
  for (const panel of panels) {
    const { left, top, right, bottom } = $(panel).getBoundingClientRect();
    if (right > left) grid.add([left, top, right, bottom]);
  }
  const rank = (item) => (isChosen(item.node) ? 2 : state.lit && state.lit.has(item.node) ? 1 : 0);
  const ranked = [...items].sort((a, b) => rank(b) - rank(a) || byCount(a.node, b.node));
  ranked.forEach(({ node, x, y, r }, order) => grid.add([x - 0.92 * r, y - 0.92 * r, x + 0.92 * r, y + 0.92 * r], node, order));
  const take = (name) => name && placed.push(name);
  ranked.forEach((item, order) => (!state.lit || rank(item)) && take(placeName(ctx, grid, item, rank(item), order, order < Math.min(40, items.length / 20))));
  const bright = state.lit ? items.filter(rank).length : Infinity; // faded nodes are not in the way
  edges.forEach((edge) => take(placeKind(ctx, grid, edge, bright)));
  return placed;
}

const isChosen = (node) => state.hovered === node || (state.picked && (state.picked.node === node || (state.picked.ends || []).includes(node)));
const fontOf = ({ weight, size }) => `${weight} ${size}px ${FONT}`;

// Below, above, right, left of its node or across, then the same shortened. The strongest names, when they find
// no room, cover weaker nodes; a picked name stands in any case.
function placeName(ctx, grid, item, rank, order, strong) {
  const style = { weight: rank === 2 || item.node.count > 2 ? 600 : 400, size: Math.min(16, 11.5 + Math.sqrt(item.node.count)) };
  const tries = rank === 2 ? [[40]] : [[14], [9], [6]];
  if (strong || rank === 2) tries.push([rank === 2 ? 40 : 14, order]);
  for (const [most, least] of tries) {
    const text = short(item.node.name, most), w = textWidth(ctx, fontOf(style), text) / 2 + 2;
    const spots = spotsAround(rank === 2 ? { ...item, r: 1.3 * item.r + 4 } : item, w, 8.5); // clear of the ring
    const free = spots.find((box) => grid.free(box, item.node, least)) || (rank === 2 && least !== undefined && spots[0]);
    if (!free) continue;
    grid.add(free);
    return { text, ...style, box: free, x: (free[0] + free[2]) / 2, y: (free[1] + free[3]) / 2, colour: tone(INK.ink), owner: item.node };
  }
}

function spotsAround({ x, y, r }, w, h) {
  const gap = r + 3, [up, down, left, right] = [y - gap - h + 3, y + gap + h - 3, x - r - w + 2, x + r + w - 2];
  const middles = [[x, y + gap + h], [x, y - gap - h], [x + gap + w, y], [x - gap - w, y], [right, down], [right, up], [left, down], [left, up],
    [x + w / 2, y + gap + h], [x - w / 2, y + gap + h], [x + w / 2, y - gap - h], [x - w / 2, y - gap - h]];
  return middles.map(([i, j]) => [i - w, j - h, i + w, j + h]);
}

function placeKind(ctx, grid, { text, spots, colour, sure, owner }, bright) {
  const style = { weight: 400, size: 11 };
  const w = textWidth(ctx, fontOf(style), text) / 2 + 3, h = 7.5, area = ({ x, y }) => [x - w, y - h, x + w, y + h];
  const free = spots.find((spot) => grid.free(area(spot), null, bright)) || (sure && spots[0]);
  if (!free) return null;
  grid.add(area(free));
  return { text, ...style, box: area(free), x: free.x, y: free.y, colour, owner };
}

// Text with a rim is dear to draw without a graphics card: each is drawn once, then copied.
const sprites = new Map();

function sprite(name, ratio) {
  const key = `${name.text}\n${name.colour}\n${name.size}\n${name.weight}\n${state.dark}\n${ratio}`;
  if (!sprites.has(key)) {
    if (sprites.size > 4000) sprites.clear();
    const canvas = document.createElement("canvas"), ctx = canvas.getContext("2d"), font = fontOf(name);
    const wide = textWidth(ctx, font, name.text) + 10, high = name.size * 1.5 + 8;
    Object.assign(canvas, { width: Math.ceil(wide * ratio), height: Math.ceil(high * ratio) });
    ctx.scale(ratio, ratio);
    Object.assign(ctx, { font, textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 4, strokeStyle: tone(INK.paper), globalAlpha: 0.88 });
    ctx.strokeText(name.text, wide / 2, high / 2);
    Object.assign(ctx, { globalAlpha: 1, fillStyle: name.colour });
    ctx.fillText(name.text, wide / 2, high / 2);
    sprites.set(key, { canvas, wide, high });
  }
  return sprites.get(key);
}

function paintNames(ctx, names, ratio, wide, high) {
  for (const name of names) {
    if (name.x < -200 || name.y < -20 || name.x > wide + 200 || name.y > high + 20) continue;
    const drawn = sprite(name, ratio), snap = (at) => Math.round(at * ratio) / ratio; // on whole pixels text stays sharp
    ctx.drawImage(drawn.canvas, snap(name.x - drawn.wide / 2), snap(name.y - drawn.high / 2), drawn.canvas.width / ratio, drawn.canvas.height / ratio);
  }
}
