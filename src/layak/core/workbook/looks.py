"""How cells look: yellow to fill in, white to read, grey where nothing belongs."""

from xlsxwriter import Workbook
from xlsxwriter.format import Format

LINE = {"border": 1, "border_color": "#B8C4C2", "valign": "top", "text_wrap": True}
YELLOW, WHITE, GREY = "#FFF8DC", "#FFFFFF", "#E9EDEC"
FORMATS = {"step": "@", "note": "@"}
"""Number formats of columns that hold text; the others keep General, so that 12 and 12,5 look as typed."""


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, file: Workbook) -> None:
        self.title = file.add_format({"bold": True, "font_size": 14})
        self.hint = file.add_format({"italic": True, "font_color": "#45504E"})
        self.text = file.add_format(LINE | {"num_format": "@"})
        self.heading = file.add_format(LINE | {"bold": True, "bg_color": "#0F5B57", "font_color": WHITE})
        self._cells = {
            (form, colour): file.add_format(
                LINE | {"num_format": form, "bg_color": colour, "locked": colour != YELLOW}
            )
            for form in ("General", "@")
            for colour in (YELLOW, WHITE, GREY)
        }

    def cell(self, key: str, *, typed: bool, used: bool = True) -> Format:
        """The look of a cell that a person fills in, reads, or finds closed."""
        colour = YELLOW if typed else WHITE if used else GREY
        return self._cells[FORMATS.get(key, "General"), colour]
