"""Addresses for a room's network: usable ones only, and none where there is no network."""

from __future__ import annotations

import ipaddress

from casework import lan


def test_addresses_are_this_machines_and_reachable_from_elsewhere() -> None:
    for address in lan.addresses():
        found = ipaddress.ip_address(address)
        assert not found.is_loopback and not found.is_unspecified and not found.is_link_local


def test_a_machine_without_a_network_has_none(monkeypatch) -> None:
    class Cut:
        def __init__(self, *_: object) -> None: ...
        def __enter__(self) -> Cut:
            return self
        def __exit__(self, *_: object) -> None: ...
        def connect(self, _: object) -> None:
            raise OSError("network is unreachable")

    def unknown(*_: object) -> None:
        raise OSError("no such name")

    monkeypatch.setattr(lan.socket, "socket", Cut)
    monkeypatch.setattr(lan.socket, "getaddrinfo", unknown)
    monkeypatch.setattr(lan, "_interfaces", list)
    assert lan.addresses() == []


def test_names_are_small_letters_and_hold_the_local_ones() -> None:
    assert {"localhost", "127.0.0.1"} <= lan.names() and all(name == name.lower() for name in lan.names())
