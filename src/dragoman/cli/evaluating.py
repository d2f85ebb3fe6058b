"""The command that measures: evaluate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import PipelineOption


def add_to(app: typer.Typer) -> None:
    """Gives the app this module's command."""
    app.command()(evaluate)


def evaluate(
    gold: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="GOLD…",
            exists=True,
            help="Files or folders of coded texts and sentences; none: our frames' examples.",
        ),
    ] = None,
    texts: Annotated[
        list[Path] | None,
        typer.Option("--texts", exists=True, file_okay=False, help="Where the dispatches lie (repeatable)."),
    ] = None,
    calm: Annotated[
        list[Path] | None,
        typer.Option("--calm", exists=True, help="A treebank, for what is coded where nothing political happens."),
    ] = None,
    each: Annotated[
        bool,
        typer.Option(
            "--list", "--misses", help="Print every event and sentence that is not right, save of texts put aside."
        ),
    ] = False,
    least: Annotated[
        float, typer.Option("--least", min=0, max=1, help="End with exit code 1 below this F1 (or share of sentences).")
    ] = 0.0,
    pipeline: PipelineOption = None,
) -> None:
    """Print precision, recall and F1 by type on coded texts; without any, how many coded sentences come out right."""
    reached: float = 1.0
    lines: Iterator[str] = iter(())
    if gold:
        reached, lines = _texts(gold, texts or [], each, pipeline)
    elif not calm:
        reached, lines = _examples(each, pipeline)
    for line in lines:
        typer.echo(line)
    if calm:
        for line in _calm(calm, each, pipeline):
            typer.echo(line)
    if reached < least:
        raise typer.Exit(1)


def _texts(gold: list[Path], folders: list[Path], each: bool, pipeline: str | None) -> tuple[float, Iterator[str]]:
    """The lowest F1 of events, and the lines, for the open texts and for those put aside."""
    from dragoman.evaluation.printing import part_lines
    from dragoman.evaluation.scoring import score_parts
    from dragoman.evaluation.texts import readings

    parts = score_parts(readings(gold, folders, pipeline=pipeline))
    return min(report.events.f1 for report in parts.values()), part_lines(parts, each=each)


def _examples(each: bool, pipeline: str | None) -> tuple[float, Iterator[str]]:
    from dragoman.evaluation.examples import examples, judge
    from dragoman.evaluation.printing import sentence_lines

    verdicts = list(judge(examples(), pipeline=pipeline))
    return sum(v.right for v in verdicts) / len(verdicts), sentence_lines(verdicts, each=each)


def _calm(treebanks: list[Path], each: bool, pipeline: str | None) -> Iterator[str]:
    from dragoman.evaluation.printing import noise_lines
    from dragoman.evaluation.treebanks import noise

    return noise_lines(noise(treebanks, pipeline), each=each)
