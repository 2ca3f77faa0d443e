"""What a line of the trail says to a person: one table from actions to words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from layak.assessments.views.words import points

WORDS = {
    "answers.save": gettext_lazy("menyimpan jawaban"),
    "answers.submit": gettext_lazy("mengirim jawaban"),
    "answers.withdraw": gettext_lazy("menarik kembali jawaban"),
    "answers.approve": gettext_lazy("menyetujui jawaban"),
    "answers.return": gettext_lazy("mengembalikan jawaban"),
    "answers.cite": gettext_lazy("memasang bukti"),
    "answers.uncite": gettext_lazy("melepas bukti"),
    "answers.recheck": gettext_lazy("memperbarui kesiapan bukti"),
    "remarks.add": gettext_lazy("menulis komentar"),
    "assessments.open": gettext_lazy("membuka penilaian"),
    "assignments.propose": gettext_lazy("membagikan pertanyaan menurut fungsi"),
    "assignments.assign": gettext_lazy("mengubah penanggung jawab"),
    "assignments.move": gettext_lazy("memindahkan semua tugas satu instansi ke instansi lain"),
    "assignments.due": gettext_lazy("mengatur tenggat"),
    "assignments.remind": gettext_lazy("mengingatkan instansi"),
    "editions.install": gettext_lazy("memasang edisi"),
    "cycles.create": gettext_lazy("membuat siklus"),
    "cycles.change": gettext_lazy("mengubah siklus"),
    "cycles.extend": gettext_lazy("memperpanjang jendela"),
    "cycles.settle": gettext_lazy("mengatur tata cara siklus"),
    "cycles.window": gettext_lazy("mengatur jendela satu provinsi"),
    "sheets.send": gettext_lazy("mengirim lembar ke tahap berikutnya"),
    "sheets.skip": gettext_lazy("melewati perbaikan"),
    "sheets.take": gettext_lazy("mengambil alih lembar"),
    "sheets.return": gettext_lazy("mengembalikan lembar ke tahap sebelumnya"),
    "sheets.finish": gettext_lazy("menetapkan predikat"),
    "verdicts.decide": gettext_lazy("menilai"),
    "verdicts.clear": gettext_lazy("membatalkan penilaian"),
    "notes.write": gettext_lazy("menulis catatan untuk daerah"),
    "notes.reply": gettext_lazy("menanggapi catatan"),
    "notes.settle": gettext_lazy("menyelesaikan catatan"),
    "mandates.give": gettext_lazy("menugaskan verifikator"),
    "mandates.end": gettext_lazy("mengakhiri penugasan verifikator"),
    "samples.draw": gettext_lazy("mengundi pertanyaan untuk dinilai dua orang"),
    "evidence.enter": gettext_lazy("mengunggah dokumen"),
    "evidence.describe": gettext_lazy("mengubah keterangan dokumen"),
    "evidence.remove": gettext_lazy("menghapus dokumen dari pustaka"),
    "evidence.restore": gettext_lazy("memulihkan dokumen"),
    "evidence.read": gettext_lazy("membuka berkas berisi data pribadi"),
    "people.invite": gettext_lazy("mengundang orang"),
    "people.revoke_invitation": gettext_lazy("mencabut undangan"),
    "people.accept_invitation": gettext_lazy("menerima undangan"),
    "people.grant": gettext_lazy("memberi peran"),
    "people.end_membership": gettext_lazy("mengakhiri peran"),
    "people.create_agency": gettext_lazy("menambah instansi"),
    "people.change_agency": gettext_lazy("mengubah instansi"),
    "people.deactivate_agency": gettext_lazy("menonaktifkan instansi"),
    "people.reactivate_agency": gettext_lazy("mengaktifkan kembali instansi"),
    "people.map_functions": gettext_lazy("memetakan fungsi instansi"),
    "people.change_profile": gettext_lazy("mengubah nama atau bahasa akunnya"),
    "people.password_link": gettext_lazy("membuat tautan kata sandi baru"),
    "field.plan": gettext_lazy("merencanakan sesi lapangan"),
    "field.replan": gettext_lazy("mengubah sesi lapangan"),
    "field.choose-unit": gettext_lazy("memilih unit lapangan"),
    "field.draw-units": gettext_lazy("mengundi unit lapangan"),
    "field.drop-unit": gettext_lazy("menghapus unit lapangan"),
    "field.note": gettext_lazy("mencatat hasil lapangan"),
    "field.close": gettext_lazy("menutup sesi lapangan"),
    "field.reopen": gettext_lazy("membuka lagi sesi lapangan"),
    "results.root": gettext_lazy("menerbitkan akar harian"),
    "results.freeze": gettext_lazy("membekukan hasil tahap"),
    "results.publish": gettext_lazy("mengumumkan hasil"),
    "results.withdraw": gettext_lazy("menarik pengumuman hasil"),
    "results.signatories": gettext_lazy("menulis penanda tangan dokumen hasil"),
    "results.print": gettext_lazy("mencetak dokumen hasil"),
    "results.sign": gettext_lazy("menandatangani dokumen hasil"),
    "results.hand_back": gettext_lazy("mengunggah dokumen hasil yang sudah ditandatangani"),
    "people.end_devices": gettext_lazy("mengeluarkan akunnya dari perangkat lain"),
    "people.load_regions": gettext_lazy("memuat daftar daerah"),
    "people.load_district_areas": gettext_lazy("memuat kecamatan dan desa"),
}


def sentence(entry: Any) -> str:
    """What was done, after the person's name: "menyimpan jawaban 4.1: 3 menjadi 5 poin"."""
    words = str(WORDS.get(entry.action, _("melakukan %(action)s") % {"action": entry.action}))
    about = _about(entry)
    told = f"{words} {about}" if about else words
    more = _more(entry.action, entry.details)
    return f"{told}: {more}" if more else told


def _about(entry: Any) -> str:
    kind, _colon, rest = entry.about.partition(":")
    if kind == "row":
        return rest.partition(":")[2]
    details = entry.details
    return str(details.get("title") or details.get("name") or "") if kind != "agency" else ""


def _more(action: str, details: dict[str, Any]) -> str:
    told = MORE.get(action)
    return told(details) if told else ""


def _points(details: dict[str, Any]) -> str:
    old, new = (_side(details, side) for side in ("old", "new"))
    if old == new:
        return ""
    return _("%(old)s menjadi %(new)s poin") % {"old": old, "new": new}


def _side(details: dict[str, Any], side: str) -> str:
    value = details.get(side, {}).get("points")
    return _("belum ada") if value is None else points(value)


def _reason(details: dict[str, Any]) -> str:
    return str(details.get("reason") or details.get("note") or "")


def _title(details: dict[str, Any]) -> str:
    return str(details.get("title", ""))


def _rows(details: dict[str, Any]) -> str:
    count = len(details.get("codes") or details.get("leads") or details.get("new") or ())
    return _("%(n)s pertanyaan") % {"n": count}


def _owed(details: dict[str, Any]) -> str:
    told = {"open": details.get("unanswered", 0), "late": details.get("late", 0)}
    return _("%(open)s belum terjawab, %(late)s lewat tenggat") % told


def _signer(details: dict[str, Any]) -> str:
    """Whose signature, and with an own certificate exactly which."""
    signer, own = str(details.get("signer", "")), details.get("certificate")
    if not own:
        return signer
    told = {"signer": signer, **own}
    return _("%(signer)s, sertifikat %(subject)s, nomor seri %(serial)s, SHA-256 %(sha256)s") % told


def _signatories(details: dict[str, Any]) -> str:
    return ", ".join(one["name"] for side in details.get("new", {}).values() for one in side)


MORE = {
    "answers.save": _points,
    "answers.return": _reason,
    "answers.cite": _title,
    "answers.uncite": _title,
    "remarks.add": lambda details: str(details.get("text", "")),
    "cycles.extend": _reason,
    "assignments.propose": _rows,
    "assignments.assign": _rows,
    "assignments.move": _rows,
    "assignments.due": _rows,
    "assignments.remind": _owed,
    "results.withdraw": _reason,
    "results.signatories": _signatories,
    "results.sign": _signer,
    "results.hand_back": _signer,
}
