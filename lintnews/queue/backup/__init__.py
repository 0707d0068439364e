"""All that a queue keeps in one file, which any database takes in again.

Sessions and failed sign-ins are left out, and so is the secret key, which stands in a file of its
own.
"""

from lintnews.queue.backup.form import BackupError, Header, Saved
from lintnews.queue.backup.loading import check, load
from lintnews.queue.backup.saving import save

__all__ = ["BackupError", "Header", "Saved", "check", "load", "save"]
