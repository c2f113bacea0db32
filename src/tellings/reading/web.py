"""One page from the web, fetched with care: whoever names an address must not reach what only this machine can.

The host's addresses are looked up once, checked, and the connection goes to the checked address itself, so that a
second look-up cannot give another one (DNS rebinding). The same at every redirect. Proxies, cookies and scripts are
left out; robots.txt is the caller's affair, because one page that a person names is not crawling.
"""

import contextlib
import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from tellings.errors import InputError
from tellings.reading.opening import too_large
from tellings.reading.settings import ReadingSettings

_REDIRECTS = {301, 302, 303, 307, 308}
_TYPES = re.compile(
    r"text/|application/(?:xhtml\+xml|xml|json|x-ndjson|jsonl|jsonlines|[\w.-]+\+json)\b", re.IGNORECASE
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: its bytes (gzipped where the server sent gzip), its charset, the address it came from."""

    content: bytes
    charset: str | None
    address: str


def fetched(address: str, settings: ReadingSettings) -> Fetched:
    """The page at an address, redirects followed.

    Raises:
        InputError: The address or the answer is not acceptable, or the time ran out.
    """
    deadline = time.monotonic() + settings.timeout_seconds
    place = address
    for _ in range(settings.max_redirects + 1):
        with _answer(address, _parts(address, place), settings, deadline) as response:
            if response.status not in _REDIRECTS:
                page = _page(address, place, response, settings)
                _in_time(deadline)
                return page
            target = response.getheader("Location")
        if not target:
            raise InputError(address, "the server redirects without saying where")
        place = urljoin(place, target)
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
    if parts.username is not None or parts.password is not None:
        raise InputError(address, "an address with a user name or a password in it is not fetched")
    return parts


@contextlib.contextmanager
def _answer(
    address: str, parts: SplitResult, settings: ReadingSettings, deadline: float
) -> Iterator[http.client.HTTPResponse]:
    """The server's response, its body unread; everything is closed at the end or at the deadline."""
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        with _connected(address, host, port, settings, deadline) as plain, _closing_at(deadline, plain):
            secure = parts.scheme == "https"
            stream = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
            with stream:
                # The socket is already connected, so this never looks up or connects by itself.
                connection = http.client.HTTPConnection(_ascii(host), port)
                connection.sock = stream
                connection.putrequest("GET", _target(parts), skip_host=True, skip_accept_encoding=True)
                connection.putheader("Host", _ascii(parts.netloc))
                connection.putheader("User-Agent", settings.user_agent)
                connection.putheader("Accept", "text/html, application/xhtml+xml, text/plain, application/x-ndjson")
                connection.putheader("Accept-Encoding", "gzip, identity")
                connection.putheader("Connection", "close")
                connection.endheaders()
                response = connection.getresponse()
                _in_time(deadline)
                yield response
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= deadline or isinstance(error, TimeoutError):
            raise InputError(address, f"no whole answer within {settings.timeout_seconds:g} seconds") from error
        raise InputError(address, f"could not be fetched: {_said(error)}") from error


@contextlib.contextmanager
def _closing_at(deadline: float, stream: socket.socket) -> Iterator[None]:
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
        found = socket.getaddrinfo(_ascii(host), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise InputError(address, f"the host {host} is not known") from error
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if host not in settings.allowed_hosts:
        for number in numbers:
            if not is_public(number):
                raise InputError(address, f"the host {host} has the address {number}, which is not a public one")
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


def _page(address: str, place: str, response: http.client.HTTPResponse, settings: ReadingSettings) -> Fetched:
    """The body of an accepted answer."""
    if response.status != 200:
        raise InputError(address, f"the server answered {response.status} {response.reason}".rstrip())
    kind = response.getheader("Content-Type") or ""
    if kind and not _TYPES.match(kind.strip()):
        raise InputError(address, f"the server sent {kind.partition(';')[0].strip()[:80]}, not a page")
    packing = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if packing not in {"identity", "gzip", "x-gzip"}:
        raise InputError(address, f"the server packed the page as {packing[:40]}, which was not asked for")
    if response.length is not None and response.length > settings.max_bytes:
        raise InputError(address, too_large(response.length, settings))
    content = bytearray()
    while piece := response.read(_PIECE):
        content += piece
        if len(content) > settings.max_bytes:
            raise InputError(address, too_large(None, settings))
    if response.length:
        raise http.client.IncompleteRead(bytes(content), response.length)
    charset = _CHARSET.search(kind)
    return Fetched(bytes(content), charset[1] if charset else None, place)


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
