"""Rounds, who was invited, and answers in sealed envelopes.

What an envelope, a draft and an open text do not have is on purpose: no number in a row, no moment,
no reference to a person or an invitation (architecture, section 4). On SQLite their tables are
made WITHOUT ROWID, so that not even the place in the file tells an order.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from drieklank.base.privacy import NOT_PERSONAL, Kept
from drieklank.base.tenancy import TenantModel
from drieklank.content.models import QuestionnaireVersion
from drieklank.measure import rules
from drieklank.measure.models_own import OwnQuestionnaire as OwnQuestionnaire  # a table of this app
from drieklank.measure.models_paper import PaperDoubt as PaperDoubt  # as above
from drieklank.measure.models_paper import PaperSheet as PaperSheet  # as above
from drieklank.measure.models_signed import SignedSheet as SignedSheet  # a table of this app
from drieklank.people.models import Parent
from drieklank.schools.models import ClassGroup, School, SchoolYear, User


class Role(models.TextChoices):
    """On whose side somebody answers."""

    PARENTS = "parents", "ouders"
    TEAM = "team", "team"
    PUPILS = "pupils", "leerlingen"


class RoundState(models.TextChoices):
    PLANNED = rules.State.PLANNED, "gepland"
    OPEN = rules.State.OPEN, "loopt"
    CLOSED = rules.State.CLOSED, "gesloten"
    PUBLISHED = rules.State.PUBLISHED, "rapport klaar"
    LOST = rules.State.LOST, "niet te lezen"


class Round(TenantModel):
    """One campaign of one instrument at one school (meetronde)."""

    kept = NOT_PERSONAL

    # Also the name of the round's key in the key store.
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField("code", max_length=60, unique=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="rounds")
    school_year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField("instrument", max_length=40)
    # Stored snapshots, fixed when the round is planned: results outlive the files.
    parents_questionnaire = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    team_questionnaire = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    pupils_questionnaire = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # What a round of a kind that is held more than once is about: "startgesprekken".
    topic = models.CharField("onderwerp", max_length=80, blank=True)
    # Per role the strata that are reported on beside the role's total. Fixed when planned.
    strata = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.PLANNED)
    opens_on = models.DateField("eerste dag")
    closes_on = models.DateField("laatste dag")
    # Until when forms on paper are still read in; online the last day is the last day.
    paper_until = models.DateField("papier tot en met", null=True, blank=True)
    closed_on = models.DateField("gesloten op", null=True, blank=True)
    # Set once its results were told to everyone who was asked; it then stands apart in lists.
    archived_on = models.DateField("naar het archief", null=True, blank=True)
    announce_on = models.DateField("aankondigen op", null=True, blank=True)  # empty: done, or not
    remind_on = models.JSONField("herinneren op", default=list)  # ISO days, still to come
    # Ids of parents whose invitation was taken back while the round ran; emptied at the close.
    taken_back = models.JSONField(default=list, editable=False)
    counted_on = models.DateField("geteld op", null=True, blank=True)

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="round_runs_forward", condition=Q(closes_on__gte=F("opens_on"))
            ),
            models.UniqueConstraint(
                fields=["school", "instrument", "topic"],
                condition=Q(state__in=["planned", "open"]),
                name="one_round_of_an_instrument_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "closes_on"])]

    def __str__(self) -> str:
        return self.code

    def version_id(self, role: str) -> int | None:
        """Return the id of the stored questionnaire that a role answers; None: it is not asked."""
        found: int | None = getattr(self, f"{role}_questionnaire_id")
        return found

    @property
    def is_running(self) -> bool:
        """Whether it is still to come or open."""
        return self.state in {RoundState.PLANNED, RoundState.OPEN}

    @property
    def roles(self) -> list[Role]:
        """The roles that are asked, parents first."""
        return [role for role in Role if self.version_id(role) is not None]


class Invitation(TenantModel):
    """One person asked once. Its secrets are computed from its id and the round's key.

    A pupil draws a card from a pile without names: such an invitation names a group and nobody.
    The mark `answered` lives until the round closes; then the whole row goes.
    """

    kept = Kept(
        why="Om uitnodigingen en herinneringen te sturen zolang een meting loopt.",
        fields=("parent", "user", "groups", "language", "answered"),
        about={"parent": "parent_id", "user": "user_id"},
        goes_with="het sluiten van de meting",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=10, choices=Role.choices)
    parent = models.ForeignKey(Parent, on_delete=models.CASCADE, null=True, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    groups = models.JSONField(default=list)  # ids of the class groups it counts in
    family_size = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=5, default="nl")
    link_hash = models.BinaryField(max_length=16, unique=True)
    code_hash = models.BinaryField(max_length=16, unique=True)
    # In a round of waves: the event this was for, counted from 1. It is not in the envelope.
    wave = models.PositiveSmallIntegerField(default=0)
    answered = models.BooleanField(default=False)

    # Not in the table: a draft that was looked up together with the row, and its id
    # (queries.draft_of).
    draft_seen: tuple[uuid.UUID, bytes | None] | None = None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "parent", "wave"], name="parent_invited_once"),
            models.UniqueConstraint(fields=["round", "user", "wave"], name="user_invited_once"),
            models.CheckConstraint(
                name="invitation_of_one_person",
                condition=Q(role="parents", parent__isnull=False, user__isnull=True)
                | Q(role="team", parent__isnull=True, user__isnull=False)
                | Q(role="pupils", parent__isnull=True, user__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} in {self.round_id}"


class Envelope(TenantModel):
    """Answers that nobody can read before the close. The id is computed by the holder of the key."""

    kept = Kept(
        why="Om antwoorden te bewaren tot de meting sluit; niemand kan ze lezen.",
        fields=("sealed",),
        goes_with="het sluiten van de meting",
    )

    id = models.UUIDField(primary_key=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "envelop"


class Draft(TenantModel):
    """Answers half way, sealed under the round's key and the link's secret together."""

    kept = Kept(
        why="Om later verder te kunnen met een vragenlijst; niemand anders kan het lezen.",
        fields=("sealed",),
        goes_with="het versturen van de antwoorden of het sluiten van de meting",
    )

    id = models.UUIDField(primary_key=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "concept"


class Tally(TenantModel):
    """What is kept of a role after the close: `base.statistics.Tally.as_json()`, no respondents."""

    kept = NOT_PERSONAL

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="tallies")
    role = models.CharField(max_length=10, choices=Role.choices)
    stratum = models.CharField(max_length=60, blank=True)  # empty: the whole role
    counts = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "role", "stratum"], name="tally_once")
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.stratum}".strip()


class OpenText(TenantModel):
    """An open answer without anything beside it, under a key that is drawn at random at the close."""

    kept = Kept(
        why="Om te lezen wat mensen in eigen woorden schreven, zonder te weten wie.",
        fields=("text",),
        days=3 * 365,
        since="closed_on",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    item = models.CharField(max_length=80)
    text = models.TextField()
    closed_on = models.DateField()  # of the round: the same for all its texts

    def __str__(self) -> str:
        return self.item


class ResponseCount(TenantModel):
    """How many were invited and answered, per role and group: refreshed once a day, never live.

    `answered` empty: too few on one side to be said; the number itself is then stored nowhere.
    """

    kept = NOT_PERSONAL

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="response_counts")
    role = models.CharField(max_length=10, choices=Role.choices)
    class_group = models.ForeignKey(
        ClassGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    # "nl" or "other": as the school knows the language of who is invited; empty: all languages.
    language = models.CharField(max_length=5, blank=True)
    # "new" or "known": whether a child of the family was here before this school year; empty: all.
    family = models.CharField(max_length=5, blank=True)
    invited = models.PositiveIntegerField()
    answered = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "role", "class_group"],
                condition=Q(class_group__isnull=False),
                name="response_count_once",
            ),
            models.UniqueConstraint(
                fields=["round", "role", "language", "family"],
                condition=Q(class_group__isnull=True),
                name="response_total_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.invited} uitgenodigd"
