"""The server keeps its port, packs what it sends, shows nothing outside the site, and stops cleanly."""

from __future__ import annotations

import gzip
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def tiny_course(tmp_path: Path) -> Path:
    (tmp_path / "book").mkdir()
    (tmp_path / "book/course.toml").write_text('id = "x"\ntitle = "X"\n', encoding="utf-8")
    site = tmp_path / "_build/site"
    (site / "en").mkdir(parents=True)
    (site / "index.html").write_text("<p>" + "word " * 500, encoding="utf-8")
    return tmp_path


def start(course: Path, port: int) -> tuple[subprocess.Popen, str, list[str]]:
    command = [sys.executable, "-m", "casework.cli", "serve", "--no-browser", "--port", str(port)]
    process = subprocess.Popen(command, cwd=course, stdout=subprocess.PIPE, text=True)
    said = []
    assert process.stdout
    for line in process.stdout:
        said.append(line.strip())
        if line.startswith("http://"):
            return process, line.strip(), said
    raise AssertionError(said)


@pytest.fixture
def server(tiny_course: Path) -> Iterator[str]:
    process, address, _ = start(tiny_course, 0)
    yield address
    process.terminate()
    process.wait(10)


def test_pages_are_packed(server: str) -> None:
    request = urllib.request.Request(server, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        body = answer.read()
    assert gzip.decompress(body).startswith(b"<p>word") and len(body) < 200


def test_a_page_that_is_known_is_not_sent_again_until_it_changes(server: str, tiny_course: Path) -> None:
    packed = {"Accept-Encoding": "gzip"}
    with urllib.request.urlopen(urllib.request.Request(server, headers=packed)) as answer:
        tag = answer.headers["ETag"]
    again = urllib.request.Request(server, headers={**packed, "If-None-Match": tag})
    with pytest.raises(urllib.error.HTTPError) as known:
        urllib.request.urlopen(again)
    assert known.value.code == 304
    (tiny_course / "_build/site/index.html").write_text("<p>another", encoding="utf-8")
    with urllib.request.urlopen(again) as answer:
        assert answer.status == 200 and gzip.decompress(answer.read()) == b"<p>another"


@pytest.mark.parametrize("path", ["../book/course.toml", "%2e%2e/%2e%2e/book/course.toml", "en/", "no-such-page.html"])
def test_nothing_else_is_shown(server: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(server + path)
    assert error.value.code == 404


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_it_stops_cleanly(tiny_course: Path, name: str) -> None:
    process, _, _ = start(tiny_course, 0)
    process.send_signal(getattr(signal, name))
    assert process.wait(10) == 0
    assert "Stopped." in process.stdout.read()


def test_a_taken_port_is_left_and_said(tiny_course: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process, address, said = start(tiny_course, port)
        process.terminate()
        process.wait(10)
    assert str(port) not in address
    assert any("kept apart" in line for line in said)


def test_the_address_stands_alone_on_its_line(tiny_course: Path) -> None:
    process, address, said = start(tiny_course, 0)
    process.terminate()
    process.wait(10)
    assert said[-1] == address and address.endswith("/")


def test_a_site_that_is_not_built_is_said_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book/course.toml").write_text('id = "x"\ntitle = "X"\n', encoding="utf-8")
    result = subprocess.run([sys.executable, "-m", "casework.cli", "serve", "--no-browser"], cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 1 and "casework build" in result.stderr and "Traceback" not in result.stderr


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "", "127.0.0.1.evil.example"])
def test_a_request_for_another_host_is_refused(server: str, host: str) -> None:
    """A page from elsewhere whose name leads here must not read what is served."""
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(urllib.request.Request(server, headers={"Host": host}))
    assert error.value.code == 421


def test_other_devices_are_told_where_it_is_and_that_it_is_plain_http(tiny_course: Path) -> None:
    from casework.lan import addresses

    command = [sys.executable, "-m", "casework.cli", "serve", "--no-browser", "--port", "0", "--lan"]
    process = subprocess.Popen(command, cwd=tiny_course, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    said = []
    for line in process.stdout:
        said.append(line.strip())
        if line.startswith("http://"):
            break
    port = said[-1].rstrip("/").rsplit(":", 1)[1]
    try:
        for address in addresses():
            assert any(line.endswith(f"http://{address}:{port}/") for line in said)
            with urllib.request.urlopen(f"http://{address}:{port}/") as answer:
                assert answer.read().startswith(b"<p>word")
        assert any("plain http" in line for line in said) or not addresses()
    finally:
        process.terminate()
        process.wait(10)


def test_only_with_lan_do_others_reach_it(server: str) -> None:
    from casework.lan import addresses

    for address in addresses():
        with pytest.raises(OSError):
            urllib.request.urlopen(server.replace("127.0.0.1", address), timeout=5)
