// One figure: lines over an input or a result, the reader's own place marked. Colours come from form.css.
// @ts-check
import { plain, quantity, scaled } from "./numbers.js";
import { TEXTS, filled } from "./texts.js";

/** @typedef {import("./numbers.js").Language} Language */
/** @typedef {{ label: string, unit?: string, share?: boolean, exponent?: number, log?: boolean, whole?: boolean }} Axis */
/** @typedef {{ label: string, x: Axis, y: Axis, lines: { label: string, dots?: boolean }[], levels?: { label: string }[] }} Curve */
/** @typedef {{ xs: number[], at: number | null, point: number | null, lines: { now: number | null, ys: (number | null)[] }[], levels: (number | null)[] }} Points */

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 300, TOP = 14, RIGHT = 16, BOTTOM = 46, LETTER = 7.2;

/** @param {string} tag @param {Record<string, string | number>} attributes @param {string} [text] */
function element(tag, attributes, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Round numbers between the ends, about as many as wanted.
 * @param {number} low @param {number} high @param {number} wanted @param {boolean} whole */
function steps(low, high, wanted, whole) {
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const nice = [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough) ?? rough;
  const step = whole ? Math.max(1, nice) : nice;
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) found.push(Number((k * step).toPrecision(12)));
  return found;
}

/** Powers of ten between the ends; every second or third where they are many.
 * @param {number} low @param {number} high @param {number} wanted */
function powers(low, high, wanted) {
  const first = Math.ceil(Math.log10(low) - 1e-9), last = Math.floor(Math.log10(high) + 1e-9);
  if (last - first < 1) return steps(low, high, wanted, false).filter((value) => value > 0);
  const every = Math.max(1, Math.ceil((last - first + 1) / wanted));
  return Array.from({ length: last - first + 1 }, (_, k) => 10 ** (first + k)).filter((_, k) => k % every === 0);
}

/** @param {Axis} axis @param {number} low @param {number} high @param {number} from @param {number} to */
function scale(axis, low, high, from, to) {
  const f = axis.log ? Math.log : (/** @type {number} */ value) => value;
  const start = f(low), span = f(high) - start || 1;
  return (/** @type {number} */ value) => from + ((f(value) - start) / span) * (to - from);
}

/** @param {(number | null)[]} values @returns {number[]} */
const finite = (values) => values.filter((value) => value !== null && Number.isFinite(value)).map(Number);

/** Draws the curve into the figure; returns nothing where there is nothing to draw.
 * @param {HTMLElement} figure @param {Curve} curve @param {Points} points @param {Language} language */
export function draw(figure, curve, points, language) {
  const { x: xAxis, y: yAxis } = curve;
  const heights = finite([...points.lines.flatMap(({ ys, now }) => [...ys, now]), ...points.levels, points.point]);
  const usable = yAxis.log ? heights.filter((value) => value > 0) : heights;
  const [left, right] = [points.xs[0], points.xs[points.xs.length - 1]];
  if (usable.length < 2 || !(right > left)) {
    figure.replaceChildren();
    figure.hidden = true;
    return;
  }
  figure.hidden = false;
  let low = Math.min(...usable), high = Math.max(...usable);
  if (!yAxis.log && low > 0 && low < 0.5 * high) low = 0;
  if (low === high) [low, high] = yAxis.log ? [low / 2, high * 2] : [low - Math.abs(low || 1) / 2, high + Math.abs(high || 1) / 2];
  const width = Math.max(280, Math.min(680, figure.clientWidth || 640));
  const yTicks = (yAxis.log ? powers(low, high, 5) : steps(low, high, 5, yAxis.whole === true)).filter((value) => value >= low && value <= high);
  const labels = (/** @type {Axis} */ axis, /** @type {number[]} */ ticks) => {
    const shown = scaled(axis.log ? 0 : Math.max(...ticks.map(Math.abs)), axis, language);
    return new Map(ticks.map((tick) => [tick, shown(tick).replace(/ ?[(（].*/, "")]));
  };
  const yLabels = labels(yAxis, yTicks);
  const margin = 12 + LETTER * Math.max(...[...yLabels.values()].map((text) => [...text].reduce((sum, letter) => sum + (letter > "ⁿ" ? 1.8 : 1), 0)));
  const across = scale(xAxis, left, right, margin, width - RIGHT);
  const up = scale(yAxis, low, high, HEIGHT - BOTTOM, TOP + 20);

  const svg = element("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": described(curve, points, language) });
  svg.append(element("text", { x: margin, y: TOP, class: "chart-name" }, named(yAxis, language)));
  for (const tick of yTicks) {
    svg.append(element("line", { x1: margin, x2: width - RIGHT, y1: up(tick), y2: up(tick), class: "chart-grid" }));
    svg.append(element("text", { x: margin - 6, y: up(tick) + 4, "text-anchor": "end" }, yLabels.get(tick)));
  }
  const xTicks = xAxis.log ? powers(left, right, width < 420 ? 4 : 7) : steps(left, right, width < 420 ? 4 : 7, xAxis.whole === true);
  const xLabels = labels(xAxis, xTicks);
  for (const tick of xTicks) {
    svg.append(element("line", { x1: across(tick), x2: across(tick), y1: HEIGHT - BOTTOM, y2: HEIGHT - BOTTOM + 5, class: "chart-axis" }));
    const anchor = across(tick) > width - 30 ? "end" : "middle";
    svg.append(element("text", { x: across(tick), y: HEIGHT - BOTTOM + 19, "text-anchor": anchor }, xLabels.get(tick)));
  }
  svg.append(element("line", { x1: margin, x2: width - RIGHT, y1: HEIGHT - BOTTOM, y2: HEIGHT - BOTTOM, class: "chart-axis" }));
  svg.append(element("text", { x: (margin + width - RIGHT) / 2, y: HEIGHT - 6, "text-anchor": "middle", class: "chart-name" }, named(xAxis, language)));
  points.levels.forEach((level, place) => {
    if (level === null || !Number.isFinite(level) || (yAxis.log && level <= 0)) return;
    svg.append(element("line", { x1: margin, x2: width - RIGHT, y1: up(level), y2: up(level), class: `chart-level chart-level-${place}` }));
  });
  if (points.at !== null && points.at >= left && points.at <= right) {
    svg.append(element("line", { x1: across(points.at), x2: across(points.at), y1: TOP + 20, y2: HEIGHT - BOTTOM, class: "chart-here" }));
  }
  points.lines.forEach(({ ys, now }, place) => {
    let path = "";
    let isDrawing = false;
    ys.forEach((y, k) => {
      const visible = y !== null && Number.isFinite(y) && !(yAxis.log && y <= 0);
      if (visible) path += `${isDrawing ? "L" : "M"}${across(points.xs[k]).toFixed(1)} ${up(Number(y)).toFixed(1)}`;
      isDrawing = visible;
    });
    svg.append(element("path", { d: path, class: `chart-line chart-line-${place}` }));
    if (now !== null && points.at !== null && Number.isFinite(now) && points.at >= left && points.at <= right) {
      svg.append(element("circle", { cx: across(points.at), cy: up(now), r: 5, class: `chart-dot chart-line-${place}` }));
    }
  });
  if (points.point !== null && points.at !== null) {
    svg.append(element("circle", { cx: across(points.at), cy: up(points.point), r: 6, class: "chart-dot chart-point" }));
  }
  const caption = document.createElement("figcaption");
  caption.append(Object.assign(document.createElement("span"), { className: "chart-title", textContent: curve.label }), legend(curve));
  figure.replaceChildren(svg, caption);
}

/** The axis with the unit of its numbers, where they do not carry it.
 * @param {Axis} axis @param {Language} language */
function named({ label, unit, share }, language) {
  return !unit || share || unit === "B" ? label : filled(TEXTS[language].remark, { unit: label, remark: unit });
}

/** @param {Curve} curve */
function legend(curve) {
  const list = document.createElement("ul");
  list.className = "chart-legend";
  const entries = [
    ...curve.lines.map(({ label }, place) => ({ label, style: `chart-line chart-line-${place}` })),
    ...(curve.levels ?? []).map(({ label }, place) => ({ label, style: `chart-level chart-level-${place}` })),
  ];
  for (const { label, style } of entries) {
    const sample = element("svg", { viewBox: "0 0 28 10", width: 28, height: 10, "aria-hidden": "true" });
    sample.append(element("line", { x1: 1, x2: 27, y1: 5, y2: 5, class: style }));
    const item = document.createElement("li");
    item.append(sample, label);
    list.append(item);
  }
  return list;
}

/** What the figure shows, in words.
 * @param {Curve} curve @param {Points} points @param {Language} language */
function described(curve, points, language) {
  const texts = TEXTS[language];
  const shown = (/** @type {Axis} */ axis, /** @type {number | null} */ value) => (value === null ? plain(Number.NaN, language) : quantity(value, axis, language));
  let words = filled(texts.chart, { title: curve.label, x: curve.x.label, from: shown(curve.x, points.xs[0]), to: shown(curve.x, points.xs[points.xs.length - 1]) });
  points.lines.forEach(({ ys, now }, place) => {
    const known = finite(ys);
    words += filled(texts.chartLine, {
      line: curve.lines[place].label, first: shown(curve.y, known[0]), last: shown(curve.y, known[known.length - 1]),
      now: now === null ? "" : filled(texts.chartNow, { now: shown(curve.y, now) }),
    });
  });
  points.levels.forEach((level, place) => {
    words += filled(texts.chartLevel, { level: curve.levels?.[place].label ?? "", value: shown(curve.y, level) });
  });
  return words.trim();
}
