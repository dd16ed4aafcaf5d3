"""Let the n-th write to a ledger's files fail, for every n of a session, and look at what the ledger holds.

    python benchmarks/fail_ledger.py [--writes 200] [--every 1]

A write is a call by which SQLite writes to the ledger or its log, or has the disk keep it (`pwrite`, `fsync`). It is
made to fail below SQLite, by a small library that is compiled here and loaded before the C library (Linux, with a C
compiler): as on a full disk or a broken one, after half of the bytes or none, once or until the disk is "freed". The
session records document by document, goes on after a failure, and closes while writes may still fail.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from factledger import FactledgerError, Ledger
from kill_ledger import Pair, pairs

DOCUMENTS, FIGURES = 16, 6

LIBRARY = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <sys/types.h>

static long armed = 0, seen = 0, first = 0, last = 0, failed = 0;
static int reason = 0, half = 0;

/* Writes from number `from` on fail, `times` of them; without any, they are only counted. */
void fail(long from, long times, int code, int partly) {
    armed = 1; seen = 0; failed = 0; first = from; last = from + times; reason = code; half = partly;
}
void heal(void) { last = 0; }
void stop(void) { armed = 0; }
long writes(void) { return seen; }
long failures(void) { return failed; }

static int fails(void) {
    if (!armed) return 0;
    seen++;
    if (seen < first || seen >= last) return 0;
    failed++;
    return 1;
}

typedef ssize_t (*writer)(int, const void *, size_t, off_t);
static ssize_t wrote(const char *name, int fd, const void *data, size_t size, off_t at) {
    writer real = (writer)dlsym(RTLD_NEXT, name);
    if (!fails()) return real(fd, data, size, at);
    if (half && size > 1) real(fd, data, size / 2, at);  /* torn: half of it stands there */
    errno = reason;
    return -1;
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return wrote("pwrite", fd, data, size, at); }
ssize_t pwrite64(int fd, const void *data, size_t size, off_t at) { return wrote("pwrite64", fd, data, size, at); }

typedef int (*keeper)(int);
static int kept(const char *name, int fd) {
    if (!fails()) return ((keeper)dlsym(RTLD_NEXT, name))(fd);
    errno = EIO;
    return -1;
}
int fsync(int fd) { return kept("fsync", fd); }
int fdatasync(int fd) { return kept("fdatasync", fd); }
"""

ENOSPC, EIO = 28, 5
#: How a write fails: times, reason, whether half of it is written. Every n takes the next.
WAYS = ((1, ENOSPC, 0), (1, EIO, 1), (1 << 40, ENOSPC, 0), (1 << 40, EIO, 1), (1, ENOSPC, 1), (3, EIO, 0))


def compiled(folder: Path) -> Path | None:
    """Return the library, None where there is no C compiler."""
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        return None
    source, library = folder / "fail.c", folder / "fail.so"
    source.write_text(LIBRARY)
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    return library


def session(path: Path, expected: list[Pair], shim: ctypes.CDLL, at: int, way: tuple[int, int, int]) -> Counter[str]:
    """Record everything while writes fail from the `at`-th on (0: none); check what is held; return what happened."""
    happened: Counter[str] = Counter()
    acknowledged, failed = [], []
    ledger = Ledger(path)
    shim.fail(at, way[0] if at else 0, way[1], way[2])
    for number, (document, claims) in enumerate(expected):
        try:
            ledger.record(document, claims)
        except FactledgerError as error:
            message = str(error)
            assert str(path) in message, message
            happened["full" if "disk is full" in message else "other"] += 1
            failed.append(document)
            shim.heal()  # the disk has room again
            if number % 2:  # tried again at once; else only at the end
                ledger.record(document, claims)
                acknowledged.append(document)
        else:
            acknowledged.append(document)
    held = ledger.documents()
    assert [one for one in held if one not in failed] == [one for one in acknowledged if one not in failed]
    assert all(one in held for one in acknowledged), "an acknowledged document is lost"
    ledger.close()
    happened["writes"], happened["failures"] = shim.writes(), shim.failures()
    shim.stop()
    with Ledger(path) as again:
        assert again.documents() == held, "what was held is not there any more"
        entries = list(again.entries())
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1)), "numbers with gaps"
        assert len({entry.id for entry in entries}) == len(entries), "an entry stands twice"
        found = again.verify(deep=True)
        assert found.ok, found
        claims_of = {document.id: claims for document, claims in expected}
        assert again.claims() == [claim for one in held for claim in claims_of[one.id]], "a document torn apart"
        again.record_many(expected)
        assert len(again.documents()) == len(expected), "recording again did not complete it"
        assert len(again.claims()) == sum(len(claims) for _, claims in expected)
        assert again.verify(deep=True).ok
    return happened


def inside(wanted: int, every: int) -> None:
    """Run all sessions, in the process that has the library."""
    shim = ctypes.CDLL(None)
    shim.fail.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_int, ctypes.c_int)
    shim.writes.restype = shim.failures.restype = ctypes.c_long
    expected = list(pairs(DOCUMENTS, FIGURES))
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        whole = session(Path(folder, "whole.ledger"), expected, shim, 0, WAYS[0])["writes"]
        assert whole >= wanted, f"the session has only {whole} writes"
        places = range(1, whole + 1, every)
        for at in places:
            path = Path(folder, f"{at}.ledger")
            happened = session(path, expected, shim, at, WAYS[(at // every) % len(WAYS)])
            assert happened["failures"], f"write {at} did not fail"
            total += happened
            path.unlink()
    which = "n" if every == 1 else f"{every}th n"
    print(
        f"{len(places)} sessions of {whole} writes, the n-th failing for every {which}: {total['failures']} failed "
        f"writes, {total['full']} times told that the disk is full, {total['other']} times of another fault; every "
        "acknowledged document was there, none torn or twice, every tree and index verified, recording again "
        "completed each"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--writes", type=int, default=200, help="writes that the session must have at least")
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()
    if "FACTLEDGER_FAILS" in os.environ:
        inside(given.writes, given.every)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        library = compiled(Path(folder))
        if library is None:
            print("SKIPPED: no C compiler, or not Linux")
            return 0
        environment = {**os.environ, "LD_PRELOAD": str(library), "FACTLEDGER_FAILS": "1"}
        return subprocess.run([sys.executable, *sys.argv], env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
