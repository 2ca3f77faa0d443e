"""What the loader and the linter have to say to whoever writes an instrument, with file and line."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from layak.core.instrument import Text


class Severity(StrEnum):
    """An error stops the edition from being used; a warning only asks for a second look."""

    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """Where something stands: the file, named from the instruments' folder, and the line from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: where, at which code, what is wrong, what was expected, and an example."""

    severity: Severity
    file: str
    line: int
    code: str
    what: Text
    expected: Text
    example: str


@dataclass(slots=True)
class Report:
    """Collects findings while a folder is read, so that an author sees all of them at once."""

    findings: list[Finding] = field(default_factory=list)

    def error(self, place: Place, code: str, what: Text, expected: Text, example: str) -> None:
        """Note something that makes the edition unusable."""
        self.findings.append(Finding(Severity.ERROR, *place, code, what, expected, example))

    def warning(self, place: Place, code: str, what: Text, expected: Text, example: str) -> None:
        """Note something that is allowed but probably not meant."""
        self.findings.append(Finding(Severity.WARNING, *place, code, what, expected, example))

    @property
    def errors(self) -> list[Finding]:
        """Only the findings that stop the edition from being used."""
        return [f for f in self.findings if f.severity is Severity.ERROR]


class BadInstrument(ValueError):  # noqa: N818 - reads as what is wrong
    """The folder cannot be used as an edition; `findings` says why, each with file and line."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n\n".join(render(f, "en") for f in findings))
        self.findings = findings


def render(finding: Finding, language: str = "id") -> str:
    """Write a finding as the few lines that a terminal or a page shows."""
    words = {"error": Text("salah", "error"), "warning": Text("periksa", "warning")}[finding.severity]
    example = Text("Contoh", "Example").in_language(language)
    code = f" {finding.code}:" if finding.code else ""
    lines = [
        f"{finding.file}:{finding.line}: {words.in_language(language)}:{code} "
        f"{finding.what.in_language(language)}",
        f"  {finding.expected.in_language(language)}",
    ]
    return "\n".join([*lines, f"  {example}: {finding.example}"])
