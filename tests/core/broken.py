"""A small edition that holds together, and a way to spoil one line of it."""

from pathlib import Path

EDITION = """\
key: kecil
id: Edisi kecil
en: Small edition
year: 2024
status: unofficial
max: 10
source: kami
confidence: placeholder
sources:
  kami: Contoh buatan sendiri
bands:
  - {key: pratama, id: Pratama, en: Pratama, from: 5, to: 7}
  - {key: madya, id: Madya, en: Madya, from: 8, to: 10}
gates:
  - {key: syarat, predikat: madya, id: Contoh, en: Example, status: dilaporkan, source: kami, question: 1.2}
blocks:
  - code: K1
    id: Blok
    en: Block
    short: {id: Blok, en: Block}
    max: 10
    source: kami
    confidence: placeholder
    indicators: [1-akta]
"""
LADDERS = """\
ada:
  basis: option
  direction: higher
  source: kami
  confidence: placeholder
  steps:
    - {share: 0, id: Belum, en: Not yet}
    - {share: 1/2, id: Sebagian, en: Some}
    - {share: 1, id: Semua, en: All}
persen:
  basis: value
  direction: higher
  source: kami
  confidence: placeholder
  steps:
    - {share: 0, id: Rendah, en: Low}
    - {share: 0.5, at: 40, id: Mulai 40 persen, en: From 40 percent}
    - {share: 1, at: 80, id: Mulai 80 persen, en: From 80 percent}
"""
INDICATOR = """\
key: akta
code: 1
id: Akta
en: Certificates
max: 10
source: kami
confidence: placeholder
defaults: {level: district, direction: higher, source: kami, confidence: placeholder, lead: disdukcapil}
questions:
  - row: 1
    id: Apakah ada data?
    en: Is there data?
    max: 4
    answer: choice
    ladder: ada
    evidence: {sk: in-force}
  - row: 2
    id: Berapa persen?
    en: What percentage?
    max: 6
    answer: percent
    ladder: persen
    part: {id: Yang punya, en: Those who have}
    whole: {id: Semua, en: All}
    helpers: [dinkes]
"""
FILES = {"edition.yaml": EDITION, "ladders.yaml": LADDERS, "indicators/1-akta.yaml": INDICATOR}


def write(tmp_path: Path, **changes: tuple[str, str]) -> Path:
    """Write the small edition with one text replaced in `edition`, `ladders` or `akta`."""
    folder = tmp_path / "kecil"
    (folder / "indicators").mkdir(parents=True)
    for name, text in FILES.items():
        stem = Path(name).stem.removeprefix("1-")
        before, after = changes.get(stem, ("", ""))
        assert before in text, f"{before!r} is not in {name}"
        (folder / name).write_text(text.replace(before, after, 1) if before else text, encoding="utf-8")
    return folder
