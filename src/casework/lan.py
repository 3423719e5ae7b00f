"""The addresses by which other devices of the same network reach this machine."""

from __future__ import annotations

import contextlib
import socket

# nothing is sent: asking for a way there tells which of our own addresses would be used
PRIVATE = ("192.168.255.254", "10.255.255.254", "172.31.255.254", "192.0.2.1")


def addresses() -> list[str]:
    """IPv4 addresses of this machine, loopback excepted; empty where it has no network."""
    found = set(_interfaces())
    for target in PRIVATE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):  # no way there
            probe.connect((target, 9))
            found.add(probe.getsockname()[0])
    with contextlib.suppress(OSError):  # the machine's own name may not be known to it
        found |= {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    return sorted(address for address in found if not address.startswith(("127.", "0.", "169.254.")))


def names() -> set[str]:
    """What a browser may have as this machine's name, in small letters."""
    host = socket.gethostname().lower()
    return {"localhost", "127.0.0.1", "[::1]", host, f"{host.split('.')[0]}.local"}


def _interfaces() -> list[str]:
    """All interfaces, where the optional library (with the extra ``room``) can list them."""
    try:
        import ifaddr
    except ImportError:
        return []
    return [str(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4]
