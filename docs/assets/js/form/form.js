// Makes the worked example of a decision page a form: the reader's numbers, computed here by the model's own file.
// @ts-check
import { draw } from "./chart.js";
import { Engine, Refused, Stopped, Unavailable } from "./engine.js";
import { Field, Invalid, explained } from "./fields.js";
import { number, quantity, typed } from "./numbers.js";
import { TEXTS, filled } from "./texts.js";

/** @typedef {import("./numbers.js").Language} Language */
/** @typedef {import("./numbers.js").Value} Value */
/** @typedef {import("./fields.js").Input} Input */
/** @typedef {{ name: string, label: string, unit: string, share?: boolean, exponent?: number, choices?: Record<string, string> }} Output */
/** @typedef {{ module: string, files: string[], inputs: Input[], outputs: Output[], presets: { label: string, values: Record<string, Value> }[],
 *   main: string[], sentence: string, curves: import("./chart.js").Curve[] }} Model */

/** @typedef {{ input: Input, values: number[], results: (Record<string, Value> | undefined)[] }} Moved An input, lower and higher. */

const PAUSE = 120; // ms after a keystroke
const SENTENCE_DIGITS = 3; // a table has one more
const PATIENCE = 300; // ms after which a computation says so and can be stopped

/** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {Partial<HTMLElementTagNameMap[T]> & { className?: string }} properties
 * @param {(Node | string)[]} children @returns {HTMLElementTagNameMap[T]} */
function made(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

class Form {
  /** @param {HTMLElement} section */
  constructor(section) {
    this.section = section;
    /** @type {Language} */
    this.language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
    this.texts = TEXTS[this.language];
    /** @type {Model} */
    this.model = JSON.parse(section.querySelector(".form-data")?.textContent ?? "");
    this.engine = new Engine(this.model.module, this.model.files);
    /** @type {Map<string, Field>} */
    this.fields = new Map();
    /** @type {Record<string, Value> | undefined} */
    this.result = undefined;
    this.inputs = this.defaults;
    this.turn = 0;
    this.isBusy = false;
    this.sentence = /** @type {HTMLElement} */ (section.querySelector(".form-sentence"));
    this.status = made("p", { className: "form-status" });
    this.stopButton = this.#button(this.texts.stop, () => this.engine.stop());
    this.preset = made("select", { id: "form-preset" });
    this.figures = this.model.curves.map(() => made("figure", { className: "form-figure", hidden: true }));
    this.moved = made("select", { id: "form-moved" });
    this.movedTable = made("div", { className: "form-moved" });
    this.movedDetails = made("details", { className: "form-details" });
    /** @type {Moved[]} */
    this.movedRows = [];
    /** @type {Record<string, Value>} */
    this.movedBase = {};
    this.exported = made("span", { className: "form-exported" });
    this.#build();
    this.#restore(true);
  }

  get defaults() {
    return Object.fromEntries(this.model.inputs.map((input) => [input.name, input.default]));
  }

  #build() {
    const { section, texts, model } = this;
    for (const input of model.inputs) {
      const place = /** @type {HTMLElement} */ (section.querySelector(`[data-input="${input.name}"]`));
      this.fields.set(input.name, new Field(input, place, this.language));
    }
    const title = /** @type {HTMLElement} */ (section.querySelector(".form-title"));
    title.textContent = texts.title;
    title.after(made("p", { className: "form-hint", textContent: texts.hint }), this.#tools());
    this.#foldAdvanced();
    this.status.setAttribute("role", "status");
    this.stopButton.hidden = true;
    this.sentence.before(made("div", { className: "form-progress" }, this.status, this.stopButton));
    this.#widenTables();
    section.append(...this.figures, this.#sensitivity(), this.#exports());
    section.addEventListener("input", (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (target.closest("[data-input]")) this.#changed();
    });
    window.addEventListener("hashchange", () => this.#restore(false));
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.#restore(false));
    section.dataset.state = "ready";
  }

  #tools() {
    const { model, texts } = this;
    this.preset.append(new Option(texts.example, "example"));
    model.presets.forEach(({ label }, place) => this.preset.append(new Option(label, String(place))));
    const own = new Option(texts.own, "own");
    own.hidden = true;
    this.preset.append(own);
    this.preset.addEventListener("change", () => this.#choose(this.preset.value));
    const label = made("label", { htmlFor: "form-preset", textContent: texts.preset });
    return made("div", { className: "form-tools" }, label, this.preset, this.#button(texts.reset, () => this.#reset()));
  }

  /** @param {string} text @param {() => void} action */
  #button(text, action) {
    const button = made("button", { type: "button", className: "form-button", textContent: text });
    button.addEventListener("click", action);
    return button;
  }

  #foldAdvanced() {
    const title = this.section.querySelector(".form-more");
    const list = this.section.querySelector(".form-advanced");
    if (!title || !list) return;
    const details = made("details", { className: "form-details" }, made("summary", { textContent: this.texts.more }));
    title.replaceWith(details);
    details.append(list);
  }

  /** Each table of results gets a column for the reader's own; what is narrow needs no bar to scroll with. */
  #widenTables() {
    for (const frame of this.section.querySelectorAll(".form-results .table-scroll")) {
      for (const name of ["tabindex", "role", "aria-label"]) frame.removeAttribute(name);
    }
    for (const row of this.section.querySelectorAll(".form-table tr")) {
      const isHead = row.closest("thead") !== null;
      const cell = isHead ? made("th", { scope: "col", textContent: this.texts.yours }) : made("td");
      cell.className = "form-yours";
      row.children[0].after(cell);
    }
  }

  #sensitivity() {
    const { texts, model } = this;
    const numeric = model.outputs.filter(({ choices }) => !choices);
    const order = [...model.main, ...numeric.map(({ name }) => name).filter((name) => !model.main.includes(name))];
    for (const name of order) {
      const output = numeric.find((one) => one.name === name);
      if (output) this.moved.append(new Option(output.label, name));
    }
    this.moved.addEventListener("change", () => this.#showMoved());
    const label = made("label", { htmlFor: "form-moved", textContent: texts.of });
    const note = made("p", { className: "form-hint", textContent: texts.sensitivityNote });
    this.movedDetails.append(made("summary", { textContent: texts.sensitivity }), note,
      made("div", { className: "form-tools" }, label, this.moved), this.movedTable);
    this.movedDetails.addEventListener("toggle", () => this.movedDetails.open && this.#move());
    return this.movedDetails;
  }

  #exports() {
    const { texts } = this;
    this.exported.setAttribute("role", "status");
    return made("div", { className: "form-tools form-exports" },
      this.#button(texts.copy, () => this.#copy(this.#asText())),
      this.#button(texts.link, () => this.#copy(this.#address())),
      this.#button(texts.csv, () => this.#download()),
      this.exported);
  }

  // What the reader does ---------------------------------------------------------------------------------------

  /** @param {string} chosen */
  #choose(chosen) {
    const { presets } = this.model;
    const values = chosen === "example" ? this.defaults : presets[Number(chosen)]?.values;
    if (!values) return;
    // What another preset sets and this one leaves open goes back to the example's.
    const touched = chosen === "example" ? this.model.inputs.map(({ name }) => name) : presets.flatMap(({ values: set }) => Object.keys(set));
    for (const name of new Set(touched)) {
      const field = this.fields.get(name);
      if (field) field.value = values[name] ?? this.defaults[name];
    }
    this.#changed(0);
  }

  #reset() {
    for (const field of this.fields.values()) field.value = field.input.default;
    this.#changed(0);
  }

  /** @param {number} [pause] */
  #changed(pause = PAUSE) {
    clearTimeout(this.timer);
    if (!this.engine.hasAnswered) this.#say("loading", this.texts.loading);
    this.timer = window.setTimeout(() => this.#take(), pause);
    if (!this.engine.hasAnswered) void this.engine.ask({ kind: "call", call: "0" }).catch(() => undefined);
  }

  /** Takes what the fields hold; complains, or computes and puts it into the address. */
  #take() {
    /** @type {Record<string, Value>} */
    const inputs = {};
    /** @type {Field[]} */
    const wrong = [];
    for (const [name, field] of this.fields) {
      try {
        inputs[name] = field.value;
        field.mark(inputs[name]);
        field.complain("");
      } catch (error) {
        if (!(error instanceof Invalid)) throw error;
        field.complain(error.message);
        wrong.push(field);
      }
    }
    this.turn++;
    if (wrong.length > 0) {
      this.#say("error", `${wrong[0].error.textContent} ${this.texts.stale}`);
      return;
    }
    this.inputs = inputs;
    this.#remember();
    this.#markPreset();
    void this.#compute();
  }

  async #compute() {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      let done = 0;
      while (done !== this.turn) {
        done = this.turn;
        await this.#computeOnce(done);
      }
    } finally {
      this.isBusy = false;
    }
  }

  /** @param {number} turn */
  async #computeOnce(turn) {
    const { inputs } = this;
    if (this.engine.hasAnswered) this.section.dataset.state = "computing";
    const patience = setTimeout(() => {
      if (this.engine.hasAnswered) this.#say("computing", this.texts.computing);
      this.stopButton.hidden = false;
    }, PATIENCE);
    try {
      const result = await this.engine.ask({ kind: "example", inputs });
      if (turn !== this.turn) return;
      this.result = result;
      this.#show();
      this.section.dispatchEvent(new CustomEvent("computed", { detail: { inputs, result } }));
      const main = this.model.main.map((name) => this.#named(name)).join(this.texts.comma);
      this.#say("done", `${this.texts.done}${this.texts.colon}${main}`);
      void this.#draw(turn);
      if (this.movedDetails.open) void this.#move();
    } catch (error) {
      if (turn === this.turn) this.#explain(error);
    } finally {
      clearTimeout(patience);
      this.stopButton.hidden = true;
    }
  }

  /** @param {unknown} error */
  #explain(error) {
    if (error instanceof Stopped) {
      this.#say("stopped", this.texts.stopped);
    } else if (error instanceof Unavailable) {
      this.#say("unavailable", this.texts.unavailable);
    } else if (error instanceof Refused) {
      const { field, text, original } = explained(error.message, this.fields, this.language);
      field?.complain(text, original);
      this.#say("error", original ? text : `${text} ${this.texts.stale}`, original);
    } else {
      this.#say("error", this.texts.failed, String(error));
    }
  }

  // What the page shows ----------------------------------------------------------------------------------------

  /** @param {string} state @param {string} text @param {string} [original] The model's own words, which are English. */
  #say(state, text, original = "") {
    this.section.dataset.state = state;
    this.status.textContent = text;
    if (original) this.status.append(" ", made("span", { lang: "en", textContent: original }));
  }

  /** @param {string} name */
  #entry(name) {
    return this.model.inputs.find((one) => one.name === name) ?? this.model.outputs.find((one) => one.name === name);
  }

  /** @param {string} key @param {number} [digits] */
  #valueOf(key, digits) {
    const [name, bare] = key.split(":");
    const entry = this.#entry(name) ?? {};
    const value = this.result?.[name] ?? this.inputs[name];
    if (value === undefined) return "–";
    return bare && typeof value === "number" ? number(value, entry, this.language, digits) : quantity(value, entry, this.language, digits);
  }

  /** @param {string} name */
  #named(name) {
    return `${this.#entry(name)?.label ?? name} ${this.#valueOf(name)}`;
  }

  #show() {
    for (const data of this.section.querySelectorAll("data.form-number")) {
      data.textContent = this.#valueOf(data.getAttribute("value") ?? "", this.sentence.contains(data) ? SENTENCE_DIGITS : undefined);
      if (this.language === "zh") this.#space(data);
    }
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (this.section.querySelectorAll("tr[data-output]"))) {
      const name = row.dataset.output ?? "";
      const yours = /** @type {HTMLElement} */ (row.querySelector(".form-yours"));
      yours.textContent = this.#valueOf(name);
      yours.classList.toggle("form-differs", yours.textContent !== row.querySelector(".form-example")?.textContent);
    }
    this.section.classList.add("form-computed");
  }

  /** A space between a figure and the Chinese words after it, none after 万 or a Chinese unit.
   * @param {Element} value */
  #space({ textContent, nextSibling: after }) {
    if (!(after instanceof Text) || !/^ ?\p{Script=Han}/u.test(after.data)) return;
    after.data = (/[\w%]$/.test(textContent ?? "") ? " " : "") + after.data.trimStart();
  }

  /** @param {number} turn */
  async #draw(turn) {
    const { curves } = this.model;
    if (curves.length === 0) return;
    const points = await this.engine.ask({ kind: "curves", inputs: this.inputs, curves }).catch(() => undefined);
    if (!points || turn !== this.turn) return;
    this.figures.forEach((figure, place) => {
      figure.hidden = false;
      draw(figure, curves[place], points[place], this.language);
    });
    this.section.dataset.drawn = String(turn);
  }

  #markPreset() {
    const same = (/** @type {Record<string, Value>} */ values) =>
      Object.entries(values).every(([name, value]) => JSON.stringify(value) === JSON.stringify(this.inputs[name]));
    const fixed = new Set(this.model.presets.flatMap(({ values }) => Object.keys(values)));
    const isExample = same(this.defaults);
    const place = this.model.presets.findIndex(({ values }) =>
      same({ ...Object.fromEntries(Object.entries(this.defaults).filter(([name]) => fixed.has(name))), ...values }));
    const own = this.preset.options[this.preset.options.length - 1];
    own.hidden = isExample || place >= 0;
    this.preset.value = isExample ? "example" : place >= 0 ? String(place) : "own";
  }

  // Sensitivity ------------------------------------------------------------------------------------------------

  /** @param {Input} input @param {number} direction */
  #shifted(input, direction) {
    const now = Number(this.inputs[input.name]);
    const { minimum = -Infinity, maximum = Infinity, step = 1 } = input;
    let moved = now * (1 + 0.1 * direction);
    if (input.integer) moved = direction > 0 ? Math.max(Math.round(moved), now + 1) : Math.min(Math.round(moved), now - 1);
    if (now === 0) moved = direction * step;
    return Number(Math.min(maximum, Math.max(minimum, moved)).toPrecision(12));
  }

  async #move() {
    const { turn } = this;
    /** @type {Moved[]} */
    const rows = [];
    const base = this.result ?? (await this.engine.ask({ kind: "example", inputs: this.inputs }).catch((error) => this.#explain(error)));
    if (!base) return;
    const single = this.model.inputs.filter((input) => typeof input.default === "number" && !input.choices);
    this.movedTable.setAttribute("aria-busy", "true");
    this.stopButton.hidden = false;
    for (const input of single) {
      const values = [-1, 1].map((direction) => this.#shifted(input, direction));
      /** @type {(Record<string, Value> | undefined)[]} */
      const results = [];
      for (const value of values) {
        try {
          results.push(await this.engine.ask({ kind: "example", inputs: { ...this.inputs, [input.name]: value } }));
        } catch (error) {
          if (error instanceof Stopped || error instanceof Unavailable) {
            this.#explain(error);
            this.movedTable.removeAttribute("aria-busy");
            this.stopButton.hidden = true;
            return;
          }
          results.push(undefined);
        }
        if (turn !== this.turn) return;
      }
      rows.push({ input, values, results });
      this.#progress(rows.length, single.length);
    }
    this.stopButton.hidden = true;
    this.movedRows = rows;
    this.movedBase = base;
    this.#showMoved();
    this.movedTable.removeAttribute("aria-busy");
  }

  /** @param {number} done @param {number} all */
  #progress(done, all) {
    this.movedTable.replaceChildren(made("progress", { value: done, max: all, ariaLabel: this.texts.computing }));
  }

  #showMoved() {
    const { movedRows: rows, movedBase: base, moved, texts } = this;
    if (rows.length === 0) return;
    const name = moved.value;
    const output = /** @type {Output} */ (this.#entry(name));
    const at = (/** @type {Record<string, Value> | undefined} */ result) => Number(result?.[name] ?? Number.NaN);
    const swing = (/** @type {Moved} */ { results }) => Math.max(...results.map((result) => (Number.isFinite(at(result)) ? Math.abs(at(result) - at(base)) : 0)));
    const small = 1e-12 * Math.abs(at(base));
    const effective = rows.filter((row) => swing(row) > small).sort((one, other) => swing(other) - swing(one));
    const without = rows.filter((row) => !effective.includes(row)).map(({ input }) => input.label);
    const head = made("tr", {}, ...[texts.input, texts.lower, texts.higher].map((textContent) => made("th", { scope: "col", textContent })));
    const body = effective.map(({ input, values, results }) => made("tr", {}, made("th", { scope: "row", textContent: input.label }),
      ...results.map((result, side) => made("td", {}, made("span", { className: "form-from", textContent: quantity(values[side], input, this.language) }),
        " → ", made("strong", { textContent: Number.isFinite(at(result)) ? quantity(at(result), output, this.language) : "–" })))));
    const table = made("table", { className: "form-table" }, made("thead", {}, head), made("tbody", {}, ...body));
    this.movedTable.replaceChildren(...(effective.length > 0 ? [made("div", { className: "form-scroll" }, table)] : []));
    if (without.length > 0) {
      const names = without.join(this.language === "zh" ? "、" : ", ");
      this.movedTable.append(made("p", { className: "form-hint", textContent: filled(texts.unmoved, { names }) }));
    }
  }

  // The address ------------------------------------------------------------------------------------------------

  /** The part of the address that holds the inputs: after "?" within the fragment, which no browser sends. */
  #held() {
    const one = (/** @type {Value} */ value) =>
      Array.isArray(value) ? value.map((row) => (Array.isArray(row) ? row.join(",") : String(row))).join(value.some(Array.isArray) ? ";" : ",") : String(value);
    return Object.entries(this.inputs).map(([name, value]) => `${name}=${encodeURIComponent(one(value)).replace(/%2C/g, ",").replace(/%3B/g, ";")}`).join("&");
  }

  #address() {
    return `${location.href.split("#")[0]}#${this.section.id}?${this.#held()}`;
  }

  #remember() {
    const isExample = JSON.stringify(this.inputs) === JSON.stringify(this.defaults);
    const place = location.hash.slice(1).split("?")[0] || this.section.id;
    const base = location.href.split("#")[0];
    history.replaceState(history.state, "", isExample ? base : `${base}#${place}?${this.#held()}`);
  }

  /** Takes the inputs from the address, if it holds any. A link to a heading keeps them.
   * @param {boolean} isFirst */
  #restore(isFirst) {
    const [place, held] = location.hash.slice(1).split("?");
    if (held === undefined) {
      if (!isFirst && this.result) this.#remember();
      return;
    }
    for (const [name, text] of new URLSearchParams(held)) {
      const field = this.fields.get(name);
      if (!field) continue;
      if (field.isTable) field.control.value = text.split(";").map((row) => row.split(",").join(", ")).join("\n");
      else if (field.isList) field.control.value = text.split(",").join(", ");
      else if (field.input.choices) field.control.value = text;
      else field.value = Number(text);
    }
    if (isFirst) document.getElementById(place)?.scrollIntoView();
    this.#changed(0);
  }

  // Taking it elsewhere ----------------------------------------------------------------------------------------

  #asText() {
    const { texts, model } = this;
    const line = (/** @type {string} */ name) => `${this.#entry(name)?.label ?? name}${texts.colon}${this.#valueOf(name)}`;
    return [document.title, "", this.sentence.textContent, "", ...model.inputs.map(({ name }) => line(name)), "",
      ...model.outputs.map(({ name }) => line(name)), "", this.#address()].join("\n");
  }

  /** @param {string} text */
  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.#tell(this.texts.copied);
    } catch {
      this.#tell(this.texts.notCopied);
    }
  }

  /** @param {string} text */
  #tell(text) {
    this.exported.textContent = text;
  }

  #download() {
    const { model, texts } = this;
    const quoted = (/** @type {unknown} */ value) => `"${String(value).replaceAll('"', '""')}"`;
    const rows = [["", "", "", ""]].slice(1);
    // in full, and in the unit that stands beside it
    const raw = (/** @type {Value} */ value, /** @type {Output} */ { choices, exponent }) =>
      choices?.[String(value)] ?? (typeof value === "number" ? typed(value, exponent) : Array.isArray(value) ? JSON.stringify(value) : value);
    for (const input of model.inputs) rows.push([texts.input, input.label, raw(this.inputs[input.name], input), input.unit]);
    for (const output of model.outputs) {
      const { name, label, unit } = output;
      const example = this.section.querySelector(`tr[data-output="${name}"] .form-example`)?.textContent ?? "";
      rows.push([texts.result, label, ...(this.result ? [raw(this.result[name], output), unit] : [example, ""])]);
    }
    const text = `\ufeff${rows.map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
    const link = made("a", { download: `${model.module}.csv`, href: URL.createObjectURL(new Blob([text], { type: "text/csv" })) });
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".decision-form"))) new Form(section);
