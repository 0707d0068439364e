"""Java: found, old enough, and the command that starts a LanguageTool server."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

LEAST_JAVA = 17
_SERVER = "org.languagetool.server.HTTPServer"
_PATIENCE_SECONDS = 30
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')
_REMEDY = (
    f"install Java {LEAST_JAVA} or later (on Debian: apt install openjdk-17-jre-headless), or set "
    "JAVA_HOME to one"
)


class JavaError(RuntimeError):
    """No server can be started; the message says why, and what to do."""


def find_java() -> str:
    """The program that runs LanguageTool: that of JAVA_HOME, or else the first of PATH.

    Raises:
        JavaError: there is none, or it is too old.
    """
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    if found is None:
        where = f"under JAVA_HOME ({home})" if home else "in PATH"
        raise JavaError(f"there is no Java {where}; {_REMEDY}")
    try:
        told = subprocess.run(
            [found, "-version"], capture_output=True, timeout=_PATIENCE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise JavaError(f"{found} does not run ({error}); {_REMEDY}") from error
    version = _VERSION.search(told.stderr.decode("utf-8", "replace"))
    if version is None:
        raise JavaError(f"{found} does not say its version; {_REMEDY}")
    if int(version[1]) < LEAST_JAVA:
        raise JavaError(f"{found} is Java {version[1]}; {_REMEDY}")
    return found


def server_command(java: str, jars: Path, port: int) -> list[str]:
    """The command that starts the server of a folder of jars.

    The folder is that of Maven, with all jars in it, or the one in the official zip, which has them
    in ``libs``.

    Raises:
        JavaError: the folder holds no LanguageTool server.
    """
    if not any(jars.glob("languagetool-server*.jar")):
        what = "holds no languagetool-server*.jar" if jars.is_dir() else "is no folder"
        raise JavaError(
            f"{jars} {what}; name the folder of the official zip, or one into which Maven copied "
            "org.languagetool:languagetool-server and language-en"
        )
    places = [jars / "*"]
    if (jars / "libs").is_dir():
        places += [jars / "libs" / "*", jars]
    path = os.pathsep.join(map(str, places))
    return [java, "-cp", path, _SERVER, "--port", str(port)]
