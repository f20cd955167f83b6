// The interpreter, off the page's thread: runs the model's own file and answers with JSON.
// @ts-check

const SITE = new URL("../../", import.meta.url);
const INTERPRETER = "vendor/micropython/micropython.js";

// Numbers that JSON has no words for are sent as texts; what the model refuses is sent as its message.
const GLUE = `
import json, math, sys

def _sent(value):
    if isinstance(value, dict):
        return {key: _sent(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_sent(one) for one in value]
    if isinstance(value, float) and not -math.inf < value < math.inf:
        return str(value)
    return value

def _points(curve, names):
    low, high = eval(curve["x"]["from"], names), eval(curve["x"]["to"], names)
    whole, count = curve["x"].get("whole"), curve["x"].get("points", 48)
    if whole:
        low, high = int(low), int(high)
        every = max(1, math.ceil((high - low) / count))
        return list(range(low, high + 1, every))
    if curve["x"].get("log"):
        return [low * (high / low) ** (k / count) for k in range(count + 1)]
    return [low + (high - low) * k / count for k in range(count + 1)]

def _value(expression, names, x):
    names["x"] = x
    try:
        return eval(expression, names)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None

def _curve(curve, names):
    xs = _points(curve, names)
    at = eval(curve["at"], names) if "at" in curve else None
    lines = []
    for line in curve["lines"]:
        now = None if at is None or "point" in curve else _value(line["y"], names, at)
        lines.append({"now": now, "ys": [_value(line["y"], names, x) for x in xs]})
    levels = [_value(level["y"], names, None) for level in curve.get("levels", [])]
    point = _value(curve["point"], names, at) if "point" in curve else None
    return {"xs": xs, "at": at, "point": point, "lines": lines, "levels": levels}

def _asked():
    with open("/request.json") as file:
        return json.load(file)

def _answer(module):
    request = _asked()
    if request["kind"] == "call":
        names = dict(math.__dict__)
        names.update(module.__dict__)
        return eval(request["call"], names)
    inputs = request["inputs"]
    if request["kind"] == "example":
        return module.worked_example(inputs)
    # where a result is called like the function that computes it, the name means the function
    names = dict(math.__dict__)
    names["result"] = module.worked_example(inputs)
    names["inputs"] = inputs
    names.update(names["result"])
    names.update(inputs)
    names.update(module.__dict__)
    return [_curve(curve, names) for curve in request["curves"]]

def _respond(module):
    try:
        answer = {"value": _sent(_answer(module))}
    except ValueError as error:
        answer = {"refused": str(error)}
    except Exception as error:
        answer = {"failed": type(error).__name__ + ": " + str(error)}
    with open("/answer.json", "w") as file:
        json.dump(answer, file)

sys.path.append("/")
`;

/** @typedef {{ FS: { writeFile(path: string, text: string): void, readFile(path: string, options: object): string }, runPython(code: string): unknown }} Interpreter */

/** @param {string} module @param {string[]} files @returns {Promise<Interpreter>} */
async function start(module, files) {
  const texts = files.map(async (file) => {
    const answer = await fetch(new URL(`snippets/${file}`, SITE));
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    return /** @type {const} */ ([file.replace(/.*\//, ""), await answer.text()]);
  });
  const [{ loadMicroPython }, ...sources] = await Promise.all([import(new URL(INTERPRETER, SITE).href), ...texts]);
  /** @type {Interpreter} */
  const interpreter = await loadMicroPython({ heapsize: 8 * 1024 * 1024, linebuffer: true });
  for (const [name, text] of sources) interpreter.FS.writeFile(`/${name}`, text);
  interpreter.runPython(`${GLUE}\nimport ${module} as _module\n`);
  return interpreter;
}

/** @type {Promise<Interpreter> | undefined} */
let started;

self.addEventListener("message", async ({ data: { id, module, files, request } }) => {
  try {
    started ??= start(module, files);
    const interpreter = await started;
    interpreter.FS.writeFile("/request.json", JSON.stringify(request));
    interpreter.runPython("_respond(_module)");
    self.postMessage({ id, ...JSON.parse(interpreter.FS.readFile("/answer.json", { encoding: "utf8" })) });
  } catch (error) {
    self.postMessage({ id, broken: String(error) });
  }
});
