"""Prepares the installation and serves it: what `make run` and a service manager start."""

import socket
import sqlite3
import sys
from argparse import ArgumentParser
from functools import partial
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from programs.management.commands.demo import EMAILS, PASSWORD
from web.collected import collect_if_changed
from web.supervisor import run_together


class Command(BaseCommand):
    help = "Prepare database and static files, then run the web server and the job worker until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--certificate", type=Path, help="serve https with this certificate (PEM)")
        parser.add_argument("--key", type=Path, help="the certificate's key (PEM, PKCS#8)")

    def handle(self, *, certificate: Path | None, key: Path | None, **options: object) -> None:
        refuse_taken_port(settings.LISTEN, settings.PORT)
        self.prepare()
        demo_people = demo_sign_ins() if settings.DEMO else []

        # What the processes share is loaded once, before they part; connections are never shared.
        import_module("config.wsgi")
        connections.close_all()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]  # only PostgreSQL's wrapper has a pool

        def work() -> None:
            call_command("db_worker", queue_name="*", reload=False, startup_delay=False)

        status = run_together(
            {"web server": partial(serve, certificate=certificate, key=key), "job worker": work},
            ready=lambda: answers(settings.LISTEN, settings.PORT),
            when_ready=lambda: self.greet(demo_people),
            say=self.stderr.write,
        )
        sys.exit(status)

    def prepare(self) -> None:
        """Bring database, catalogue, demo studio and static files up to date; cheap when they are."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database")
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_catalogue", verbosity=0)
        if settings.DEMO and not get_user_model().objects.exists():
            self.stdout.write("Making a demo studio")
            call_command("demo", verbosity=0)
        if collect_if_changed(settings.VAR_DIR / "static.stamp"):
            self.stdout.write("Collected the static files")

    def greet(self, demo_people: list[str]) -> None:
        self.stdout.write(f"\nSetwise is ready at {settings.SITE_URL}  (stop it with Ctrl-C)")
        if demo_people:
            self.stdout.write(f"Demo sign-ins, password “{PASSWORD}”:")
            for email in demo_people:
                self.stdout.write(f"  {email}")
        sqlite = connection.vendor == "sqlite"
        self.stdout.write(f"Database: {'SQLite ' + sqlite3.sqlite_version if sqlite else 'PostgreSQL'}\n")
        self.stdout.flush()


def serve(*, certificate: Path | None = None, key: Path | None = None) -> None:
    """Answer requests until stopped."""
    Server(
        "config.wsgi:application",
        address=settings.LISTEN,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=settings.SERVER_WORKERS,
        blocking_threads=1,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=10,
        ssl_cert=certificate,
        ssl_key=key,
    ).serve()


def demo_sign_ins() -> list[str]:
    """The demo people who can still sign in with the demo's password, trainer first."""
    people = get_user_model().objects.in_bulk(EMAILS, field_name="email")
    trainer = people.get(EMAILS[0])
    if trainer is None or not trainer.check_password(PASSWORD):
        return []
    return [email for email in EMAILS if email in people]


def refuse_taken_port(address: str, port: int) -> None:
    """Say at once that something else listens here; two servers would otherwise share the port."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as problem:
            raise CommandError(
                f"Port {port} of {address} cannot be used ({problem.strerror}). "
                f"Choose another: make run PORT={port + 1}"
            ) from problem


def answers(address: str, port: int) -> bool:
    """Whether something accepts connections here."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)
    try:
        socket.create_connection((reachable, port), timeout=0.2).close()
    except OSError:
        return False
    return True
