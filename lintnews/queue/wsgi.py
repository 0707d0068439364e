"""The queue as an application of WSGI, for servers of other kinds."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lintnews.queue.settings")
application = get_wsgi_application()
