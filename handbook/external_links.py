"""Asks every outside address that the pages and the bibliography name whether it still answers.

Needs the network, so it is no test: the weekly workflow runs it as `make check-links`.
"""

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from handbook.bibliography import bibliography, read
from handbook.fences import pages
from handbook.paths import relative

_ADDRESS = re.compile(r"\]\((https?://(?:[^()\s]|\([^()\s]*\))+)[)\s]|<(https?://[^>\s]+)>")
_REFUSES_ROBOTS = {401, 403, 405, 406, 418, 429, 451, 503}
_AGENT = "Mozilla/5.0 (compatible; handbook link check)"


def addresses() -> dict[str, str]:
    """Each outside address with the first place that names it."""
    found: dict[str, str] = {}
    for source in read().values():
        if source.url:
            found.setdefault(source.url, f"{relative(bibliography())}:{source.line}")
    for page in pages():
        for number, line in enumerate(page.read_text("utf-8").splitlines(), 1):
            for match in _ADDRESS.finditer(line):
                found.setdefault(match[1] or match[2], f"{relative(Path(page))}:{number}")
    return {address: place for address, place in found.items() if "//127.0.0.1" not in address}


def verdict(address: str) -> str | None:
    """What is wrong with an address, or None; a server that refuses robots counts as alive."""
    try:
        with urlopen(Request(address, headers={"User-Agent": _AGENT}), timeout=30):
            return None
    except HTTPError as error:
        return None if error.code in _REFUSES_ROBOTS else f"answers {error.code}"
    except (HTTPException, OSError, ValueError) as error:
        return f"does not answer ({error})"


def main() -> int:
    """Check all, print what is dead, and fail if anything is."""
    try:
        todo = addresses()
    except ValueError as error:
        print(f"{error}\nThe pages cannot be read. To mend it: type `make check`", file=sys.stderr)
        return 1
    print(f"asking {len(todo)} addresses ...", flush=True)
    with ThreadPoolExecutor(8) as pool:
        verdicts = dict(zip(todo, pool.map(verdict, todo), strict=True))
    dead = {address: text for address, text in verdicts.items() if text}
    for address, text in dead.items():
        print(f"{todo[address]}: {address} {text}")
    print(f"{len(dead)} of {len(todo)} are dead")
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
