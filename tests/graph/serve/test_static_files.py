"""Neo4j Browser's page is given out whole, and nothing else of the machine is."""

from __future__ import annotations

import http.client
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphq.browser.static_files import StaticFiles, site_at
from graphq.graph.errors import UsageError


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site beside something that is nobody's business."""
    (tmp_path / "secret.txt").write_text("secret")
    site = tmp_path / "site"
    for folder in ("assets", "preview", "empty", ".git"):
        (site / folder).mkdir(parents=True)
    for name in ("index.html", "preview/index.html"):
        (site / name).write_text(f"<!doctype html><title>{name}</title>")
    (site / "app.js").write_text("console.log('ö')", encoding="utf-8")
    (site / "assets" / "a b.woff2").write_bytes(b"\0font")
    (site / "assets" / "unheard.of").write_bytes(b"?")
    (site / ".git" / "config").write_text("secret")
    return site.resolve()


@pytest.fixture(params=["folder", "jar"])
def served(site: Path, request: pytest.FixtureRequest) -> Iterator[StaticFiles]:
    """The site on any free port, out of its folder and out of a jar."""
    place = site if request.param == "folder" else packed(site, "browser")
    with StaticFiles(site_at(place), 0) as files:
        yield files


def packed(site: Path, under: str) -> Path:
    """The site in a jar, beside something that is not of the site."""
    jar = site.parent / "browser.jar"
    with zipfile.ZipFile(jar, "w") as written:
        written.writestr("secret.txt", "secret")
        for found in sorted(site.rglob("*")):
            written.write(found, Path(under) / found.relative_to(site))
    return jar


def ask(
    served: StaticFiles, path: str, method: str = "GET"
) -> tuple[http.client.HTTPResponse, str]:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request(method, path)
    answer = connection.getresponse()
    body = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer, body


@pytest.mark.parametrize(
    ("path", "kind", "start"),
    [
        ("/", "text/html; charset=utf-8", "<!doctype html><title>index"),
        ("/?dbms=bolt://neo4j@localhost:7687&db=neo4j", "text/html; charset=utf-8", "<!doctype"),
        ("/index.html", "text/html; charset=utf-8", "<!doctype html><title>index"),
        ("/preview/", "text/html; charset=utf-8", "<!doctype html><title>preview"),
        ("/app.js?v=1", "text/javascript; charset=utf-8", "console.log('ö')"),
        ("/assets/a%20b.woff2", "font/woff2", "\0font"),
        ("/assets/unheard.of", "application/octet-stream", "?"),
    ],
)
def test_a_file_comes_as_what_it_is(served: StaticFiles, path: str, kind: str, start: str) -> None:
    answer, body = ask(served, path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
    assert body.startswith(start)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    head, nothing = ask(served, path, "HEAD")
    assert (head.status, nothing) == (200, "")
    assert head.headers["Content-Length"] == answer.headers["Content-Length"]


@pytest.mark.parametrize(
    "path",
    [
        "/secret.txt",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/..%5csecret.txt",
        "//secret.txt",
        "/assets/../../secret.txt",
        "/.git/config",
        "/app.js%00.html",
        "/app.js/",
        "/empty/",
        "/no-such-file",
        "/C:/secret.txt",
        "/%ff",
        f"/{'x' * 5000}",
    ],
)
def test_nothing_else_is_given_out(served: StaticFiles, path: str) -> None:
    answer, body = ask(served, path)
    expected = 200 if path == "/app.js/" else 404
    assert answer.status == expected
    assert "secret" not in body


def test_a_link_that_leads_out_is_not_followed(site: Path) -> None:
    (site / "out.txt").symlink_to(site.parent / "secret.txt")
    (site / "up").symlink_to(site.parent)
    (site / "again.js").symlink_to(site / "app.js")
    with StaticFiles(site_at(site), 0) as served:
        assert [ask(served, path)[0].status for path in ("/out.txt", "/up/secret.txt")] == [404] * 2
        assert ask(served, "/again.js")[0].status == 200


def test_a_folder_without_its_stroke_is_sent_on_to_itself(served: StaticFiles) -> None:
    answer, _ = ask(served, "/preview")
    assert (answer.status, answer.headers["Location"]) == (301, "/preview/")
    answer, _ = ask(served, "//preview")
    assert answer.headers["Location"] == "/preview/"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_is_taken_in(served: StaticFiles, method: str) -> None:
    assert ask(served, "/index.html", method)[0].status == 501


def test_the_page_may_talk_to_this_machine_alone(served: StaticFiles) -> None:
    policy = ask(served, "/")[0].headers["Content-Security-Policy"]
    (connecting,) = (part for part in policy.split("; ") if part.startswith("connect-src"))
    for word in connecting.split()[1:]:
        assert word in ("'self'", "data:", "blob:") or word.split("/")[2] in (
            "localhost:*",
            "127.0.0.1:*",
        )
    assert "frame-ancestors 'none'" in policy


def test_an_unpacked_jar_will_do_and_one_that_was_packed_anew(site: Path) -> None:
    unpacked = site.parent / "unpacked"
    unpacked.mkdir()
    site.rename(unpacked / "browser")
    for place in (unpacked, unpacked / "browser", packed(unpacked / "browser", "")):
        found = site_at(place).read([])
        assert found is not None
        assert found[1].startswith(b"<!doctype html><title>index.html")


def test_what_holds_no_page_is_told_of(site: Path) -> None:
    for place, why in [
        (site.parent, "holds no index.html"),
        (site / "none", "is not there"),
        (site / "app.js", "is no jar"),
        (packed(site, "other"), "holds no index.html"),
    ]:
        with pytest.raises(UsageError, match=rf"{why}\. --browser takes neo4j-browser-….jar"):
            site_at(place)


def test_a_port_that_is_taken_is_told_of(site: Path, served: StaticFiles) -> None:
    with pytest.raises(UsageError, match=r"cannot be had for Neo4j Browser .*--browser-port"):
        StaticFiles(site_at(site), served.port)
