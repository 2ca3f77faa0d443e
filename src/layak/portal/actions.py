"""What an instance takes in for its maps: outlines, checked before they are kept."""

import shutil
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from layak.core import topology
from layak.core.refusal import Refusal, Refused
from layak.portal.queries import geometry


def load_outlines(folder: Path) -> int:
    """Keep the TopoJSON of districts found in a folder; how many districts it has. Raises Refused.

    The file is written under another name and moved into place, so that no page reads half of it.
    """
    found, chosen = _districts(folder)
    kept = geometry.file()
    kept.parent.mkdir(parents=True, exist_ok=True)
    draft = kept.with_suffix(".draft")
    shutil.copyfile(chosen, draft)
    draft.replace(kept)
    return found


def _districts(folder: Path) -> tuple[int, Path]:
    """The file with the most districts; a file that is no TopoJSON is passed over while another is."""
    counts, faults = [(0, folder)], []
    for file in sorted(folder.glob("*.json")):
        try:
            counts.append((_count(file), file))
        except (topology.BadTopology, UnicodeDecodeError) as error:
            faults.append(_fault(file, error))
    found, chosen = max(counts, key=lambda pair: pair[0])
    if not found:
        raise Refused(faults[0] if faults else _none(folder))
    return found, chosen


def _count(file: Path) -> int:
    return sum("." in code for code in topology.read(file.read_text(encoding="utf-8")))


def _fault(file: Path, error: Exception) -> Refusal:
    told = getattr(error, "text", None)
    sentence = told.in_language(get_language() or "id") if told else _("bukan berkas teks UTF-8.")
    return Refusal("bad-outlines", f"{file.name}: {sentence}")


def _none(folder: Path) -> Refusal:
    sentence = _("%(folder)s tidak berisi TopoJSON kabupaten dan kota berkode Kemendagri (16.10).")
    return Refusal("no-outlines", sentence % {"folder": folder})
