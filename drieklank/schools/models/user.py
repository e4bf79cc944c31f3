"""Staff who sign in. Parents and pupils are no users: they have a session of their own (people)."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from drieklank.base.privacy import Kept


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, email: str, name: str = "", password: str | None = None, **extra: Any
    ) -> "User":
        """A user with this address; without a password none works until one is chosen by a link."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, **extra)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    kept = Kept(
        why="Om medewerkers te laten aanmelden.",
        fields=("email", "name", "phone", "last_login"),
        about={"user": "id"},
        days=365,
        since="ended_on",
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("e-mail")
    name = models.CharField("naam", max_length=120, blank=True)
    phone = models.CharField("telefoon", max_length=20, blank=True)
    is_active = models.BooleanField("mag aanmelden", default=True)
    # Platform administrators have no rights by membership; they open a staff session with a reason.
    is_administrator = models.BooleanField("beheerder van het platform", default=False)
    # Reads stories that schools want to show to other schools; sees nothing else of any school.
    is_editor = models.BooleanField("redactie van het platform", default=False)
    ended_on = models.DateField("weg sinds", null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)
