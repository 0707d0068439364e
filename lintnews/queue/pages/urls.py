"""The addresses of the pages."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from lintnews.queue.pages import articles, comparison, overviews

urlpatterns = [
    path("login", LoginView.as_view(template_name="queue/login.html"), name="login"),
    path("logout", LogoutView.as_view(), name="logout"),
    path("documents", articles.documents, name="documents"),
    path("documents/new", articles.new, name="document-new"),
    path("documents/<int:pk>", articles.document, name="document"),
    path("documents/<int:pk>/revise", articles.revise, name="document-revise"),
    path("documents/<int:pk>/again", articles.again, name="document-again"),
    path("documents/<int:pk>/compare", comparison.comparison, name="compare"),
    path("progress", overviews.progress, name="progress"),
    path("runs", overviews.runs, name="runs"),
    path("runs/again", overviews.start_all_anew, name="runs-again"),
    path("runs/<int:pk>/again", overviews.start_anew, name="run-again"),
    path("audit", overviews.audit, name="audit"),
]
