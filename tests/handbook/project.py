"""A small repository for tests of the machinery, converted as the site converts pages."""

from dataclasses import dataclass
from pathlib import Path

from markdown import Markdown

from handbook.checks.project import Project as Checked
from handbook.checks.registry import checks
from handbook.convert import extensions
from handbook.pages import converting

SOURCES = """\
@article{adams2020first,
  author = {Adams, Ada and Brown, Bo},
  title = {The First Paper},
  journaltitle = {Journal of Tests},
  date = {2020},
  doi = {10.1/first},
}
@online{baker2021second,
  author = {{Baker Lab}},
  title = {The Second Page},
  date = {2021-03-04},
  url = {https://example.org/second},
  urldate = {2026-11-23},
}
@report{chen2022third,
  institution = {陈氏研究所},
  title = {第三份报告},
  titleaddon = {The third report},
  langid = {chinese},
  date = {2022},
  eprint = {2201.00001},
  eprinttype = {arxiv},
}
"""


@dataclass(frozen=True)
class Project:
    """A small repository."""

    root: Path

    def write(self, name: str, text: str) -> Path:
        """Write a file of the repository."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def page(self, text: str, language: str = "en") -> Path:
        """Write the page docs/<language>/page.md."""
        return self.write(f"docs/{language}/page.md", text)

    def faults(self, check: str) -> list[str]:
        """Return what one check finds, as a contributor reads it."""
        return [str(fault) for fault in checks()[check].faults(Checked(self.root))]

    def convert(self, text: str, language: str = "en") -> str:
        """Return the HTML that the site would show for a page with this text."""
        return self.convert_as(f"docs/{language}/page.md", text)

    def convert_as(self, name: str, text: str) -> str:
        """Return the HTML that the site would show for this page (from the root)."""
        names, settings = extensions()
        own = {"base_path": [str(self.root)], "check_paths": True}
        md = Markdown(extensions=names, extension_configs={**settings, "pymdownx.snippets": own})
        with converting(self.write(name, text)):
            return md.convert(text)
