// Asks the worker, starts it on the first question, and ends it where a computation is to stop.
// @ts-check

/** The model refuses the numbers; the message is its own. */
export class Refused extends Error {}
/** The interpreter did not load. */
export class Unavailable extends Error {}
/** The reader stopped the computation. */
export class Stopped extends Error {}

/** @typedef {{ resolve: (value: any) => void, reject: (error: Error) => void }} Waiting */

/** @type {Record<string, number>} */
const WORDS = { inf: Infinity, "-inf": -Infinity, nan: Number.NaN };

/** What the worker could send only as texts: numbers that JSON has no words for.
 * @param {any} value @returns {any} */
function revived(value) {
  if (Array.isArray(value)) return value.map(revived);
  if (value !== null && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, revived(one)]));
  return typeof value === "string" ? WORDS[value] ?? value : value;
}

export class Engine {
  /** @type {Worker | undefined} */
  #worker;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  #last = 0;

  /** @param {string} module @param {string[]} files */
  constructor(module, files) {
    this.module = module;
    this.files = files;
  }

  get isLoaded() {
    return this.#worker !== undefined && this.#last > 0 && this.hasAnswered;
  }

  hasAnswered = false;

  /** @param {Record<string, unknown>} request @returns {Promise<any>} */
  ask(request) {
    this.#worker ??= this.#start();
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker?.postMessage({ id, module: this.module, files: this.files, request });
    });
  }

  stop() {
    this.#end(new Stopped("stopped"));
  }

  #start() {
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }) => this.#receive(data));
    worker.addEventListener("error", (event) => this.#end(new Unavailable(event.message ?? "no worker")));
    return worker;
  }

  /** @param {{ id: number, value?: unknown, refused?: string, failed?: string, broken?: string }} answer */
  #receive({ id, value, refused, failed, broken }) {
    if (broken !== undefined) {
      this.#end(new Unavailable(broken));
      return;
    }
    this.hasAnswered = true;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (refused !== undefined) waiting?.reject(new Refused(refused));
    else if (failed !== undefined) waiting?.reject(new Error(failed));
    else waiting?.resolve(revived(value));
  }

  /** @param {Error} reason */
  #end(reason) {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.hasAnswered = false;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(reason);
  }
}
