"""A daily root fixes how long every trail was: a cut tail is found, a forged root is not believed."""

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone

from layak.cli import main
from layak.core.stages import Stage
from layak.results.actions.roots import publish_due, publish_root
from layak.results.models import Root
from layak.results.queries import roots
from layak.results.signing import instance
from layak.trail.models import Entry, Head
from tests.results.stage import close
from tests.unprotected import unprotected

TODAY = date(2026, 11, 21)


def read(root):
    return roots.read(json.dumps(roots.document(root)))


def cut(chain: str, lines: int) -> None:
    """Take the last lines of a chain away and set its tip back, as only a master of the database could."""
    head = Head.objects.get(pk=chain)
    with unprotected():
        Entry.objects.filter(chain=chain, seq__gt=head.seq - lines).delete()
        last = Entry.objects.filter(chain=chain).order_by("-seq").first()
        seq, tip = (last.seq, last.hash) if last else (0, "")
        Head.objects.filter(pk=chain).update(seq=seq, hash=tip)


def test_a_root_is_signed_with_the_key_of_the_instance_and_holds(world):
    close(world, Stage.SELF)
    root = publish_root(TODAY)
    assert (root.key, len(root.signature)) == (instance.public_key(), 128)
    assert [tip[:2] for tip in root.tips] == [["16.10", 2]]
    assert (roots.faults(read(root)), roots.missing(read(root))) == ([], [])


def test_the_key_is_made_once_and_for_the_owner_alone(world, settings):
    first = instance.public_key()
    assert instance.public_key() == first
    assert (settings.HOME / instance.FILE).stat().st_mode & 0o777 == 0o600


def test_a_day_has_one_root(world):
    close(world, Stage.SELF)
    first = publish_root(TODAY)
    close(world, Stage.SELF)
    assert publish_root(TODAY).root == first.root
    assert publish_root(TODAY + timedelta(days=1)).root != first.root


def test_a_root_is_made_by_itself_when_the_newest_is_older_than_a_day(world):
    first = publish_due()
    assert publish_due() == first
    Root.objects.update(day=TODAY - timedelta(days=400), made_at=timezone.now() - timedelta(hours=25))
    assert publish_due().pk != first.pk


@pytest.mark.django_db(transaction=True)
def test_a_tail_that_was_cut_off_is_found_and_counted(world):
    close(world, Stage.SELF)
    told = read(publish_root(TODAY))
    cut("16.10", 1)
    assert roots.missing(told) == [
        "16.10: ujungnya terpotong. Akar 2026-11-21 mencatat 2 baris, sekarang ada 1."
    ]


@pytest.mark.django_db(transaction=True)
def test_another_line_in_the_place_of_the_last_is_found(world):
    close(world, Stage.SELF)
    told = read(publish_root(TODAY))
    cut("16.10", 1)
    close(world, Stage.SELF)
    assert roots.missing(told) == ["16.10: baris 2 bukan lagi yang dicatat akar 2026-11-21."]


def test_a_root_that_was_changed_is_not_believed(world):
    close(world, Stage.SELF)
    document = roots.document(publish_root(TODAY))
    shorter = document | {"tips": [["16.10", 1, "0" * 64]]}
    assert roots.faults(roots.read(json.dumps(shorter))) == [
        "Akar tidak cocok dengan ujung-ujung jejak di dalamnya."
    ]
    later = document | {"day": "2026-11-22"}
    assert roots.faults(roots.read(json.dumps(later))) == ["Tanda tangan akar ini tidak sah."]
    twice = document | {"tips": document["tips"] * 2}
    assert roots.faults(roots.read(json.dumps(twice)))[0] == "Jejak 16.10 disebut dua kali di dalam akar ini."


def test_the_root_of_another_instance_is_not_ours(world, settings):
    document = roots.document(publish_root(TODAY))
    settings.SIGN_KEY = instance._made().decode()
    assert roots.faults(roots.read(json.dumps(document))) == [
        "Akar ini ditandatangani kunci lain, bukan kunci situs ini."
    ]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": "layak-root", "version": 1, "tips": 3}'])
def test_what_is_no_root_is_refused_with_its_sentence(text):
    with pytest.raises(roots.Unreadable, match="bukan akar harian Layak"):
        roots.read(text)


@pytest.mark.django_db(transaction=True)
def test_the_command_line_publishes_a_root_and_finds_the_cut_tail(world, tmp_path):
    close(world, Stage.SELF)
    run = CliRunner().invoke
    made = run(main, ["publish-root"])
    file = tmp_path / "akar.json"
    file.write_text(made.output)
    day = json.loads(made.output)["day"]
    for published in (str(file), day):
        whole = run(main, ["verify-trail", "--root", published])
        assert (whole.exit_code, whole.output.splitlines()[-1]) == (
            0,
            f"Akar {day}: sah, 1 jejak ada sampai ujungnya",
        )
    cut("16.10", 1)
    torn = run(main, ["verify-trail", "--root", str(file)])
    assert (torn.exit_code, "ujungnya terpotong" in torn.output) == (1, True)


@pytest.mark.parametrize("published", ["kemarin", "1999-01-01", __file__])
def test_a_root_that_is_not_there_ends_with_2(world, published):
    assert CliRunner().invoke(main, ["verify-trail", "--root", published]).exit_code == 2
