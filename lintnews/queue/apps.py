"""The queue as an application of Django."""

from __future__ import annotations

from django.apps import AppConfig


class QueueConfig(AppConfig):
    """The queue; the names of its tables begin with "queue"."""

    name = "lintnews.queue"
    label = "queue"
