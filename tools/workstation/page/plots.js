// Small plots for the day. Each is a picture with a sentence, and the same numbers as a table for whoever wants them.

import { el, svg, table } from "./dom.js";

const kWidth = 480, kWide = 860;

function plot({ title, sentence, width = kWidth, height, marks, heads, rows }) {
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${title}. ${sentence}` }, marks);
  return el("figure", { class: width === kWide ? "plot wide" : "plot" },
    el("figcaption", {}, el("h2", {}, title), el("p", { class: "quiet" }, sentence)),
    picture,
    el("details", {}, el("summary", {}, "As a table"),
      table({ caption: title, heads, rows, numeric: heads.map((_, i) => i).slice(1) })));
}

/** `bars`: [{label, value, text}] longest first. One row each; the label stands over its bar. */
export function barList({ title, sentence, bars, heads }) {
  const row = 34;
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  const marks = bars.map((bar, i) => [
    svg("text", { x: 0, y: i * row + 13, class: "plot-label" }, bar.label),
    svg("rect", { x: 0, y: i * row + 18, width: kWidth - 90, height: 9, rx: 2, class: "plot-track" }),
    svg("rect", { x: 0, y: i * row + 18, width: Math.max(2, (kWidth - 90) * bar.value / most), height: 9, rx: 2, class: "plot-bar" }),
    svg("text", { x: kWidth, y: i * row + 27, class: "plot-value", "text-anchor": "end" }, bar.text ?? bar.value),
  ]);
  return plot({ title, sentence, height: Math.max(1, bars.length) * row + 2, marks, heads,
    rows: bars.map((bar) => [bar.label, bar.text ?? bar.value]) });
}

/** Columns over days or ages: [{label, parts: [{value, kind}], text}], parts stacked from below. */
export function columns({ title, sentence, columns: all, heads, rows, legend = [], wide: isWide = false }) {
  const width = isWide ? kWide : kWidth;
  const height = 190, base = 150, top = 24;
  const sum = (column) => column.parts.reduce((total, part) => total + part.value, 0);
  const most = Math.max(1, ...all.map(sum));
  const step = width / Math.max(1, all.length);
  const wide = Math.min(64, step * 0.62);
  const marks = all.map((column, i) => {
    const middle = step * (i + 0.5);
    let floor = base;
    const parts = column.parts.map((part) => {
      const tall = (base - top) * part.value / most;
      floor -= tall;
      return svg("rect", { x: middle - wide / 2, y: floor, width: wide, height: tall, class: `plot-${part.kind}` });
    });
    return [parts,
      svg("text", { x: middle, y: floor - 5, class: "plot-value", "text-anchor": "middle" }, column.text),
      svg("text", { x: middle, y: base + 16, class: "plot-label", "text-anchor": "middle" }, column.label)];
  });
  const keys = legend.map(({ kind, label }, i) => [
    svg("rect", { x: i * 130, y: height - 12, width: 10, height: 10, class: `plot-${kind}` }),
    svg("text", { x: i * 130 + 15, y: height - 3, class: "plot-label" }, label)]);
  return plot({ title, sentence, width, height, heads, rows,
    marks: [svg("line", { x1: 0, x2: width, y1: base, y2: base, class: "plot-axis" }), marks, keys] });
}

/** One share as a ring with the figure in it. `share` in [0, 1]; null: nothing to tell yet. */
export function ring({ title, sentence, share, heads, rows }) {
  const radius = 62, round = 2 * Math.PI * radius;
  const circle = (kind, length) => svg("circle", { cx: kWidth / 2, cy: 84, r: radius, class: `ring-${kind}`,
    "stroke-dasharray": `${length} ${round}`, transform: `rotate(-90 ${kWidth / 2} 84)` });
  const figure = share === null ? "none" : `${(100 * share).toFixed(1)}\u00a0%`;
  return plot({ title, sentence, height: 170, heads, rows,
    marks: [circle("rest", round), share ? circle("part", round * share) : null,
      svg("text", { x: kWidth / 2, y: 93, class: "ring-text", "text-anchor": "middle" }, figure)] });
}
