"""What `import factledger` loads, and that its names are the public ones whatever is imported first."""

from __future__ import annotations

import subprocess
import sys

import pytest

import factledger


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import factledger; assert 'pydantic' not in sys.modules", id="nothing heavy"),
        pytest.param(
            "import factledger.extract, factledger; assert not factledger.extract('')", id="room, then function"
        ),
        pytest.param(
            "import factledger; assert not factledger.extract('') and not factledger.flags('')", id="functions"
        ),
        pytest.param(
            "import factledger.flags.patterns, factledger; assert not factledger.flags('')", id="inner room, function"
        ),
        pytest.param("import factledger; factledger.records.Claim; factledger.segment.segment", id="rooms"),
    ],
)
def test_names_are_bound_when_asked_for(code: str) -> None:
    subprocess.run([sys.executable, "-c", f"import sys; {code}"], check=True)


def test_every_public_name_is_there() -> None:
    assert set(factledger.__all__) <= set(dir(factledger))
    assert all(getattr(factledger, name) is not None for name in factledger.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = factledger.nothing
