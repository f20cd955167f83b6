"""Builds both languages with Zensical, each as a site of its own, and joins them as MkDocs does.

The languages' plugin is not needed for that: a language is a folder of pages, a navigation with its
words, and the same extensions.
"""

import os
import shutil
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from handbook import decision_forms, downloads, notebooks
from handbook.execution import is_known, results
from handbook.pages import converting
from handbook.paths import DOCS, LANGUAGES, ROOT

CONFIG = ROOT / "mkdocs.yml"
_DEFAULT = LANGUAGES[0]


class BuildFailed(RuntimeError):
    """Zensical does not build; the message is its own."""


def settings() -> dict[str, Any]:
    """Return mkdocs.yml as MkDocs reads it."""
    with CONFIG.open(encoding="utf-8") as file:
        loader = get_yaml_loader(config=MkDocsConfig(config_file_path=str(CONFIG)))
        return dict(yaml_load(file, loader))


def of_language(common: dict[str, Any], language: str) -> dict[str, Any]:
    """Return the configuration for one language: its words instead of the plugin's, our bridge."""
    own = deepcopy(common)
    languages = _options(own["plugins"], "i18n")["languages"]
    words = next(each for each in languages if each["locale"] == language)
    names = ("site_name", "site_description", "copyright")
    own.update({name: words[name] for name in names if name in words})
    own["nav"] = _translated(own["nav"], words.get("nav_translations", {}))
    own["site_url"] = own["site_url"] + ("" if language == _DEFAULT else f"{language}/")
    own["theme"] |= {"language": language, "variant": "classic"}
    del own["theme"]["custom_dir"]  # Zensical's templates are MiniJinja's: see differences.toml
    own["extra"] |= {"alternate": [_alternate(each, language) for each in languages]}
    _options(own["markdown_extensions"], "pymdownx.snippets")["base_path"] = [str(ROOT)]
    bridge = {"handbook.zensical.bridge": {"language": language}}
    own["markdown_extensions"] = [bridge, *own["markdown_extensions"]]
    own |= {"docs_dir": "docs", "site_dir": "site", "plugins": ["search"]}
    del own["hooks"]
    return own


def _alternate(other: dict[str, Any], language: str) -> dict[str, str]:
    """An entry of the theme's language switch, seen from a language's own site."""
    up = "" if language == _DEFAULT else "../"
    folder = "" if other["locale"] == _DEFAULT else f"{other['locale']}/"
    link = "./" if other["locale"] == language else up + folder
    return {"name": other["name"], "lang": other["locale"], "link": link}


def _options(items: list[Any], name: str) -> dict[str, Any]:
    """The options of a plugin or an extension in a list of names and of options by name."""
    return next(dict_[name] for dict_ in items if isinstance(dict_, dict) and name in dict_)


def _translated(nav: list[Any], words: dict[str, str]) -> list[Any]:
    return [
        {words.get(name, name): pages for name, pages in item.items()}
        if isinstance(item, dict)
        else item
        for item in nav
    ]


def _stage(folder: Path, language: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(DOCS / language, folder / "docs")
    shutil.copytree(DOCS / "assets", folder / "docs" / "assets")
    text = yaml.dump(of_language(settings(), language), allow_unicode=True, sort_keys=False)
    (folder / "mkdocs.yml").write_text(text, "utf-8")


def build(work: Path, site: Path) -> None:
    """Build both languages into `site`, in folders under `work`.

    Raises:
        BuildFailed: Zensical reports a fault or a warning.
    """
    shutil.rmtree(site, ignore_errors=True)
    for language in LANGUAGES:
        folder = work / language
        _stage(folder, language)
        done = subprocess.run(
            [sys.executable, "-m", "zensical", "build", "--strict", "-f", "mkdocs.yml"],
            cwd=folder,
            env={**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise BuildFailed(f"Zensical, {language}:\n{done.stdout}{done.stderr}")
        target = site if language == _DEFAULT else site / language
        shutil.copytree(folder / "site", target, dirs_exist_ok=True)
        _write_what_hooks_write(target, language)


def _write_what_hooks_write(target: Path, language: str) -> None:
    """Write the labs' downloads and the files that the forms run."""
    decision_forms.copy_sources(target / "assets" / "snippets")
    for file in filter(notebooks.is_lab, sorted((DOCS / language / "labs").glob("*.md"))):
        with converting(file):
            lab = notebooks.read(file)
            found = results(lab) if is_known(lab) else None
            for name, text in downloads.files(lab, found, "").items():
                (target / "labs" / name).write_text(text, "utf-8")  # where its links lead to
