"""Pages, archives and folders made for the tests: good articles, and everything that crawls hold besides."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

GOOD = (
    "At least {n} people have died in the floods around Tornau, the mayor said on Thursday, and 1,250 were still "
    "missing in the valley below the town.",
    "Some 3,000 residents fled to the hills, said Ilse Brandt, the mayor. The water has risen by two metres since "
    "Monday and is still rising in places, and “nobody” knows when it will stop.",
    "The region has 3 hospitals, all of them full, a doctor told Nordfunk radio late on Wednesday evening.",
)


def article(number: int, *, charset: str | None = "utf-8", head: str = "") -> str:
    """Return an article's page."""
    declared = f'<meta charset="{charset}">' if charset else ""
    body = "".join(f"<p>{paragraph.format(n=40 + number)}</p>" for paragraph in GOOD)
    return (
        f"<!doctype html><html><head>{declared}{head}<title>Flood {number} in Tornau | Nordfunk</title>"
        '<meta property="og:site_name" content="Nordfunk"><meta name="author" content="Ada Lund">'
        '<meta property="article:published_time" content="2024-05-02T08:00:00Z"></head><body>'
        "<nav><a href='/'>Home</a> <a href='/s'>12 sports</a></nav>"
        f"<article><h1>Flood {number} in Tornau</h1>"
        "<figure><img src='a.jpg' alt=''><figcaption>Two of the 30 boats in Tornau on Thursday</figcaption></figure>"
        f"{body}<h2>All 7 bridges closed</h2><p>No train has crossed the river since Tuesday, the railway said, and "
        "none will before the weekend.</p></article>"
        "<aside><figure><figcaption>99 more photos</figcaption></figure></aside>"
        "<footer>Copyright 2024 Nordfunk</footer></body></html>"
    )


SCRIPTS = (
    "<html><head><title>App</title><script>var a = 40;</script></head><body><div id=app></div>"
    "<script>load(1250)</script><noscript></noscript></body></html>"
)


def record(
    url: str,
    body: bytes,
    *,
    media: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    kind: str = "response",
    extra: str = "",
) -> bytes:
    """Return one WARC record, not packed."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{extra}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-03T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{zlib.crc32(url.encode()):032d}>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def page(number: int) -> str:
    """Return the address of an article."""
    return f"https://nordfunk.example/{number}"


def warc(path: Path) -> tuple[list[str], dict[str, str]]:
    """Write an archive; return the addresses of its good articles, and the code of each bad record by its name."""
    huge = b"<html><body><p>" + b"40 people. " * 5_000_000 + b"</p></body></html>"
    good = [gzip.compress(record(page(n), article(n).encode())) for n in range(8)]
    flipped, short = bytearray(good[5]), good[6][:200]
    middle = len(flipped) // 2
    flipped[middle : middle + 8] = b"\xff" * 8
    crc = bytearray(gzip.compress(record(page(20), article(20).encode())))
    crc[-5] ^= 1
    members = [
        gzip.compress(record("https://nordfunk.example/", b"", kind="request")),
        good[0],
        bytes(flipped),
        good[1],
        gzip.compress(record(page(30), b"\x89PNG", media="image/png")),
        gzip.compress(record(page(31), b"gone", status="404 Not Found")),
        short,
        good[2],
        gzip.compress(record("https://nordfunk.example/app", SCRIPTS.encode())),
        gzip.compress(record(page(10), article(10, charset=None).encode("cp1252"), media="text/html; charset=utf-8")),
        gzip.compress(record(page(11), article(11, charset="iso-8859-1").encode(), media="text/html")),
        gzip.compress(record("https://nordfunk.example/huge", huge)),
        bytes(crc),
        gzip.compress(record(page(12), gzip.compress(article(12).encode()), extra="Content-Encoding: gzip\r\n")),
        b"no member at all",
        good[3],
        good[7][:-30],
    ]
    path.write_bytes(b"".join(members))
    at = {f"{path} at byte {sum(map(len, members[:n]))}": "broken_record" for n in (2, 6, 12, 14, 16)}
    return [page(n) for n in (0, 1, 2, 10, 11, 12, 3)], {
        **at,
        "https://nordfunk.example/app": "no_article",
        "https://nordfunk.example/huge": "too_large",
    }
