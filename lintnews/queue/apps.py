"""The queue as an application of Django."""

from __future__ import annotations

from django.apps import AppConfig


class QueueConfig(AppConfig):
    """The queue; the names of its tables begin with "queue"."""

    name = "lintnews.queue"
    label = "queue"

    def ready(self) -> None:
        """Listen to who signs in and out."""
        from lintnews.queue import signals  # noqa: F401
