"""Finds what may be a child's name in notes of the Forum Anak, so that the page can warn of it."""

import re

_WORD = r"[A-Z][a-z'’]+"
_PAIR = re.compile(rf"\b{_WORD}(?:\s+{_WORD})+\b")
_CALLED = re.compile(rf"\b(?:bernama|namanya|ananda|adik|kakak|a\.?n\.?)\s+({_WORD})", re.IGNORECASE)
_NO_NAMES = frozenset(
    """forum anak dinas kabupaten kota desa kecamatan kelurahan puskesmas sekolah bupati wali kepala
    pemerintah provinsi kementerian hari nasional konvensi hak perlindungan perempuan undang indonesia
    suara rumah sakit taman kantor layak musrenbang ruang bermain satuan pendidikan unit kartu januari
    februari maret april mei juni juli agustus september oktober november desember""".split()  # noqa: SIM905
)
MOST = 5


def possible_names(text: str, district: str = "") -> list[str]:
    """At most five pieces that look like a person's name: capitalised pairs, or what follows "bernama"."""
    usual = _NO_NAMES | set(district.casefold().split())
    found = []
    for pair in _PAIR.findall(text):
        words = pair.split()
        while words and words[0].casefold() in usual:
            words = words[1:]
        if len(words) > 1 and not any(word.casefold() in usual for word in words):
            found.append(" ".join(words))
    found += [name for name in _CALLED.findall(text) if name[0].isupper() and name.casefold() not in usual]
    return list(dict.fromkeys(found))[:MOST]
