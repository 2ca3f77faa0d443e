"""Every part of the shell on one page with sample values, for the tests that look at them."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator

from layak.core.instrument import Text

NOW = datetime(2026, 11, 20, 10, 42, tzinfo=ZoneInfo("Asia/Jakarta"))
LIMITS = [("Pratama", 500), ("Madya", 601), ("Nindya", 701), ("Utama", 801), ("KLA", 901)]
BLOCKS = [
    ("KLB", "Kelembagaan", 109_790, 17_120, 164_000),
    ("K1", "Hak sipil dan kebebasan", 58_000, 31_000, 115_000),
    ("K2", "Keluarga dan pengasuhan alternatif", 67_800, 26_000, 156_000),
    ("K3", "Kesehatan dasar dan kesejahteraan", 113_500, 22_500, 150_000),
    ("K4", "Pendidikan, waktu luang, dan budaya", 79_600, 12_000, 110_000),
    ("K5", "Perlindungan khusus", 143_900, 19_100, 205_000),
    ("KD", "Kecamatan dan desa/kelurahan", 45_450, 23_050, 100_000),
]


class Letter(forms.Form):
    """One field of each kind, two of them filled wrongly."""

    number = forms.CharField(label="Nomor surat", help_text="Seperti tertulis pada surat")
    until = forms.DateField(
        label="Berlaku sampai", error_messages={"invalid": "Juni hanya sampai tanggal 30."}
    )
    secret = forms.CharField(label="Kata sandi", widget=forms.PasswordInput, required=False)
    kind = forms.ChoiceField(label="Jenis", choices=[("sk", "SK"), ("perda", "Perda")])
    level = forms.ChoiceField(
        label="Tingkat", choices=[("a", "Kabupaten"), ("b", "Desa")], widget=forms.RadioSelect
    )
    kept = forms.BooleanField(label="Tetap masuk di perangkat ini", required=False)
    note = forms.CharField(label="Catatan", widget=forms.Textarea(attrs={"rows": 2}), required=False)


def row(code: str, label: str, ready: int, risk: int, top: int) -> dict[str, object]:
    """One block as the block table takes it."""
    return {
        "code": code,
        "label": label,
        "url": "#",
        "ready": ready,
        "risk": risk,
        "claimed": ready + risk,
        "max": top,
    }


def frame() -> dict[str, object]:
    """What the context processor gives to the layouts."""
    items = [
        {"label": "Ruang kendali", "url": "#", "icon": "layout-dashboard", "active": True},
        {"label": "Lembar", "url": "#", "icon": "list-checks"},
        {"label": "Bukti", "url": "#", "icon": "folder-open", "badge": 41},
        {"label": "Tugas saya", "short": "Tugas", "url": "#", "icon": "table-2", "badge": 11, "hot": True},
    ]
    more = [{"label": "Instansi", "url": "#", "icon": "building-2"}]
    return {
        "nav": [{"label": "", "items": items}, {"label": "Pengelolaan", "items": more}],
        "me": {"name": "Yusuf Hidayat", "initials": "YH", "role": "Sekretariat KLA"},
        "place": {"name": "Kabupaten Sukamaju", "subtitle": "Evaluasi KLA 2026"},
        "clock": {"text": "14 hari lagi", "level": "near", "url": "#jadwal"},
        "search_url": "/cari/",
        "notices_url": "/kabar/",
        "notices_count": 3,
        "demo": True,
    }


def parts() -> dict[str, object]:
    """Sample values for every component."""
    form = Letter({"number": "188.45/112/2025", "until": "31 Juni 2027", "kind": "sk"})
    rows = [row(*block) for block in BLOCKS]
    stages = [
        ("Bimbingan teknis", "selesai 9 September", "done"),
        ("Evaluasi mandiri", "tutup 4 Desember", "now"),
    ]
    stages += [("Verifikasi provinsi", "7 sampai 21 Desember", ""), ("Penetapan predikat", "Juli 2027", "")]
    return {
        "now": NOW,
        "deadline": NOW + timedelta(days=14),
        "bands": [SimpleNamespace(title=Text(id=n, en=n), lower=p * 1000) for n, p in LIMITS],
        "rows": rows,
        "total": row("", "Jumlah", 618_040, 150_770, 1_000_000),
        "stages": [dict(zip(("label", "when", "state"), stage, strict=True)) for stage in stages],
        "statuses": ["empty", "draft", "submitted", "needs-fix", "approved", "verified"],
        "lines": [
            {"code": "14", "label": "Makanan bayi", "points": 5000, "max": 6000, "level": 0, "url": "#"},
            {"code": "14.2", "label": "Inisiasi menyusu dini", "points": 5000, "max": 6000, "level": 1},
        ],
        "crumbs": [{"label": "Lembar", "url": "#"}, {"label": "Indikator 14", "url": ""}],
        "page": Paginator(range(2500), 25).page(2),
        "form": form,
    }
