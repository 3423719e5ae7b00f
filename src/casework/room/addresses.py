"""Where phones find this machine: its numbers on the networks it is in. Nothing is sent to learn them."""

from __future__ import annotations

import ipaddress
import socket


def local_addresses() -> list[str]:
    """The machine's IPv4 numbers that others can reach, the likeliest first; empty where there is no network."""
    found: list[str] = []
    # a datagram socket that is connected sends nothing; the system names the way it would take
    for target in ("192.168.0.1", "10.0.0.1", "172.16.0.1", "192.0.2.1"):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((target, 9))
                found.append(probe.getsockname()[0])
            except OSError:
                continue
    try:
        found += [str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    except OSError:
        pass
    reachable = [one for one in dict.fromkeys(found) if not ipaddress.ip_address(one).is_loopback and not ipaddress.ip_address(one).is_unspecified]
    return sorted(reachable, key=lambda one: not ipaddress.ip_address(one).is_private)


def host_names() -> list[str]:
    """The names under which this machine may be addressed in its own network."""
    name = socket.gethostname().lower()
    return list(dict.fromkeys([name, f"{name.partition('.')[0]}.local"]))
