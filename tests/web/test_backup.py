"""A backup is one whole file, made while the database is in use."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from trainer.models import Studio


@pytest.mark.sqlite_only
def test_a_backup_holds_what_was_committed(transactional_db: None, tmp_path: Path) -> None:
    Studio.objects.create(name="Northside Strength")
    call_command("backup", tmp_path / "copy.sqlite3", verbosity=0)
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        assert copy.execute("SELECT name FROM trainer_studio").fetchall() == [("Northside Strength",)]


@pytest.mark.sqlite_only
def test_only_its_owner_can_read_a_backup(transactional_db: None, tmp_path: Path) -> None:
    call_command("backup", tmp_path / "copy.sqlite3")
    assert stat.S_IMODE((tmp_path / "copy.sqlite3").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["copy.sqlite3"]


@pytest.mark.sqlite_only
def test_a_backup_never_overwrites_a_file(transactional_db: None, tmp_path: Path) -> None:
    (tmp_path / "copy.sqlite3").write_text("precious")
    with pytest.raises(CommandError, match="a backup never overwrites a file"):
        call_command("backup", tmp_path / "copy.sqlite3")
    assert (tmp_path / "copy.sqlite3").read_text() == "precious"


@pytest.mark.sqlite_only
def test_a_missing_folder_is_said(transactional_db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="does not exist"):
        call_command("backup", tmp_path / "nowhere" / "copy.sqlite3")


@pytest.mark.postgresql_only
def test_on_postgresql_its_own_tool_is_named(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="pg_dump"):
        call_command("backup", tmp_path / "copy.sqlite3")
