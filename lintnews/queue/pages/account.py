"""What users set for themselves: their keys and their password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from lintnews.queue.address import address_of
from lintnews.queue.models import User
from lintnews.queue.pages.access import BAD, user_of
from lintnews.queue.pages.keys import ACTIONS, checked, chosen_keys
from lintnews.queue.work.auditing import note


def account(request: HttpRequest) -> HttpResponse:
    """The page with both forms."""
    return _page(request)


def change_keys(request: HttpRequest) -> HttpResponse:
    """Keep the keys of the user, or those of the house again, and whether they are on."""
    if request.method != "POST":
        return redirect("account")
    user = user_of(request)
    if "reset" in request.POST:
        user.keys, user.keys_on = {}, True
    else:
        said = {action.name: request.POST.get(action.name, action.key) for action in ACTIONS}
        try:
            user.keys = checked(said)
        except ValueError as error:
            return _page(request, keys=said, keys_problem=f"Nothing was changed: {error}.")
        user.keys_on = "keys_on" in request.POST
    user.save(update_fields=["keys", "keys_on"])
    messages.success(request, "The keys are kept.")
    return redirect("account")


@sensitive_post_parameters()
def change_password(request: HttpRequest) -> HttpResponse:
    """Give the user a new password; where else the user was signed in ends."""
    if request.method != "POST":
        return redirect("account")
    user = user_of(request)
    form = _form(user, request)
    if not form.is_valid():
        return _page(request, form=form)
    form.save()
    update_session_auth_hash(request, user)
    note(user, "user.password", user.username, address=address_of(request))
    messages.success(request, "The password is changed. Elsewhere you are signed out.")
    return redirect("account")


def _form(user: User, request: HttpRequest | None = None) -> PasswordChangeForm:
    form = PasswordChangeForm(user, request.POST if request is not None else None)
    for field in form.fields.values():
        field.widget.attrs.pop("autofocus", None)
    return form


def _page(
    request: HttpRequest,
    *,
    keys: dict[str, str] | None = None,
    keys_problem: str = "",
    form: PasswordChangeForm | None = None,
) -> HttpResponse:
    user = user_of(request)
    chosen = keys if keys is not None else chosen_keys(user)
    context = {
        "actions": [(action, chosen[action.name]) for action in ACTIONS],
        "keys_on": user.keys_on,
        "keys_problem": keys_problem,
        "form": form if form is not None else _form(user),
    }
    is_bad = bool(keys_problem or form is not None)
    return render(request, "queue/desk_account.html", context, status=BAD if is_bad else 200)
