"""The addresses of the server: the pages for people, and what programs ask."""

from __future__ import annotations

from django.urls import include, path

handler400 = "lintnews.queue.pages.errors.bad"
handler403 = "lintnews.queue.pages.errors.forbidden"
handler404 = "lintnews.queue.pages.errors.missing"
handler500 = "lintnews.queue.pages.errors.broken"

urlpatterns = [
    path("api/", include("lintnews.queue.api.urls")),
    path("", include("lintnews.queue.pages.urls")),
]
