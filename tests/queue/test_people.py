"""Who may sign in, by which tokens programs do, and the page at which admins see to both."""

import re

import pytest

from lintnews.queue.models import ApiToken, AuditEntry, Role, Scope, User
from lintnews.queue.work.auditing import note
from lintnews.queue.work.deciding import ForbiddenError
from lintnews.queue.work.people import PeopleError, add_user, named, set_active, set_role
from lintnews.queue.work.tokens import TokenError, living, make_token, revoke_token

pytestmark = pytest.mark.django_db
CHANGE = "/account/password"
PASSWORD = "correct horse battery"


@pytest.fixture
def root(db):
    return User.objects.create_user("root", PASSWORD, Role.ADMIN)


@pytest.fixture
def office(client, root):
    """The browser of an admin."""
    client.force_login(root)
    return client


def audited():
    return [
        (one.user and one.user.username, one.action, one.target)
        for one in AuditEntry.objects.order_by("pk")
        if not one.action.startswith("log")
    ]


def test_the_first_user_is_an_admin_and_the_next_an_editor_unless_it_is_said(db):
    roles = [
        add_user(name, PASSWORD, role, None).role
        for name, role in (("anna", None), ("ben", None), ("cleo", Role.VIEWER))
    ]
    assert roles == [Role.ADMIN, Role.EDITOR, Role.VIEWER]
    assert add_user("first", PASSWORD, Role.LEAD, named("ANNA")).role == Role.LEAD
    assert audited()[-1] == ("anna", "user.add", "first")


def test_a_name_is_one_however_it_is_written(db):
    anna = add_user("Anna", PASSWORD, None, None)
    assert anna.username == "anna"
    assert named("ANNA") == named(" anna") == named("ａｎｎａ") == anna
    with pytest.raises(PeopleError, match='there is a user "anna" already'):
        add_user("aNNa", PASSWORD, None, None)


@pytest.mark.parametrize("name", ["", " ", "-", "a b", "<b>", "a\0b", "a\nb", "x" * 101, "..."])
def test_what_is_no_name_is_refused(db, name):
    with pytest.raises(PeopleError, match="a name has up to 100 letters"):
        add_user(name, PASSWORD, None, None)


@pytest.mark.parametrize("password", ["", "short", "password123", "8765432109", "annabella1"])
def test_a_weak_password_is_refused(db, password):
    with pytest.raises(PeopleError, match="password"):
        add_user("annabella", password, None, None)
    assert not User.objects.exists()


def test_the_last_admin_stays_one(root, anna):
    for change in (
        lambda: set_role(root, Role.LEAD, root),
        lambda: set_active(root, False, root),
    ):
        with pytest.raises(PeopleError, match="root is the only admin"):
            change()
    set_role(anna, Role.ADMIN, root)
    set_active(root, False, anna)
    with pytest.raises(PeopleError, match="anna is the only admin"):
        set_role(anna, Role.EDITOR, anna)
    assert User.objects.get(pk=anna.pk).role == Role.ADMIN


def test_only_admins_see_to_people(anna, ben):
    for change in (
        lambda: add_user("cleo", PASSWORD, None, anna),
        lambda: set_role(ben, Role.LEAD, anna),
        lambda: set_role(anna, Role.ADMIN, anna),
        lambda: set_active(ben, False, anna),
        lambda: make_token("x", ben, [Scope.READ], anna),
        lambda: revoke_token(make_token("x", ben, [Scope.READ], None)[0], anna),
    ):
        with pytest.raises(ForbiddenError, match="this needs the role admin"):
            change()
    assert living().count() == 1


def test_what_is_no_token_is_refused(ben):
    for name, scopes, days, reason in (
        (" ", [Scope.READ], None, "a name"),
        ("x" * 101, [Scope.READ], None, "a name"),
        ("x", [], None, "say what the token is good for"),
        ("x", [Scope.READ], 0, "1 to 3,650 days"),
        ("x", [Scope.READ], 10**12, "1 to 3,650 days"),
    ):
        with pytest.raises(TokenError, match=reason):
            make_token(name, ben, scopes, None, days=days)


def test_the_page_shows_who_there_is_and_what_programs(office, ben):
    make_token("our <b>CMS</b>", ben, [Scope.PUSH, Scope.READ], None, days=10)
    page = office.get("/people").content.decode()
    assert '<th scope="row">ben</th>' in page
    assert "our &lt;b&gt;CMS&lt;/b&gt;" in page
    assert "<b>CMS" not in page
    assert "push, read" in page


def test_an_admin_adds_changes_and_disables_somebody(office):
    added = office.post(
        "/people/add", {"username": "Dora", "password": PASSWORD, "role": "lead"}, follow=True
    )
    assert "dora can sign in now." in added.content.decode()
    dora = User.objects.get(username="dora")
    assert dora.check_password(PASSWORD)
    assert dora.role == Role.LEAD
    office.post(f"/people/{dora.pk}/role", {"role": "viewer"})
    office.post(f"/people/{dora.pk}/active", {"active": "no"})
    dora.refresh_from_db()
    assert (dora.role, dora.is_active) == (Role.VIEWER, False)
    office.post(f"/people/{dora.pk}/active", {"active": "yes"})
    dora.refresh_from_db()
    assert dora.is_active
    assert audited() == [
        ("root", "user.add", "dora"),
        ("root", "user.role", "dora"),
        ("root", "user.disable", "dora"),
        ("root", "user.enable", "dora"),
    ]
    changed = AuditEntry.objects.get(action="user.role")
    assert (changed.details, changed.address) == ({"before": "lead", "role": "viewer"}, "127.0.0.1")


def test_a_token_is_shown_once_and_a_replayed_form_makes_no_other(office, ben):
    said = {"name": "CMS", "user": "ben", "scopes": ["push", "read"], "days": "30"}
    shown = office.post("/people/tokens", said)
    [text] = re.findall(r"lnq_[\w-]{43}", shown.content.decode())
    assert shown.headers["Cache-Control"] == "no-store"
    assert office.get("/api/token", headers={"Authorization": f"Bearer {text}"}).json()["user"] == (
        "ben"
    )
    assert text not in office.get("/people").content.decode()
    replayed = office.post("/people/tokens", said)
    assert replayed.status_code == 400
    assert "there is a token &quot;CMS&quot; already" in replayed.content.decode()
    token = ApiToken.objects.get()
    office.post(f"/people/tokens/{token.pk}/revoke")
    office.post(f"/people/tokens/{token.pk}/revoke")
    assert not living().exists()
    assert audited() == [("root", "token.add", "CMS"), ("root", "token.revoke", "CMS")]
    assert text not in str(list(AuditEntry.objects.values()))
    assert office.post("/people/tokens", said).status_code == 200


@pytest.mark.parametrize(
    ("path", "said", "reason"),
    [
        ("add", {"username": "ben", "password": PASSWORD, "role": "lead"}, "already"),
        ("add", {"username": "eva", "password": "short", "role": "lead"}, "too short"),
        ("add", {"username": "eva", "password": PASSWORD, "role": "king"}, "no role"),
        ("tokens", {"name": "x", "user": "nobody", "scopes": "read"}, "no user"),
        ("tokens", {"name": "x", "user": "ben", "scopes": "all"}, "all"),
        ("tokens", {"name": "x", "user": "ben", "scopes": "read", "days": "-1"}, "days"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(office, ben, path, said, reason):
    answer = office.post(f"/people/{path}", said)
    assert answer.status_code == 400
    assert reason in answer.content.decode()
    assert path == "tokens" or f'value="{said["username"]}"' in answer.content.decode()
    assert User.objects.count() == 2
    assert not ApiToken.objects.exists()


def test_the_page_is_for_admins_alone(client, anna, ben):
    client.force_login(anna)
    assert client.get("/people").status_code == 403
    for path in (
        "add",
        f"{ben.pk}/role",
        f"{anna.pk}/role",
        f"{ben.pk}/active",
        "tokens",
        "tokens/1/revoke",
    ):
        assert client.post(f"/people/{path}", {"role": "admin"}).status_code == 403
    assert User.objects.get(pk=anna.pk).role == Role.LEAD


def test_everybody_changes_the_own_password(client, ben):
    client.force_login(ben)
    form = {"old_password": "battery staple", "new_password1": PASSWORD, "new_password2": PASSWORD}
    wrong = client.post(CHANGE, {**form, "old_password": "guess"})
    assert "incorrect" in wrong.content.decode()
    weak = client.post(CHANGE, {**form, "new_password1": "ben", "new_password2": "ben"})
    assert "too short" in weak.content.decode()
    assert client.post(CHANGE, form, follow=True).status_code == 200
    ben.refresh_from_db()
    assert ben.check_password(PASSWORD)
    assert audited() == [("ben", "user.password", "ben")]


def test_the_audit_log_keeps_what_is_said(root):
    note(root, "backup", "a.zip", address="10.0.0.1", bytes=5)
    [entry] = AuditEntry.objects.all()
    assert (entry.user, entry.action, entry.target) == (root, "backup", "a.zip")
    assert (entry.address, entry.details) == ("10.0.0.1", {"bytes": 5})


def test_who_gives_up_the_own_role_is_led_to_what_is_left(office, root):
    User.objects.create_user("other", PASSWORD, Role.ADMIN)
    answer = office.post(f"/people/{root.pk}/role", {"role": "editor"}, follow=True)
    assert answer.status_code == 200
    assert "You have the role editor now." in answer.content.decode()
