// Everything by keys alone.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function pressed(event) {
  const typing = event.target instanceof Element && event.target.closest("input, select, textarea, dialog");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && !(typing && typing.matches("dialog, [type=search]"))) return stepBack();
  if (typing && event.target.type !== "checkbox") return;
  if (event.key === "/") { event.preventDefault(); $("search").focus(); $("search").select(); }
  else if (event.key === "+" || event.key === "=") chart.zoom(1.25);
  else if (event.key === "-") chart.zoom(0.8);
  else if (event.key === "0") chart.frame();
  else if (event.key === "t") setView(state.view === "table" ? "map" : "table");
  else if (document.activeElement === $("map")) onMap(event);
}

// Esc closes one thing at a time: the menu, the neighbourhood, the card, the table.
function stepBack() {
  if (!$("menu").hidden) { toggleMenu(false); $("out").focus(); }
  else if (state.ego) leaveEgo();
  else if (state.picked) go(null);
  else if (state.view === "table") setView("map");
}

function onMap(event) {
  if (ARROWS[event.key]) { event.preventDefault(); step(...ARROWS[event.key]); }
  else if (event.key === "Enter") { event.preventDefault(); state.picked ? focusCard() : pickFirst(); }
}

function focusCard() {
  const first = $("card").querySelector("button");
  if (first) first.focus();
}

const pickFirst = () => { const [first] = visible().nodes; if (first) go({ node: first }); };

// With a node picked the arrows go to the next node that way, else they move the map.
function step(dx, dy) {
  const from = state.picked && state.picked.node && state.placed.get(state.picked.node);
  if (!from) return chart.pan(80 * dx, 80 * dy);
  const cost = (spot) => { const [x, y] = [spot.x - from.x, spot.y - from.y], ahead = x * dx + y * dy; return ahead > 1 ? ahead + 3 * Math.abs(x * dy + y * dx) : Infinity; };
  const next = graph.nodes.filter((node) => nodeSeen(node) && node !== state.picked.node).map((node) => [cost(state.placed.get(node)), node]);
  const best = next.reduce((one, two) => (two[0] < one[0] ? two : one), [Infinity, null]);
  if (best[1]) go({ node: best[1] });
}
