"""Who may come in: a file of accounts with roles, and the sessions of those who did."""

from __future__ import annotations

import hashlib
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.errors import UsageError

# Each may do what those before it may.
ROLES = ("reader", "analyst", "owner")
NAME = re.compile(r"[\w.@-]{1,60}")
LEAST_PASSWORD, MOST_PASSWORD = 10, 200
STAY = timedelta(hours=12)
TABLES = """
CREATE TABLE IF NOT EXISTS user (name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT NOT NULL, made TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS session (
    mark TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES user(name) ON DELETE CASCADE, until TEXT NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who is in: name («» where there are no accounts) and role."""

    name: str
    role: str

    def may(self, role: str) -> bool:
        """Whether what this role may do is allowed."""
        return ROLES.index(self.role) >= ROLES.index(role)


def now() -> datetime:
    """The moment."""
    return datetime.now(UTC)


@cache
def _hasher() -> Any:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    """A hash to compare with when there is no such account, so that the time tells nothing."""
    return str(_hasher().hash(secrets.token_hex(16)))


class Users:
    """The file of accounts. Passwords are kept as argon2id hashes, sessions as digests of their tokens."""

    def __init__(self, path: Path, clock: Callable[[], datetime] = now) -> None:
        self.path = path
        self.clock = clock
        if not path.parent.is_dir():
            raise UsageError(f"the folder «{path.parent}» does not exist: make it first, or name another file")
        with self._open() as file:
            file.executescript(TABLES)
        path.chmod(0o600)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.path, timeout=20)
        try:
            connection.execute("PRAGMA foreign_keys=ON")
            with connection:
                yield connection
        finally:
            connection.close()

    # --- accounts ----------------------------------------------------------------------------------------------------

    def put(self, name: str, role: str, password: str | None) -> None:
        """Makes an account, or changes its role and (unless None) its password. Raises UsageError with the reason."""
        if not NAME.fullmatch(name):
            raise UsageError("a name has up to 60 letters, digits, dots, hyphens")
        if role not in ROLES:
            raise UsageError(f"«{role}» is no role: choose {', '.join(ROLES)}")
        known = self.role_of(name)
        if known is None and password is None:
            raise UsageError("a new account needs a password")
        if known == "owner" and role != "owner" and self._owners() == [name]:
            raise UsageError("the last owner stays one: make another first")
        with self._open() as file:
            if password is not None:
                if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
                    raise UsageError(f"a password has at least {LEAST_PASSWORD} characters")
                file.execute(
                    "INSERT INTO user VALUES (?, ?, ?, ?) ON CONFLICT(name) DO UPDATE SET hash = excluded.hash",
                    (name, role, _hasher().hash(password), self.clock().isoformat()),
                )
                file.execute("DELETE FROM session WHERE user = ?", (name,))
            file.execute("UPDATE user SET role = ? WHERE name = ?", (role, name))

    def remove(self, name: str) -> None:
        """Takes an account away, and its sessions. Raises UsageError for the last owner."""
        if self._owners() == [name]:
            raise UsageError("the last owner stays: make another first")
        with self._open() as file:
            file.execute("DELETE FROM user WHERE name = ?", (name,))

    def everyone(self) -> list[User]:
        """All accounts by name."""
        with self._open() as file:
            return [User(*row) for row in file.execute("SELECT name, role FROM user ORDER BY name")]

    def role_of(self, name: str) -> str | None:
        """The role of an account, None if there is none."""
        with self._open() as file:
            row = file.execute("SELECT role FROM user WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def _owners(self) -> list[str]:
        return [user.name for user in self.everyone() if user.role == "owner"]

    def check(self, name: str, password: str) -> User | None:
        """The account, if the password is its own."""
        from argon2.exceptions import VerificationError

        with self._open() as file:
            row = file.execute("SELECT role, hash FROM user WHERE name = ?", (name,)).fetchone()
        try:
            _hasher().verify(row[1] if row else _nobody(), password[:MOST_PASSWORD])
        except VerificationError:
            return None
        return User(name, row[0]) if row else None

    # --- sessions ----------------------------------------------------------------------------------------------------

    def enter(self, user: User) -> str:
        """The token of a new session."""
        token = secrets.token_urlsafe(32)
        with self._open() as file:
            file.execute("DELETE FROM session WHERE until < ?", (self.clock().isoformat(),))
            until = (self.clock() + STAY).isoformat()
            file.execute("INSERT INTO session VALUES (?, ?, ?)", (_mark(token), user.name, until))
        return token

    def within(self, token: str) -> User | None:
        """Whose session it is, None when it is over or never was."""
        query = "SELECT name, role FROM session JOIN user ON user.name = session.user WHERE mark = ? AND until >= ?"
        with self._open() as file:
            row = file.execute(query, (_mark(token), self.clock().isoformat())).fetchone()
        return User(*row) if row else None

    def leave(self, token: str) -> None:
        """Ends a session."""
        with self._open() as file:
            file.execute("DELETE FROM session WHERE mark = ?", (_mark(token),))


def _mark(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
