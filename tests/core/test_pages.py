"""Pages of a document as a person names them."""

import pytest

from layak.core import pages


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", ()),
        ("  ", ()),
        ("3", ((3, 3),)),
        ("3, 5-7", ((3, 3), (5, 7))),
        (" 12 ,5 \u2013 7,5-5", ((12, 12), (5, 7), (5, 5))),
    ],
)
def test_numbers_and_stretches_are_read(text, spans):
    assert pages.parse(text) == spans


@pytest.mark.parametrize(
    "text", ["0", "-3", "7-5", "0-2", "abc", "hlm. 3", "3,,4", "3,", "3 5", "1-2-3", "123456", "\u0663"]
)
def test_what_names_no_pages_is_refused(text):
    with pytest.raises(pages.NotPages):
        pages.parse(text)


def test_the_last_page_is_the_highest_one_named():
    assert [pages.last(text) for text in ("", "3", "12, 5-7", "1, 5-7")] == [0, 3, 12, 7]
