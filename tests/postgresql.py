"""Runs a command beside a PostgreSQL of its own: `python -m tests.postgresql COMMAND…`, or `make test-postgresql`.

The server lives in a temporary folder, listens on a socket there and nowhere else, and is gone when the command ends. The
command finds its address in DRAGOMAN_TEST_POSTGRESQL. Where there is no PostgreSQL it is installed, if that is allowed;
where it cannot be had at all, this says so loudly and ends without failure.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INSTALL = (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "postgresql"])
# What is thrown away need not outlive the machine.
OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=50"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, None if there is none."""
    folders = [Path(p) for p in os.environ.get("PATH", "").split(os.pathsep)]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


def installed() -> Path | None:
    """The folder of the programs, after an attempt to install them where they are missing."""
    if programs() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in INSTALL:
            done = subprocess.run(command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, stdout=sys.stderr)
            if done.returncode:
                break
    return programs()


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A context with a running server, as its address."""
    someone: dict[str, int] = {}
    with tempfile.TemporaryDirectory(prefix="dragoman-pg-") as scratch:
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            names = [n for n in ("postgres", "nobody") if any(u.pw_name == n for u in pwd.getpwall())]
            owner = pwd.getpwnam(names[0])
            someone = {"user": owner.pw_uid, "group": owner.pw_gid}
            os.chown(scratch, owner.pw_uid, owner.pw_gid)
        data = str(Path(scratch) / "data")

        def run(program: str, *arguments: str) -> None:
            command = [str(folder / program), "-D", data, *arguments]
            subprocess.run(
                command,
                check=True,
                stdout=subprocess.DEVNULL,
                cwd=scratch,
                extra_groups=[] if someone else None,
                **someone,
            )  # type: ignore[call-overload]

        run("initdb", "-U", "dragoman", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        run("pg_ctl", "-w", "-l", str(Path(scratch) / "log"), "-o", f"-k {scratch} {OPTIONS}", "start")
        try:
            yield f"postgresql://dragoman@/postgres?host={scratch}"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")


def main() -> int:
    """The exit status of the command; 0 where there is no PostgreSQL to be had."""
    folder = installed()
    if folder is None:
        line = "!" * 100
        sys.stderr.write(f"{line}\nPostgreSQL is not here and cannot be installed: its tests did NOT run.\n{line}\n")
        return 0
    with server(folder) as address:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DRAGOMAN_TEST_POSTGRESQL": address}).returncode


if __name__ == "__main__":
    sys.exit(main())
