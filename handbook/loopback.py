"""Serves a built site on this machine the way a host does: gzip, types, the 404 page.

For benchmarks and browser tests: `with serving(Path("site")) as site: visit(site.address)`. What
was asked for, and how many bytes were sent, stands in `site.sent`.
"""

import gzip
import mimetypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

COMPRESSED = {".css", ".html", ".js", ".json", ".mjs", ".py", ".svg", ".txt", ".wasm", ".xml"}
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
}


@dataclass(frozen=True)
class Sent:
    """One answer: the path asked for, the status, and the bytes of the body on the wire."""

    path: str
    status: int
    size: int


@dataclass
class Site:
    """A site that is being served."""

    address: str
    sent: list[Sent] = field(default_factory=list)


@lru_cache(maxsize=2000)
def _compressed(file: Path, modified: int) -> bytes:  # noqa: ARG001 (a changed file is read again)
    return gzip.compress(file.read_bytes(), compresslevel=9, mtime=0)


def wire_size(file: Path) -> int:
    """Return the bytes that a file takes on the wire."""
    if file.suffix in COMPRESSED:
        return len(_compressed(file, file.stat().st_mtime_ns))
    return file.stat().st_size


def media_type(file: Path) -> str:
    """Return the Content-Type of a file."""
    guess = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
    kind = guess or "application/octet-stream"
    is_text = kind.startswith("text/") or kind in ("application/json", "image/svg+xml")
    return f"{kind}; charset=utf-8" if is_text else kind


def resolve(folder: Path, address: str) -> tuple[HTTPStatus, Path | None]:
    """Return what answers an address: a file of the site, its 404 page, or None to add a slash."""
    path = unquote(urlsplit(address).path)
    file = (folder / path.lstrip("/")).resolve()
    if file.is_relative_to(folder.resolve()):
        if file.is_dir() and not path.endswith("/"):
            return HTTPStatus.MOVED_PERMANENTLY, None
        file = file / "index.html" if file.is_dir() else file
        if file.is_file():
            return HTTPStatus.OK, file
    return HTTPStatus.NOT_FOUND, folder / "404.html"


def _handler(folder: Path, site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, file = resolve(folder, self.path)
            headers: dict[str, str] = {}
            body = b""
            if file is None:
                headers["Location"] = urlsplit(self.path).path + "/"
            elif file.is_file():
                headers["Content-Type"] = media_type(file)
                if file.suffix in COMPRESSED:
                    headers["Vary"] = "Accept-Encoding"
                if file.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
                    headers["Content-Encoding"] = "gzip"
                    body = _compressed(file, file.stat().st_mtime_ns)
                else:
                    body = file.read_bytes()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Cache-Control", "max-age=600")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)
                site.sent.append(Sent(self.path, int(status), len(body)))

        do_HEAD = do_GET  # noqa: N815 (the name that http.server looks for)

        def log_message(self, *_: Any) -> None:
            """Stay silent."""

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[Site]:
    """Serve a folder at a free port of 127.0.0.1, or the one given, as long as the block runs."""
    site = Site("")
    with _Server(("127.0.0.1", port), _handler(folder, site)) as server:
        site.address = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
