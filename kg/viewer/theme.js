// Shapes and colours. A class has both, so that it can be told without seeing colour.

const star = (spikes, inner) => Array.from({ length: 2 * spikes }, (_, i) => polar(i / (2 * spikes), i % 2 ? inner : 1));
const polygon = (corners, turn = 0, reach = 1) => Array.from({ length: corners }, (_, i) => polar(i / corners + turn, reach));
function polar(part, reach) {
  const angle = 2 * Math.PI * part - Math.PI / 2;
  return [reach * Math.cos(angle), reach * Math.sin(angle)];
}
const path = (corners) => "M" + corners.map(([x, y]) => `${x.toFixed(3)} ${y.toFixed(3)}`).join("L") + "Z";
const box = (w, h, r) =>
  `M${-w + r} ${-h}H${w - r}Q${w} ${-h} ${w} ${-h + r}V${h - r}Q${w} ${h} ${w - r} ${h}H${-w + r}Q${-w} ${h} ${-w} ${h - r}V${-h + r}Q${-w} ${-h} ${-w + r} ${-h}Z`;

const DISC = "M1 0A1 1 0 1 1 -1 0A1 1 0 1 1 1 0Z";
const SHAPES = {
  Person: DISC,
  Union: box(0.88, 0.88, 0.22),
  Company: path(polygon(3, 0, 1.18).map(([x, y]) => [x, y + 0.16])),
  District: path(polygon(4, 0, 1.15)),
  Initiative: path(star(5, 0.5).map(([x, y]) => [1.22 * x, 1.22 * y])),
  Government: path(polygon(6, 0, 1.05)),
  School: path(polygon(3, 0.5, 1.18).map(([x, y]) => [x, y - 0.16])),
  Organisation: path(polygon(5, 0, 1.1)),
  Facility: "M0 -1.05L1 -.15H.72V.9H-.72V-.15H-1Z",
  Event: "M-.36 -1H.36V-.36H1V.36H.36V1H-.36V.36H-1V-.36H-.36Z",
  Award: path(star(8, 0.76).map(([x, y]) => [1.1 * x, 1.1 * y])),
  Work: box(1.1, 0.72, 0.12),
  Platform: box(0.64, 1.1, 0.24),
};

// Five main classes in hues that stay apart under each kind of colour blindness; [on light, on dark].
const COLOURS = {
  Person: ["#2667b0", "#6ea8ee"],
  Union: ["#c8402a", "#f0806a"],
  Company: ["#0a8268", "#3fc3a2"],
  District: ["#8450a5", "#c095dd"],
  Initiative: ["#c27a00", "#f2b544"],
  Government: ["#3b8bb8", "#8fcdf0"],
  School: ["#6d6a1c", "#c3c069"],
  Organisation: ["#5a7384", "#a3b8c6"],
  Facility: ["#8a5a3c", "#cf9f80"],
  Event: ["#b64a86", "#ee97c4"],
  Award: ["#94780a", "#e0c455"],
  Work: ["#66696f", "#b3b6bc"],
  Platform: ["#1f8a92", "#6fcdd4"],
};
const GROUPS = [
  ["#c8402a", "#f0806a"], ["#2667b0", "#6ea8ee"], ["#0a8268", "#3fc3a2"], ["#c27a00", "#f2b544"],
  ["#8450a5", "#c095dd"], ["#3b8bb8", "#8fcdf0"], ["#b64a86", "#ee97c4"], ["#6d6a1c", "#c3c069"],
  ["#8a5a3c", "#cf9f80"], ["#1f8a92", "#6fcdd4"],
];
const PLAIN = ["#8a8d93", "#8f939b"];

// Lines: dash in pixels; co-occurrence is grey and solid.
const LINES = {
  coOccursWith: { colour: ["#b9b4a8", "#4b505b"], dash: false },
  organizes: { colour: ["#a8600a", "#e8ab4c"], dash: false },
  coOrganizes: { colour: ["#a8600a", "#e8ab4c"], dash: [8, 4] },
  participatesIn: { colour: ["#2667b0", "#6ea8ee"], dash: [2, 4] },
  partOf: { colour: ["#55606b", "#a6b0bb"], dash: false },
  locatedIn: { colour: ["#8450a5", "#c095dd"], dash: [2, 4] },
  receives: { colour: ["#94780a", "#e0c455"], dash: [8, 4] },
  holdsPost: { colour: ["#c8402a", "#f0806a"], dash: false },
  answer: { colour: ["#22242a", "#eceef2"], dash: [4, 4] }, // what only a query's answer joins
};

const INK = { ink: ["#22242a", "#eceef2"], soft: ["#5d616a", "#a4a9b4"], paper: ["#faf9f5", "#15171c"], faint: ["#e9e6de", "#22252c"], ring: ["#111317", "#ffffff"] };
const PATHS = Object.fromEntries(Object.entries(SHAPES).map(([name, d]) => [name, new Path2D(d)]));
const FONT = '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", sans-serif';

const tone = (pair) => pair[state.dark ? 1 : 0];
const classColour = (type) => tone(COLOURS[type] || PLAIN);

function nodeColour(node) {
  if (state.colouring === "class") return classColour(node.type);
  return tone(state.grouped.has(node.community) ? GROUPS[node.community % GROUPS.length] : PLAIN);
}

function drawn(tag, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function icon(type, colour = classColour(type)) {
  const svg = drawn("svg", { viewBox: "-1.3 -1.3 2.6 2.6", class: "icon", "aria-hidden": "true" });
  svg.append(drawn("path", { d: SHAPES[type] || DISC, fill: colour }));
  return svg;
}

function stroke(kind) {
  const { colour, dash } = LINES[kind], together = kind === "coOccursWith";
  const svg = drawn("svg", { viewBox: "0 0 28 10", class: "stroke", "aria-hidden": "true" });
  const line = drawn("path", { d: together ? "M1 5H27" : "M1 5H26M22 2L26 5L22 8", stroke: tone(colour), "stroke-width": together ? 3 : 1.6, fill: "none" });
  if (dash) line.setAttribute("stroke-dasharray", dash[0] > 4 ? "6 3" : "2 3");
  svg.append(line);
  return svg;
}
