// Names on the map: constant size on screen, strongest first, none over another.

const widths = new Map();

function textWidth(ctx, font, text) {
  const key = font + text;
  if (!widths.has(key)) widths.set(key, ctx.measureText(text).width);
  return widths.get(key);
}

class Grid {
  constructor(wide, high, cell = 64) { Object.assign(this, { wide, high, cell, boxes: new Map() }); }
  *keys([left, top, right, bottom]) {
    for (let i = Math.floor(left / this.cell); i <= Math.floor(right / this.cell); i++)
      for (let j = Math.floor(top / this.cell); j <= Math.floor(bottom / this.cell); j++) yield i * 65536 + j;
  }
  // Whether nothing is in the way; nodes that come after `order` are not, and a name's own node never is.
  free(box, owner, order = Infinity) {
    if (box[0] < 0 || box[1] < 0 || box[2] > this.wide || box[3] > this.high) return false;
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

const fontOf = (node, chosen) => `${chosen || node.count > 2 ? 600 : 400} ${Math.min(16, 11.5 + Math.sqrt(node.count))}px ${FONT}`;

const PANELS = ["legend", "card", "notice", "finder"];

// Called with the map's context in page pixels: items are {node, x, y, r}, edges {text, spots, colour} on screen.
function paintNames(ctx, items, edges) {
  const grid = new Grid(ctx.canvas.clientWidth, ctx.canvas.clientHeight);
  for (const panel of PANELS) {
    const { left, top, right, bottom } = $(panel).getBoundingClientRect();
    if (right > left) grid.add([left, top, right, bottom]);
  }
  const rank = (item) => (isChosen(item.node) ? 2 : state.lit && state.lit.has(item.node) ? 1 : 0);
  const ranked = [...items].sort((a, b) => rank(b) - rank(a) || byCount(a.node, b.node));
  ranked.forEach(({ node, x, y, r }, order) => grid.add([x - r, y - r, x + r, y + r], node, order));
  ranked.forEach((item, order) => {
    if (!state.lit || rank(item)) paintName(ctx, grid, item, rank(item), order, order < Math.min(40, items.length / 20));
  });
  for (const edge of edges) paintKind(ctx, grid, edge);
}

const isChosen = (node) => state.hovered === node || (state.picked && state.picked.node === node);

// Below, above, right, left of its node or across, then the same shortened. The strongest names, when they find
// no room, cover weaker nodes; a picked name stands in any case.
function paintName(ctx, grid, item, rank, order, strong) {
  const font = fontOf(item.node, rank === 2), tries = rank === 2 ? [[40]] : [[14], [7]];
  if (strong || rank === 2) tries.push([rank === 2 ? 40 : 14, order]);
  ctx.font = font;
  for (const [most, least] of tries) {
    const text = short(item.node.name, most), w = textWidth(ctx, font, text) / 2 + 2;
    const spots = spotsAround(item, w, 9);
    const free = spots.find((box) => grid.free(box, item.node, least)) || (rank === 2 && least !== undefined && spots[0]);
    if (!free) continue;
    grid.add(free);
    return haloed(ctx, text, (free[0] + free[2]) / 2, (free[1] + free[3]) / 2, tone(INK.ink));
  }
}

function spotsAround({ x, y, r }, w, h) {
  const gap = r + 3, [up, down, left, right] = [y - gap - h + 3, y + gap + h - 3, x - r - w + 2, x + r + w - 2];
  const middles = [[x, y + gap + h], [x, y - gap - h], [x + gap + w, y], [x - gap - w, y], [right, down], [right, up], [left, down], [left, up]];
  return middles.map(([cx, cy]) => [cx - w, cy - h, cx + w, cy + h]);
}

function paintKind(ctx, grid, { text, spots, colour, sure }) {
  const font = `11px ${FONT}`;
  ctx.font = font;
  const w = textWidth(ctx, font, text) / 2 + 3, h = 7.5, area = ({ x, y }) => [x - w, y - h, x + w, y + h];
  const free = spots.find((spot) => grid.free(area(spot), null)) || (sure && spots[0]);
  if (!free) return;
  grid.add(area(free));
  haloed(ctx, text, free.x, free.y, colour);
}

function haloed(ctx, text, x, y, colour) {
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 4;
  ctx.strokeStyle = tone(INK.paper);
  ctx.globalAlpha = 0.88;
  ctx.strokeText(text, x, y);
  ctx.globalAlpha = 1;
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}
