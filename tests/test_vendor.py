"""The third-party files that we serve are the ones that were pinned."""

import base64
import hashlib
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from web.management.commands import vendor

FILES = sorted(path for path in vendor.VENDOR_DIR.iterdir() if path.name != "vendor.toml")


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of static/vendor that the command works on instead."""
    directory = tmp_path / "vendor"
    shutil.copytree(vendor.VENDOR_DIR, directory)
    monkeypatch.setattr(vendor, "VENDOR_DIR", directory)
    return directory


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_vendored_file_has_its_pinned_hash(path: Path) -> None:
    [pin] = [pin for pin in vendor.read_pins(vendor.VENDOR_DIR) if pin.file == path.name]
    assert base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode() == pin.sha384


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_vendored_file_is_named_after_its_version_and_points_to_no_source_map(path: Path) -> None:
    [pin] = [pin for pin in vendor.read_pins(vendor.VENDOR_DIR) if pin.file == path.name]
    assert path.name.startswith(f"{pin.npm}-{pin.version}.")
    assert b"sourceMappingURL" not in path.read_bytes()


def test_only_the_line_that_points_to_a_source_map_is_taken_out() -> None:
    content = b"a{color:red}\n/*# sourceMappingURL=a.css.map */\n/* end */\n"
    assert vendor.without_source_map(content) == b"a{color:red}\n/* end */\n"


def test_the_check_says_how_many_files_match() -> None:
    said = StringIO()
    call_command("vendor", "--check", stdout=said)
    assert said.getvalue() == f"{len(FILES)} vendored files match their pinned hashes.\n"


def test_the_check_names_files_that_were_changed_are_missing_or_have_no_pin(copied: Path) -> None:
    first = vendor.read_pins(copied)[0]
    (copied / first.file).write_bytes(b"something else")
    (copied / "unknown.js").write_bytes(b"")
    with (copied / "vendor.toml").open("a") as pins:
        pins.write('\n[[file]]\nfile = "x-1.js"\nnpm = "x"\nversion = "1"\npath = "x.js"\nsha384 = ""\n')
    with pytest.raises(CommandError) as refusal:
        call_command("vendor", "--check")
    assert str(refusal.value).splitlines() == [
        "x-1.js: missing",
        "unknown.js: not in vendor.toml",
        f"{first.file}: its hash is not the pinned one",
    ]


def test_fetched_bytes_that_are_not_the_pinned_ones_replace_nothing(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = vendor.read_pins(copied)[0]
    before = (copied / first.file).read_bytes()
    monkeypatch.setattr(vendor, "fetch", lambda pin: b"tampered with")
    with pytest.raises(CommandError, match="not to the pinned hash"):
        call_command("vendor")
    assert (copied / first.file).read_bytes() == before
