"""Fetch the pinned third-party static files, or check that those we hold are the pinned ones."""

import base64
import hashlib
import subprocess
import tarfile
import tempfile
import tomllib
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

VENDOR_DIR = Path(settings.BASE_DIR) / "static" / "vendor"


@dataclass(frozen=True, slots=True)
class Pin:
    """One file in static/vendor: where it comes from and the hash of the bytes that we serve."""

    file: str
    npm: str
    version: str
    path: str
    sha384: str


def read_pins(directory: Path) -> list[Pin]:
    """The pins that stand in ``vendor.toml`` of this directory, in the order written there."""
    document = tomllib.loads((directory / "vendor.toml").read_text())
    return [Pin(**entry) for entry in document["file"]]


def digest(content: bytes) -> str:
    """SHA-384 in base64, as browsers write it in an integrity attribute."""
    return base64.b64encode(hashlib.sha384(content).digest()).decode()


def without_source_map(content: bytes) -> bytes:
    """The same file without its pointer to a source map, which we don't serve."""
    return b"".join(line for line in content.splitlines(keepends=True) if b"sourceMappingURL=" not in line)


def mismatches(directory: Path) -> list[str]:
    """What is wrong with the files held: missing, changed, or there without a pin."""
    pins = {pin.file: pin for pin in read_pins(directory)}
    held = {path.name for path in directory.iterdir() if path.is_file() and path.name != "vendor.toml"}
    missing = [f"{name}: missing" for name in sorted(pins.keys() - held)]
    unpinned = [f"{name}: not in vendor.toml" for name in sorted(held - pins.keys())]
    changed = [
        f"{name}: its hash is not the pinned one"
        for name in sorted(pins.keys() & held)
        if digest((directory / name).read_bytes()) != pins[name].sha384
    ]
    return missing + unpinned + changed


def fetch(pin: Pin) -> bytes:
    """The pinned file's bytes out of its npm package, its source map pointer removed."""
    with tempfile.TemporaryDirectory() as scratch:
        command = ["npm", "pack", "--silent", f"{pin.npm}@{pin.version}", "--pack-destination", scratch]
        subprocess.run(command, check=True, capture_output=True, cwd=scratch, timeout=120)
        [archive] = Path(scratch).glob("*.tgz")
        with tarfile.open(archive) as package:
            member = package.extractfile(f"package/{pin.path}")
            if member is None:
                raise CommandError(f"{pin.npm}@{pin.version} holds no {pin.path}")
            return without_source_map(member.read())


class Command(BaseCommand):
    help = "Fetch the files that static/vendor/vendor.toml pins, and verify their hashes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="only recompute the hashes of the files held"
        )

    def handle(self, *args: object, check: bool, **options: object) -> None:
        if not check:
            for pin in read_pins(VENDOR_DIR):
                self._replace(pin)
        problems = mismatches(VENDOR_DIR)
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write(f"{len(read_pins(VENDOR_DIR))} vendored files match their pinned hashes.")

    def _replace(self, pin: Pin) -> None:
        """Write the fetched file, but only if it is the one that was pinned."""
        try:
            content = fetch(pin)
        except (subprocess.SubprocessError, OSError, KeyError) as error:
            raise CommandError(f"{pin.npm}@{pin.version} could not be fetched: {error}") from error
        if digest(content) != pin.sha384:
            raise CommandError(f"{pin.file}: fetched bytes hash to {digest(content)}, not to the pinned hash")
        (VENDOR_DIR / pin.file).write_bytes(content)
