"""Who works at the queue, by which tokens programs do, and what they did."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class Role(models.IntegerChoices):
    """What a person may do; each role may do what those below it may."""

    VIEWER = 1, "viewer"
    EDITOR = 2, "editor"
    LEAD = 3, "lead"
    ADMIN = 4, "admin"


class UserManager(BaseUserManager["User"]):
    """Makes users."""

    def create_user(self, username: str, password: str, role: Role = Role.EDITOR) -> User:
        """A new user, saved.

        Args:
            username: the name to sign in with, as ``User.normalize_username`` makes it.
            password: the password, of which only a digest by Argon2 is kept.
            role: what the user may do.

        Raises:
            django.db.IntegrityError: the name is taken.
        """
        user = self.model(username=self.model.normalize_username(username), role=role)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The user of a name, however it is written.

        Raises:
            User.DoesNotExist: there is none.
        """
        return self.get(username=self.model.normalize_username(username or ""))


class User(AbstractBaseUser):
    """A person who signs in.

    Attributes:
        keys: the keys that were changed, by the action that they stand for; an empty key is off.
        keys_on: whether single keys do anything at all.
    """

    username = models.CharField(max_length=100, unique=True)
    role = models.PositiveSmallIntegerField(choices=Role.choices, default=Role.EDITOR)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    keys = models.JSONField(default=dict, blank=True)
    keys_on = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """The one form of a name: "Anna", "ANNA" and forms of Unicode that look alike are one."""
        folded = super().normalize_username(username.strip()).casefold()
        return super().normalize_username(folded)

    def may(self, role: Role) -> bool:
        """Whether the user may do what a role may."""
        return self.is_active and self.role >= role


class Scope(models.TextChoices):
    """What a program may do with a token."""

    READ = "read"
    PUSH = "push"
    DECIDE = "decide"


class ApiToken(models.Model):
    """A token by which a program works in the name of a user; only a digest of it is kept.

    Attributes:
        digest: the SHA-256 of the token in hexadecimal digits. A token is 256 random bits, which no
            slow digest has to protect.
        hint: how the token begins, for people to know it by.
        scopes: what it is good for, names of ``Scope``.
    """

    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    user = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)


class AuditEntry(models.Model):
    """Something that somebody did besides deciding; entries are never changed.

    Attributes:
        action: what was done ("user.add").
        target: to what ("anna").
        details: what else there is to know.
        address: from where.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    action = models.CharField(max_length=50)
    target = models.CharField(max_length=500, blank=True)
    details: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    address = models.CharField(max_length=45, blank=True)
