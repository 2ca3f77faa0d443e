"""Who signs by hand is written down, printed with room to sign, and never changes a paper that there is."""

import re
from html import unescape
from io import BytesIO

import pypdfium2
import pytest

from layak.assessments.views import trail_words
from layak.core.refusal import Refused
from layak.core.stages import Stage
from layak.evidence import queries as evidence
from layak.evidence.inspection import apart, appended
from layak.results.actions import papers
from layak.results.actions.signatories import write_down
from layak.results.models import Paper, Signatories
from layak.results.papers.signatories import Person, Side
from layak.results.queries import signatories
from layak.trail import queries as trail
from tests.results.stage import claimed, close

NIP = "197001011995031002"
BUPATI = Person("Nurlela Hamzah Putri", "Bupati Ogan Ilir")
HEAD = Person("Dra. Siti Aminah, M.Si.", "Kepala Dinas PPPA", NIP)
DEWI = Person("Dewi Lestari", "Ketua tim verifikasi")
PEOPLE = {Side.DISTRICT: [BUPATI, HEAD], Side.TEAM: [DEWI]}
STORED = {
    "district": [
        {"name": "Nurlela Hamzah Putri", "position": "Bupati Ogan Ilir", "nip": ""},
        {"name": "Dra. Siti Aminah, M.Si.", "position": "Kepala Dinas PPPA", "nip": NIP},
    ],
    "team": [{"name": "Dewi Lestari", "position": "Ketua tim verifikasi", "nip": ""}],
}


@pytest.fixture
def result(world, settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    claimed(world)
    return close(world, Stage.SELF)


def words(paper: Paper) -> str:
    return " ".join(apart.text(BytesIO(evidence.kept(paper.sha256)), 99).split())


def test_whoever_prints_writes_down_who_signs_and_the_trail_says_so(result, world):
    written = write_down(result, PEOPLE, version=0, by=world.yusuf)
    assert (written.people, written.version, written.changed_by) == (STORED, 1, world.yusuf)
    line = trail.lines("16.10").first()
    assert (line.action, line.actor_id) == ("results.signatories", world.yusuf.pk)
    assert line.details == {"result": result.name, "old": {}, "new": STORED}
    assert trail_words.sentence(line) == (
        "menulis penanda tangan dokumen hasil: Nurlela Hamzah Putri, Dra. Siti Aminah, M.Si., Dewi Lestari"
    )


@pytest.mark.parametrize("kind", ["berita-acara", "rapor"])
def test_the_paper_names_them_in_order_with_office_and_nip(result, world, kind):
    write_down(result, PEOPLE, version=0, by=world.yusuf)
    said = words(papers.print_paper(result, kind, by=world.yusuf))
    order = ("Nurlela Hamzah Putri Bupati Ogan Ilir", "Dra. Siti Aminah, M.Si. Kepala Dinas PPPA")
    for told in (*order, "NIP 19700101 199503 1 002", "Dewi Lestari Ketua tim verifikasi"):
        assert told in said, told
    assert said.index(order[0]) < said.index(order[1])
    assert "Nama, jabatan, NIP" not in said


def test_a_side_for_which_nobody_is_written_keeps_the_line_to_fill_in(result, world):
    assert words(papers.print_paper(result, "rapor", by=world.yusuf)).count("Nama, jabatan, NIP") == 2
    write_down(result, {Side.TEAM: [DEWI]}, version=0, by=world.yusuf)
    said = words(papers.print_paper(result, "rapor", by=world.yusuf))
    assert (said.count("Nama, jabatan, NIP"), "Dewi Lestari" in said) == (1, True)


def test_however_many_sign_and_however_long_their_names_each_is_printed_whole(result, world):
    name, office = "Nama Sangat Panjang " * 5, "Jabatan Yang Panjang Juga " * 5
    many = [Person(f"{n} {name}"[:100].strip(), office[:150].strip(), NIP) for n in range(6)]
    write_down(result, {Side.DISTRICT: many, Side.TEAM: many}, version=0, by=world.yusuf)
    said = words(papers.print_paper(result, "rapor", by=world.yusuf))
    assert [said.count(one.name) for one in many] == [2] * 6
    assert said.count("NIP 19700101 199503 1 002") == 12


def test_no_name_stands_where_the_picture_of_a_signature_may(result, world):
    write_down(result, {side: [HEAD] * 5 for side in Side}, version=0, by=world.yusuf)
    paper = papers.print_paper(result, "berita-acara", by=world.yusuf)
    page = list(pypdfium2.PdfDocument(evidence.kept(paper.sha256)))[-1].get_textpage()
    rects = [page.get_rect(at) for at in range(page.count_rects())]
    low = [page.get_text_bounded(*rect).strip() for rect in rects if rect[1] < appended.ROOM[1]]
    told = [one for one in low if "Sidik jari" not in one and " dari " not in one]
    assert told == ["Tempat tanda tangan elektronik:"]


def test_when_they_change_a_new_paper_is_drawn_and_the_older_stays(result, world):
    blank = papers.print_paper(result, "rapor", by=world.yusuf)
    write_down(result, PEOPLE, version=0, by=world.yusuf)
    named = papers.print_paper(result, "rapor", by=world.yusuf)
    assert papers.print_paper(result, "rapor", by=world.yusuf) == named
    write_down(result, {}, version=1, by=world.yusuf)
    assert papers.print_paper(result, "rapor", by=world.yusuf) == blank
    assert list(Paper.objects.order_by("id").values_list("pk", "signatories")) == [
        (blank.pk, {}),
        (named.pk, STORED),
    ]


def test_a_signed_paper_stays_as_it_is_and_older_prints_still_come_back(result, world, authority):
    paper = papers.print_paper(result, "rapor", by=world.yusuf)
    signed = papers.sign(paper, by=world.yusuf)
    content = evidence.kept(signed.sha256)
    write_down(result, PEOPLE, version=0, by=world.yusuf)
    papers.print_paper(result, "rapor", by=world.yusuf)
    assert evidence.kept(Paper.objects.get(pk=signed.pk).sha256) == content
    Paper.objects.filter(pk=signed.pk).delete()
    back = papers.hand_back(result, content, by=world.yusuf)
    assert (back.state, back.signatories) == ("valid", {})


def test_writing_the_same_again_changes_nothing(result, world):
    first = write_down(result, PEOPLE, version=0, by=world.yusuf)
    lines = trail.lines("16.10").count()
    assert write_down(result, PEOPLE, version=1, by=world.yusuf).version == first.version
    assert trail.lines("16.10").count() == lines


@pytest.mark.parametrize("version", [0, 2])
def test_a_stale_save_changes_nothing(result, world, version):
    write_down(result, PEOPLE, version=0, by=world.yusuf)
    with pytest.raises(Refused) as refused:
        write_down(result, {Side.TEAM: [HEAD]}, version=version, by=world.agus)
    assert (refused.value.refusal.code, Signatories.objects.get().people) == ("stale", STORED)


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (Person("", "Bupati"), "no-name"),
        (Person("A", "B", "123"), "bad-nip"),
        (Person("A", "B", "19700101199503100x"), "bad-nip"),
        (Person("A", "B", "١٩٧٠٠١٠١١٩٩٥٠٣١٠٠٢"), "bad-nip"),
    ],
)
def test_a_nameless_person_or_a_wrong_nip_is_refused(result, world, person, code):
    with pytest.raises(Refused) as refused:
        write_down(result, {Side.TEAM: [person]}, version=0, by=world.yusuf)
    assert (refused.value.refusal.code, Signatories.objects.count()) == (code, 0)


def test_a_later_stage_begins_with_who_signed_before(result, world):
    assert signatories.before(result) is None
    write_down(result, PEOPLE, version=0, by=world.yusuf)
    later = close(world, Stage.PROVINCE)
    assert signatories.before(later).people == STORED
    assert signatories.of(later).people == {}


def page(result) -> str:
    return f"/hasil/{result.assessment_id}/{result.name}/penanda-tangan/"


def typed(version: int, **rows: str) -> dict[str, str]:
    return {"version": str(version), **rows}


def test_the_page_takes_names_and_leads_back_to_the_papers(result, world, client_for):
    client = client_for(world.yusuf)
    said = typed(0, district0_name=" Dra. Siti  Aminah, M.Si. ", district0_nip="19700101 199503 1 002")
    said |= {"district0_position": "Kepala Dinas PPPA", "team1_name": "Dewi Lestari"}
    answer = client.post(page(result), said)
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/hasil/{result.assessment_id}/?tahap=self#dokumen",
    )
    assert Signatories.objects.get().people == {
        "district": [STORED["district"][1]],
        "team": [{"name": "Dewi Lestari", "position": "", "nip": ""}],
    }
    listed = client.get(f"/hasil/{result.assessment_id}/").content.decode()
    assert "Penanda tangan di kertas: Dra. Siti Aminah, M.Si.; Dewi Lestari." in listed


def test_a_paper_of_others_is_said_to_be_so_in_the_list(result, world, client_for):
    papers.print_paper(result, "rapor", by=world.yusuf)
    write_down(result, PEOPLE, version=0, by=world.yusuf)
    papers.print_paper(result, "rapor", by=world.yusuf)
    html = client_for(world.yusuf).get(f"/hasil/{result.assessment_id}/").content.decode()
    assert html.count("Penanda tangannya sudah diubah sesudah ini dicetak.") == 1
    told = "Atas nama: Nurlela Hamzah Putri, Dra. Siti Aminah, M.Si.; Dewi Lestari"
    assert html.count(told) == 1


def test_a_wrong_nip_keeps_what_was_typed_and_says_what_to_do(result, world, client_for):
    answer = client_for(world.yusuf).post(page(result), typed(0, team0_name="Dewi", team0_nip="12 34"))
    html = unescape(answer.content.decode())
    assert answer.status_code == 422
    for told in ("NIP terdiri dari 18 angka.", 'value="12 34"', 'value="Dewi"', 'href="#id_team0_nip"'):
        assert told in html, told


def test_a_stale_page_loses_nothing(result, world, client_for):
    client = client_for(world.yusuf)
    write_down(result, PEOPLE, version=0, by=world.agus)
    answer = client.post(page(result), typed(0, team0_name="Hadi Saputra"))
    html = unescape(answer.content.decode())
    assert answer.status_code == 409
    for told in ("baru saja diubah orang lain", 'value="Hadi Saputra"', "Nurlela Hamzah Putri", "Agus"):
        assert told in html, told
    again = dict(re.findall(r'name="(\w+)" value="([^"]*)"', html))
    assert (
        client.post(page(result), typed(int(again["version"]), team0_name="Hadi Saputra")).status_code == 302
    )
    assert Signatories.objects.get().people == {"team": [{"name": "Hadi Saputra", "position": "", "nip": ""}]}


def test_a_later_stage_is_filled_in_from_before_and_says_that_it_is_not_saved(result, world, client_for):
    write_down(result, PEOPLE, version=0, by=world.yusuf)
    later = close(world, Stage.PROVINCE)
    html = unescape(client_for(world.yusuf).get(page(later)).content.decode())
    for told in ("Diisikan dari hasil sebelumnya dan belum tersimpan.", 'value="Dra. Siti Aminah, M.Si."'):
        assert told in html, told
    assert words(papers.print_paper(later, "rapor", by=world.yusuf)).count("Nama, jabatan, NIP") == 2


@pytest.mark.parametrize(("person", "status"), [("rina", 403), ("maya", 404), ("wayan", 404)])
def test_nobody_else_writes_it_down(result, world, client_for, person, status):
    client = client_for(getattr(world, person))
    met = [client.get(page(result)).status_code, client.post(page(result), typed(0)).status_code]
    assert (met, Signatories.objects.count()) == ([status] * 2, 0)


def test_a_form_without_its_version_is_not_taken(result, world, client_for):
    assert client_for(world.yusuf).post(page(result), {"team0_name": "Dewi"}).status_code == 422
