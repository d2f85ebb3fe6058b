"""Commands that open the pages, and keep the accounts of those who may come in: serve, accounts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_REGISTER, PipelineOption, RegisterOption

LOOPBACK = ("127.0.0.1", "localhost", "::1")
UsersOption = Annotated[Path, typer.Option("--users", help="The file of the accounts.")]

accounts = typer.Typer(no_args_is_help=True, help="The accounts of those who may come in.")


def add_to(app: typer.Typer) -> None:
    """Gives the app this module's commands."""
    app.command()(serve)
    app.add_typer(accounts, name="accounts")


def serve(
    register: RegisterOption = DEFAULT_REGISTER,
    host: Annotated[str, typer.Option("--host", help="The address to listen on; this machine only by default.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8765,
    edit: Annotated[
        bool, typer.Option("--edit", help="Let the pages read into the register and correct it, without accounts.")
    ] = False,
    users: Annotated[
        Path | None, typer.Option("--users", help="The file of the accounts: everybody has to sign in.")
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A name under which the pages are reached (repeatable).")
    ] = None,
    private: Annotated[
        bool, typer.Option("--private", help="Let addresses of this machine and its network be read.")
    ] = False,
    pipeline: PipelineOption = None,
) -> None:
    """Open the register in a browser: pages in French and English, and the interface under /api/v1."""
    try:
        import uvicorn

        from dragoman.web.app import make_app
        from dragoman.web.settings import OWN_NAMES, Settings
    except ImportError as error:
        raise typer.BadParameter(f"the pages need «pip install 'dragoman[web]'» ({error.name} is missing)") from None

    if host not in LOOPBACK and users is None:
        raise typer.BadParameter("others may only come in with accounts: name their file with --users")
    if users is not None:
        _first_owner(users)
    settings = Settings(
        register=register, users=users, edit=edit, private=private, hosts=(*OWN_NAMES, host, *(name or ())),
        pipeline=pipeline,
    )  # fmt: skip
    app = make_app(settings)
    typer.echo(f"http://{host}:{port}/  (Ctrl+C ends it)", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


def _first_owner(path: Path) -> None:
    from dragoman.web.users import Users

    if not Users(path).everyone():
        raise typer.BadParameter(
            f"nobody could come in: first `dragoman accounts put NAME --role owner --users {path}`"
        )


@accounts.command()
def put(
    name: Annotated[str, typer.Argument(help="Letters, digits, dots, hyphens.")],
    users: UsersOption,
    role: Annotated[str, typer.Option("--role", help="reader, analyst or owner.")] = "reader",
    keep: Annotated[bool, typer.Option("--keep", help="Change only the role.")] = False,
) -> None:
    """Make an account, or give it another role and password. The password is asked for, or read from standard input."""
    from dragoman.web.users import Users

    file = Users(users)
    password = None if keep else _password()
    file.put(name, role, password)
    typer.echo(f"{name}: {role}", err=True)


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("password", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().rstrip("\n")


@accounts.command("list")
def everyone(users: UsersOption) -> None:
    """Print the accounts with their roles."""
    from dragoman.web.users import Users

    for user in Users(users).everyone():
        typer.echo(f"{user.name}\t{user.role}")


@accounts.command()
def remove(name: Annotated[str, typer.Argument(help="The account.")], users: UsersOption) -> None:
    """Take an account away; its sessions end."""
    from dragoman.web.users import Users

    Users(users).remove(name)
