"""Bytes to text: byte order marks, UTF-8 where it is valid, what the page declares, and only then detection."""

from __future__ import annotations

import codecs

from factledger.errors import FactledgerError

_SAMPLE = 64 * 1024  # bytes that detection looks at: more finds nothing new and costs seconds
_WESTERN = "cp1252"
#: What detection may answer: the encodings that news pages were written in. Its full list holds near twins of them
#: (mac_iceland, cp1257) that short texts fit as well.
_CANDIDATES = (
    "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "gb18030", "big5", "shift_jis",
    "euc_jp", "euc_kr",
)  # fmt: skip
_WIDE = ("utf_16_le", "utf_16_be")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class UnknownEncoding(ValueError):  # noqa: N818 -- it names a state of the data, as UnicodeDecodeError does
    """Bytes that no accepted encoding fits."""


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of `data`; raises `UnknownEncoding` where it is none.

    In this order: a byte order mark; UTF-8, which other encodings almost never satisfy by chance, whatever is
    declared; the declared encoding; Windows-1252 where next to no byte is outside ASCII, as in English; what
    charset-normalizer finds. NUL bytes without a mark are no text. Raises `FactledgerError` where charset-normalizer
    is needed and missing.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared:
        try:
            return data.decode(_WESTERN if declared.lower() in ("iso-8859-1", "latin-1", "ascii") else declared)
        except (LookupError, ValueError):  # no such encoding, or it is not what the bytes are in
            pass
    return _strictly(data, _detected(data[:_SAMPLE]))


def encoding_of(sample: bytes) -> str:
    """Return the encoding of a file that begins with `sample`; raises like `decode`."""
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return "utf-8-sig" if encoding == "utf-8" else encoding[:6]  # utf-16 and utf-32 take their mark away
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return _detected(sample)
    return "utf-8"


def _detected(sample: bytes) -> str:
    wide = _is_wide(sample)
    if sample.count(0) > len(sample) // 100 and not wide:
        raise UnknownEncoding("it holds NUL bytes and is no text")
    foreign = len(sample.translate(None, bytes(range(128))))
    if not wide and (foreign * 20 < len(sample) or foreign < 4):
        return _WESTERN
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        raise FactledgerError(
            "detecting an encoding needs charset-normalizer: pip install 'factledger[cli]'"
        ) from None
    best = from_bytes(sample, cp_isolation=list(_WIDE if wide else _CANDIDATES)).best()
    if best is None:
        raise UnknownEncoding("no known encoding fits its bytes")
    return _WESTERN if _WESTERN in best.could_be_from_charset else best.encoding


def _is_wide(sample: bytes) -> bool:
    """Whether every other byte of mostly ASCII text in UTF-16 is NUL."""
    return sample[1::2].count(0) > len(sample) // 4 or sample[::2].count(0) > len(sample) // 4


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownEncoding(
            f"it is not {error.encoding} (byte 0x{data[error.start]:02x} at offset {error.start})"
        ) from None
