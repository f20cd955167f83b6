"""The forms as readers use them: wrong values, links, stopping, no interpreter, keyboard, axe."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from handbook.bench_forms import limit
from handbook.decision_data import examples, load_data
from handbook.loopback import serving
from handbook.paths import NODE_MODULES
from tests.browser.conftest import new_context
from tests.browser.forms import compute, open_form
from tests.browser.test_axe import choose_palette, run_axe

MODELS = [name.split("/")[1] for name in examples()]
STATE = ".decision-form[data-state={}]"


def _type(page: Page, name: str, text: str) -> None:
    page.fill(f"#input-{name}", text)


def _status(page: Page, state: str) -> str:
    page.wait_for_selector(STATE.format(state), timeout=60_000)
    return page.inner_text(".form-status")


# A value out of range, one that another input forbids, one that is no number: what the page says.
WRONG = [
    ("capacity", "en", "wait", "-1", "Promised wait must be from 0 to 86,400 s."),
    ("capacity", "zh", "target", "100", "兑现承诺的比例须在 1% 到 99.99% 之间。"),
    ("capacity", "en", "service_time", "soon", "Mean service time: enter a number."),
    ("capacity", "zh", "service_time", "", "平均服务时间：请填一个数。"),
    ("model_size", "en", "n_kv_heads", "7", "KV heads must divide “Query heads” (64 heads)."),
    ("model_size", "zh", "n_layer", "80.5", "层数：请填一个整数。"),
    ("token_economics", "en", "cached_tokens", "7000", "Of which read from the cache"),
    ("sample_size", "zh", "p2", "10", "希望检出的比率不能等于“现在的比率”（10%）。"),
    ("competition", "zh", "known_shares", "60, 50", "已知份额（来源一）合计不能超过 100%。"),
    (
        "judge_agreement",
        "en",
        "table",
        "1, 2\n3",
        "Agreement table must have rows of equal length.",
    ),
    ("pairwise_rating", "zh", "wins", "0, 5\n0, 0", "任何两个候选之间"),
    ("market", "en", "customers_mode", "1", "likeliest must be from 200,000 to"),
    ("human_in_the_loop", "zh", "probabilities", "", "每条的正确概率须至少有一个数。"),
    ("decode_speed", "en", "batch", "30000", "Measured seconds per token must be at least"),
]


@pytest.mark.parametrize(("model", "language", "name", "text", "message"), WRONG)
def test_wrong_value_is_told_at_its_field(
    page: Page, address: str, model: str, language: str, name: str, text: str, message: str
) -> None:
    open_form(page, address, model, language)
    before = page.inner_text(".form-sentence")
    _type(page, name, text)
    status = _status(page, "error")
    field = page.locator("[aria-invalid=true]")
    told = page.locator(f"#{field.get_attribute('id')}".replace("#input-", "#error-"))
    assert message in told.inner_text()
    assert message in status and page.get_attribute(".form-status", "role") == "status"
    described = field.get_attribute("aria-describedby") or ""
    assert described.split()[0] == told.get_attribute("id")
    assert page.inner_text(".form-sentence") == before, "the last good result does not stay"


def test_wrong_value_goes_away_when_mended(page: Page, address: str) -> None:
    open_form(page, address, "capacity")
    _type(page, "arrival_rate", "many")
    _status(page, "error")
    _type(page, "arrival_rate", "1,200")
    _status(page, "done")
    assert page.locator("[aria-invalid]").count() == 0
    assert not page.is_visible("#error-arrival_rate")
    assert "1,200" in page.inner_text(".form-sentence")


@pytest.mark.parametrize("model", ["capacity", "pairwise_rating", "support_assistant_case"])
def test_link_restores_the_case_in_both_languages(page: Page, address: str, model: str) -> None:
    changed = {
        "capacity": {"arrival_rate": 33.5, "target": 0.9, "max_occupancy": 0.7},
        "pairwise_rating": {"wins": [[0, 9, 8], [4, 0, 6], [3, 5, 0]], "replicates": 50},
        "support_assistant_case": {"price": 399, "conversations": 4000},
    }[model]
    open_form(page, address, model)
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    result = compute(page, model, changed)
    link = page.url
    assert "?" in link.split("#")[1], "the inputs are not in the fragment: they would be sent"
    for language, folder in (("zh", ""), ("en", "en/")):
        address_here = link.replace(f"{address}en/", f"{address}{folder}")
        page.goto(address)
        page.goto(address_here)
        assert _status(page, "done")
        open_numbers = page.evaluate(
            "() => [...document.querySelectorAll('[data-input]')]"
            ".map((box) => [box.dataset.input, box.querySelector('input, textarea, select').value])"
        )
        shown = dict(open_numbers)
        for name in changed:
            assert shown[name], name
        main = load_data(f"decisions/{model}")["form"]["main"][0]
        expected = result[main]
        text = page.inner_text(f"tr[data-output={main}] .form-yours")
        if isinstance(expected, int):
            assert f"{expected:,}" in text, language


def test_language_switch_and_headings_keep_the_case(page: Page, address: str) -> None:
    open_form(page, address, "capacity")
    _type(page, "arrival_rate", "50")
    _status(page, "done")
    page.locator(".md-content a[href='#formula']").first.evaluate("(link) => link.click()")
    page.wait_for_url(re.compile(r"#formula\?arrival_rate=50&"))
    page.click("a.handbook-switch")
    page.wait_for_url(re.compile(r"/decisions/capacity/#[\w-]+\?arrival_rate=50&"))
    assert "/en/" not in page.url
    _status(page, "done")
    assert page.input_value("#input-arrival_rate") == "50"


def test_reset_and_presets(page: Page, address: str) -> None:
    open_form(page, address, "model_size")
    page.select_option("#form-preset", label="DeepSeek-V3 (8-bit weights; latent attention caches "
                       "576 values a layer)")  # fmt: skip
    _status(page, "done")
    page.wait_for_function(
        "() => document.querySelector('#input-known_parameters').value === '671'"
    )
    assert page.input_value("#input-bytes_per_weight") == "1"
    page.select_option("#form-preset", label="Llama-3-70B (bf16)")
    assert page.input_value("#input-bytes_per_weight") == "2", "a preset leaves another's values"
    _type(page, "context", "4096")
    page.wait_for_function("() => document.querySelector('#form-preset').value === 'own'")
    page.get_by_role("button", name="Back to the example").click()
    page.wait_for_function("() => document.querySelector('#form-preset').value === 'example'")
    assert page.input_value("#input-context") == "8192"
    assert "#" not in page.url


def test_long_computation_is_stopped(page: Page, address: str) -> None:
    open_form(page, address, "market")
    page.locator(".form-details > summary").first.click()
    _type(page, "draws", "1000000")
    stop = page.get_by_role("button", name="Stop")
    stop.wait_for(timeout=60_000)
    assert page.inner_text(".form-status") == "Computing …" or page.get_attribute(
        ".decision-form", "data-state"
    ) in ("loading", "computing")
    stop.click()
    assert _status(page, "stopped") == "Stopped. The last result stays."
    assert not stop.is_visible()
    _type(page, "draws", "200")
    assert "Obtainable market" in _status(page, "done")


@pytest.mark.parametrize("blocked", ["micropython.wasm", "worker.js", "capacity.py"])
def test_without_the_interpreter_the_page_says_so(page: Page, address: str, blocked: str) -> None:
    page.route(f"**/{blocked}", lambda route: route.abort())
    open_form(page, address, "capacity", "zh")
    example = page.inner_text(".form-sentence")
    _type(page, "arrival_rate", "20")
    assert "解释器没有载入" in _status(page, "unavailable")
    assert page.inner_text(".form-sentence") == example
    assert page.is_visible("tr[data-output=slots] .form-example")
    page.unroute(f"**/{blocked}")
    _type(page, "arrival_rate", "21")
    assert "已算出" in _status(page, "done")


def test_without_scripts_the_worked_example_reads(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}decisions/capacity/")
    text = page.inner_text(".decision-form")
    for words in (
        "到达的任务数",
        "10 个/分钟",
        "占用率上限",
        "85%",
        "需要 15 个槽位",
        "平均等待时间",
    ):
        assert words in text
    assert page.locator(".decision-form :is(input, select, button)").count() == 0
    context.close()


def test_keyboard_alone_is_enough(page: Page, address: str) -> None:
    open_form(page, address, "capacity")
    page.focus("#form-preset")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "input-arrival_rate"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowUp")
    assert page.input_value("#input-arrival_rate") == "21"
    _status(page, "done")
    for name in ("service_time", "wait", "target"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == f"input-{name}"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "input-max_occupancy"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("model", MODELS)
def test_every_field_has_its_name_and_description(
    page: Page, address: str, model: str, language: str
) -> None:
    open_form(page, address, model, language)
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    for entry in load_data(f"decisions/{model}")["inputs"]:
        field = page.get_by_label(entry["label"][language], exact=True)
        assert field.get_attribute("id") == f"input-{entry['name']}"
        for described in (field.get_attribute("aria-describedby") or "").split():
            assert page.locator(f"#{described}").count() == 1, described


@pytest.fixture(scope="module")
def axed(browser: Browser) -> Iterator[Page]:
    """A tab with axe in each document."""
    context = new_context(browser)
    context.add_init_script((NODE_MODULES / "axe-core" / "axe.min.js").read_text("utf-8"))
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("model", ["capacity", "judge_agreement", "support_assistant_case"])
def test_axe_finds_nothing_before_and_after_use(axed: Page, address: str, model: str) -> None:
    for language, scheme in (("zh", "default"), ("en", "slate")):
        open_form(axed, address, model, language)
        choose_palette(axed, scheme)
        axed.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
        form = "document.querySelector('.decision-form')"
        assert not (found := run_axe(axed, form)), "\n".join(found)
        first = axed.locator("[data-input] :is(input, textarea)").first
        first.dispatch_event("input")
        axed.wait_for_selector(".form-moved :is(tbody, .form-hint)", timeout=120_000)
        assert not (found := run_axe(axed, form)), "\n".join(found)
        first.fill("nothing of the kind")
        axed.wait_for_selector("[aria-invalid=true]")
        assert not (found := run_axe(axed, form)), "\n".join(found)


@pytest.mark.parametrize("model", MODELS)
def test_first_use_loads_little_and_only_then(browser: Browser, site, model: str) -> None:  # type: ignore[no-untyped-def]
    context = new_context(browser)
    page = context.new_page()
    with serving(site) as served:
        page.goto(f"{served.address}en/decisions/{model}/", wait_until="networkidle")
        page.wait_for_selector(".decision-form[data-state=ready]")
        assert not [sent.path for sent in served.sent if re.search(r"micropython|\.py$", sent.path)]
        before = len(served.sent)
        page.locator("[data-input] :is(input, textarea)").first.dispatch_event("input")
        _status(page, "done")
        loaded = served.sent[before:]
        size = sum(sent.size for sent in loaded)
        assert size <= limit(model), [(sent.path, sent.size) for sent in loaded]
    context.close()


def test_what_is_taken_elsewhere(page: Page, address: str) -> None:
    open_form(page, address, "capacity")
    _type(page, "arrival_rate", "20")
    _status(page, "done")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download CSV").click()
    assert downloading.value.suggested_filename == "capacity.csv"
    lines = downloading.value.path().read_text("utf-8-sig").splitlines()
    assert '"Input","Jobs that arrive","20","per minute"' in lines
    assert '"Input","Share that keeps the promise","95","%"' in lines
    assert '"Result","Slots needed","27","slots"' in lines
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy as text").click()
    page.wait_for_function("() => document.querySelector('.form-exported').textContent")
    text = page.evaluate("navigator.clipboard.readText()")
    assert "Slots needed: 27 slots" in text and "?arrival_rate=20&" in text


def test_sensitivity_follows_the_model(page: Page, address: str) -> None:
    open_form(page, address, "unit_economics")
    page.get_by_text("How far each input moves a result").click()
    page.wait_for_selector(".form-moved tbody tr", timeout=60_000)
    rows = page.locator(".form-moved tbody tr").all_inner_texts()
    first = [re.sub(r"\s+", " ", row) for row in rows]
    assert any("Churn a month 3.6% → 833.3 USD 4.4% → 681.8 USD" in row for row in first), first
    assert "Cost of winning a customer" in page.inner_text(".form-moved .form-hint")
    page.select_option("#form-moved", label="Payback")
    assert "Cost of winning a customer" in page.locator(".form-moved tbody").inner_text()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_case_is_edited_on_a_phone(browser: Browser, address: str, language: str) -> None:
    """Step two's automation rate is what step three works with, and both are seen to move."""
    context = new_context(
        browser, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    open_form(page, address, "support_assistant_case", language)
    field = page.locator("#input-error_cost")
    assert field.get_attribute("inputmode") == "decimal"
    fed = page.locator(".form-fed data[value=automation_rate]")
    rate, reviews = (
        page.locator(f"tr[data-output={name}]") for name in ("automation_rate", "reviews_per_hour")
    )
    before = fed.inner_text()
    field.tap()
    field.fill("40")
    _status(page, "done")
    fed.scroll_into_view_if_needed()
    assert fed.is_visible() and fed.inner_text() != before
    assert fed.inner_text() == rate.locator(".form-yours").inner_text()
    for row in (rate, reviews):
        assert "form-differs" in (row.locator(".form-yours").get_attribute("class") or "")
        assert row.locator(".form-example").inner_text() != row.locator(".form-yours").inner_text()
    width = "() => document.documentElement.scrollWidth <= window.innerWidth"
    assert page.evaluate(width), "the page is wider than the phone"
    for box in page.locator(".decision-form :is(input, button, select):visible").all():
        size = box.bounding_box()
        assert size and size["x"] >= 0 and size["x"] + size["width"] <= 360
    context.close()
