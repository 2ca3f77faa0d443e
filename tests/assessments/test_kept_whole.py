"""What is written beside an answer is kept whole or refused with its limit, and stays on the screen."""

import pytest
from django.urls import reverse

from layak.assessments.actions import citing, moves
from layak.assessments.actions.answering import answer
from layak.assessments.models import Answer, Citation, Remark
from layak.core.refusal import Refused
from tests.assessments.papers import paper
from tests.assessments.test_answering import HALF

LONG = "a" * 4_012
SENTENCE = "Catatan ini 4012 huruf, sedangkan batasnya 4000. Kurangi 12 huruf, atau unggah sebagai bukti."


@pytest.fixture
def sent(world):
    """Row 14.1, answered by Rina and sent to Ketut: its version is 2."""
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    moves.submit(world.assessment, {"14.1": 1}, by=world.rina)
    return world.assessment


def shown(page, status: int) -> None:
    text = page.content.decode()
    assert (page.status_code, SENTENCE in text, f">{LONG}</textarea>" in text) == (status, True, True)


def test_a_comment_too_long_stays_in_its_box(sent, world, client_for):
    shown(client_for(world.rina).post(reverse("remark", args=[sent.pk, "14.1"]), {"text": LONG}), 403)
    assert not Remark.objects.exists()


def test_a_reason_too_long_stays_in_its_box_on_the_card_and_in_the_heads_list(sent, world, client_for):
    ketut = client_for(world.ketut)
    one = {"act": "return", "version": 2, "reason": LONG}
    shown(ketut.post(reverse("move", args=[sent.pk, "14.1"]), one), 403)
    page = ketut.post(reverse("approvals"), {"act": "return", "row": ["14.1:2"], "reason": LONG})
    shown(page, 403)
    assert 'value="14.1:2" checked' in page.content.decode()
    assert Answer.objects.get().status == "submitted"


def test_a_reason_stays_when_the_answer_changed_meanwhile(sent, world, client_for):
    ketut = client_for(world.ketut)
    for name, given in (("move", {"version": 1}), ("approvals", {"row": ["14.1:1"]})):
        address = reverse(name, args=[sent.pk, "14.1"] if name == "move" else [])
        page = ketut.post(address, {"act": "return", "reason": "Tahunnya keliru."} | given)
        text = page.content.decode()
        assert (page.status_code, "14.1 baru saja diubah" in text) == (409, True)
        assert ">Tahunnya keliru.</textarea>" in text
    assert Answer.objects.get().status == "submitted"


def test_what_can_no_longer_be_said_is_shown_to_be_copied(sent, world, client_for):
    given = {"act": "return", "version": 2, "reason": "Tahunnya keliru."}
    moves.approve(sent, {"14.1": 2}, by=world.ketut)
    page = client_for(world.rina).post(reverse("move", args=[sent.pk, "14.1"]), given)
    text = page.content.decode()
    assert "Yang Anda tulis belum tersimpan. Salin bila masih diperlukan." in text
    assert "<p>Tahunnya keliru.</p>" in text


def test_a_word_on_pages_is_kept_whole_or_refused(world):
    proof = paper(world).pk
    with pytest.raises(Refused) as caught:
        citing.attach(world.assessment, "14.1", proof, pages="1, " * 21, by=world.rina)
    assert str(caught.value.refusal.sentence) == (
        "Penunjuk halaman ini 62 huruf, sedangkan batasnya 60. Tulis nomornya saja, misalnya 3-5."
    )
    citing.attach(world.assessment, "14.1", proof, pages="3" * 60, by=world.rina)
    assert Citation.objects.get().pages == "3" * 60
