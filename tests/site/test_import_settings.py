"""What is set before MkDocs and nbconvert are imported does what it is there for."""

from __future__ import annotations

import pytest
from nbconvert.exporters import base

from claimweave.site.import_settings import import_settings

EXPORTERS = "NBCONVERT_DISABLE_CONFIG_EXPORTERS"


def test_what_somebody_has_set_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "")
    monkeypatch.delenv(EXPORTERS, raising=False)
    settings = import_settings()
    assert settings["NO_MKDOCS_2_WARNING"] == ""
    assert settings[EXPORTERS]


@pytest.mark.parametrize("settled", [True, False])
def test_a_format_is_named_without_being_tried(
    monkeypatch: pytest.MonkeyPatch, *, settled: bool
) -> None:
    """A version of nbconvert that does not heed it would cost each build half a second."""
    tried: list[str] = []

    def get_exporter(name: str, **_: object) -> type[base.Exporter]:
        tried.append(name)
        return base.Exporter

    monkeypatch.setattr(base, "get_exporter", get_exporter)
    monkeypatch.delenv(EXPORTERS, raising=False)
    if settled:
        monkeypatch.setenv(EXPORTERS, import_settings()[EXPORTERS])
    assert "html" in base.get_export_names()
    assert bool(tried) != settled
