"""A server of PostgreSQL for tests, as Debian brings it, and databases on it."""

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

USER = "postgres"


def programs():
    """The folder of the newest server that is installed, None if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    path = shutil.which("initdb")
    return Path(path).parent if path else None


def _version(path):
    return float(path.parts[-3]) if path.parts[-3].replace(".", "").isdigit() else 0


@contextmanager
def running_server():
    """The address of a database on a server that lives as long as the block."""
    # It refuses to be run by root.
    who = {"user": USER, "group": USER} if os.name == "posix" and os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="lintnews-pg-") as folder:
        if who:
            shutil.chown(folder, USER, USER)
        data, log = f"{folder}/data", f"{folder}/log"
        run = {"cwd": folder, "check": True, "stdout": subprocess.DEVNULL, **who}
        bin = programs()
        initdb = [bin / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(initdb, **run)
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off "
            "-c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
        )
        pg_ctl = [bin / "pg_ctl", "-D", data, "-w"]
        subprocess.run([*pg_ctl, "-l", log, "-o", options, "start"], **run)
        try:
            yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*pg_ctl, "-m", "immediate", "stop"], **run)


def fresh_database(url, template=None):
    """The address of a new database on the server of another, empty or like a template."""
    name = f"queue_{uuid.uuid4().hex}"
    like = f" TEMPLATE {template.rpartition('/')[2]}" if template else ""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}{like}")
    return url.rpartition("/")[0] + f"/{name}"
