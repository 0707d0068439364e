"""What the server refuses, what its answers carry, and what its logs never hold."""

import json
import logging
import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import timezone
from queue_api import Program

from lintnews.queue import urls
from lintnews.queue.address import address_of
from lintnews.queue.models import AuditEntry, Document, Finding, Role, User
from lintnews.queue.work.people import set_active, set_password

pytestmark = pytest.mark.django_db
ACCOUNT = "/account"
CHANGE = "/account/password"
PASSWORD = "battery staple"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)"> He went to the the house.\n'
LARGE = 50 * 1024 * 1024


@pytest.fixture(autouse=True)
def landing(settings):
    settings.LOGIN_REDIRECT_URL = ACCOUNT


@pytest.fixture
def signed_in(client, ben):
    client.post("/login", {"username": "ben", "password": PASSWORD})
    assert client.get(ACCOUNT).status_code == 200
    return client


@pytest.fixture
def broken(monkeypatch):
    """An address that breaks, and one for programs."""

    def view(request):
        raise RuntimeError("the secret of the house")

    view.login_required = False
    added = [path("broken", view), path("api/broken", view)]
    monkeypatch.setattr(urls, "urlpatterns", [*added, *urls.urlpatterns])
    from django.urls import clear_url_caches

    clear_url_caches()
    yield
    monkeypatch.undo()
    clear_url_caches()


def actions():
    return list(AuditEntry.objects.order_by("pk").values_list("action", "target", "user__username"))


def answers(client):
    """One answer of each kind."""
    client.raise_request_exception = False
    return {
        "page": client.get("/login"),
        "redirect": client.get("/people"),
        "static": client.get("/static/queue/base.css"),
        "api": client.get("/api/findings"),
        "missing": client.get("/nothing"),
        "missing api": client.get("/api/nothing"),
        "host": client.get("/login", headers={"Host": "evil.example"}),
        "method": client.delete("/login"),
        "large": client.post("/login", b"x", content_type="text/plain", CONTENT_LENGTH=str(LARGE)),
        "broken": client.get("/broken"),
        "broken api": client.get("/api/broken"),
        "forged": Client(enforce_csrf_checks=True).post("/login", {}),
    }


@pytest.mark.usefixtures("broken")
def test_every_answer_carries_the_policy_and_may_not_be_kept(client):
    shown = answers(client)
    statuses = {name: answer.status_code for name, answer in shown.items()}
    assert statuses == {
        "page": 200,
        "redirect": 302,
        "static": 200,
        "api": 401,
        "missing": 404,
        "missing api": 404,
        "host": 400,
        "method": 405,
        "large": 413,
        "broken": 500,
        "broken api": 500,
        "forged": 403,
    }
    for name, answer in shown.items():
        assert answer.headers["Content-Security-Policy"].startswith(POLICY), name
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff", name
        assert answer.headers["Referrer-Policy"] == "same-origin", name
        if name != "static":
            assert "no-store" in answer.headers["Cache-Control"], name
    assert shown["page"].headers["X-Frame-Options"] == "DENY"


@pytest.mark.usefixtures("broken")
def test_errors_are_told_in_plain_words_and_nothing_else(client):
    shown = answers(client)
    for name, said in {
        "missing": "There is nothing at this address",
        "host": "LINTNEWS_QUEUE_HOSTS",
        "method": "This address takes GET, POST, PUT, HEAD, OPTIONS, not DELETE",
        "large": "at most 10 MiB",
        "broken": "The server made an error",
        "forged": "Nothing was changed: this form does not come from this server",
    }.items():
        page = shown[name].content.decode()
        assert said in page, name
        assert "<h1>" in page
        for word in ("Traceback", "secret of the house", "Django", "evil.example", ".py"):
            assert word not in page, name
    for name in ("missing api", "broken api", "api"):
        assert list(shown[name].json()) == ["reason"]
    assert "secret" not in shown["broken api"].content.decode()


def test_a_form_of_somebody_else_changes_nothing(ben):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ben)
    changed = {
        "old_password": PASSWORD,
        "new_password1": "correct horse",
        "new_password2": "correct horse",
    }
    assert browser.post(CHANGE, changed).status_code == 403
    assert browser.post("/logout").status_code == 403
    ben.refresh_from_db()
    assert ben.check_password(PASSWORD)
    assert browser.get(ACCOUNT).status_code == 200


def test_nothing_is_seen_without_signing_in(client):
    for page in ("/people", ACCOUNT):
        answer = client.get(page)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/login?next={page}")
    assert client.post("/people/add", {}).headers["Location"].startswith("/login")


@pytest.mark.parametrize(
    "next", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_leads_nowhere_else(client, ben, next):
    said = {"username": "ben", "password": PASSWORD, "next": next}
    answer = client.post("/login", said)
    assert (answer.status_code, answer.headers["Location"]) == (302, ACCOUNT)


def test_a_session_gets_a_new_key_with_signing_in(client, ben):
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = client.cookies["sessionid"].value
    client.post("/login", {"username": "ben", "password": PASSWORD})
    assert client.cookies["sessionid"].value != before
    stale = Client()
    stale.cookies["sessionid"] = before
    assert stale.get(ACCOUNT).status_code == 302


def test_the_cookies_are_out_of_reach_of_scripts_and_other_sites(client, ben):
    client.get("/login")
    client.post("/login", {"username": "ben", "password": PASSWORD})
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_disabled_user_is_out_at_once(signed_in, ben):
    set_active(ben, False, None)
    assert signed_in.get(ACCOUNT).status_code == 302
    again = signed_in.post("/login", {"username": "ben", "password": PASSWORD})
    assert "do not fit together" in again.content.decode()


def test_a_changed_password_ends_all_sessions_but_the_own(signed_in, ben):
    other = Client()
    other.force_login(ben)
    changed = {
        "old_password": PASSWORD,
        "new_password1": "correct horse",
        "new_password2": "correct horse",
    }
    assert signed_in.post(CHANGE, changed).status_code == 302
    assert signed_in.get(ACCOUNT).status_code == 200
    assert other.get(ACCOUNT).status_code == 302
    set_password(User.objects.get(pk=ben.pk), "another horse", None)
    assert signed_in.get(ACCOUNT).status_code == 302


def test_a_name_written_in_many_ways_is_locked_once(client, ben):
    for name in ("ben", "Ben", "BEN", "bEn"):
        assert client.post("/login", {"username": name, "password": "x"}).status_code == 200
    assert client.post("/login", {"username": " beN", "password": "x"}).status_code == 429
    assert client.post("/login", {"username": "ben", "password": PASSWORD}).status_code == 429
    assert client.post("/login", {"username": "Ben", "password": PASSWORD}).status_code == 429


def test_a_name_is_no_matter_of_case(client, ben):
    answer = client.post("/login", {"username": "BEN", "password": PASSWORD})
    assert answer.status_code == 302


def test_signing_in_and_out_is_written_down(client, ben):
    client.post("/login", {"username": "ben", "password": PASSWORD})
    client.post("/logout")
    for _ in range(8):
        client.post("/login", {"username": "Ben", "password": "x"})
    assert actions() == [
        ("login", "ben", "ben"),
        ("logout", "ben", "ben"),
        *[("login.failed", "ben", None)] * 5,
        ("login.locked", "ben", None),
    ]
    assert set(AuditEntry.objects.values_list("address", flat=True)) == {"127.0.0.1"}


@pytest.mark.usefixtures("broken")
def test_logs_hold_no_passwords_and_no_tokens(client, ben, caplog):
    program = Program(ben, "read")
    client.raise_request_exception = False
    with caplog.at_level(logging.DEBUG):
        # A password typed into the field of the name, and into its own.
        client.post("/login", {"username": "hunter2secret", "password": "hunter3secret"})
        client.post("/login", {"username": "ben", "password": "hunter3secret"})
        client.get("/broken", headers={"Authorization": f"Bearer {program.text}"})
        client.post("/api/articles", {"id": 1}, content_type="application/json")
        program.post("articles", id="a", text="b")
        program.get("nothing")
        program.get("articles/99")
    logged = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    assert "broken" in logged
    kept = [
        str(list(model.objects.values()))
        for model in (AuditEntry, AccessAttempt, AccessLog, AccessFailureLog)
    ]
    for secret in ("hunter3secret", program.text, PASSWORD):
        assert secret not in logged
        assert not any(secret in text for text in kept)
    assert "hunter2secret" not in kept[0]
    assert "hunter2secret" not in logged


def test_fifty_megabytes_are_refused_unread(client, ben):
    class Unread:
        def read(self, *_):
            raise AssertionError("it is read")

        readline = read

    program = Program(ben, "push")
    for kind in ("application/json", "multipart/form-data; boundary=x"):
        request = {
            "CONTENT_LENGTH": str(LARGE),
            "CONTENT_TYPE": kind,
            "REQUEST_METHOD": "POST",
            "wsgi.input": Unread(),
        }
        answer = program.client.request(PATH_INFO="/api/articles", **request)
        assert (answer.status_code, "10 MiB" in answer.json()["reason"]) == (413, True)
        client.force_login(ben)
        page = client.request(PATH_INFO=ACCOUNT, **request)
        assert (page.status_code, "Nothing was kept" in page.content.decode()) == (413, True)
        request["CONTENT_LENGTH"] = "9" * 5000
        assert client.request(PATH_INFO=ACCOUNT, **request).status_code == 413
    assert not Document.objects.exists()


def test_an_article_of_fifty_megabytes_is_refused(client, ben):
    program = Program(ben, "push")
    body = json.dumps({"id": "a", "text": "x" * LARGE})
    answer = program.client.post("/api/articles", body, content_type="application/json")
    assert answer.status_code == 413
    client.force_login(ben)
    assert client.post(CHANGE, {"old_password": "x" * LARGE}).status_code == 413
    assert not Document.objects.exists()


def test_a_method_is_what_it_is(client, ben):
    program = Program(ben, "read", "push", "decide")
    for header in ("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"):
        answer = program.client.get("/api/articles?_method=POST", headers={header: "POST"})
        assert answer.status_code == 200
        assert answer.json()["articles"] == []
    client.force_login(ben)
    assert client.get("/logout", headers={"X-HTTP-Method-Override": "POST"}).status_code == 405


def test_markup_in_an_article_is_data(ben, push):
    push(HOSTILE, name="<b>x</b>", format="text", title="<i>t</i>")
    answer = Program(ben, "read").get("findings")
    assert answer.headers["Content-Type"].startswith("application/json")
    [finding] = [one for one in answer.json()["findings"] if one["matched"] == "the the"]
    assert finding["queue"]["article"] == "<b>x</b>"
    assert HOSTILE[finding["start"] : finding["end"]] == "the the"
    assert Finding.objects.filter(matched="the the").count() == 1


def test_a_proxy_is_believed_only_as_far_as_is_said(settings):
    def seen(forwarded, proxies):
        settings.HOME = settings.HOME._replace(proxies=proxies)
        request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9")
        if forwarded is not None:
            request.META["HTTP_X_FORWARDED_FOR"] = forwarded
        return address_of(request)

    assert seen("6.6.6.6", 0) == "10.0.0.9"
    assert seen("6.6.6.6, 1.2.3.4", 1) == "1.2.3.4"
    assert seen("6.6.6.6, 1.2.3.4, 10.0.0.8", 2) == "1.2.3.4"
    assert seen("2001:DB8::1", 1) == "2001:db8::1"
    assert seen("1.2.3.4", 2) == "10.0.0.9"
    assert seen(None, 1) == "10.0.0.9"
    assert seen("<script>", 1) == "10.0.0.9"
    assert seen("x" * 10_000, 1) == "10.0.0.9"
    assert address_of(RequestFactory().get("/", REMOTE_ADDR="")) == "0.0.0.0"
    assert address_of(RequestFactory().get("/", REMOTE_ADDR="<b>")) == "0.0.0.0"


def test_behind_a_proxy_each_client_is_locked_out_by_itself(client, ben, settings):
    settings.HOME = settings.HOME._replace(proxies=1)
    said = {"username": "ben", "password": "x"}
    for _ in range(5):
        answer = client.post("/login", said, headers={"X-Forwarded-For": "1.1.1.1"})
    assert answer.status_code == 429
    said["password"] = PASSWORD
    forged = client.post("/login", said, headers={"X-Forwarded-For": "9.9.9.9, 1.1.1.1"})
    assert forged.status_code == 429
    other = client.post("/login", said, headers={"X-Forwarded-For": "2.2.2.2"})
    assert other.status_code == 302
    assert AuditEntry.objects.get(action="login").address == "2.2.2.2"


_BEHIND_TLS = """
import django
django.setup()
from django.test import Client
from lintnews.queue.schema import migrate
from lintnews.queue.models import User
migrate()
User.objects.create_user("ben", "battery staple")
client = Client()
host = {"Host": "desk.example"}
tls = {**host, "X-Forwarded-Proto": "https"}
page = client.get("/login", headers=tls)
print(page.status_code, page.headers.get("Strict-Transport-Security"))
said = {"username": "ben", "password": "battery staple", "next": "/"}
print(client.post("/login", said, headers=tls).status_code)
for name in ("sessionid", "csrftoken"):
    print(name, bool(client.cookies[name]["secure"]))
strict = Client(enforce_csrf_checks=True)
strict.get("/login", headers=tls)
said["csrfmiddlewaretoken"] = strict.cookies["csrftoken"].value
print(strict.post("/login", said, headers={**tls, "Origin": "https://evil.example"}).status_code)
print(strict.post("/login", said, headers={**tls, "Origin": "https://desk.example"}).status_code)
print(client.get("/login", headers={"Host": "evil.example"}).status_code)
"""


@pytest.mark.parametrize(
    ("tls", "lines"),
    [
        (
            "1",
            [
                "200 max-age=31536000",
                "302",
                "sessionid True",
                "csrftoken True",
                "403",
                "302",
                "400",
            ],
        ),
        ("0", ["200 None", "302", "sessionid False", "csrftoken False", "403", "403", "400"]),
    ],
)
def test_behind_tls_cookies_are_secure_and_the_browser_stays_with_it(tmp_path, tls, lines):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lintnews.queue.settings",
        "LINTNEWS_QUEUE_HOME": str(tmp_path),
        "LINTNEWS_QUEUE_HOSTS": "desk.example",
        "LINTNEWS_QUEUE_TLS": tls,
        "LINTNEWS_QUEUE_DATABASE_URL": "",
    }
    ran = subprocess.run(
        [sys.executable, "-c", _BEHIND_TLS],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.splitlines() == lines, ran.stderr
    [database] = tmp_path.glob("queue.sqlite3")
    assert b"battery staple" not in database.read_bytes()
    assert re.search(rb"argon2id", database.read_bytes())


def test_a_session_ends_after_two_weeks(signed_in):
    expires = signed_in.session.get_expiry_date()
    assert timedelta(days=13) < expires - timezone.now() <= timedelta(days=14)


def test_no_role_lets_anybody_see_more_than_it_should(client, db):
    for role in Role:
        user = User.objects.create_user(f"user{role}", PASSWORD, role)
        client.force_login(user)
        assert client.get("/people").status_code == (200 if role == Role.ADMIN else 403)
        assert ('href="/people"' in client.get(ACCOUNT).content.decode()) == (role == Role.ADMIN)
