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


GZIP, HUGE = "Content-Encoding: gzip\r\n", b"<html><body><p>" + b"40 people. " * 5_000_000 + b"</p></body></html>"


def warc(path: Path) -> tuple[list[str], dict[str, str]]:
    """Write an archive; return the addresses of its good articles, and the code of each bad record by its name."""
    packed = [gzip.compress(article(n).encode()) for n in range(12, 16)]
    records = [record(page(n), article(n).encode()) for n in range(8)]
    good = [gzip.compress(one) for one in records]
    flipped, short = bytearray(good[5]), good[6][:200]
    middle = len(flipped) // 2
    flipped[middle : middle + 8] = b"\xff" * 8
    crc = bytearray(gzip.compress(record(page(20), article(20).encode())))
    crc[-5] ^= 1
    deflated = zlib.compress(article(16).encode())
    members: list[tuple[bytes, str | None]] = [
        (gzip.compress(record("https://nordfunk.example/", b"", kind="request")), None),
        (good[0], page(0)),
        (bytes(flipped), "broken_record"),
        (good[1], page(1)),
        (gzip.compress(record(page(30), b"\x89PNG", media="image/png")), None),
        (gzip.compress(record(page(31), b"gone", status="404 Not Found")), None),
        (short, "broken_record"),
        (good[2], page(2)),
        (gzip.compress(record("https://nordfunk.example/app", SCRIPTS.encode())), None),
        (gzip.compress(record(page(10), article(10, charset=None).encode("cp1252"))), page(10)),
        (gzip.compress(record(page(11), article(11, charset="iso-8859-1").encode(), media="text/html")), page(11)),
        (gzip.compress(record(page(17), article(17, charset=None).encode("utf-16"), media="text/html")), page(17)),
        (gzip.compress(record("https://nordfunk.example/huge", HUGE), 1), None),
        (bytes(crc), "broken_record"),
        (gzip.compress(record(page(12), packed[0], extra=GZIP)), page(12)),
        (gzip.compress(record("https://nordfunk.example/bomb", gzip.compress(HUGE, 1), extra=GZIP)), None),
        (gzip.compress(record(page(13), article(13).encode(), extra=GZIP)), page(13)),  # the crawler unpacked it
        (gzip.compress(record(page(14), packed[2][:-200], extra=GZIP)), "broken_record"),
        (
            gzip.compress(record(page(15), packed[3][:300] + b"\xff" * 9 + packed[3][309:], extra=GZIP)),
            "broken_record",
        ),
        (gzip.compress(record(page(16), deflated, extra="content-encoding: Deflate\r\n")), page(16)),
        (gzip.compress(record(page(18), deflated[2:-4], extra="Content-Encoding: deflate\r\n")), page(18)),
        (b"no member at all", "broken_record"),
        (good[3], page(3)),
        (gzip.compress(records[4].replace(b"</html>", b"")), "shorter than it says"),
        (gzip.compress(record(page(19), article(19).encode())), page(19)),
        (good[7][:-30], "broken_record"),
    ]
    path.write_bytes(b"".join(member for member, _ in members))
    addresses, bad, at = [], {}, 0
    for member, what in members:
        if what == "shorter than it says":  # what there is of the page comes out all the same
            addresses.append(page(4))
        if what in ("shorter than it says", "broken_record"):
            bad[f"{path} at byte {at}"] = "broken_record"
        elif what is not None:
            addresses.append(what)
        at += len(member)
    names = {"app": "no_article", "huge": "too_large", "bomb": "too_large"}
    return addresses, bad | {f"https://nordfunk.example/{name}": code for name, code in names.items()}


def folder(path: Path) -> tuple[list[str], dict[str, str]]:
    """Write pages below a folder; return the good ones' names, and the code of each bad one by its own."""
    below = path / "news"
    below.mkdir(parents=True)
    good = {
        "a.html": article(1).encode(),
        "b.htm": article(2, charset="utf-8").encode("cp1252"),  # says one thing and is another
        "c.html": article(3, charset="iso-8859-1").encode(),
        "d.xhtml": article(4, charset=None).encode("utf-16"),
        "e.html": article(5, charset="klingon").encode("utf-8-sig"),
        "f.html.gz": gzip.compress(article(6).encode()),
        "g.html": article(7, head="<script>" + "var x = 1;" * 100_000 + "</script>").encode(),
    }
    bad = {
        "m.html": (SCRIPTS.encode(), "no_article"),
        "n.html": (HUGE, "too_large"),
        "o.html.gz": (gzip.compress(article(8).encode())[:-30], "unreadable"),
        "p.html": (b"", "no_html"),
        "q.html": (bytes(range(256)) * 40, "encoding"),
        "r.pdf": (b"%PDF-1.7", "unknown_suffix"),
        "s.html": (b"<html><body></body></html>", "no_article"),
        "t.html.gz": (b"<html>not packed</html>", "unreadable"),
        "u.html.gz": (gzip.compress(HUGE, 1), "too_large"),
    }
    for name, content in {**good, **{name: content for name, (content, _) in bad.items()}}.items():
        (below / name).write_bytes(content)
    (below / ".hidden.html").write_bytes(good["a.html"])
    return [str(below / name) for name in good], {str(below / name): code for name, (_, code) in bad.items()}
