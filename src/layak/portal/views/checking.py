"""The check page: is this QR, paper or file a published result of this instance?"""

import hashlib
import re
from dataclasses import dataclass
from functools import partial

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from layak.assessments.views.site import site
from layak.core import frozen
from layak.core.refusal import Refused
from layak.people.queries import places as regions
from layak.portal import storage
from layak.portal.forms import MOST, CheckForm
from layak.portal.views.serving import FRESH, JSON, Absent, Told, public
from layak.portal.views.words import told
from layak.results.queries import published, recognising, roots
from layak.results.queries.published import Published
from layak.results.signing import State

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
    extract = published.extract_of(result.name)
    where = reverse("portal_extract", args=[result.name])
    data["extract"] = {"url": f"{site(request)}{where}", "sha256": extract} if extract else None
    context = {"name": name, "result": result, "place": place, "covering": covering}
    return context | {"extract": extract, "extract_file": _file(result, extract)}, data


@require_safe
def extract(request: HttpRequest, name: str) -> HttpResponseBase:
    """The open extract of a published result, byte for byte: what anyone recomputes with `verify-result`."""
    result = published.named(name.lower())
    sha256 = published.extract_of(result.name) if result else ""
    if result is None or not sha256:
        raise Http404(name)
    found = get_conditional_response(request, etag=f'"{sha256}"') or HttpResponse(
        storage.kept(f"{sha256}.json", partial(_extract, result.name)), content_type=JSON
    )
    found["ETag"], found["Cache-Control"], found["Access-Control-Allow-Origin"] = f'"{sha256}"', FRESH, "*"
    found["Content-Disposition"] = f'attachment; filename="{_file(result, sha256)}"'
    return found


def _extract(name: str) -> str:
    return published.extract(name) or ""


def _file(result: Published, sha256: str) -> str:
    return f"kutipan-{result.district}-{result.year}-{result.stage}-{sha256}.json"


@public("portal/check.html")
def offered(request: HttpRequest) -> Told:
    """The twin of the check page: how a program asks about a fingerprint, and what a person may hand in."""
    home, name = site(request), "{name}"
    by_name = {
        "address": f"{home}{reverse('portal_check')}{name}.json",
        "name": "SHA-256 of the result file or its open extract, as printed on the paper",
        "pattern": f"^{NAME.pattern}$",
        "page": f"{home}{reverse('portal_check')}{name}/",
        "not_published": 404,
    }
    advice = "Ask by_name for the SHA-256 of a result file or an extract. A PDF is checked on the page."
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
    fingerprint = hashlib.sha256(content).hexdigest()
    result = published.named(fingerprint)
    if result is None:
        sentence = _(
            "Berkas ini utuh, tetapi bukan hasil yang diumumkan situs ini. Hasilnya mungkin belum "
            "diumumkan, sudah ditarik, atau dibuat di tempat lain."
        )
        return Said(False, sentence)
    place = regions.districts().get(result.district, "")
    whole = _("Asli: berkas ini hasil yang diumumkan situs ini, utuh.")
    part = _("Asli: berkas ini kutipan terbuka dari hasil yang diumumkan situs ini, utuh.")
    return Said(True, whole if fingerprint == result.name else part, (), result, place)
