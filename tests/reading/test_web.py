"""Pages are fetched from a real server on this machine where its name is allowed, and never where it is not."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tellings.errors import InputError
from tellings.reading import ReadingSettings, documents
from tellings.reading.web import UnreachableError, Validators, answer, is_public
from tellings.records import Document, DocumentKind, Skipped

PAGE = b"<!DOCTYPE html><html><body><p>The ferry sank.</p></body></html>"
HTML = "text/html"
# Generous, because the machine may be busy; where the limit itself is tested it is short.
ALLOWED = ReadingSettings(max_bytes=50_000, timeout_seconds=15.0, allowed_hosts=frozenset({"127.0.0.1"}))
HASTY = replace(ALLOWED, timeout_seconds=0.5)


class Pages(BaseHTTPRequestHandler):
    """One behaviour a path."""

    def do_GET(self) -> None:
        host = f"http://127.0.0.1:{self.server.server_address[1]}"
        match self.path:
            case "/page":
                self.answer(PAGE)
            case "/latin":
                self.answer(b"<html><body><p>caf\xe9</p></body></html>", **{"Content-Type": f"{HTML}; charset=latin-1"})
            case "/gzip":
                self.answer(gzip.compress(PAGE), **{"Content-Encoding": "gzip"})
            case "/bomb":
                self.answer(gzip.compress(b"a" * 1_000_000), **{"Content-Encoding": "gzip"})
            case "/brotli":
                self.answer(PAGE, **{"Content-Encoding": "br"})
            case "/hop":
                self.answer(b"", 302, Location="/page?after=hop")
            case "/page?after=hop":
                self.answer(PAGE)
            case "/circle":
                self.answer(b"", 301, Location="/circle")
            case "/inside":
                self.answer(b"", 302, Location=host.replace("127.0.0.1", "localhost") + "/page")
            case "/file":
                self.answer(b"", 302, Location="file:///etc/passwd")
            case "/nowhere":
                self.answer(b"", 302)
            case "/image":
                self.answer(b"\x89PNG", **{"Content-Type": "image/png"})
            case "/large":
                self.answer(b"a" * 60_000)
            case "/endless":
                self.endless()
            case "/slow":
                self.drip(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE * 50)
            case "/slow-head":
                self.drip(b"HTTP/1.0 200 OK\r\nX-Padding: " + b"a" * 10_000)
            case "/short":
                self.answer(PAGE, **{"Content-Length": "5000"})
            case "/deflate":
                self.answer(zlib.compress(PAGE), **{"Content-Encoding": "deflate"})
            case "/bare-deflate":
                self.answer(zlib.compress(PAGE)[2:-4], **{"Content-Encoding": "deflate"})
            case "/half-gzip":
                self.answer(gzip.compress(PAGE)[:-9], **{"Content-Encoding": "gzip"})
            case "/not-gzip":
                self.answer(PAGE, **{"Content-Encoding": "gzip"})
            case "/twice":
                self.answer(gzip.compress(gzip.compress(b"a" * 40_000_000)), **{"Content-Encoding": "gzip"})
            case "/known" if self.headers["If-None-Match"] == '"1"':
                self.answer(b"", 304, ETag='"1"')
            case "/known":
                self.answer(PAGE, ETag='"1"', **{"Last-Modified": "Tue, 04 Mar 2025 10:00:00 GMT"})
            case "/poison":
                self.answer(PAGE, ETag='"a\x1b[31m"', **{"Last-Modified": "<script>", "Retry-After": "\x1b"})
            case "/phrase":
                self.wfile.write(b"HTTP/1.0 404 \x1b[31mgone\r\n\r\n")
            case "/chunks":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffff\r\n" + PAGE)
            case "/continue":
                self.drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000)
            case "/bad-place":
                self.answer(b"", 302, Location="http://[oops")
            case "/long-host":
                self.answer(b"", 302, Location=f"http://{'ä' * 5_000}.example/")
            case "/nonsense":
                self.wfile.write(b"this is not http\r\n\r\n")
            case _:
                self.answer(b"gone", 404)

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Type": HTML, "Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"a" * 10_000)
        except OSError:
            return

    def drip(self, answer: bytes) -> None:
        try:
            for byte in answer:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(0.02)
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as httpd:
        httpd.daemon_threads = True
        httpd.block_on_close = False
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}"
        httpd.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "final", "content"),
    [
        ("/page", "/page", PAGE.decode()),
        ("/gzip", "/gzip", PAGE.decode()),
        ("/deflate", "/deflate", PAGE.decode()),
        ("/bare-deflate", "/bare-deflate", PAGE.decode()),
        ("/poison", "/poison", PAGE.decode()),
        ("/latin", "/latin", "<html><body><p>café</p></body></html>"),
        ("/hop", "/page?after=hop", PAGE.decode()),
    ],
)
def test_page_is_fetched(server: str, path: str, final: str, content: str) -> None:
    (found,) = documents([server + path], ALLOWED)

    assert found == Document(server + path, DocumentKind.HTML, content, url=server + final)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/missing", "the server answered 404"),
        ("/circle", "more than 5 redirects"),
        ("/inside", "which is not a public one"),
        ("/file", "only http and https"),
        ("/nowhere", "without saying where"),
        ("/image", "sent image/png"),
        ("/large", "too large: 0.06 MB"),
        ("/endless", "too large: more than 0.05 MB"),
        ("/bomb", "too large"),
        ("/brotli", "packed the page as br"),
        ("/slow", "within 0.5 seconds"),
        ("/slow-head", "within 0.5 seconds"),
        ("/short", "ended too early"),
        ("/nonsense", "could not be fetched"),
        ("/half-gzip", "gzip data are damaged"),
        ("/not-gzip", "gzip data are damaged"),
        ("/twice", "too large"),
        ("/phrase", "404 \\x1b[31mgone"),
        ("/chunks", "ended too early"),
        ("/continue", "within 0.5 seconds"),
        ("/bad-place", "no address"),
        ("/long-host", "not a valid address"),
    ],
)
def test_bad_answer_is_set_aside_with_its_reason(server: str, path: str, reason: str) -> None:
    started = time.monotonic()

    (found,) = documents([server + path], HASTY if "within" in reason else ALLOWED)

    assert isinstance(found, Skipped)
    assert found.source == server + path
    assert reason in found.reason
    assert time.monotonic() - started < 8


def test_server_is_asked_whether_anything_has_changed(server: str) -> None:
    first = answer(server + "/known", ALLOWED)
    second = answer(server + "/known", ALLOWED, first.validators)

    assert first.validators == Validators('"1"', "Tue, 04 Mar 2025 10:00:00 GMT")
    assert (second.status, second.content) == (304, b"")


def test_marks_that_could_harm_are_not_sent_back(server: str) -> None:
    found = answer(server + "/poison", ALLOWED)

    assert (found.validators, found.retry_after) == (Validators(), None)


@pytest.mark.parametrize(
    ("path", "again"), [("/slow", True), ("/short", True), ("/half-gzip", True), ("/large", False), ("/inside", False)]
)
def test_what_may_pass_is_told_from_what_will_not(server: str, path: str, again: bool) -> None:
    with pytest.raises(InputError) as caught:
        answer(server + path, HASTY if path == "/slow" else ALLOWED)

    assert isinstance(caught.value, UnreachableError) == again


def test_connection_goes_to_the_number_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[str] = []
    connected: list[tuple[str, int]] = []

    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        looked_up.append(host)
        number = "93.184.216.34" if len(looked_up) == 1 else "127.0.0.1"  # turns, as in DNS rebinding
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))]

    def connect(place: tuple[str, int], **_: object) -> None:
        connected.append(place)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr("tellings.reading.web.socket.getaddrinfo", look_up)
    monkeypatch.setattr("tellings.reading.web.socket.create_connection", connect)

    with pytest.raises(UnreachableError, match="refused"):
        answer("http://turning.example:8080/page", ALLOWED)
    assert (looked_up, connected) == (["turning.example"], [("93.184.216.34", 8080)])


def test_look_up_that_hangs_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr("tellings.reading.web.socket.getaddrinfo", lambda *_, **__: released.wait(5) and [])
    started = time.monotonic()

    with pytest.raises(UnreachableError, match=r"within 0\.5 seconds"):
        answer("http://slow.example/", HASTY)
    assert time.monotonic() - started < 4
    released.set()


def test_one_private_number_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", (number, port)) for number in ("93.184.216.34", "10.0.0.1")]

    monkeypatch.setattr("tellings.reading.web.socket.getaddrinfo", look_up)

    with pytest.raises(InputError, match=r"10\.0\.0\.1, which is not a public one"):
        answer("http://both.example/", ALLOWED)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f.1"])
def test_this_machine_is_refused_where_its_name_is_not_allowed(server: str, host: str) -> None:
    port = server.rpartition(":")[2]

    (found,) = documents([f"http://{host}:{port}/page"])

    assert isinstance(found, Skipped)
    assert "not a public one" in found.reason or "not known" in found.reason


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://", "no host"),
        ("http://[oops/", "not a valid address"),
        ("http://example.org:99999/", "not a valid address"),
        ("http://user:secret@example.org/", "user name"),
        ("http://no-such-host.invalid/", "is not known"),
        ("http://127.0.0.1:1/", "could not be fetched"),
    ],
)
def test_bad_address_is_set_aside(address: str, reason: str) -> None:
    (found,) = documents([address], ALLOWED)

    assert isinstance(found, Skipped)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("127.8.8.8", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("::127.0.0.1", False),
        ("not a number", False),
    ],
)
def test_only_public_addresses_are_public(number: str, public: bool) -> None:
    assert is_public(number) == public
