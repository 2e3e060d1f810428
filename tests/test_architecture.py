"""What the prose about this project promises, held by tests."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands
from importlinter.cli import lint_imports

ROOT: Path = settings.BASE_DIR
OURS = (
    "config",
    "web",
    "trainer",
    "programs",
    "templates",
    "static",
    "tests",
    "benchmarks",
    "scripts",
    "docs",
)
APPS = {"web", "trainer", "programs"}
LONGEST_FILE = 500
LONGEST_SCRIPT = 200


def files(*suffixes: str, folders: tuple[str, ...] = OURS) -> list[Path]:
    """The project's own files with these endings, without vendored ones and migrations."""
    return [
        path
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in suffixes and not {"vendor", "migrations", "__pycache__"} & set(path.parts)
    ]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def documentation() -> str:
    return "\n".join(path.read_text() for path in [ROOT / "README.md", *files(".md", folders=("docs",))])


def test_imports_run_one_way() -> None:
    assert lint_imports(no_cache=True) == 0


def imported(path: Path) -> Iterator[str]:
    """Full names of the modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)} imports by a relative name"
            assert node.module is not None
            yield node.module


def test_the_engine_imports_the_standard_library_only() -> None:
    engine = files(".py", folders=("programs/prescription",))
    assert len(engine) > 5
    assert [
        f"{named(path)} imports {name}"
        for path in engine
        for name in imported(path)
        if name.split(".")[0] not in sys.stdlib_module_names
        and name != "programs.prescription"
        and not name.startswith("programs.prescription.")
    ] == []


def test_the_engine_asks_neither_clock_nor_chance() -> None:
    refused = {"time", "random", "secrets", "socket", "sqlite3", "subprocess", "urllib", "os", "pathlib"}
    assert [
        f"{named(path)} imports {name}"
        for path in files(".py", folders=("programs/prescription",))
        for name in imported(path)
        if name.split(".")[0] in refused
    ] == []


def settings_read() -> set[str]:
    """Names that config/settings.py reads from the environment."""
    source = (ROOT / "config" / "settings.py").read_text()
    return set(re.findall(r"""\benv(?:\.\w+)?\(\s*["'](\w+)["']""", source))


def test_every_setting_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"^\| `(\w+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))
    assert documented == settings_read()


def test_every_command_is_documented() -> None:
    ours = [name for name, app in get_commands().items() if app in APPS]
    text = documentation()
    assert len(ours) > 5
    assert [name for name in sorted(ours) if f"manage.py {name}" not in text] == []


def test_every_way_to_call_make_is_documented() -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    text = documentation()
    assert [name for name in targets if name != "help" and f"make {name}" not in text] == []


def test_no_file_is_longer_than_two_rooms() -> None:
    sources = files(".py", ".js", ".html", ".css")
    assert len(sources) > 50
    lengths = {named(path): path.read_text().count("\n") for path in sources}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_every_module_says_what_it_is() -> None:
    assert [
        named(path)
        for path in files(".py")
        if not (ast.get_docstring(ast.parse(path.read_text())) or "").strip()
    ] == []


INLINE = {
    "an inline style": r"<style\b|\sstyle\s*=",
    "an inline script": r"<script(?![^>]*\ssrc=)[^>]*>|javascript:",
    "an inline handler": r"\son[a-z]+\s*=|\shx-on[:\-=]|\shx-vars|\shx-boost",
    "something from another host": r"""(?:src|action|data)\s*=\s*["'](?:https?:)?//""",
}


@pytest.mark.parametrize("kind", INLINE)
def test_templates_hold_nothing_that_the_content_security_policy_refuses(kind: str) -> None:
    templates = files(".html", folders=("templates",))
    assert len(templates) > 10
    assert [
        f"{named(path)}: {found.group()}"
        for path in templates
        for found in re.finditer(INLINE[kind], path.read_text(), re.IGNORECASE)
    ] == []


def test_scripts_never_evaluate_text() -> None:
    refused = re.compile(
        r"\beval\(|new Function\(|insertAdjacentHTML|\.(?:inner|outer)HTML\s*=|document\.write"
    )
    assert [
        f"{named(path)}: {found.group()}"
        for path in files(".js", folders=("static/js",))
        for found in refused.finditer(path.read_text())
    ] == []


def test_scripts_stay_small() -> None:
    lengths = {named(path): path.read_text().count("\n") for path in files(".js", folders=("static/js",))}
    assert {name: length for name, length in lengths.items() if length > LONGEST_SCRIPT} == {}


def test_nothing_names_a_place_on_one_machine() -> None:
    machine = re.compile(r"(?<![\w.])/(?:work|home|root|Users)/\w+")
    texts = [
        *files(".py", ".js", ".html", ".css", ".md", ".toml", ".txt", ""),
        ROOT / "README.md",
        ROOT / "Makefile",
    ]
    assert [
        f"{named(path)}: {found.group()}"
        for path in texts
        if path.is_file()
        for found in machine.finditer(path.read_text())
    ] == []
