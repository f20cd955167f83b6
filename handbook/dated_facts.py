"""Lists what was last checked more than a year ago: pages, sources, defaults of decision models.

`python -m handbook.dated_facts` prints the list (`make dated-facts`). It reports and does not fail:
an old fact may still be true, but somebody should look.
"""

import datetime
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.bibliography import bibliography, read
from handbook.paths import relative, root

YEAR = datetime.timedelta(days=365)
_CHECKED = re.compile(r"^checked:\s*['\"]?(\d{4}-\d{2}-\d{2})", re.M)


@dataclass(frozen=True)
class Dated:
    """Something that was true on a day."""

    place: str
    what: str
    day: datetime.date


def day_of(text: str) -> datetime.date | None:
    """The last day that `2026`, `2026-03` or `2026-03-12` can mean; None for anything else."""
    match = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text)
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if day:
        return datetime.date(year, month, day)
    first_after = (
        datetime.date(year + 1, 1, 1) if month in (0, 12) else datetime.date(year, month + 1, 1)
    )
    return first_after - datetime.timedelta(days=1)


def dated() -> Iterator[Dated]:
    """Every page, source and default that says when it was checked."""
    for page in sorted((root() / "docs").glob("*/**/*.md")):
        text = page.read_text("utf-8")
        if match := _CHECKED.search(text.partition("\n---")[0]):
            line = text[: match.start()].count("\n") + 1
            yield Dated(f"{relative(page)}:{line}", "page", datetime.date.fromisoformat(match[1]))
    for source in read().values():
        if day := day_of(source.fields.get("urldate", "")):
            yield Dated(f"{relative(bibliography())}:{source.line}", source.key, day)
    for file in sorted((root() / "snippets").glob("*/*.toml")):
        for entry in tomllib.loads(file.read_text("utf-8")).get("inputs", []):
            if day := day_of(str(entry.get("date", ""))):
                yield Dated(relative(file), f"default of {entry['name']}", day)


def older_than_a_year(today: datetime.date) -> list[Dated]:
    """What was checked more than a year before `today`, oldest first."""
    return sorted((fact for fact in dated() if today - fact.day > YEAR), key=lambda fact: fact.day)


def main() -> int:
    """Print the list; fail only where the facts cannot be read."""
    try:
        old = older_than_a_year(datetime.date.today())
    except ValueError as error:
        print(f"{error}\nThe facts cannot be read. To mend it: type `make check`", file=sys.stderr)
        return 1
    for fact in old:
        print(f"{fact.day}  {fact.place}  {fact.what}")
    print(f"{len(old)} of {len(list(dated()))} dated facts are older than a year")
    return 0


if __name__ == "__main__":
    sys.exit(main())
