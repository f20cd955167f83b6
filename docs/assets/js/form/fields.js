// The inputs of a model as fields: what is typed, what it stands for, what is wrong with it.
// @ts-check
import { number, parsed, quantity, typed } from "./numbers.js";
import { CONDITIONS, TEXTS, filled } from "./texts.js";

/** @typedef {import("./numbers.js").Language} Language */
/** @typedef {import("./numbers.js").Value} Value */
/** @typedef {{ name: string, label: string, unit: string, exponent?: number, share?: boolean, choices?: Record<string, string>,
 *   default: Value, minimum?: number, maximum?: number, step?: number, integer?: boolean }} Input */

/** Without the spaces that a Chinese unit leaves before the Chinese words that follow it.
 * @param {string} text */
const joined = (text) => text.replace(/(\p{Script=Han}) (?=\p{Script=Han})/gu, "$1");

/** A value that cannot be computed with; the message is for the reader. */
export class Invalid extends Error {}

export class Field {
  /** @param {Input} input @param {HTMLElement} place @param {Language} language */
  constructor(input, place, language) {
    this.input = input;
    this.place = place;
    this.language = language;
    this.texts = TEXTS[language];
    this.control = this.#control();
    this.error = document.createElement("dd");
    this.was = document.createElement("span");
    this.#build();
    this.value = input.default;
  }

  get isTable() {
    return Array.isArray(this.input.default) && this.input.default.some(Array.isArray);
  }

  get isList() {
    return Array.isArray(this.input.default) && !this.isTable;
  }

  #control() {
    const { name, choices } = this.input;
    if (choices) {
      const select = document.createElement("select");
      for (const [value, label] of Object.entries(choices)) select.append(new Option(label, value));
      return Object.assign(select, { id: `input-${name}` });
    }
    if (this.isTable) return Object.assign(document.createElement("textarea"), { id: `input-${name}`, rows: 4, spellcheck: false });
    const box = Object.assign(document.createElement("input"), { id: `input-${name}`, type: "text", autocomplete: "off", spellcheck: false });
    if (!this.isList) box.inputMode = this.input.integer && !this.input.exponent ? "numeric" : "decimal";
    return box;
  }

  #build() {
    const { name, label } = this.input;
    const [term, value, help] = ["dt", ".form-value", ".form-help"].map((part) => /** @type {HTMLElement} */ (this.place.querySelector(part)));
    term.replaceChildren(Object.assign(document.createElement("label"), { htmlFor: this.control.id, textContent: label }));
    const range = this.isTable || this.isList ? "" : this.range();
    const remark = this.isTable ? this.texts.table : this.isList ? this.texts.list : range;
    const unit = this.isTable ? "" : this.input.unit;
    const note = Object.assign(document.createElement("span"), { id: `unit-${name}`, className: "form-unit" });
    note.textContent = unit && remark ? filled(this.texts.remark, { unit, remark }) : unit || remark;
    value.replaceChildren(this.control, note);
    help.id = `help-${name}`;
    const source = /** @type {HTMLElement} */ (this.place.querySelector(".form-source"));
    Object.assign(this.was, { hidden: true, textContent: filled(this.texts.was, { value: this.shownDefault() }) });
    source.prepend(this.was);
    Object.assign(this.error, { id: `error-${name}`, className: "form-error", hidden: true });
    value.after(this.error);
    this.control.setAttribute("aria-describedby", `${note.id} ${help.id}`);
    this.control.addEventListener("keydown", (event) => this.#step(/** @type {KeyboardEvent} */ (event)));
  }

  /** The allowed range in words, if the data file has one and the field holds one number. */
  range() {
    const { minimum, maximum } = this.input;
    if (minimum === undefined || maximum === undefined) return "";
    const ends = [minimum, maximum].map((value) => typed(value, this.input.exponent));
    const [low, high] = ends.map((value) => number(Number(value), {}, this.language));
    return filled(this.texts.rangeNote, { low, high });
  }

  /** @param {number} value */
  shown(value) {
    return quantity(value, this.input, this.language);
  }

  /** What the source is of, where the reader's own number has taken its place. */
  shownDefault() {
    return this.isTable ? "" : quantity(this.input.default, this.input, this.language);
  }

  /** @param {Value} value The reader's. */
  mark(value) {
    this.was.hidden = this.isTable || JSON.stringify(value) === JSON.stringify(this.input.default);
  }

  /** A number without its unit.
   * @param {number} value */
  bare(value) {
    return number(value, this.input, this.language);
  }

  /** @param {KeyboardEvent} event */
  #step(event) {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!direction || event.altKey || event.ctrlKey || event.metaKey || this.isTable || this.isList || this.input.choices) return;
    const now = parsed(this.control.value, this.input.exponent);
    if (Number.isNaN(now)) return;
    event.preventDefault();
    const moved = Number((now + direction * (event.shiftKey ? 10 : 1) * (this.input.step ?? 1)).toPrecision(12));
    const { minimum = -Infinity, maximum = Infinity } = this.input;
    this.value = Math.min(maximum, Math.max(minimum, moved));
    this.control.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @returns {Value} */
  get value() {
    const text = this.control.value;
    const { choices } = this.input;
    if (choices) return typeof this.input.default === "number" ? Number(text) : text;
    if (this.isTable) return text.trim().split(/[;；\n]+/).filter((line) => line.trim()).map((line) => this.#list(line));
    if (this.isList) return this.#list(text);
    return this.#checked(parsed(text, this.input.exponent));
  }

  /** @param {Value} value */
  set value(value) {
    const one = (/** @type {number} */ bare) => typed(bare, this.input.exponent);
    if (typeof value === "string" || this.input.choices) this.control.value = String(value);
    else if (!Array.isArray(value)) this.control.value = one(value);
    else if (this.isTable) this.control.value = /** @type {number[][]} */ (value).map((row) => row.map(one).join(", ")).join("\n");
    else this.control.value = /** @type {number[]} */ (value).map(one).join(", ");
    if (this.control instanceof HTMLTextAreaElement) this.control.rows = Math.min(12, Math.max(3, this.control.value.split("\n").length));
  }

  /** @param {string} text @returns {number[]} */
  #list(text) {
    const parts = text.split(/[,，、;；\s]+/).filter(Boolean);
    return parts.map((part) => this.#checked(parsed(part, this.input.exponent)));
  }

  /** @param {number} value */
  #checked(value) {
    const { label, minimum = -Infinity, maximum = Infinity, integer } = this.input;
    if (Number.isNaN(value)) throw new Invalid(filled(this.texts.invalid, { label }));
    if (value < minimum || value > maximum) {
      throw new Invalid(joined(filled(this.texts.range, { label, low: this.bare(minimum), high: this.shown(maximum) })));
    }
    if (integer && !Number.isInteger(value)) throw new Invalid(filled(this.texts.whole, { label }));
    return value;
  }

  /** Shows what is wrong, or takes it away.
   * @param {string} message @param {string} [original] The model's own words, which are English. */
  complain(message, original) {
    const isWrong = message !== "";
    this.error.hidden = !isWrong;
    this.error.textContent = message;
    if (original) this.error.append(" ", Object.assign(document.createElement("span"), { lang: "en", textContent: original }));
    if (isWrong) this.control.setAttribute("aria-invalid", "true");
    else this.control.removeAttribute("aria-invalid");
    const described = [`unit-${this.input.name}`, `help-${this.input.name}`];
    this.control.setAttribute("aria-describedby", (isWrong ? [this.error.id, ...described] : described).join(" "));
    const details = this.place.closest("details");
    if (isWrong && details) details.open = true;
  }
}

/** The input that a ValueError of the model names and what is wrong with it, in the reader's language.
 * @param {string} message @param {Map<string, Field>} fields @param {Language} language
 * @returns {{ field?: Field, text: string, original: string }} */
export function explained(message, fields, language) {
  const texts = TEXTS[language];
  const [, name = "", condition = ""] = /^(\w+)(?: \([^)]*\))? must (.*?),? got [^]*$/.exec(message) ?? [];
  const field = fields.get(name);
  if (!field) return { text: texts.together, original: message };
  const { label } = field.input;
  for (const [pattern, zh, en] of CONDITIONS) {
    const match = pattern.exec(condition.replace(/,$/, ""));
    if (!match) continue;
    // a number after another input's name is that input's
    const shown = (/** @type {string} */ sign, /** @type {number} */ place) => {
      const value = Number(match[place]);
      if (Number.isNaN(value)) return match[place];
      const owner = fields.get(match[place - 1]) ?? field;
      return sign === "~" ? owner.bare(value) : owner.shown(value);
    };
    const words = (language === "zh" ? zh : en)
      .replace(/@(\d)/g, (_, place) => fields.get(match[place])?.input.label ?? match[place])
      .replace(/([#~])(\d)/g, (_, sign, place) => shown(sign, Number(place)));
    return { field, text: joined(filled(texts.must, { label, condition: words })), original: "" };
  }
  return { field, text: filled(texts.other, { label }), original: message };
}
