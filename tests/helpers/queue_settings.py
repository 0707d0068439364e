"""The settings of the queue for tests: a home of its own, and passwords that cost no time."""

import os
import tempfile

os.environ.setdefault("LINTNEWS_QUEUE_HOME", tempfile.mkdtemp(prefix="lintnews-queue-"))

from lintnews.queue.settings import *  # noqa: F403

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # In a database in memory threads do not wait for each other.
    DATABASES["default"]["TEST"] = {"NAME": f"{os.environ['LINTNEWS_QUEUE_HOME']}/test.sqlite3"}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
