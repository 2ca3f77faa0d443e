"""A range from a spreadsheet goes into the table as it was seen there."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.stage import dress, part

pytestmark = pytest.mark.journey


PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""


def paste(page: Page, text: str) -> None:
    """Paste into the focused cell as a spreadsheet would."""
    page.evaluate(PASTE, text)


def test_a_range_from_a_spreadsheet_fills_and_grows_the_table(page, stage):
    stage.page_html = dress(part("matrix"))
    stage.visit(page)
    page.locator("[name=row-0-name]").focus()
    paste(page, 'Radio\tmedia\r\n"PT ""Tirta""\nSehat"\tMedia\r\nTP PKK\tPartai\r\n')
    filled = page.evaluate("Object.fromEntries(new FormData(document.getElementById('m')))")
    assert filled == {
        "row-0-name": "Radio",
        "row-0-kind": "m",
        "row-1-name": 'PT "Tirta" Sehat',
        "row-1-kind": "m",
        "row-2-name": "TP PKK",
        "row-2-kind": "",
    }
    expect(page.get_by_role("status").filter(has_text="ditempel")).to_have_text(
        "3 baris ditempel. Partai tidak ada dalam Jenis."
    )


def test_a_paste_beyond_the_limit_says_how_many_rows_were_left_out(page, stage):
    stage.page_html = dress(part("matrix"))
    stage.visit(page)
    page.locator("[name=row-0-name]").focus()
    paste(page, "\n".join(f"baris {n}\tMedia" for n in range(6)))
    assert page.locator("tbody tr").count() == 4
    expect(page.locator("[data-matrix-says]")).to_contain_text("Sampai 4 baris. 2 tidak ditempel.")
