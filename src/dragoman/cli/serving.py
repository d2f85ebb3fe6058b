"""The command that opens the pages: serve."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_REGISTER, PipelineOption, RegisterOption

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def add_to(app: typer.Typer) -> None:
    """Gives the app this module's command."""
    app.command()(serve)


def serve(
    register: RegisterOption = DEFAULT_REGISTER,
    host: Annotated[str, typer.Option("--host", help="The address to listen on; this machine only by default.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8765,
    edit: Annotated[
        bool, typer.Option("--edit", help="Let the pages read into the register and correct it, without accounts.")
    ] = False,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A name under which the pages are reached (repeatable).")
    ] = None,
    pipeline: PipelineOption = None,
) -> None:
    """Open the register in a browser: pages in French and English, and the interface under /api/v1."""
    try:
        import uvicorn

        from dragoman.web.app import make_app
        from dragoman.web.settings import OWN_NAMES, Settings
    except ImportError as error:
        raise typer.BadParameter(f"the pages need «pip install 'dragoman[web]'» ({error.name} is missing)") from None

    if host not in LOOPBACK:
        raise typer.BadParameter("others may only come in with accounts: this version listens on this machine alone")
    settings = Settings(register=register, edit=edit, hosts=(*OWN_NAMES, host, *(name or ())), pipeline=pipeline)
    app = make_app(settings)
    typer.echo(f"http://{host}:{port}/  (Ctrl+C ends it)", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
