// The theme's search worker with three things changed, so that a page costs little and the right page comes first:
// 1. Entries are loaded when the first letter is typed, not with every page.
// 2. A query is put in the index's own words: Chinese cut by the index's vocabulary, English stemmed, filler dropped.
// 3. Results are ordered by page (BM25F over its title, keywords, headings and text), not by their best section;
//    text that repeats a word never counts for as much as a title that holds it;
//    a page gains when the query holds its name, one of its keywords or one of its headings whole.
// The theme's worker stands after "#" in this script's address. Messages are the theme's: see its search worker.
"use strict";

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
const HAN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/g;
const FILLER = new Set(
  ("的 了 吗 呢 吧 啊 么 是 有 和 与 或 在 对 把 被 让 给 用 能 会 要 我 我们 你 它 这 那 这个 那个 一个 个 " +
    "怎么 怎么样 怎样 怎么办 如何 什么 为什么 是什么 哪 哪个 哪些 哪里 谁 吗 多少 几 可以 应该 应 该 需要 想 请问 " +
    "到底 一下 还是 就 都 也 才 做 什么样 是否 能否 能不能 要不要 该不该 时 时候 到 从 上 下 里 中 不 一 太 更 第 自己 " +
    "does do vs need").split(" "),
);
const SHORTEST_PREFIX = 2;
const TITLE = 12, KEYWORDS = 6, HEADING = 4;
const SAID = { text: 1, parts: 0.5, code: 0.2 };
const SAID_MOST = TITLE / 2; // what a word that is said again and again comes to
const SATURATION = 8; // how much of a word is enough
const LENGTH = 0.3; // how far a long page's many words count for less: 0 not at all, 1 in proportion
const UNFINISHED = 0.4; // a word that only begins like the one typed
const COVERAGE = 1; // how much a page loses by lacking a word
const RAREST = 3; // a word on fewer pages than this tells no more: it may stand there by chance
const WHOLE = 0.5; // what a name or keyword adds when the query holds all of its words
const WHOLE_HEADING = 0.25;
const SYLLABLE = 0.3; // a single Chinese character tells little

// What a query's word is in the index, whole or begun; a page's length, importance and the phrases that are its names.
/** @typedef {{ stem: string | undefined, start: string | undefined }} Word */
/** @typedef {{ length: number, boost: number, phrases: { words: string[], share: number }[] }} Entry */
/** @typedef {{ named: number, said: number }} Parts */
/** @typedef {(event: { data: { type: number, data: unknown } }) => unknown} Listener */

/** @type {any} */
let settings;
/** @type {any} */
let index;
/** @type {Map<string, Entry>} */
let pages;
/** @type {Promise<Listener> | undefined} */
let engine;

// The words of a run of Han characters that the index knows, as few and as long as possible.
/** @param {string} run @param {Record<string, unknown>} known @returns {string[]} */
function cut(run, known) {
  const best = [{ cost: 0, words: /** @type {string[]} */ ([]) }];
  for (let end = 1; end <= run.length; end++) {
    best[end] = { cost: best[end - 1].cost + 3, words: best[end - 1].words };
    for (let start = 0; start < end; start++) {
      const word = run.slice(start, end);
      const cost = best[start].cost + (end - start === 1 ? 2 : 1);
      if (cost < best[end].cost && (word in known || FILLER.has(word))) {
        best[end] = { cost, words: [...best[start].words, word] };
      }
    }
  }
  return best[run.length].words;
}

// The longest beginning of a half-typed word, or one misspelt at its end, that some word of the index begins with.
/** @param {string} word @param {string[]} vocabulary */
function beginning(word, vocabulary) {
  for (let length = word.length; length >= Math.max(SHORTEST_PREFIX, word.length - 3); length--) {
    const start = word.slice(0, length);
    if (vocabulary.some((entry) => entry.startsWith(start))) return start;
  }
  return undefined;
}

// The telling words of a query: for each, the index's word for it (stem) and what unfinished words begin with (start).
/** @param {string} query @param {Record<string, unknown>} known @returns {Word[]} */
function understood(query, known) {
  const separator = new RegExp(settings.separator);
  const text = query.normalize("NFKC").toLowerCase();
  const vocabulary = Object.keys(known);
  const words = text.replace(HAN, (run) => ` ${cut(run, known).join(" ") || run} `).split(separator).filter(Boolean);
  const telling = words.filter((word) => !FILLER.has(word) && lunr.stopWordFilter(word));
  const kept = telling.length > 0 ? telling : words;
  return kept.map((word, place) => {
    const stemmed = lunr.stemmer(new lunr.Token(word)).toString();
    const stem = stemmed in known ? stemmed : undefined;
    const unfinished = stem === undefined || (place === kept.length - 1 && word.length >= SHORTEST_PREFIX);
    const start = unfinished ? beginning(word, vocabulary) : undefined;
    return { stem, start: stem !== undefined && start?.startsWith(stem) ? stem : start };
  });
}

// The words of a phrase as the index has them; numbers of headings are left out.
/** @param {string} text @returns {string[]} */
function phrase(text) {
  const words = text.toLowerCase().split(new RegExp(settings.separator)).filter((word) => word && !/^\d+$/.test(word));
  return words.filter((word) => lunr.stopWordFilter(word)).map((word) => lunr.stemmer(new lunr.Token(word)).toString());
}

/** @param {string} field @param {string} location @returns {number} */
function weight(field, location) {
  if (field === "title") return location.includes("#") ? HEADING : TITLE;
  return /** @type {Record<string, number>} */ ({ name: TITLE, keywords: KEYWORDS, ...SAID })[field];
}

// How much each page has of a word of the index, in what names the page and its sections and in what they say.
/** @param {string} term @param {number} share @param {Map<string, Parts>} found */
function amounts(term, share, found) {
  for (const [field, entries] of Object.entries(index.invertedIndex[term])) {
    if (field === "_index") continue;
    const part = field in SAID ? "said" : "named";
    for (const [place, { position }] of Object.entries(entries)) {
      const page = place.split("#")[0];
      const parts = found.get(page) ?? { named: 0, said: 0 };
      parts[part] += share * weight(field, place) * position.length;
      found.set(page, parts);
    }
  }
}

/** @param {string} page */
const entry = (page) => /** @type {Entry} */ (pages.get(page));

// What a page has of a word: to say it often counts for less than to be named by it.
/** @param {Parts} parts @param {Entry} page */
function together({ named, said }, page) {
  const amount = said / page.length;
  return named + (SAID_MOST * amount) / (SAID_MOST + amount);
}

// The score of each page that has any of the words.
/** @param {Word[]} words @returns {Map<string, number>} */
function scores(words) {
  /** @type {Map<string, number>} */
  const total = new Map();
  /** @type {Map<string | undefined, number>} */
  const rarities = new Map();
  /** @type {Map<string, number>} */
  const covered = new Map();
  let all = 0;
  for (const { stem, start } of words) {
    /** @type {Map<string, Parts>} */
    const found = new Map();
    if (stem !== undefined) amounts(stem, 1, found);
    if (start !== undefined) {
      const longer = Object.keys(index.invertedIndex).filter((term) => term.startsWith(start) && term !== stem);
      for (const term of longer) amounts(term, UNFINISHED, found);
    }
    const spread = Math.max(found.size, RAREST);
    const rarity = Math.log(1 + (pages.size - spread + 0.5) / (spread + 0.5)) * (/^[^\w]$/.test(stem ?? "") ? SYLLABLE : 1);
    all += rarity;
    rarities.set(stem, rarity);
    for (const [page, parts] of found) {
      const amount = together(parts, entry(page));
      total.set(page, (total.get(page) ?? 0) + (rarity * amount) / (amount + SATURATION));
      covered.set(page, (covered.get(page) ?? 0) + rarity);
    }
  }
  for (const [page, score] of total) {
    const whole = entry(page).phrases.filter((known) => known.words.every((word) => rarities.has(word)));
    const gains = whole.map((known) => known.words.reduce((sum, word) => sum + known.share * (rarities.get(word) ?? 0), 0));
    const gain = Math.max(0, ...gains);
    total.set(page, (score + gain) * entry(page).boost * ((covered.get(page) ?? 0) / all) ** COVERAGE);
  }
  return total;
}

/** @param {{ location: string, title: string, name?: string[], keywords?: string[], text?: string, boost?: number }[]} docs */
function measured(docs) {
  /** @type {Map<string, Entry>} */
  const found = new Map();
  for (const { location: place, title, name = [], keywords = [], text = "", boost = 1 } of docs) {
    const [address, anchor] = place.split("#");
    const page = found.get(address) ?? { length: 0, boost, phrases: [] };
    found.set(address, page);
    page.length += text.length;
    const wholes = anchor === undefined ? [title, ...name, ...keywords] : [title];
    const share = anchor === undefined ? WHOLE : WHOLE_HEADING;
    page.phrases.push(...wholes.map((whole) => ({ words: phrase(whole), share })).filter(({ words }) => words.length > 0));
  }
  const mean = [...found.values()].reduce((sum, { length }) => sum + length, 0) / found.size;
  for (const page of found.values()) page.length = 1 - LENGTH + (LENGTH * page.length) / mean;
  return found;
}

async function started() {
  /** @type {Listener[]} */
  const theirs = [];
  const listen = self.addEventListener;
  self.addEventListener = (/** @type {string} */ _, /** @type {any} */ listener) => theirs.push(listener);
  importScripts(new URL(location.hash.slice(1), location.href).href);
  self.addEventListener = listen;
  const build = lunr.Builder.prototype.build;
  lunr.Builder.prototype.build = function () {
    index = build.call(this);
    // The theme would cut Chinese once more, by the vocabulary that it sees: it sees none.
    return { fields: index.fields, invertedIndex: {}, search: (/** @type {string} */ query) => index.search(query) };
  };
  const answer = await fetch(new URL(`../../${settings.entries}`, location.href));
  const docs = await answer.json();
  await theirs[0]({ data: { type: SETUP, data: { config: settings, docs, options: {} } } });
  pages = measured(docs);
  return theirs[0];
}

const post = self.postMessage.bind(self);
/** @type {Map<string, number>} */
let order = new Map();
self.postMessage = (/** @type {any} */ message) => {
  if (message.type === RESULT) {
    /** @typedef {{ location: string }[]} Item */
    const score = (/** @type {Item} */ [{ location: place }]) => order.get(place.split("#")[0]) ?? 0;
    message.data.items.sort((/** @type {Item} */ one, /** @type {Item} */ other) => score(other) - score(one));
  }
  post(message);
};

/** @type {string | undefined} */
let latest;
self.addEventListener("message", async ({ data: { type, data } }) => {
  if (type === SETUP) {
    settings = data.config;
    post({ type: READY });
  } else if (type === QUERY) {
    latest = data;
    if (data.trim() === "") {
      post({ type: RESULT, data: { items: [] } });
      return;
    }
    engine ??= started();
    const ask = await engine;
    if (latest !== data) return;
    const words = understood(data, index.invertedIndex);
    order = scores(words);
    const query = words.flatMap(({ stem, start }) => [...(stem ? [`${stem}^4`] : []), ...(start ? [start] : [])]);
    ask({ data: { type: QUERY, data: query.join(" ") } });
  }
});
