"""An extractor that finds nothing, and dies, hangs or raises on words in the text: for tests of what becomes of that.

It stands in a module of its own, so that worker processes import little, and reads no table.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

from factledger import Claims, Document, Extractor


class Unruly(Extractor):
    """Leaves a mark of each text that it dies of in the file `marks`, which SOON does when it is done."""

    def __init__(self, marks: str = "") -> None:
        super().__init__()
        self.marks = marks

    def extract(self, text: str | Document, **source_fields: Any) -> Claims:
        document = text if isinstance(text, Document) else Document.of(text, **source_fields)
        words = document.text
        if "DIE" in words:
            with open(self.marks, "a") as file:
                file.write(words[:10] + "\n")
            if "ONCE" not in words or Path(self.marks).read_text().count(words[:10]) == 1:
                os.kill(os.getpid(), signal.SIGKILL)
        if "SOON" in words:
            threading.Timer(0.2, self._end).start()
        if "HANG" in words:
            time.sleep(600)
        if "RAISE" in words:
            raise ValueError("no")
        if "PRINT" in words:
            print("to standard output", flush=True)
        return Claims(document.source, [])

    def _end(self) -> None:
        Path(self.marks).write_text("ending")
        os._exit(3)
