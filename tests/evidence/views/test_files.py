"""The files as they leave: to whom, in which part, under which headers, and drawn as pages."""

import hashlib
import io

import pytest
from PIL import Image

from layak.evidence.actions import documents
from layak.evidence.actions.documents import Description
from layak.evidence.inspection import apart, refusals
from layak.trail.models import Entry
from tests.evidence import files
from tests.evidence.leaning import FREE

PDF = files.text_pdf("LAPORAN KIA 2025")
ETAG = f'"{hashlib.sha256(PDF).hexdigest()}"'


@pytest.fixture
def document(add):
    return add(PDF, "Laporan KIA.pdf")


@pytest.fixture
def get(world, document, client_for):
    def ask(person=None, path: str = "berkas/1/", **headers: str):
        client = client_for(person or world.rina)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get(f"/bukti/{document.pk}/{path}", headers=names)

    return ask


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_file_leaves_byte_identical_and_caged(get):
    response = get()
    assert (response.status_code, body(response)) == (200, PDF)
    headers = {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(PDF)),
        "Content-Disposition": 'inline; filename="Laporan KIA.pdf"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=600",
        "Accept-Ranges": "bytes",
        "ETag": ETAG,
    }
    assert {name: response[name] for name in headers} == headers


@pytest.mark.parametrize(("asked", "first", "last"), [
    ("bytes=0-9", 0, 9),
    ("bytes=100-", 100, len(PDF) - 1),
    ("bytes=-20", len(PDF) - 20, len(PDF) - 1),
    ("bytes=10-999999", 10, len(PDF) - 1),
    ("bytes=-999999", 0, len(PDF) - 1),
])  # fmt: skip
def test_a_part_is_given_as_asked(get, asked, first, last):
    response = get(Range=asked)
    assert (response.status_code, body(response)) == (206, PDF[first : last + 1])
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(PDF)}"
    assert response["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", [f"bytes={len(PDF)}-", "bytes=999999-1000000", "bytes=-0"])
def test_a_part_outside_the_file_is_416_with_its_size(get, asked):
    response = get(Range=asked)
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(PDF)}")


@pytest.mark.parametrize("asked", ["bytes=9-3", "bytes=a-b", "items=0-5", "bytes=0-1,5-6", "bytes=-"])
def test_a_range_that_means_nothing_gets_the_whole_file(get, asked):
    response = get(Range=asked)
    assert (response.status_code, body(response)) == (200, PDF)


def test_a_part_of_another_file_is_never_mixed_in(get):
    assert get(Range="bytes=0-9", If_Range=ETAG).status_code == 206
    changed = get(Range="bytes=0-9", If_Range='"lain"')
    assert (changed.status_code, body(changed)) == (200, PDF)


def test_an_unchanged_file_is_not_sent_again(get):
    assert get(If_None_Match=ETAG).status_code == 304


@pytest.mark.parametrize(("name", "said"), [
    ("سجل الحضور.pdf", "utf-8''%D8%B3%D8%AC%D9%84%20%D8%A7%D9%84%D8%AD%D8%B6%D9%88%D8%B1.pdf"),
    ("會議.pdf", "utf-8''%E6%9C%83%E8%AD%B0.pdf"),
    ("👧🏽.pdf", "utf-8''%F0%9F%91%A7%F0%9F%8F%BD.pdf"),
])  # fmt: skip
def test_a_name_in_any_script_survives_the_download(add, world, client_for, name, said):
    document = add(PDF, name)
    response = client_for(world.rina).get(f"/bukti/{document.pk}/berkas/1/?unduh")
    assert response["Content-Disposition"] == f"attachment; filename*={said}"


def test_a_workbook_is_only_ever_downloaded(add, world, client_for):
    document = add(files.xlsx(), "matriks.xlsx")
    response = client_for(world.rina).get(f"/bukti/{document.pk}/berkas/1/")
    assert response["Content-Disposition"] == 'attachment; filename="matriks.xlsx"'
    assert client_for(world.rina).get(f"/bukti/{document.pk}/berkas/1/halaman/1/480/").status_code == 404


PATHS = ("", "berkas/1/", "berkas/1/halaman/1/480/")


def may_open(world, get) -> set[str]:
    return {p.username for p in world.people if all(get(p, path).status_code == 200 for path in PATHS)}


def none_leaks(world, get) -> bool:
    return all(get(p, path).status_code in (200, 404) for p in world.people for path in PATHS)


def test_members_of_the_district_open_it_and_others_do_not_learn_that_it_exists(world, get):
    assert may_open(world, get) == {"rina", "ketut", "bayu", "yusuf", "sri"}
    assert none_leaks(world, get)


def test_personal_data_opens_to_few_and_every_read_is_on_the_trail(world, get, document):
    said = Description(title="Daftar anak", personal_data=True)
    documents.describe(document, said, version=1, by=world.rina)
    assert may_open(world, get) == {"rina", "ketut", "yusuf"}
    reads = Entry.objects.filter(action="evidence.read").order_by("seq")
    assert [(line.actor, line.details) for line in reads] == [
        (name, {"file": 1, "page": page, "personal": True})
        for name in ("Rina", "Ketut", "Yusuf")
        for page in (None, 1)
    ]
    assert get(world.rina)["Cache-Control"] == "private, no-store"


def test_a_removed_documents_files_stay_closed(world, get, document):
    documents.remove(document, version=1, by=world.rina, leaning=FREE)
    assert [get(path=path).status_code for path in PATHS] == [200, 404, 404]


def test_a_pdf_page_is_drawn_once_and_kept(get, settings):
    response = get(path="berkas/1/halaman/1/480/")
    image = Image.open(io.BytesIO(response.content))
    assert (response["Content-Type"], image.format, image.width) == ("image/webp", "WEBP", 480)
    assert 670 <= image.height <= 690
    assert image.convert("L").getextrema()[0] < 100, "there is ink on the page"
    kept = [p for p in settings.EVIDENCE_CACHE.rglob("*") if p.is_file()]
    assert [p.read_bytes() for p in kept] == [response.content]
    assert get(path="berkas/1/halaman/1/480/").content == response.content


@pytest.mark.parametrize("path", ["2/480", "0/480", "1/481", "1/100000"])
def test_pages_and_widths_that_are_not_offered_are_not_found(get, path):
    assert get(path=f"berkas/1/halaman/{path}/").status_code == 404


def test_a_phone_picture_is_drawn_upright_and_without_its_place(add, world, client_for):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif.get_ifd(0x8825)[1] = "S"
    document = add(files.picture(size=(800, 600), exif=exif), "foto.jpg")
    response = client_for(world.rina).get(f"/bukti/{document.pk}/berkas/1/halaman/1/480/")
    image = Image.open(io.BytesIO(response.content))
    assert (image.size, dict(image.getexif())) == ((480, 640), {})


def test_a_page_too_heavy_to_draw_says_so_in_its_place_and_is_not_tried_again(
    add, world, client_for, monkeypatch
):
    document = add(PDF, "peta.pdf")
    path = f"/bukti/{document.pk}/berkas/1/halaman/1/480/"
    asked = []

    def never_ends(*_args: object) -> bytes:
        asked.append(1)
        raise refusals.too_heavy()

    monkeypatch.setattr(apart, "draw", never_ends)
    for _ in range(2):
        response = client_for(world.rina).get(path)
        assert (response.status_code, response["Content-Type"]) == (422, "image/svg+xml")
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert "Halaman ini terlalu rumit" in response.content.decode()
    assert asked == [1]
    assert client_for(world.rina).get(f"/bukti/{document.pk}/").status_code == 200
