"""What is read out of a Lighthouse report, and the site that ours is compared with."""

from typing import Any

import pytest

from handbook import lighthouse, stock
from handbook.lighthouse import Figures, failed, figures, medians, row


def report(performance: float | None, paint: float, contrast: int) -> dict[str, Any]:
    categories = {name: {"score": 1.0, "auditRefs": []} for name in lighthouse.CATEGORIES}
    categories["performance"]["score"] = performance
    categories["accessibility"] = {
        "score": 0.9,
        "auditRefs": [{"id": "color-contrast", "weight": 7}, {"id": "advice", "weight": 0}],
    }
    audits = {name: {"numericValue": 100.0, "score": 1} for name in lighthouse.AUDITS}
    audits["largest-contentful-paint"]["numericValue"] = paint
    audits["cumulative-layout-shift"]["numericValue"] = 0.02
    audits |= {"color-contrast": {"score": contrast}, "advice": {"score": 0}}
    return {"categories": categories, "audits": audits}


def test_figures_of_a_report() -> None:
    found = figures(report(0.97, 1800, 1))
    assert found == Figures(97, 90, 100, 100, 0.1, 1.8, 0.1, 0.02)
    assert row("/en/", found).split() == [
        "/en/",
        "97",
        "90",
        "100",
        "100",
        "0.10",
        "1.80",
        "0.10",
        "0.020",
    ]
    assert figures(report(None, 1800, 1)).performance == 0


def test_what_counts_and_is_wrong_is_named() -> None:
    assert failed(report(0.97, 1800, 0)) == {"color-contrast"}
    assert failed(report(0.97, 1800, 1)) == set()


def test_median_of_each_figure() -> None:
    runs = [figures(report(score, paint, 1)) for score, paint in ((0.9, 3), (0.8, 1), (1, 2))]
    assert medians(runs).performance == 90
    assert medians(runs).largest_paint == 0.002


def test_lighthouse_that_is_not_installed_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lighthouse, "LIGHTHOUSE", lighthouse.ROOT / "nowhere.js")
    assert lighthouse.main([]) == 1
    assert "make lighthouse" in capsys.readouterr().err


def test_what_a_comparison_leaves_out() -> None:
    def ours(settings: dict[str, Any]) -> list[str]:
        return [name for name in settings["markdown_extensions"] if str(name)[:8] == "handbook"]

    plain, material = stock.configuration("plain"), stock.configuration("stock")
    assert not ours(plain)
    assert ours(material)
    assert plain["hooks"] == []
    assert "custom_dir" not in material["theme"]
