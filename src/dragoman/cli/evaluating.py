"""The command that measures: evaluate."""

from __future__ import annotations

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
            metavar="GOLD…", exists=True, help="Files or folders of coded texts in JSON; none: our sentences."
        ),
    ] = None,
    texts: Annotated[
        list[Path] | None,
        typer.Option("--texts", exists=True, file_okay=False, help="Where the dispatches lie (repeatable)."),
    ] = None,
    each: Annotated[bool, typer.Option("--list", help="Print every event and sentence that is not right.")] = False,
    least: Annotated[
        float, typer.Option("--least", min=0, max=1, help="End with exit code 1 below this F1 (or share of sentences).")
    ] = 0.0,
    pipeline: PipelineOption = None,
) -> None:
    """Print precision, recall and F1 by type on coded texts; without any, how many coded sentences come out right."""
    if gold:
        from dragoman.evaluation.printing import report_lines
        from dragoman.evaluation.scoring import score
        from dragoman.evaluation.texts import readings

        report = score(readings(gold, texts or (), pipeline=pipeline))
        reached = report.events.f1
        lines = report_lines(report, each=each)
    else:
        from dragoman.evaluation.examples import examples, judge
        from dragoman.evaluation.printing import sentence_lines

        verdicts = [judge(example, pipeline=pipeline) for example in examples()]
        reached = sum(v.right for v in verdicts) / len(verdicts)
        lines = sentence_lines(verdicts, each=each)
    for line in lines:
        typer.echo(line)
    if reached < least:
        raise typer.Exit(1)
