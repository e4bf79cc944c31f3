"""What leaves the plan: actions shown to parents, calendar feeds, and who was reminded of what."""

from django.db import models

from drieklank.base.privacy import NOT_PERSONAL, Kept
from drieklank.base.tenancy import TenantModel
from drieklank.improve.models.plan import PlanAction
from drieklank.improve.rules import plan_calendar, plan_reminders
from drieklank.schools.models import School, User


class FeedKind(models.TextChoices):
    OWN = plan_calendar.FeedKind.OWN, "mijn acties"
    PLAN = plan_calendar.FeedKind.PLAN, "het hele plan"


class ReminderKind(models.TextChoices):
    SOON = plan_reminders.Kind.SOON, "bijna klaar"
    LATE = plan_reminders.Kind.LATE, "te laat"


class ShownAction(TenantModel):
    """The school shows this action to parents; without a row they never see it."""

    kept = NOT_PERSONAL

    action = models.OneToOneField(PlanAction, on_delete=models.CASCADE, related_name="shown")
    shown_on = models.DateField("sinds")

    class Meta:
        verbose_name = "actie die ouders zien"
        verbose_name_plural = "acties die ouders zien"

    def __str__(self) -> str:
        return str(self.action)


class CalendarFeed(TenantModel):
    """A secret address from which somebody's own calendar reads the dates of a plan."""

    kept = Kept(
        why="Om iemands eigen agenda de dagen van het plan te laten lezen.",
        fields=("user",),
        about={"user": "user_id"},
        goes_with="het account",
    )

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField("welke dagen", max_length=4, choices=FeedKind.choices)
    # Of the secret in the address; the secret itself is stored nowhere.
    secret_hash = models.CharField(max_length=64, unique=True)
    made_on = models.DateField("gemaakt op")

    class Meta:
        verbose_name = "adres voor de agenda"
        verbose_name_plural = "adressen voor de agenda"
        constraints = [
            models.UniqueConstraint(fields=["user", "school", "kind"], name="one_feed_of_a_kind")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class PlanReminder(TenantModel):
    """Somebody heard once that an action was nearly due, or over its day. Another day counts anew."""

    kept = Kept(
        why="Om iemand niet twee keer aan hetzelfde te herinneren.",
        fields=("user",),
        about={"user": "user_id"},
        days=400,
        since="sent_on",
    )

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    action = models.ForeignKey(PlanAction, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField("soort", max_length=4, choices=ReminderKind.choices)
    due_on = models.DateField("klaar op")
    sent_on = models.DateField("herinnerd op")

    class Meta:
        verbose_name = "herinnering aan een actie"
        verbose_name_plural = "herinneringen aan acties"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "action", "kind", "due_on"], name="reminded_once_of_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.action_id}: {self.kind}"


class NoPlanMail(TenantModel):
    """This person wants no reminders of actions, within this board."""

    kept = Kept(
        why="Om iemand geen herinneringen te sturen die dat niet wil.",
        fields=("user",),
        about={"user": "user_id"},
        goes_with="het account",
    )

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    since = models.DateField("sinds")

    class Meta:
        verbose_name = "geen herinneringen"
        verbose_name_plural = "geen herinneringen"
        constraints = [models.UniqueConstraint(fields=["board", "user"], name="no_plan_mail_once")]

    def __str__(self) -> str:
        return str(self.user)
