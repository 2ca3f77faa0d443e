"""The check page: is this QR, paper or file a published result of this instance?"""

import hashlib
import re
from dataclasses import dataclass

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from layak.core import frozen
from layak.core.refusal import Refused
from layak.people.queries import places as regions
from layak.portal.forms import MOST, CheckForm
from layak.portal.views.serving import Absent, Told, public
from layak.portal.views.words import told
from layak.results.queries import published, recognising, roots
from layak.results.queries.published import Published
from layak.results.signing import State
from layak.results.views.site import site

PAUSE = 60
"""Seconds after which `ACCOUNT_RATE_LIMITS["check_file"]` lets a file be checked again."""
NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a check: whether it holds, the sentence, more sentences, the result it is about."""

    holds: bool
    sentence: str
    more: tuple[str, ...] = ()
    result: Published | None = None
    place: str = ""


@public("portal/checked.html")
def checked(request: HttpRequest, name: str) -> Told:
    """What a QR leads to: the published result of that fingerprint, or that there is none."""
    result = published.named(name.lower())
    if result is None:
        raise Absent({"name": name, "known": bool(NAME.fullmatch(name.lower()))}, {"published": False})
    place = regions.districts().get(result.district, result.district)
    document = published.document(result.name)
    covering = roots.covering(document) if document else None
    data = {"published": True, "district": {"code": result.district, "name": place}, "result": told(result)}
    data["root"] = roots.told(covering) if covering else None
    return {"name": name, "result": result, "place": place, "covering": covering}, data


@public("portal/check.html")
def offered(request: HttpRequest) -> Told:
    """The twin of the check page: how a program asks about a fingerprint, and what a person may hand in."""
    home, name = site(request), "{name}"
    by_name = {
        "address": f"{home}{reverse('portal_check')}{name}.json",
        "name": "SHA-256 of the result file, as printed on the paper and in its QR",
        "pattern": f"^{NAME.pattern}$",
        "page": f"{home}{reverse('portal_check')}{name}/",
        "not_published": 404,
    }
    advice = "The SHA-256 of a result file is its name: ask by_name. A PDF is checked on the page."
    by_file = {
        "page": f"{home}{reverse('portal_check')}",
        "accepts": ["application/pdf", "application/json"],
        "most_bytes": MOST,
        "kept": False,
        "for_programs": advice,
    }
    return {}, {"by_name": by_name, "by_file": by_file}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Type a fingerprint, or hand in a file; nothing of it is kept."""
    if name := request.GET.get("sidik", "").strip().lower():
        return redirect("portal_checked", re.sub(r"[^0-9a-z]", "", name)[:80] or "-")
    form = CheckForm(request.POST or None, request.FILES or None)
    said, status = None, 200
    if request.method == "POST":
        status = 422
        if not ratelimit.consume(request, action="check_file"):
            form.add_error(None, _too_many())
            status = 429
        elif form.is_valid():
            try:
                said, status = looked_at(form.cleaned_data["file"].read()), 200
            except Refused as error:
                form.add_error("file", str(error.refusal.sentence))
    context = {"form": form, "said": said, "here": request.path, "twin": reverse("portal_check_json")}
    response = render(request, "portal/check.html", context, status=status)
    if status == 429:
        response["Retry-After"] = PAUSE
    return response


def _too_many() -> str:
    """Reading a file takes up to a second of the server: so many a minute from one address."""
    return _(
        "Terlalu banyak berkas diperiksa dari alamat internet Anda, jadi berkas ini belum diperiksa. Tunggu "
        "satu menit, lalu unggah lagi. QR dan sidik jari tetap dapat diperiksa."
    )


def looked_at(content: bytes) -> Said:
    """A PDF by its bytes and signature, anything else as a result file. Raises Refused as `recognise`."""
    return _paper(content) if content[:1024].lstrip().startswith(b"%PDF") else _document(content)


def _paper(content: bytes) -> Said:
    found = recognising.recognise(content)
    place = regions.districts().get(found.result.district, "") if found.result else ""
    silent = found.signed.state is State.UNSIGNED and not found.genuine
    signed = () if silent else (found.signed.state.sentence,)
    if found.genuine:
        return Said(
            True, _("Asli: dokumen ini dicetak situs ini dan tidak berubah."), signed, found.result, place
        )
    if found.result:
        sentence = _(
            "Tidak dapat dipercaya: dokumen ini menyebut hasil di bawah, tetapi bukan cetakan situs ini atau "
            "sudah diubah. Pakai hanya angka di halaman hasilnya."
        )
        return Said(False, sentence, signed, found.result, place)
    sentence = _(
        "Dokumen ini tidak menyebut hasil yang diumumkan situs ini. Mintalah dokumen asli dari daerahnya."
    )
    return Said(False, sentence, signed)


def _document(content: bytes) -> Said:
    faults = frozen.verify(content)
    if faults:
        language = get_language() or "id"
        more = tuple(fault.text.in_language(language) for fault in faults[:20])
        return Said(False, _("Berkas ini bukan hasil yang utuh."), more)
    result = published.named(hashlib.sha256(content).hexdigest())
    if result is None:
        sentence = _(
            "Berkas ini utuh, tetapi bukan hasil yang diumumkan situs ini. Hasilnya mungkin belum "
            "diumumkan, sudah ditarik, atau dibuat di tempat lain."
        )
        return Said(False, sentence)
    place = regions.districts().get(result.district, "")
    return Said(True, _("Asli: berkas ini hasil yang diumumkan situs ini, utuh."), (), result, place)
