"""The benchmark's report: figures beside their targets, good and bad, as Markdown."""

import platform
from pathlib import Path
from typing import Any

from bench.clock import Timing

TARGETS = {
    "save an answer": "10 / 30",
    "indicator page": "40",
    "tasks": "40",
    "control room": "40",
    "sheet .json (274 rows)": "40",
    "assignments": "40",
    "library (200 documents)": "40",
    "upload 100 kB": "",
    "upload 50 MB": "",
    "verdict save": "15",
    "desk row change": "30",
    "nation page": "60",
    "district public page": "10 warm",
    "close a district's stage": "300",
    "print and sign a": "1,000 for 20 pages",
    "verify a trail of 1,000,000 lines": "20,000",
}
PEER = {
    "save an answer": "64-80",
    "sheet .json (274 rows)": "480-530",
    "control room": "81-101 (its score)",
    "upload 100 kB": "78-87",
}


def write(path: Path, figures: dict[str, dict[str, Any]], core: dict[str, Timing], machine: str) -> None:
    """Write the report of all databases measured in this run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_lines(figures, core, machine)) + "\n", encoding="utf-8")


def _lines(figures: dict[str, dict[str, Any]], core: dict[str, Timing], machine: str) -> list[str]:
    some = next(iter(figures.values()))
    return [
        "# Benchmarks",
        "",
        "Written by `make bench`; nothing here is edited by hand. All data are synthetic.",
        "",
        f"Machine: {machine}; Python {platform.python_version()}. One server process with one thread.",
        f"Nation: {some['districts']} districts, {some['assessments']} assessments, "
        f"{some['answers']:,} answers; {some['documents']} documents in one district before the uploads.",
        "Times are wall-clock milliseconds, median / 95th percentile: what the server says it spent from "
        "request to answer (the targets are server time), and in brackets what a client on the same machine "
        "saw over a kept connection. What no page waits for has one time. The machine lends its cores to "
        "others too and is up to twice as slow in one hour as in another: scoring a district in core, which "
        "has not changed, says below how fast it was before and after each database's turn. PostgreSQL "
        "writes each commit to the disk before it answers, as SQLite does. Each has settled after the "
        "nation was loaded (vacuum, statistics, checkpoint) before anything is timed. The peer's figures "
        "are the nearest product's on such a machine.",
        "",
        *_table("What people do (median / p95 ms)", figures, _timing),
        *_table("Queries per page", figures, _queries, peer=False),
        *_whole(figures),
        "## Scoring in core",
        "",
        f"- one district, 274 answers: {core['one'].median:.2f} ms median",
        f"- all 514 districts: {core['all'].median:.0f} ms median (target: under 1,000)",
    ]


def _table(title: str, figures: dict[str, dict[str, Any]], cell: Any, peer: bool = True) -> list[str]:
    names = list(next(iter(figures.values()))["timings" if peer else "queries"])
    heads = ["", *figures, *(["Target", "Peer"] if peer else [])]
    lines = [f"## {title}", "", f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for name in names:
        more = [_target(name), PEER.get(name, "")] if peer else []
        lines.append(f"| {' | '.join([name, *(cell(f, name) for f in figures.values()), *more])} |")
    return [*lines, ""]


def _target(name: str) -> str:
    """The target of a measurement; a paper's name goes on to say how many pages it had."""
    return TARGETS.get(name) or next((said for start, said in TARGETS.items() if name.startswith(start)), "")


def _timing(figures: dict[str, Any], name: str) -> str:
    told = figures["timings"][name]
    seen = "{:.1f} / {:.1f}".format(*told["seen"])
    return "{:.1f} / {:.1f} ({seen})".format(*told["served"], seen=seen) if told["served"] else seen


def _queries(figures: dict[str, Any], name: str) -> str:
    return str(figures["queries"][name])


def _two(values: list[float]) -> str:
    return " and ".join(f"{value:.2f}" for value in values)


def _whole(figures: dict[str, dict[str, Any]]) -> list[str]:
    """Migrations, start and memory."""
    rows = [
        ("migrations from empty (s)", "under 5", lambda f: f"{f['migrate_s']:.1f}"),
        ("`layak serve` to first page (s)", "under 2", lambda f: f"{f['start_s']:.2f}"),
        ("memory of the serving process (MB)", "under 200", lambda f: f"{f['memory_mb'][0]:.0f}"),
        ("memory of all its processes (MB)", "", lambda f: " + ".join(f"{m:.0f}" for m in f["memory_mb"])),
        ("one district in core, before and after all this (ms)", "", lambda f: _two(f["core_ms"])),
        ("building the nation (s)", "", lambda f: f"{f['nation_s']:.0f}"),
    ]
    lines = ["## The whole", "", f"| | {' | '.join(figures)} | Target |", f"|{'---|' * (len(figures) + 2)}"]
    lines += [
        f"| {name} | {' | '.join(cell(f) for f in figures.values())} | {goal} |" for name, goal, cell in rows
    ]
    return [*lines, ""]
