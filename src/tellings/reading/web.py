"""One answer from the web, fetched with care: whoever names an address must not reach what only this machine can.

The host's addresses are looked up once, checked, and the connection goes to the checked address itself, so that a
second look-up cannot give another one (DNS rebinding). The same at every redirect. Size is counted while the answer
comes in and again while it is unpacked, time over everything. Proxies, cookies and scripts are left out; robots.txt is
the caller's affair, because one page that a person names is not crawling.
"""

import contextlib
import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from tellings.errors import InputError
from tellings.reading.opening import too_large
from tellings.reading.settings import ReadingSettings
from tellings.reading.unpacking import PACKINGS, unpacked_pieces
from tellings.text.printable import escaped

_REDIRECTS = {301, 302, 303, 307, 308}
_TYPES = re.compile(
    # The last three: sitemaps come gzipped, and what they are, their content decides.
    r"text/|application/(?:xml|json|x-ndjson|jsonl|jsonlines|[\w.-]+\+(?:json|xml)|gzip|x-gzip|octet-stream)\b",
    re.IGNORECASE,
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_PIECE = 65_536
_LONGEST_HOST = 253  # RFC 1035; checked before Python's encoder of international names, which is slow on longer ones


# What may be sent back to a server: marks without control characters, as RFC 9110 (8.8.3 and 5.6.7) writes them.
_ETAG = re.compile(r'(?:W/)?"[^"\x00-\x20\x7f]{0,500}"')
_DATE = re.compile(r"[A-Za-z0-9 ,:+-]{1,60}")
_ACCEPTED = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/plain;q=0.9, application/x-ndjson, */*;q=0.1"
)


class UnreachableError(InputError):
    """An address gave no whole answer this time: to be tried again, where other `InputError`s will stay as they are."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave with an answer so that it can be asked whether that answer still holds."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave.

    Args:
        status: As HTTP counts; 304 only where validators were sent.
        content: The body, unpacked; empty unless the status is 200.
        charset: As the server states it.
        address: Where the answer came from, after redirects.
        validators: To send the next time.
        phrase: The server's words beside the status, printable.
        retry_after, date: Those headers, as they stand.
    """

    status: int
    content: bytes
    charset: str | None
    address: str
    validators: Validators = Validators()
    phrase: str = ""
    retry_after: str | None = None
    date: str | None = None


def fetched(address: str, settings: ReadingSettings) -> Answer:
    """The page at an address, redirects followed.

    Raises:
        InputError: The address or the answer is not acceptable, or the time ran out.
    """
    found = answer(address, settings)
    if found.status != 200:
        raise InputError(address, refusal(found))
    return found


def refusal(found: Answer) -> str:
    """The reason that sets an address aside for the status of its answer."""
    return f"the server answered {found.status} {found.phrase}".rstrip()


def answer(address: str, settings: ReadingSettings, known: Validators = Validators()) -> Answer:
    """The answer of an address, of any status, redirects followed.

    Args:
        address: Absolute, http or https.
        settings: The limits.
        known: Validators of an earlier answer; the server may then say 304, nothing has changed.

    Raises:
        InputError: The address or the answer is not acceptable, or the time ran out.
    """
    deadline = time.monotonic() + settings.timeout_seconds
    place = address
    for _ in range(settings.max_redirects + 1):
        with _answer(address, _parts(address, place), settings, known, deadline) as response:
            if response.status not in _REDIRECTS:
                found = _found(address, place, response, settings)
                _in_time(deadline)
                return found
            target = response.getheader("Location")
        if not target:
            raise InputError(address, "the server redirects without saying where")
        try:
            place = urljoin(place, target)
        except ValueError as error:
            raise InputError(address, "the server redirects to what is no address") from error
    raise InputError(address, f"more than {settings.max_redirects} redirects")


def _parts(address: str, place: str) -> SplitResult:
    """The pieces of an http(s) address."""
    try:
        parts = urlsplit(place)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise InputError(address, "not a valid address") from error
    if parts.scheme not in {"http", "https"}:
        raise InputError(address, f"leads to a {parts.scheme or 'relative'} address; only http and https are read")
    if not host:
        raise InputError(address, "not a valid address: it names no host")
    if len(host) > _LONGEST_HOST:
        raise InputError(address, f"not a valid address: its host has {len(host):,} characters")
    if parts.username is not None or parts.password is not None:
        raise InputError(address, "an address with a user name or a password in it is not fetched")
    return parts


@contextlib.contextmanager
def _answer(
    address: str, parts: SplitResult, settings: ReadingSettings, known: Validators, deadline: float
) -> Iterator[http.client.HTTPResponse]:
    """The server's response, its body unread; everything is closed at the end or at the deadline."""
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        with _connected(address, host, port, settings, deadline) as plain, closing_at(deadline, plain):
            secure = parts.scheme == "https"
            stream = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
            with stream:
                # The socket is already connected, so this never looks up or connects by itself.
                connection = http.client.HTTPConnection(_ascii(host), port)
                connection.sock = stream
                connection.putrequest("GET", _target(parts), skip_host=True, skip_accept_encoding=True)
                connection.putheader("Host", _ascii(parts.netloc))
                connection.putheader("User-Agent", settings.user_agent)
                connection.putheader("Accept", _ACCEPTED)
                connection.putheader("Accept-Encoding", "gzip, deflate, identity")
                if known.etag:
                    connection.putheader("If-None-Match", known.etag)
                if known.last_modified:
                    connection.putheader("If-Modified-Since", known.last_modified)
                connection.putheader("Connection", "close")
                connection.endheaders()
                with contextlib.closing(connection.getresponse()) as response:
                    _in_time(deadline)
                    yield response
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= deadline or isinstance(error, TimeoutError):
            raise UnreachableError(address, f"no whole answer within {settings.timeout_seconds:g} seconds") from error
        raise UnreachableError(address, f"could not be fetched: {_said(error)}") from error


@contextlib.contextmanager
def closing_at(deadline: float, stream: socket.socket) -> Iterator[None]:
    """Cuts the connection at the deadline, also under a server that sends a byte now and then."""
    twin = stream.dup()  # stays ours when the socket is wrapped in TLS

    def cut() -> None:
        with contextlib.suppress(OSError):
            twin.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        twin.close()


def _in_time(deadline: float) -> None:
    """Tells an answer that ended from one that was cut at the deadline.

    Raises:
        TimeoutError: The deadline has passed.
    """
    if time.monotonic() >= deadline:
        raise TimeoutError


def _connected(address: str, host: str, port: int, settings: ReadingSettings, deadline: float) -> socket.socket:
    """A connection to one of the host's addresses, all of them checked."""
    try:
        numbers = _looked_up(_ascii(host), port, deadline)
    except TimeoutError:
        raise
    except (OSError, UnicodeError) as error:
        raise UnreachableError(address, f"the host {escaped(host)} is not known") from error
    if host not in {allowed.lower() for allowed in settings.allowed_hosts}:
        for number in numbers:
            if not is_public(number):
                raise InputError(
                    address, f"the host {escaped(host)} has the address {number}, which is not a public one"
                )
    failure: OSError = OSError("it has no address")
    for number in numbers:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            return socket.create_connection((number, port), timeout=left)
        except OSError as error:
            failure = error
    raise failure


def _looked_up(host: str, port: int, deadline: float) -> list[str]:
    """The host's addresses. In a thread of its own, because the system's look-up knows no time limit.

    Raises:
        OSError: The host is not known.
        TimeoutError: It was not looked up in time.
    """
    found: list[list[str] | OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.append(list(dict.fromkeys(str(entry[4][0]) for entry in entries)))
        except (OSError, UnicodeError) as error:
            found.append(error)

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(max(0.0, deadline - time.monotonic()))
    if not found:
        raise TimeoutError
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]


def is_public(number: str) -> bool:
    """Whether an IP address is one of the public internet (IANA's special-purpose registries, RFC 6890).

    An IPv6 address that carries an IPv4 address inside is judged by both.
    """
    try:
        ip = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    inner: list[ipaddress.IPv4Address | None] = []
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in ipaddress.ip_network("64:ff9b::/96") or ip in ipaddress.ip_network("::/96"):
            inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
    if any(number is not None and not is_public(str(number)) for number in inner):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _found(address: str, place: str, response: http.client.HTTPResponse, settings: ReadingSettings) -> Answer:
    """The answer, its body read where the status says that there is one."""
    kind = response.getheader("Content-Type") or ""
    charset = _CHARSET.search(kind)
    return Answer(
        status=response.status,
        content=_body(address, response, kind, settings) if response.status == 200 else b"",
        charset=charset[1] if charset else None,
        address=place,
        validators=Validators(_header(response, "ETag", _ETAG), _header(response, "Last-Modified", _DATE)),
        phrase=escaped(response.reason[:100]),
        retry_after=_header(response, "Retry-After", _DATE),
        date=_header(response, "Date", _DATE),
    )


def _header(response: http.client.HTTPResponse, name: str, form: re.Pattern[str]) -> str | None:
    value = (response.getheader(name) or "").strip()
    return value if form.fullmatch(value) else None


def _body(address: str, response: http.client.HTTPResponse, kind: str, settings: ReadingSettings) -> bytes:
    """The body of an accepted answer, unpacked."""
    if kind and not _TYPES.match(kind.strip()):
        raise InputError(address, f"the server sent {escaped(kind.partition(';')[0].strip()[:80])}, not a page")
    packing = (response.getheader("Content-Encoding") or "").strip().lower()
    if packing not in PACKINGS:
        raise InputError(address, f"the server packed the page as {escaped(packing[:40])}, which was not asked for")
    if response.length is not None and response.length > settings.max_bytes:
        raise InputError(address, too_large(response.length, settings))
    content = bytearray()
    try:
        for piece in unpacked_pieces(_pieces(address, response, settings), packing):
            content += piece
            if len(content) > settings.max_bytes:
                raise InputError(address, too_large(None, settings))
    except (zlib.error, EOFError) as error:
        raise UnreachableError(address, f"the server's {packing} data are damaged") from error
    return bytes(content)


def _pieces(address: str, response: http.client.HTTPResponse, settings: ReadingSettings) -> Iterator[bytes]:
    """The body as it comes in, never more than the limit."""
    size = 0
    while piece := response.read(_PIECE):
        size += len(piece)
        if size > settings.max_bytes:
            raise InputError(address, too_large(None, settings))
        yield piece
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)


def _target(parts: SplitResult) -> str:
    """The path and query to ask for, with everything beyond ASCII percent-encoded."""
    path = quote(parts.path or "/", safe="/%:=&~+!$,;'@()*-._")
    query = quote(parts.query, safe="/%:=&?~+!$,;'@()*-._[]")
    return f"{path}?{query}" if query else path


def _ascii(host: str) -> str:
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _said(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({error.verify_message})"
    if isinstance(error, http.client.IncompleteRead):
        return "the answer ended too early"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error).partition("\n")[0] or type(error).__name__
