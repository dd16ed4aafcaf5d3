"""The one error type that bad arguments raise."""

from __future__ import annotations


class FactledgerError(ValueError):
    """A bad argument, file or setting: the message names what was wrong and what is accepted.

    Bad *text* never raises; it gives fewer claims, or a diagnostic in `Claims.diagnostics`.
    """
