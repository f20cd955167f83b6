"""The marks of sections in snippets are in pairs: a section without its end shows all the rest."""

import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.record import modules

_MARK = re.compile(r"^(?P<indent>\s*)#\s*-+8<-+\s*\[\s*(?P<side>\w+)\s*:\s*(?P<name>[\w-]+)\s*\]")


def check(project: Project) -> Iterator[Fault]:
    """Find marks without their other half, twice, indented, or of an unknown kind."""
    for path in modules():
        file = path.relative_to(project.root)
        begun: dict[str, int] = {}
        ended: set[str] = set()
        for number, line in enumerate(project.lines(file), 1):
            if not (mark := _MARK.match(line)):
                continue
            name, side = mark["name"], mark["side"]
            if side not in ("start", "end"):
                yield Fault(file, number, f"{side!r} is no side", "write start or end")
            elif mark["indent"]:
                mend = "put it at the line's start, around whole definitions"
                yield Fault(file, number, f"the mark of section {name!r} is indented", mend)
            elif side == "start":
                if name in begun or name in ended:
                    what = f"section {name!r} begins twice"
                    yield Fault(file, number, what, "give one of them another name")
                begun.setdefault(name, number)
            elif begun.pop(name, None) is None:
                what = f"section {name!r} ends and never began"
                yield Fault(file, number, what, f"write # --8<-- [start:{name}] where it begins")
            else:
                ended.add(name)
        for name, number in begun.items():
            what = f"section {name!r} never ends"
            yield Fault(file, number, what, f"write # --8<-- [end:{name}] where it ends")
