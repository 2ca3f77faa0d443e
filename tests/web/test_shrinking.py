"""Pages travel compressed, and files of proof exactly as long as they are."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.test import RequestFactory
from django.urls import reverse

from layak.web.middleware import ShrinkingMiddleware

WORDS = "Berapa persen fasilitas umum yang punya Ruang ASI? " * 200


def met(response: HttpResponseBase) -> HttpResponseBase:
    """The answer as a browser that takes gzip gets it."""
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    return ShrinkingMiddleware(lambda _request: response)(request)


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json"])
def test_a_page_is_sent_a_tenth_as_long_and_reads_the_same(kind):
    answer = met(HttpResponse(WORDS, content_type=kind))
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content).decode() == WORDS
    assert len(answer.content) < len(WORDS) / 10


def test_a_file_keeps_its_length_whatever_it_is(tmp_path):
    file = tmp_path / "bukti.html"
    file.write_text(WORDS)
    answer = met(FileResponse(file.open("rb"), content_type="text/html"))
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Content-Length"] == str(len(WORDS))
    assert b"".join(answer.streaming_content).decode() == WORDS


def test_a_picture_is_not_squeezed_again():
    assert "Content-Encoding" not in met(HttpResponse(b"x" * 9000, content_type="image/png")).headers


@pytest.mark.django_db
def test_the_log_in_page_goes_out_compressed(client):
    answer = client.get(reverse("account_login"), headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
