// The map: vis-network draws nodes and lines from the state; names are painted over it.

class Chart {
  constructor(container, options, on) {
    this.container = container;
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    this.styles = new Map();
    this.version = 0;
    this.names = [];
    const nodes = { shape: "custom", ctxRenderer: (given) => this.drawNode(given), chosen: false, label: undefined };
    const edges = { chosen: false, smooth: false, arrowStrikethrough: false, hoverWidth: 0, selectionWidth: 0, selfReference: { size: 14 } };
    this.network = null;
    this.sync(); // vis takes a full set faster than one that grows
    this.network = new vis.Network(container, { nodes: this.nodes, edges: this.edges }, { ...options, nodes, edges });
    this.network.on("click", (event) => this.clicked(event, on));
    this.network.on("doubleClick", ({ nodes: [id] }) => id && on.expand(graph.node.get(id)));
    this.network.on("hoverNode", ({ node }) => this.hover(graph.node.get(node)));
    this.network.on("blurNode", () => this.hover(null));
    this.network.on("hoverEdge", () => { this.canvas().style.cursor = "pointer"; });
    this.network.on("blurEdge", () => { this.canvas().style.cursor = "default"; });
    this.network.on("dragging", ({ nodes: [id] }) => { if (id) this.version += 1; });
    this.network.on("dragEnd", ({ nodes: [id] }) => { if (id) state.placed.set(graph.node.get(id), this.network.getPosition(id)); this.stale(); });
    this.network.on("afterDrawing", (ctx) => this.paint(ctx));
  }

  canvas() { return this.container.querySelector("canvas"); }

  clicked({ nodes: [node], edges: [edge], event }, on) {
    if (node && event.srcEvent.shiftKey) on.gather(graph.node.get(node));
    else if (node) on.pick({ node: graph.node.get(node) });
    else if (edge) on.pick({ edge: graph.edge.get(edge) });
    else on.pick(null);
  }

  hover(node) {
    state.hovered = node;
    this.canvas().style.cursor = node ? "pointer" : "default";
    this.stale();
  }

  // Brings what vis holds in line with the state; only what changed is handed over.
  sync() {
    const nodes = graph.nodes.filter(nodeSeen), seen = graph.edges.filter(edgeSeen), edges = gathered(seen);
    const kept = new Set(nodes.map((node) => node.id)), drawn = new Set(edges.map((edge) => edge.id));
    this.edges.remove(this.edges.getIds().filter((id) => !drawn.has(id)));
    this.nodes.remove(this.nodes.getIds().filter((id) => !kept.has(id)));
    this.nodes.add(nodes.filter((node) => !this.nodes.get(node.id)).map((node) => this.nodeItem(node)));
    const bends = bent(edges), changed = [];
    this.density = Math.max(0.35, Math.min(1, Math.sqrt(400 / (edges.length + 1)))); // many lines: each fainter
    for (const edge of edges) {
      const item = this.edgeItem(edge, bends.get(edge)), style = JSON.stringify(item);
      if (this.edges.get(edge.id) && this.styles.get(edge.id) === style) continue;
      this.styles.set(edge.id, style);
      changed.push(item);
    }
    this.edges.update(changed);
    this.stale();
    return { nodes: nodes.length, edges: seen.length };
  }

  nodeItem(node) {
    return { id: node.id, ...state.placed.get(node), size: radius(node) };
  }

  edgeItem(edge, bend) {
    const line = LINES[edge.kind], faded = state.lit && !state.lit.has(edge);
    const typed = edge.kind !== "coOccursWith";
    return {
      id: edge.id, from: edge.from.id, to: edge.to.id,
      width: typed ? 1.5 : 0.7 + 6 * strength(edge),
      dashes: line.dash,
      color: { color: tone(line.colour), opacity: faded ? (state.picked && state.picked.path ? 0.08 : 0.14) : typed ? 0.95 : state.lit ? 0.75 : 0.75 * this.density, inherit: false },
      arrows: { to: { enabled: typed, scaleFactor: 0.5, type: "arrow" } },
      smooth: bend ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : false,
    };
  }

  drawNode({ ctx, id, x, y }) {
    const node = graph.node.get(id), r = radius(node);
    const faded = state.lit && !state.lit.has(node) && state.hovered !== node;
    return { drawNode: () => drawShape(ctx, node, x, y, r, faded), nodeDimensions: { width: 1.9 * r, height: 1.9 * r } };
  }

  paint(ctx) {
    const ratio = ctx.canvas.width / ctx.canvas.clientWidth;
    this.settle();
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintNames(ctx, this.names, ratio, ctx.canvas.clientWidth, ctx.canvas.clientHeight);
    ctx.restore();
  }

  // Names keep their places beside their nodes while the map moves, and find new ones when it rests or moved far.
  settle() {
    const scale = this.network.getScale(), origin = this.network.canvasToDOM({ x: 0, y: 0 }), old = this.named;
    const drift = old ? Math.hypot(origin.x - old.origin.x, origin.y - old.origin.y) : Infinity, now = performance.now();
    const fresh = old && old.version === this.version, moving = fresh && now - old.asked < 140;
    if (fresh && scale === old.scale && drift === 0) return;
    if (!fresh || (scale === old.scale ? drift > BEYOND : !moving)) return this.placeNames(scale, origin, now);
    old.asked = now;
    if (scale === old.scale) this.names = old.names.map((name) => ({ ...name, x: name.x + origin.x - old.origin.x, y: name.y + origin.y - old.origin.y }));
    else this.names = old.names.map((name) => this.beside(name, scale / old.scale, origin, old.origin));
    clearTimeout(this.rest);
    this.rest = setTimeout(() => { if (scale !== old.scale || drift > 40) this.stale(); }, 150);
  }

  beside(name, by, origin, before) {
    const spot = name.spot, at = { x: origin.x + (spot.x - before.x) * by, y: origin.y + (spot.y - before.y) * by };
    return { ...name, x: at.x + name.x - spot.x, y: at.y + name.y - spot.y };
  }

  placeNames(scale, origin, now, panels = PANELS) {
    const ctx = this.canvas().getContext("2d"), wide = this.container.clientWidth, high = this.container.clientHeight, items = [];
    for (const [id, { x, y }] of Object.entries(this.network.getPositions())) {
      const at = { x: origin.x + x * scale, y: origin.y + y * scale };
      if (at.x < -BEYOND || at.y < -BEYOND || at.x > wide + BEYOND || at.y > high + BEYOND) continue;
      const node = graph.node.get(id);
      items.push({ node, x: at.x, y: at.y, r: radius(node) * scale });
    }
    ctx.save();
    const spots = new Map(items.map((item) => [item.node, item]));
    const names = placeNames(ctx, [-BEYOND, -BEYOND, wide + BEYOND, high + BEYOND], items, this.kindNames(scale), panels);
    ctx.restore();
    for (const name of names) { const { x, y } = spots.get(name.owner) || name; name.spot = { x, y }; }
    this.named = { version: this.version, scale, origin, names, asked: now };
    this.names = names;
  }

  // For a picture there are no panels in the way.
  placedNames(panels = PANELS) {
    this.placeNames(this.network.getScale(), this.network.canvasToDOM({ x: 0, y: 0 }), performance.now(), panels);
    const { clientWidth: wide, clientHeight: high } = this.container, names = this.names.filter(({ x, y }) => x > 0 && y > 0 && x < wide && y < high);
    this.stale();
    return names;
  }

  stale() {
    this.version += 1;
    if (this.network) this.network.redraw();
  }

  // The words on typed lines: of the picked ones always, of all when there is room.
  kindNames(scale) {
    const names = [];
    if (scale < 0.55 && !state.lit) return names;
    for (const id of this.edges.getIds()) {
      const edge = graph.edge.get(id);
      if (edge.kind === "coOccursWith" || (state.lit && !state.lit.has(edge))) continue;
      const drawn = this.network.body.edges[id]; // vis places its own labels by this same point
      if (!drawn || !drawn.connected) continue;
      const on = [0.5, 0.38, 0.62, 0.28, 0.72].map((part) => this.network.canvasToDOM(drawn.edgeType.getPoint(part)));
      const sure = state.picked && (state.picked.edge || state.picked.path) && state.lit && state.lit.has(edge);
      const spots = sure ? [...on, ...AROUND.map(([dx, dy]) => ({ x: on[0].x + dx, y: on[0].y + dy }))] : on;
      names.push({ text: kindName(edge), spots, sure, owner: null, colour: tone(LINES[edge.kind].colour) });
    }
    return names;
  }

  // Shows these nodes between the panels; all that is seen when none are given.
  frame(nodes, closest = 1.6) {
    const spots = (nodes || graph.nodes.filter(nodeSeen)).map((node) => state.placed.get(node)).filter(Boolean);
    if (!spots.length) return;
    const pad = this.margins(), xs = spots.map((spot) => spot.x), ys = spots.map((spot) => spot.y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const wide = this.container.clientWidth - pad.left - pad.right, high = this.container.clientHeight - pad.top - pad.bottom;
    const scale = Math.max(0.03, Math.min(closest, (wide - 150) / (right - left + 1), (high - 70) / (bottom - top + 1)));
    this.network.moveTo({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale,
      offset: { x: (pad.left - pad.right) / 2, y: (pad.top - pad.bottom) / 2 },
      animation: calm() ? false : { duration: 350, easingFunction: "easeInOutQuad" },
    });
  }

  margins() {
    const narrow = innerWidth < 760, legend = $("legend"), card = $("card").hidden ? $("start") : $("card");
    if (narrow) return { left: 8, right: 8, top: 64, bottom: card.hidden ? 56 : card.offsetHeight };
    return { left: legend.open ? legend.offsetWidth + 20 : 8, right: card.hidden ? 8 : card.offsetWidth + 20, top: 64, bottom: 48 };
  }

  zoom(factor) {
    this.network.moveTo({ scale: Math.min(8, Math.max(0.03, this.network.getScale() * factor)), animation: !calm() && { duration: 160 } });
  }

  pan(dx, dy) {
    const { x, y } = this.network.getViewPosition(), scale = this.network.getScale();
    this.network.moveTo({ position: { x: x + dx / scale, y: y + dy / scale } });
  }
}

const AROUND = [14, 24, 36, 50].flatMap((far) => [[0, far], [0, -far], [far + 40, 0], [-far - 40, 0], [far + 30, far], [far + 30, -far], [-far - 30, far], [-far - 30, -far]]);
const BEYOND = 160; // pixels around the screen in which names are placed too, for when the map is moved
const calm = () => !state.ready || matchMedia("(prefers-reduced-motion: reduce)").matches;
const radius = (node) => Math.min(36, 9 + 4.8 * Math.sqrt(Math.max(0, node.count - 1)));
const kindName = (edge) => (edge.label ? short(postsOf(edge).join("、"), 14) : t(edge.kind));
const postsOf = (edge) => edge.from.edges.filter((known) => known.kind === edge.kind && known.from === edge.from && known.to === edge.to).map((known) => known.label);

function drawShape(ctx, node, x, y, r, faded) {
  ctx.save();
  ctx.translate(x, y);
  ctx.globalAlpha = faded ? 0.2 : 1;
  if (isChosen(node)) {
    ctx.beginPath();
    ctx.arc(0, 0, r * 1.3 + 3, 0, 2 * Math.PI);
    ctx.lineWidth = 2;
    ctx.strokeStyle = tone(INK.ring);
    ctx.stroke();
  }
  ctx.scale(r, r);
  ctx.fillStyle = nodeColour(node);
  ctx.lineWidth = 3.2 / r;
  ctx.lineJoin = "round";
  ctx.strokeStyle = tone(INK.paper);
  ctx.stroke(PATHS[node.type] || PATHS.Person);
  ctx.fill(PATHS[node.type] || PATHS.Person);
  ctx.restore();
}

// One line for all posts that one person holds at one place.
function gathered(edges) {
  const lines = new Map();
  for (const edge of edges) {
    const key = `${edge.from.id} ${edge.to.id} ${edge.kind}`;
    if (!lines.has(key)) lines.set(key, edge);
  }
  return [...lines.values()];
}

// Lines of one pair lie side by side: the co-occurrence straight, the others bent more and more.
function bent(edges) {
  const bundles = new Map(), bends = new Map();
  for (const edge of edges) {
    const key = edge.from.id < edge.to.id ? `${edge.from.id} ${edge.to.id}` : `${edge.to.id} ${edge.from.id}`;
    bundles.has(key) ? bundles.get(key).push(edge) : bundles.set(key, [edge]);
  }
  for (const bundle of bundles.values()) {
    const typed = bundle.filter((edge) => edge.kind !== "coOccursWith");
    const first = typed.length < bundle.length ? 1 : 0;
    typed.forEach((edge, i) => { if (i + first) bends.set(edge, 0.13 * (i + first)); });
  }
  return bends;
}
