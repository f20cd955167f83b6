"""Says before `make serve` builds the site whether it can be served at an address.

`python -m handbook.address 127.0.0.1:8000`
"""

import re
import socket
import sys
from contextlib import closing

_HINT = "`make serve ADDRESS=127.0.0.1:8001`"


def problem(address: str) -> str | None:
    """Why nothing can be served at `host:port`, and what to type; None if it can."""
    match = re.fullmatch(r"(?P<host>.+):(?P<port>\d{1,5})", address)
    if not match or int(match["port"]) > 65535:
        return f"{address!r} is no address. To mend it: type host:port, as in {_HINT}"
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((match["host"], int(match["port"])))
        except OSError as error:
            return (
                f"{address} cannot be used: {error.strerror}. To mend it: stop what runs there "
                f"(another `make serve`?), or type {_HINT}"
            )
    return None


if __name__ == "__main__":
    if found := problem(sys.argv[1]):
        print(found, file=sys.stderr)
        sys.exit(1)
