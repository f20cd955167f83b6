"""What a check finds."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Fault:
    """Something that is wrong at one place, and what to do about it."""

    file: Path
    """From the project's root."""
    line: int
    """From 1; 0 means the file as a whole."""
    what: str
    """What is wrong, as a sentence without its full stop."""
    mend: str
    """What to type or write, in the imperative and without a full stop: it follows a colon."""
    detail: tuple[str, ...] = ()
    """Lines to show below the message: a difference."""

    def __str__(self) -> str:
        """`docs/zh/x.md:12: what is wrong. To mend it: write …`."""
        place = self.file.as_posix() + (f":{self.line}" if self.line else "")
        return f"{place}: {self.what}. To mend it: {self.mend}"

    def report(self, check: str) -> str:
        """The message with the name of the check that found it, and the detail below it."""
        return "\n    ".join([f"{self} [{check}]", *self.detail])
