// Numbers as people type and read them. handbook/quantities.py shows the recorded results the same way.
// @ts-check

/** @typedef {"zh" | "en"} Language */
/** What a number measures: shares are shown in percent; `exponent` is the power of ten of the unit it is shown in.
 * @typedef {{ unit?: string, share?: boolean, exponent?: number, choices?: Record<string, string> }} Measured */
/** @typedef {number | string | number[] | number[][]} Value */

const DIGITS = 4;
const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/** @type {Record<Language, [number, number, string][]>} */
const LARGE = {
  zh: [[1e12, 1e12, " 万亿"], [1e8, 1e8, " 亿"], [1e5, 1e4, " 万"]],
  en: [[1e12, 1e12, " trillion"], [1e9, 1e9, " billion"], [1e6, 1e6, " million"]],
};

/** Chinese writes 1875 without a comma. @param {string} text @param {Language} language */
const grouped = (text, language) => text.replace(/^(-?)(\d+)/, (_, sign, whole) =>
  sign + (language === "zh" && whole.length === 4 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ",")));
/** @param {string} text */
const trimmed = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
/** @param {string} text */
const minus = (text) => text.replace("-", "−");

/** @param {number} value @param {Language} language @param {number} [digits] */
export function plain(value, language, digits = DIGITS) {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return minus(grouped(String(value + 0), language));
  const [mantissa, power] = value.toExponential(digits - 1).split("e");
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 15) {
    return minus(grouped(trimmed(value.toFixed(Math.max(0, digits - 1 - exponent))), language));
  }
  const raised = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPT[Number(digit)]).join("");
  return `${minus(trimmed(mantissa))} × 10${exponent < 0 ? "⁻" : ""}${raised}`;
}

/** The word for large numbers of a size, with what it stands for.
 * @param {number} size @param {Measured} measured @param {Language} language */
function magnitude(size, measured, language) {
  if (measured.share || measured.exponent !== undefined || measured.unit === "B" || !(size < 1e15)) return undefined;
  return LARGE[language].find(([from]) => size >= from);
}

/** Shows the numbers of one axis: all with the word that the largest takes.
 * @param {number} largest @param {Measured} measured @param {Language} language */
export function scaled(largest, measured, language) {
  const word = magnitude(largest, measured, language);
  return (/** @type {number} */ value) =>
    word && value !== 0 ? plain(Number((value / word[1]).toPrecision(DIGITS)), language) + word[2] : number(value, measured, language);
}

/** @param {number} value @param {Measured} measured @param {Language} language @param {number} [digits] */
export function number(value, measured, language, digits = DIGITS) {
  if (!Number.isFinite(value)) return plain(value, language);
  if (measured.share) return `${plain(100 * value, language, digits)}%`;
  if (measured.exponent !== undefined) return plain(shifted(value, -measured.exponent), language, digits);
  const size = Math.abs(value);
  if (measured.unit === "B" && size >= 1e6) {
    const [open, close] = language === "zh" ? ["（", "）"] : [" (", ")"];
    return `${plain(value / 1e9, language, digits)} GB${open}${plain(value / 2 ** 30, language, digits)} GiB${close}`;
  }
  const word = magnitude(size, measured, language);
  return word ? plain(Number((value / word[1]).toExponential(digits - 1)), language, digits) + word[2] : plain(value, language, digits);
}

/** @param {Value} value @param {Measured} measured @param {Language} language @param {number} [digits] @returns {string} */
export function quantity(value, measured, language, digits = DIGITS) {
  const choice = measured.choices?.[String(value)];
  if (choice !== undefined) return choice;
  if (typeof value === "string") return value;
  if (Array.isArray(value)) {
    const one = (/** @type {number} */ item) => plain(item, language);
    if (value.some(Array.isArray)) return /** @type {number[][]} */ (value).map((row) => row.map(one).join(", ")).join("; ");
    return withUnit(/** @type {number[]} */ (value).map(one).join(language === "zh" ? "，" : ", "), measured);
  }
  const text = number(value, measured, language, digits);
  return measured.share || text.includes("GiB") ? text : withUnit(text, measured);
}

/** @param {string} text @param {Measured} measured */
function withUnit(text, { unit = "" }) {
  const close = unit === "" || unit === "%" || (/[亿万]$/.test(text) && /^[^\x20-\x7f]/.test(unit));
  const counted = text === "1" ? unit.replace(/^people\b/, "person").replace(/^(\w{2,})s\b/, "$1") : unit;
  return `${text}${close ? "" : " "}${counted}`;
}

/** The number that a text stands for, times a power of ten; NaN where it stands for none.
 * @param {string} text @param {number} exponent */
export function parsed(text, exponent = 0) {
  const tidy = text.normalize("NFKC").replace(/[\s%_]/g, "").replace("−", "-");
  const match = /^([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?)(?:e([-+]?\d+))?$/i.exec(tidy);
  if (!match || !/\d/.test(match[1])) return Number.NaN;
  return Number(`${match[1].replaceAll(",", "")}e${Number(match[2] ?? 0) + exponent}`);
}

/** The text to type for a number: the inverse of `parsed`.
 * @param {number} value @param {number} exponent */
export const typed = (value, exponent = 0) => String(shifted(value, -exponent));

/** A number times a power of ten, exactly as a person would move the point.
 * @param {number} value @param {number} exponent */
function shifted(value, exponent) {
  const [mantissa, power] = String(value).split("e");
  return Number(`${mantissa}e${Number(power ?? 0) + exponent}`);
}
