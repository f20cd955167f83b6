"""Runs `mkdocs serve` on a project and tells when an edit is served: for the benchmark and tests.

The server waits for a build to end before it answers, so what it answers after an edit is old or
whole, never half.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE = 60.0  # s


@dataclass(frozen=True)
class Served:
    """A project that is being served."""

    address: str
    log: Path

    def read(self, path: str) -> str:
        """Return what stands at a path from the site's root; nothing where nothing answers."""
        try:
            with urlopen(self.address + path, timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except (URLError, ConnectionError):
            return ""

    def wait(self, true: Callable[[], bool], what: str) -> float:
        """Return the seconds until something is so.

        Raises:
            TimeoutError: it does not come; the message holds the end of the server's log.
        """
        start = time.perf_counter()
        while not true():
            if time.perf_counter() - start > PATIENCE:
                log = self.log.read_text("utf-8")[-3000:]
                raise TimeoutError(f"{what} is not served after {PATIENCE:.0f} s; the log:\n{log}")
            time.sleep(0.02)
        return time.perf_counter() - start

    def wait_for(self, text: str, *paths: str) -> float:
        """Return the seconds until every path shows a text."""
        return self.wait(lambda: all(text in self.read(path) for path in paths), repr(text))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(project: Path, log: Path) -> Iterator[Served]:
    """Serve a project, whose own handbook package is used, on a free port; when it answers."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "HANDBOOK_SITE_URL": address,
        "PYTHONPATH": str(project),
    }
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, cwd=project, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        site = Served(address, log)

        def answers() -> bool:
            if server.poll() is not None:
                raise RuntimeError(f"the server ended:\n{log.read_text('utf-8')[-3000:]}")
            return bool(site.read(""))

        site.wait(answers, "the first page")
        yield site
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()
