"""Worker processes that take bytes and give bytes, kept alive by one thread each.

A worker is a fresh interpreter that talks over its standard input and output. So nothing of the parent is imported
again (scripts need no `__main__` guard, notebooks work), a worker ends when its parent does, however that ends, and a
worker that dies or hangs is replaced without touching the others. How many items of a frame are done stands in memory
that the two share, so that it outlives the worker and costs the parent nothing while all goes well.
"""

from __future__ import annotations

import gc
import mmap
import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO, Any, NamedTuple

from factledger.errors import FactledgerError

_FRAME = struct.Struct("<cQ")
_READY, _ANSWER, _FAILED = b"r", b"=", b"!"
_COUNT = struct.Struct("<Q")
_START = "import sys; sys.path[:] = {path!r}; from factledger.workers import serve; serve({shared!r})"
_WATCH = 0.05  # seconds between looks at how long the workers have been at an item

#: What a worker does with a frame: bytes and the extractor in, bytes out; calls `tick` after each item.
Task = Callable[[bytes, Any, Callable[[], None]], bytes]


class Lost(NamedTuple):
    """An item that came to nothing: `worker_died` or `timeout`, and what happened."""

    code: str
    message: str


class _Gone(Exception):  # noqa: N818 -- never leaves this module
    """The worker ended while it worked on the item after `done` others."""

    def __init__(self, done: int, lost: Lost) -> None:
        super().__init__(lost.message)
        self.done = done
        self.lost = lost


# --- in the worker ------------------------------------------------------------------------------------------------


def serve(shared: str) -> None:
    """Work as a worker process: set up by the first frame, then answer each frame until the input ends.

    `shared` is the file in which the items done are counted.
    """
    count = _mapped(shared)
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        _COUNT.pack_into(count, 0, done)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(source.fileno(), os.O_BINARY)
        msvcrt.setmode(sink.fileno(), os.O_BINARY)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)  # what libraries print must not come between the frames
    try:
        task, extractor, first = pickle.loads(_read(source)[1])
        task(first, extractor, lambda: None)  # tables are read now, on nobody's time
        gc.collect()
        gc.freeze()  # they stay for good: the collector, which takes a tenth of the time, need not walk them again
    except EOFError:
        return
    except BaseException as error:
        _write(sink, _FAILED, f"{type(error).__name__}: {error}".encode("utf-8", "replace"))
        return
    try:
        _write(sink, _READY)
        while True:
            try:
                _, frame = _read(source)
            except EOFError:
                return
            done = 0
            _write(sink, _ANSWER, task(frame, extractor, tick))
    except BrokenPipeError:  # the parent is gone
        os._exit(1)


def _mapped(path: str) -> mmap.mmap:
    with open(path, "r+b") as file:
        return mmap.mmap(file.fileno(), _COUNT.size)


def _read(stream: IO[bytes]) -> tuple[bytes, bytes]:
    head = stream.read(_FRAME.size)
    if len(head) < _FRAME.size:
        raise EOFError
    tag, size = _FRAME.unpack(head)
    body = stream.read(size)
    if len(body) < size:
        raise EOFError
    return tag, body


def _write(stream: IO[bytes], tag: bytes, body: bytes = b"") -> None:
    stream.write(_FRAME.pack(tag, len(body)))
    stream.write(body)
    stream.flush()


# --- in the parent ------------------------------------------------------------------------------------------------


class _Worker:
    """One worker process, started when made; raises `FactledgerError` where it does not start."""

    def __init__(self, setup: bytes, timeout: float | None) -> None:
        self._timeout = timeout
        self._lock = threading.Lock()
        self._since: tuple[int, float] | None = None  # items done when that was last looked at, when it changed
        self.timed_out = False
        handle, shared = tempfile.mkstemp(prefix="factledger-")
        with open(handle, "wb") as file:
            file.write(bytes(_COUNT.size))
        self._count = _mapped(shared)
        flags: dict[str, Any] = {"creationflags": 0x200} if sys.platform == "win32" else {"process_group": 0}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START.format(path=sys.path, shared=shared)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, **flags,
        )  # fmt: skip
        try:
            tag, body = self._exchange(setup)
        except (EOFError, OSError):
            code = self.stop()
            raise FactledgerError(f"a worker process did not start (exit code {code})") from None
        finally:
            with suppress(OSError):  # both hold it open, and Windows keeps what is open
                os.unlink(shared)
        if tag != _READY:
            self.stop()
            raise FactledgerError(f"a worker process did not start: {body.decode('utf-8', 'replace')}")

    def ask(self, frame: bytes) -> bytes:
        """Return the answer to a frame; raises `_Gone` where the process dies or an item takes too long."""
        _COUNT.pack_into(self._count, 0, 0)
        with self._lock:
            self._since = (0, time.monotonic())
        try:
            return self._exchange(frame)[1]
        except (EOFError, OSError):
            code, done = self.stop(), self._done
            if self.timed_out:
                raise _Gone(done, Lost("timeout", f"not done after {self._timeout:g} s; left out")) from None
            raise _Gone(done, Lost("worker_died", f"the worker process died of it ({_ending(code)})")) from None
        finally:
            with self._lock:
                self._since = None

    def end_if_late(self) -> None:
        """End the process where it has worked on one item for more than the timeout."""
        with self._lock:
            if self._since is None or self._timeout is None:
                return
            now, done = time.monotonic(), self._done
            if done != self._since[0]:
                self._since = (done, now)
            elif now - self._since[1] > self._timeout:
                self.timed_out = True
                self.process.kill()

    def stop(self) -> int:
        """End the process and return its exit code."""
        self.process.kill()
        code = self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was not yet written cannot be any more
                    pipe.close()
        return code

    @property
    def _done(self) -> int:
        return int(_COUNT.unpack_from(self._count)[0])

    def _exchange(self, frame: bytes) -> tuple[bytes, bytes]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        _write(self.process.stdin, _ANSWER, frame)
        return _read(self.process.stdout)


def _ending(code: int) -> str:
    if code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"
    return f"exit code {code}"


class Pool:
    """Worker processes behind two queues: `put` numbered chunks, `get` their answers in any order.

    `pack` makes a frame of some of a chunk's items; those of `first` are what a new worker warms up on. An answer
    is a list, in the order of the items: each a piece of what `split` makes of a worker's frame, or `Lost`. Where a
    worker dies, its chunk is tried again without the item that it died of, and that item alone once more; only then
    is it lost. An item that takes more than `timeout` seconds is lost at once. `close` ends all processes.
    """

    def __init__(
        self,
        workers: int,
        task: Task,
        extractor: Any,
        pack: Callable[[Sequence[Any]], bytes],
        split: Callable[[bytes], list[Any]],
        timeout: float | None,
        first: Sequence[Any] = (),
    ) -> None:
        self._setup = pickle.dumps((task, extractor, pack(first)))
        self._pack, self._split, self._timeout = pack, split, timeout
        self._jobs: queue.SimpleQueue[tuple[int, Sequence[Any]] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[int, list[Any]] | BaseException] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._running: set[_Worker] = set()
        self._closed = threading.Event()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(workers)]
        if timeout is not None:
            self._threads.append(threading.Thread(target=self._watch, daemon=True))
        for thread in self._threads:
            thread.start()

    def put(self, number: int, items: Sequence[Any]) -> None:
        """Hand a chunk to the next free worker."""
        self._jobs.put((number, items))

    def get(self) -> tuple[int, list[Any]]:
        """Wait for a chunk and return its number and answer; raises what ended a thread."""
        answer = self._answers.get()
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def close(self) -> None:
        """End all workers and wait for the threads."""
        self._closed.set()
        for _ in self._threads:
            self._jobs.put(None)
        with self._lock:
            for worker in self._running:
                worker.process.kill()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        if hasattr(signal, "SIGPIPE"):
            # A worker that is gone when it is written to is this thread's to handle, also in a program that lets
            # the signal end it, as ours does.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPIPE})
        worker: _Worker | None = None
        try:
            while (job := self._jobs.get()) is not None and not self._closed.is_set():
                number, items = job
                answer: list[Any] = [None] * len(items)
                waiting, suspects = list(range(len(items))), set[int]()
                groups = [waiting] if waiting else []
                while groups and not self._closed.is_set():
                    group = groups.pop()
                    worker = worker or self._start()
                    try:
                        pieces = self._split(worker.ask(self._pack([items[place] for place in group])))
                    except _Gone as gone:
                        self._forget(worker)
                        worker = None
                        culprit = group[min(gone.done, len(group) - 1)]
                        rest = [place for place in group if place != culprit]
                        if gone.lost.code == "timeout" or culprit in suspects:
                            answer[culprit] = gone.lost
                        else:
                            suspects.add(culprit)
                            groups.append([culprit])
                        if rest:
                            groups.append(rest)
                        continue
                    for place, piece in zip(group, pieces, strict=True):
                        answer[place] = piece
                self._answers.put((number, answer))
        except BaseException as error:  # carried over to the thread that asks
            self._answers.put(error)
        finally:
            if worker is not None:
                worker.stop()
                self._forget(worker)

    def _start(self) -> _Worker:
        worker = _Worker(self._setup, self._timeout)
        with self._lock:
            self._running.add(worker)
        if self._closed.is_set():
            worker.process.kill()
        return worker

    def _forget(self, worker: _Worker) -> None:
        with self._lock:
            self._running.discard(worker)

    def _watch(self) -> None:
        while not self._closed.wait(_WATCH):
            with self._lock:
                for worker in self._running:
                    worker.end_if_late()
