"""Code is copied by a button; folded code is unfolded on paper."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import new_context


@pytest.mark.parametrize(
    ("path", "said"),
    [("article/practice/", "已复制"), ("en/article/practice/", "Copied to clipboard")],
)
def test_code_is_copied_and_said_to_be(
    browser: Browser, address: str, path: str, said: str
) -> None:
    visitor = new_context(browser, permissions=["clipboard-read", "clipboard-write"])
    page = visitor.new_page()
    page.goto(address + path)
    button = page.locator(".md-code__button").nth(3)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text=said)).to_be_visible()
    code = page.locator("article pre > code").nth(3).text_content()
    assert page.evaluate("navigator.clipboard.readText()") == code
    expect(page.locator(".md-dialog--active")).to_have_count(0)
    visitor.close()


def test_code_that_may_not_be_copied_is_selected(page: Page, address: str) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    page.goto(address + "en/article/practice/")
    page.locator(".md-code__button").first.click()
    code = page.locator("article pre > code").first.text_content() or ""
    page.wait_for_function("(code) => getSelection().toString().trim() === code.trim()", arg=code)


def test_folded_code_is_printed(page: Page, address: str) -> None:
    page.goto(address + "en/labs/digits/")
    folded = page.locator("article details:not([open])")
    before = folded.count()
    assert before > 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folded.count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert folded.count() == before
