"""Pages about the market say when their facts were checked, so that old ones can be found."""

import datetime
import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project

_DATED = re.compile(r"docs/\w+/opportunities/(?!index\.md|ninety-days\.md)")
_CHECKED = re.compile(r"^checked:[ \t]*['\"]?(?P<day>[^'\"\s]+)", re.MULTILINE)


def check(project: Project) -> Iterator[Fault]:
    """Find pages of dated facts without the day of the last check, and days that are none."""
    for file, _ in project.halves():
        front = project.text(file).partition("\n---")[0]
        checked = _CHECKED.search(front)
        if checked is None:
            if _DATED.match(file.as_posix()):
                mend = "write `checked: YYYY-MM-DD` in the front matter: when you last checked them"
                yield Fault(file, 1, "the page does not say when its facts were checked", mend)
            continue
        try:
            datetime.date.fromisoformat(checked["day"])
        except ValueError:
            line = project.line_of(file, "checked:")
            what = f"{checked['day']!r} is no day"
            yield Fault(file, line, what, "write `checked: YYYY-MM-DD`")
