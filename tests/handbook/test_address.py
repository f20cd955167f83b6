"""An address that is taken or none is told before anything is built."""

import socket

import pytest

from handbook.address import problem


def test_a_free_address() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert problem(f"127.0.0.1:{port}") is None


def test_an_address_that_another_server_has() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        said = problem(f"127.0.0.1:{server.getsockname()[1]}")
    assert said is not None
    assert "Address already in use" in said
    assert "make serve ADDRESS=127.0.0.1:8001" in said


@pytest.mark.parametrize("address", ["8001", "127.0.0.1:", "127.0.0.1:99999", "here:x"])
def test_what_is_no_address(address: str) -> None:
    assert str(problem(address)).startswith(f"'{address}' is no address. To mend it: type host")
