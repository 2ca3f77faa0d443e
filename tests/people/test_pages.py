"""The pages of people and agencies: who sees what, in how many queries, in which words."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from layak.people import actions
from layak.people.models import Agency, Membership, Role
from layak.trail.queries import lines

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(name, args=args)


def test_each_person_sees_the_people_they_manage(world, client_for):
    def names(person):
        return [shown.username for shown in client_for(person).get(at("people")).context["page"]]

    assert names(world.agus) == sorted(person.username for person in world.people)
    assert names(world.yusuf) == ["bayu", "ketut", "rina", "sri", "yusuf"]
    assert names(world.ketut) == ["ketut", "rina"]


@pytest.mark.parametrize("name", ["rina", "sri", "dewi"])
def test_others_are_told_who_keeps_the_list_of_people(world, client_for, name):
    page = client_for(getattr(world, name)).get(at("people"))
    assert page.status_code == 403
    assert "Sekretariat KLA, kepala instansi, dan admin" in page.content.decode()


def test_people_are_found_by_name_and_by_agency(world, client_for):
    client = client_for(world.yusuf)

    def found(text):
        return [shown.username for shown in client.get(at("people"), {"cari": text}).context["page"]]

    assert found("rin") == ["rina"]
    assert found("dinkes") == ["ketut", "rina"]
    assert found("wayan") == []


def staffed_agency(world, name):
    agency = actions.create_agency("16.10", by=world.yusuf, name=name)
    invited = actions.invite(by=world.yusuf, name=name, role="operator", agency=agency)
    actions.accept(invited.token, username=name.lower(), password="sandi-yang-panjang")
    actions.invite(by=world.yusuf, name=name, role="head", agency=agency)


def test_what_one_searches_for_is_not_told_by_the_clock(world, client_for):
    page = client_for(world.yusuf).get(at("people"), {"cari": "dinas"}).content.decode()
    clocks = re.findall(r'class="ly-clock[^>]*>(.*?)</(?:a|span)>', page, re.DOTALL)
    assert clocks
    assert not [each for each in clocks if "dinas" in each]


@pytest.mark.parametrize(("name", "args"), [("people", ()), ("agencies_of", ("16.10",))])
def test_a_list_costs_the_same_queries_for_one_item_and_for_three(
    world, client_for, django_assert_max_num_queries, name, args
):
    client = client_for(world.yusuf)

    def queries():
        with django_assert_max_num_queries(20) as seen:
            assert client.get(at(name, *args)).status_code == 200
        return len(seen)

    staffed_agency(world, "Satu")
    one = queries()
    staffed_agency(world, "Dua")
    staffed_agency(world, "Tiga")
    assert queries() == one


def test_a_new_district_begins_from_the_usual_agencies(world, client_for):
    client = client_for(world.maya)
    page = client.get(at("agencies_of", "64.08")).content.decode()
    assert "Mulai dari 33 instansi yang lazim" in page
    answer = client.post(at("agencies_adopt", "64.08"), follow=True)
    assert answer.context["homeless"] == []
    assert "fungsi belum punya instansi" not in answer.content.decode()


def test_the_agencies_of_another_district_do_not_exist_for_a_person(world, client_for):
    client = client_for(world.yusuf)
    assert client.get(at("agencies_of", "64.08")).status_code == 404
    assert client.get(at("agency", world.dinkes_lain.pk)).status_code == 404
    assert client.post(at("agency_deactivate", world.dinkes_lain.pk), {"version": 1}).status_code == 404
    assert client.post(at("agencies_adopt", "64.08")).status_code == 404


def test_an_operator_reads_the_agencies_and_is_told_who_changes_them(world, client_for):
    client = client_for(world.rina)
    page = client.get(at("agency", world.dinkes.pk)).content.decode()
    assert "Hanya Sekretariat KLA daerah ini atau admin" in page
    assert '<form method="post" action="/instansi/' not in page
    assert client.get(at("agency_add", "16.10")).status_code == 403
    assert client.post(at("agency", world.dinkes.pk), form(world.dinkes, name="Lain")).status_code == 403


def form(agency, **changes):
    fields = ("name", "short_name", "kind", "head_name", "head_title", "version")
    return {field: getattr(agency, field) for field in fields} | changes


def test_a_stale_save_of_an_agency_is_refused_with_both_values(world, client_for):
    client = client_for(world.yusuf)
    actions.change_agency(world.dinkes.pk, by=world.yusuf, version=1, head_name="dr. Mina")
    answer = client.post(at("agency", world.dinkes.pk), form(world.dinkes, head_name="dr. Toto"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nama kepala: dr. Mina" in page
    assert 'value="dr. Toto"' in page
    again = client.post(at("agency", world.dinkes.pk), form(world.dinkes, head_name="dr. Toto", version=2))
    assert again.status_code == 302
    assert Agency.objects.get(pk=world.dinkes.pk).head_name == "dr. Toto"


def test_an_agency_is_put_aside_and_taken_back_on_its_page(world, client_for):
    client = client_for(world.yusuf)
    client.post(at("agency_deactivate", world.disdik.pk), {"version": 1})
    assert Agency.objects.get(pk=world.disdik.pk).active is False
    assert "Aktifkan kembali" in client.get(at("agency", world.disdik.pk)).content.decode()
    client.post(at("agency_reactivate", world.disdik.pk), {"version": 2})
    assert Agency.objects.get(pk=world.disdik.pk).active is True


def posted(page):
    """What the browser would send back from the form on the page, unchanged."""
    found = re.findall(r'<input type="hidden" name="(seen-[^"]+)" value="(\d*)">', page)
    chosen = re.findall(r'<select name="([^"]+)".*?</select>', page, re.S)
    values = dict.fromkeys(chosen, "") | dict(found)
    return values | {name.removeprefix("seen-"): value for name, value in found}


def test_functions_are_mapped_on_one_page_and_a_stale_map_is_refused(world, client_for):
    client, url = client_for(world.yusuf), at("agencies_functions", "16.10")
    data = posted(client.get(url).content.decode())
    assert client.post(url, data | {"jdih": world.bappeda.pk}).status_code == 302
    stale = client.post(url, data | {"jdih": world.disdik.pk})
    assert stale.status_code == 409
    assert "lebih dulu menyimpan" in stale.content.decode()
    assert client.post(url, posted(stale.content.decode()) | {"jdih": world.disdik.pk}).status_code == 302


def test_an_invitation_shows_its_link_once_with_a_whatsapp_link(world, client_for):
    client = client_for(world.ketut)
    data = {"name": "Nur", "role": "operator", "agency": world.dinkes.pk}
    answer = client.post(at("people_invite"), data)
    page = answer.content.decode()
    link = re.search(r'value="(http://testserver/undangan/[\w-]{43}/)"', page)[1]
    assert answer.status_code == 201
    assert answer["Cache-Control"].count("no-store") == 1
    assert 'href="https://wa.me/?text=Nur%2C%20Ketut%20mengundang' in page
    assert link not in client.get(at("people")).content.decode()
    assert client_for(world.rina).get(link).status_code == 200


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"role": "operator"}, "Peran ini milik satu instansi. Pilih instansinya."),
        ({"role": "leader"}, "Peran ini milik satu daerah. Pilih daerahnya."),
        ({"role": "admin"}, "bukan salah satu dari pilihan"),
    ],
)
def test_an_incomplete_invitation_is_refused_with_its_sentence(world, client_for, data, sentence):
    answer = client_for(world.yusuf).post(at("people_invite"), {"name": "Nur", **data})
    assert answer.status_code == 422
    assert re.search(sentence, answer.content.decode())


def test_a_head_invites_nobody_into_another_agency(world, client_for):
    data = {"name": "Nur", "role": "operator", "agency": world.disdik.pk}
    assert client_for(world.ketut).post(at("people_invite"), data).status_code == 422


def test_a_role_is_ended_and_taken_back_on_the_list(world, client_for):
    client, seat = client_for(world.yusuf), Membership.objects.get(user=world.bayu)
    page = client.post(at("people_end", seat.pk), follow=True).content.decode()
    assert "Peran Operator untuk Bayu sudah diakhiri" in page
    client.post(at("people_restore", seat.pk))
    assert [s.role for s in type(world.bayu).objects.get(pk=world.bayu.pk).seats] == ["operator"]


def test_a_role_in_another_district_cannot_be_ended(world, client_for):
    seat = Membership.objects.get(user=world.wayan)
    assert client_for(world.yusuf).post(at("people_end", seat.pk)).status_code == 404


def test_an_own_page_changes_name_and_language(world, client_for):
    client = client_for(world.rina)
    answer = client.post(at("profile"), {"name": "Rina Marlina", "language": "en"})
    assert answer.status_code == 302
    assert answer.cookies["django_language"].value == "en"
    rina = type(world.rina).objects.get(pk=world.rina.pk)
    assert (rina.name, rina.language) == ("Rina Marlina", "en")


def test_an_admin_finds_a_district_to_begin(world, client_for):
    client = client_for(world.agus)
    page = client.get(at("agencies"), {"cari": "kutai"}).content.decode()
    assert "Kabupaten Kutai Timur" in page
    assert "Tidak ada kabupaten" in client.get(at("agencies"), {"cari": "xyz"}).content.decode()
    assert client_for(world.rina).get(at("agencies"))["Location"] == at("agencies_of", "16.10")


def test_a_secretariat_gives_a_new_password_link_which_works_once(world, client_for):
    shown = client_for(world.yusuf).post(at("people_password", world.rina.pk))
    link = re.search(r'value="http://testserver(/masuk/sandi/baru/[^"]+)"', shown.content.decode())[1]
    assert shown.status_code == 201
    told = lines("16.10").first()
    assert (told.action, told.about) == ("people.password_link", f"person:{world.rina.pk}")
    stranger = Client()
    form = stranger.get(link)["Location"]
    assert stranger.post(form, {"password1": "kalimat yang baru"}).status_code == 302
    assert type(world.rina).objects.get(pk=world.rina.pk).check_password("kalimat yang baru")
    assert "sudah dipakai" in Client().get(link, follow=True).content.decode()


@pytest.mark.parametrize(
    ("by", "whom", "status"),
    [
        ("yusuf", "yusuf", 403),
        ("yusuf", "dewi", 404),
        ("yusuf", "wayan", 404),
        ("ketut", "rina", 201),
        ("ketut", "bayu", 404),
        ("ketut", "ketut", 403),
        ("rina", "ketut", 404),
        ("agus", "maya", 201),
    ],
)
def test_a_password_link_is_given_only_by_who_could_end_every_role(world, client_for, by, whom, status):
    pk = getattr(world, whom).pk
    assert client_for(getattr(world, by)).post(at("people_password", pk)).status_code == status


def test_who_also_verifies_for_the_province_gets_no_password_link_from_the_secretariat(world, client_for):
    Membership.objects.create(user=world.bayu, role=Role.VERIFIER, region_id="16")
    assert client_for(world.yusuf).post(at("people_password", world.bayu.pk)).status_code == 403
