"""Pages from the web: http and https, with limits, and never from the own network unless that is allowed."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from dragoman.errors import ReadingError

PATIENCE = 20.0  # seconds
AGENT = "dragoman/0.1 (reads press dispatches; one page at a time)"
ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, application/json;q=0.8, text/plain;q=0.8, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave: its bytes, their type, and the address after redirects."""

    address: str
    raw: bytes
    content_type: str | None


class Redirects(HTTPRedirectHandler):
    """Follows redirects to addresses that may be read only."""

    def __init__(self, *, private: bool) -> None:
        self.private = private

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        """The next request, once its address has been checked."""
        check(newurl, private=self.private)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def fetch(address: str, *, private: bool, most_bytes: int, opener: OpenerDirector | None = None) -> Page:
    """The page at the address. Raises ReadingError, with what to do, when it cannot or must not be had."""
    check(address, private=private)
    opener = opener or build_opener(Redirects(private=private))
    request = Request(address, headers={"User-Agent": AGENT, "Accept": ACCEPT})
    try:
        with opener.open(request, timeout=PATIENCE) as answer:
            raw = answer.read(most_bytes + 1)
            if len(raw) > most_bytes:
                raise ReadingError(f"is larger than {most_bytes // 2**20} MiB: save the page and cut it down")
            return Page(answer.geturl() or address, raw, answer.headers.get("Content-Type"))
    except HTTPError as error:
        hint = {
            404: "check the address",
            401: "it wants a password",
            403: "the site refuses programs",
            429: "wait and try again",
        }
        advice = hint.get(error.code, "try again later")
        raise ReadingError(f"answered {error.code}: {advice}, or save the page and read the file") from error
    except TimeoutError as error:
        raise ReadingError(f"did not answer within {PATIENCE:g} seconds: try again later") from error
    except (URLError, HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise ReadingError(f"could not be fetched ({reason}): check the address and the network") from error


def check(address: str, *, private: bool) -> None:
    """Nothing; raises ReadingError for an address that is none, or that leads into the own network."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise ReadingError(f"is no address ({error}): check it") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise ReadingError("is no http or https address: check it")
    if private:
        return
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise ReadingError(f"has an unknown host «{host}»: check the address and the network") from error
    for number in found:
        if not ipaddress.ip_address(number.split("%")[0]).is_global:
            raise ReadingError(f"leads into the own network ({host}): save the page and read the file")
