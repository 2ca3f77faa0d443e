"""The procedure drawn: Mermaid text and the page of docs/reference/stages.md, both from the tables alone."""

from collections.abc import Iterator

from layak.core.instrument import Text
from layak.core.stages.procedure import Procedure
from layak.core.stages.table import PLACES, Act, Clock, Stage, Step

WINDOW = Text("jendela kalender", "window of the calendar")
HOURS = Text("{hours} jam sejak tahap dimulai", "{hours} hours from the start of the stage")
OPEN_ROWS = {
    "all": Text("semua", "all"),
    "noted": Text("yang dicatat", "those noted"),
    "none": Text("tidak ada", "none"),
}
END = "[*]"


def diagram(procedure: Procedure | None = None, language: str = "id") -> str:
    """A Mermaid state diagram of the stages, their holders and every step with its owner."""
    whole = procedure or Procedure.of()
    return "\n".join(["stateDiagram-v2", *(f"    {line}" for line in _lines(whole, language))]) + "\n"


def page(language: str = "en") -> str:
    """docs/reference/stages.md in full: the diagram, the stages, and the steps with their conditions."""
    whole = Procedure.of()
    return "\n".join(
        [
            "# Stages of the procedure",
            "",
            "Generated from `layak.core.stages`; do not edit by hand.",
            "",
            "```mermaid",
            diagram(whole, language).rstrip(),
            "```",
            "",
            *_table(["Stage", "Holder", "Who may do what", "Rows open to the district", "Clock"]),
            *(_row(_stage(stage, language)) for stage in whole.stages),
            "",
            *_table(["From", "Step", "To", "By", "Conditions", "Reason"]),
            *(_row(_step(step, language)) for step in whole.steps),
            "",
        ]
    )


def _lines(procedure: Procedure, language: str) -> Iterator[str]:
    for stage in procedure.stages:
        holder = PLACES[stage].holder.label.in_language(language)
        yield f"{stage} : {stage.short} · {stage.label.in_language(language)} ({holder})"
    yield f"{END} --> {procedure.stages[0]}"
    for step in procedure.steps:
        how = f"{step.go.label.in_language(language)} ({step.by.label.in_language(language)})"
        yield f"{step.start} --> {step.end or END} : {how}"


def _table(heads: list[str]) -> Iterator[str]:
    yield _row(heads)
    yield _row(["---"] * len(heads))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _stage(stage: Stage, language: str) -> list[str]:
    place = PLACES[stage]
    duties = (
        f"{party.label.in_language(language)}: "
        + ", ".join(act.label.in_language(language) for act in Act if act in may)
        for party, may in place.may.items()
    )
    return [
        f"{stage.short} · {stage.label.in_language(language)}",
        place.holder.label.in_language(language),
        "; ".join(duties),
        OPEN_ROWS[place.reach].in_language(language),
        _clock(place.clock, language),
    ]


def _step(step: Step, language: str) -> list[str]:
    return [
        step.start.short,
        step.go.label.in_language(language),
        step.end.short if step.end else "–",
        step.by.label.in_language(language),
        ", ".join(step.conditions) or "–",
        "required" if step.reason else "–",
    ]


def _clock(clock: Clock, language: str) -> str:
    if clock.hours is None:
        return WINDOW.in_language(language)
    return HOURS.in_language(language).format(hours=clock.hours)
