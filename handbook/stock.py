"""Builds the same pages without what is ours: `python -m handbook.stock plain site`.

- `plain`: our Markdown extensions and hooks off; their notation stands in the pages as text.
- `stock`: Material as it comes, with its own search, on pages with formulas and diagrams drawn.
"""

import sys
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils.yaml import get_yaml_loader, yaml_load
from pymdownx.superfences import fence_code_format

from handbook.pages import set_current
from handbook.paths import ROOT

CONFIG = ROOT / "mkdocs.yml"


def configuration(variant: str) -> dict[str, Any]:
    """Return mkdocs.yml as it is for a variant."""
    with CONFIG.open(encoding="utf-8") as file:
        loader = get_yaml_loader(config=MkDocsConfig(config_file_path=str(CONFIG)))
        settings: dict[str, Any] = yaml_load(file, loader)
    settings["hooks"] = []
    settings["validation"] = {}
    if variant == "plain":
        settings["markdown_extensions"] = [
            extension
            for extension in map(_without_our_fences, settings["markdown_extensions"])
            if not _name(extension).startswith("handbook.")
        ]
        return settings
    settings["theme"] = {
        "name": "material",
        "language": "zh",
        "font": False,  # text fonts come from a third party's server otherwise
        "palette": {"scheme": "default"},
    }
    settings["extra_css"] = ["assets/vendor/katex/katex.min.css"]
    settings["extra_javascript"] = []
    settings["hooks"] = ["handbook/stock.py"]
    for plugin in settings["plugins"]:
        if _name(plugin) == "search":
            plugin["search"] = {"lang": ["zh", "en"]}
    return settings


def _name(item: str | dict[str, Any]) -> str:
    return item if isinstance(item, str) else next(iter(item))


def _without_our_fences(extension: str | dict[str, Any]) -> str | dict[str, Any]:
    if isinstance(extension, dict) and "pymdownx.superfences" in extension:
        fence = {"name": "mermaid", "class": "mermaid", "format": fence_code_format}
        return {"pymdownx.superfences": {"custom_fences": [fence]}}
    return extension


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Tell the Markdown extensions which page comes next: the one thing they need of our hooks."""
    set_current(Path(config.docs_dir) / page.file.src_uri)
    return markdown


def main(variant: str, target: str) -> int:
    """Build a variant."""
    config = load_config(str(CONFIG), site_dir=target, **configuration(variant))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
