"""The addresses of the server: the pages for people, and what programs ask."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("lintnews.queue.pages.urls")),
]
