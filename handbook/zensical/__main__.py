"""Builds the site with MkDocs and with Zensical, and compares them: `make zensical`."""

import os
import subprocess
import sys
from pathlib import Path

from handbook.paths import ROOT
from handbook.zensical.build import BuildFailed, build
from handbook.zensical.compare import Verdict, differences, judge, read_known

KNOWN = Path(__file__).with_name("differences.toml")
WORK = ROOT / ".cache" / "zensical"


def say(text: str) -> None:
    """Print at once, for those who wait."""
    print(text, flush=True)


def report(verdict: Verdict) -> int:
    """Print what was found; return the exit status."""
    for name, count in verdict.known.items():
        say(f"known: {name}: {count}")
    for found in verdict.unknown:
        say(f"NOT KNOWN: {found}")
    for name in verdict.gone:
        say(f"GONE: {name}: take it out of {KNOWN.relative_to(ROOT)} and MAINTAINING")
    if verdict.unknown:
        say(
            f"{len(verdict.unknown)} differences are not known. Mend the page or the extension, "
            f"or add the cause to {KNOWN.relative_to(ROOT)} and MAINTAINING."
        )
        return 1
    return 1 if verdict.gone else 0


def main() -> int:
    """Build twice and compare."""
    mkdocs, zensical = WORK / "site-mkdocs", WORK / "site"
    say("Building with MkDocs ...")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(mkdocs)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    if done.returncode:
        return done.returncode
    say("Building each language with Zensical ...")
    try:
        build(WORK, zensical)
    except BuildFailed as failure:
        say(str(failure))
        return 1
    say("Comparing, page by page ...")
    pages = sum(1 for _ in zensical.rglob("*.html"))
    status = report(judge(differences(mkdocs, zensical), read_known(KNOWN)))
    say(f"{pages} pages in {zensical.relative_to(ROOT)}.")
    return status


if __name__ == "__main__":
    sys.exit(main())
