"""The addresses of the pages."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from lintnews.queue.pages import (
    account,
    articles,
    bulk,
    comparison,
    desk,
    exports,
    overviews,
    people,
    proposals,
    rules,
)

urlpatterns = [
    path("", desk.queue, name="queue"),
    path("findings/<int:pk>/decide", desk.decide, name="decide"),
    path("findings/<int:pk>/assign", desk.assign, name="assign"),
    path("undo", desk.undo, name="undo"),
    path("decisions/<int:pk>/take-back", desk.take_back, name="take-back"),
    path("bulk", bulk.bulk, name="bulk"),
    path("account", account.account, name="account"),
    path("account/keys", account.change_keys, name="account-keys"),
    path("account/password", account.change_password, name="account-password"),
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
    path("people", people.people, name="people"),
    path("people/add", people.add, name="people-add"),
    path("people/<int:number>/role", people.role, name="people-role"),
    path("people/<int:number>/active", people.active, name="people-active"),
    path("people/tokens", people.add_token, name="token-add"),
    path("people/tokens/<int:number>/revoke", people.revoke, name="token-revoke"),
    path("rules", rules.rules, name="rules"),
    path("export", exports.export, name="export"),
    path("findings/<int:pk>/propose", proposals.propose, name="propose"),
    path("proposals", proposals.proposals, name="proposals"),
    path("proposals/<int:pk>/edit", proposals.edit, name="proposal-edit"),
    path("proposals/<int:pk>/approve", proposals.approve, name="proposal-approve"),
    path("proposals/<int:pk>/reject", proposals.reject, name="proposal-reject"),
]
