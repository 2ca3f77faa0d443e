"""A stranger recomputes a published result from its open extract, and gets nothing of one that is hidden."""

import json
from hashlib import sha256

from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from layak.cli import main
from layak.core.stages import Stage
from layak.results.actions.publishing import publish, withdraw
from layak.results.models import Result
from layak.trail import queries as trail
from tests.results.stage import claimed, close


def fetch(name, **headers):
    return Client(headers=headers).get(f"/periksa/{name}/kutipan.json")


def test_a_stranger_recomputes_a_published_result_from_its_extract(awarded, tmp_path):
    answer = fetch(awarded.name)
    file = tmp_path / answer["Content-Disposition"].split('"')[1]
    file.write_bytes(answer.content)
    assert file.name == f"kutipan-16.10-2026-award-{awarded.extract}.json"
    done = CliRunner().invoke(
        main, ["verify-result", str(file), "--name", awarded.extract, "--edition", "kla-2024"]
    )
    assert (done.exit_code, done.output) == (
        0,
        "Hasil ini cocok: Kabupaten Ogan Ilir 2026, Penetapan predikat, 11,5 poin. Ini kutipan terbuka "
        f"dari hasil {awarded.name}: jawaban dan buktinya tidak ikut. Sidik jari {awarded.extract}.\n",
    )


def test_the_check_page_and_its_twin_lead_to_it(awarded):
    page = Client().get(f"/periksa/{awarded.name}/").content.decode()
    assert f'href="/periksa/{awarded.name}/kutipan.json"' in page
    assert f"--name {awarded.extract}" in page
    told = Client(headers={"host": "kla.contoh.test"}).get(f"/periksa/{awarded.name}.json").json()
    where = f"http://kla.contoh.test/periksa/{awarded.name}/kutipan.json"
    assert told["extract"] == {"url": where, "sha256": awarded.extract}


def test_what_is_sent_has_the_fingerprint_that_the_trail_holds_and_may_be_kept(awarded):
    answer = fetch(awarded.name)
    assert sha256(answer.content).hexdigest() == awarded.extract
    frozen = trail.newest("results.freeze", [f"assessment:{awarded.assessment_id}"])
    assert [line.details["extract"] for line in frozen.values()] == [awarded.extract]
    assert fetch(awarded.name, if_none_match=answer["ETag"]).status_code == 304
    assert (answer["ETag"], answer["Cache-Control"]) == (f'"{awarded.extract}"', "public, max-age=60")


def test_the_fingerprint_of_the_extract_leads_to_the_result_too(awarded):
    assert awarded.name in Client().get(f"/periksa/{awarded.extract}/").content.decode()
    assert fetch(awarded.extract).content == fetch(awarded.name).content


def test_an_extract_that_is_handed_in_is_called_genuine_and_a_changed_one_is_not(awarded):
    def handed(content):
        return Client().post("/periksa/", {"file": SimpleUploadedFile("k.json", content)}).content.decode()

    genuine = fetch(awarded.name).content
    told = json.loads(genuine)
    told["rows"]["12.1"]["claimed"] = 0
    forged = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert "Asli: berkas ini kutipan terbuka dari hasil yang diumumkan situs ini, utuh." in handed(genuine)
    assert "Berkas ini bukan hasil yang utuh." in handed(forged)


def test_nothing_is_told_of_a_result_that_is_hidden_or_was_taken_back(awarded, world):
    withdraw(awarded, reason="Salah hitung", by=world.agus)
    assert [fetch(awarded.name).status_code, fetch(awarded.extract).status_code] == [404, 404]
    assert Client().get(f"/periksa/{awarded.extract}/").status_code == 404


def test_a_result_frozen_before_there_were_extracts_is_shown_without_one(world):
    claimed(world)
    result = publish(close(world, Stage.SELF), by=world.agus)
    old = {key: value for key, value in json.loads(result.document).items() if key != "salt"} | {"version": 1}
    Result.objects.filter(pk=result.pk).update(extract="", document=json.dumps(old))
    page = Client().get(f"/periksa/{result.name}/").content.decode()
    assert ("Unduh kutipan terbuka" in page, fetch(result.name).status_code) == (False, 404)
    assert Client().get(f"/periksa/{result.name}.json").json()["extract"] is None
