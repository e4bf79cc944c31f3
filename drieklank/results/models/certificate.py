"""The certificate: a request with its evidence and decisions, and what was issued."""

import uuid

from django.db import models
from django.db.models import F, Q

from drieklank.base.privacy import NOT_PERSONAL, Kept
from drieklank.base.tenancy import TenantModel
from drieklank.results.rules.certificate_track import Stage
from drieklank.schools.models import School, User


class CertificationStage(models.TextChoices):
    ASKED = Stage.ASKED, "aangevraagd"
    REFUSED = Stage.REFUSED, "afgewezen"
    APPEALED = Stage.APPEALED, "opnieuw bekeken"
    UPHELD = Stage.UPHELD, "opnieuw afgewezen"
    GRANTED = Stage.GRANTED, "toegekend"
    DROPPED = Stage.DROPPED, "ingetrokken door de school"


class Certification(TenantModel):
    """One request of a school, from two measurements on the same questions. Who asked, the log knows."""

    kept = Kept(
        why="Om te laten zien waarop een certificaat rust.",
        fields=("appeal",),
        days=2 * 365,
        since="closes_on",
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="certifications")
    baseline = models.ForeignKey("measure.Round", on_delete=models.RESTRICT, related_name="+")
    final = models.ForeignKey("measure.Round", on_delete=models.RESTRICT, related_name="+")
    rules_version = models.PositiveSmallIntegerField("versie van de eisen")
    stage = models.CharField(
        max_length=10, choices=CertificationStage.choices, default=CertificationStage.ASKED
    )
    asked_on = models.DateField("aangevraagd op")
    decision = models.ForeignKey(
        "results.CertificateDecision", on_delete=models.RESTRICT, null=True, related_name="+"
    )
    appealed_on = models.DateField("opnieuw gevraagd op", null=True)
    appeal = models.TextField("waarom opnieuw", blank=True)
    # From this day on its file is kept two years: the last day of the certificate or of the way to it.
    closes_on = models.DateField("loopt tot")

    class Meta:
        verbose_name = "aanvraag van het certificaat"
        verbose_name_plural = "aanvragen van het certificaat"
        ordering = ["-asked_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(stage__in=[Stage.ASKED, Stage.APPEALED]),
                name="one_certification_at_a_time",
            ),
            models.CheckConstraint(
                name="two_measurements", condition=~Q(baseline_id=F("final_id"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.asked_on}"


class EvidenceKind(models.TextChoices):
    ACTION = "action", "actie"
    COUNCIL = "council", "gesprek met de medezeggenschapsraad"
    VISIT = "visit", "bezoek van de beoordelaar"
    OTHER = "other", "ander bewijs"


class EvidenceCheck(models.TextChoices):
    WAITING = "waiting", "nog niet bekeken"
    CONFIRMED = "confirmed", "bevestigd"
    NOT_CONFIRMED = "not_confirmed", "niet bevestigd"


class CertificateEvidence(TenantModel):
    """One thing that the school shows, or the visit that the assessor made. No names belong in it."""

    kept = Kept(
        why="Om te laten zien wat de school deed voor het certificaat.",
        fields=("what", "result", "place", "remark"),
        goes_with="de aanvraag van het certificaat",
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    certification = models.ForeignKey(
        Certification, on_delete=models.CASCADE, related_name="evidence"
    )
    kind = models.CharField(max_length=10, choices=EvidenceKind.choices)
    on = models.DateField("wanneer")
    what = models.CharField("wat", max_length=300)
    evaluated_on = models.DateField("bekeken op", null=True)
    result = models.TextField("wat het opleverde", max_length=1500, blank=True)
    place = models.CharField("waar het te vinden is", max_length=300, blank=True)
    parents = models.PositiveSmallIntegerField("ouders", null=True)
    pupils = models.PositiveSmallIntegerField("leerlingen", null=True)
    check_state = models.CharField(
        max_length=15, choices=EvidenceCheck.choices, default=EvidenceCheck.WAITING
    )
    remark = models.CharField("opmerking van de beoordelaar", max_length=500, blank=True)
    # Drawn at random: the published fingerprint of a short text could be guessed without it.
    salt = models.CharField(max_length=32)

    class Meta:
        verbose_name = "bewijs voor het certificaat"
        verbose_name_plural = "bewijs voor het certificaat"
        ordering = ["kind", "on", "id"]
        constraints = [
            models.CheckConstraint(
                name="visit_counts_people",
                condition=~Q(kind="visit") | Q(parents__isnull=False, pupils__isnull=False),
            ),
            models.CheckConstraint(
                name="action_was_evaluated_after_it",
                condition=~Q(kind="action") | Q(evaluated_on__gte=F("on")),
            ),
        ]

    def __str__(self) -> str:
        return self.what


class CertificateDecision(TenantModel):
    """What an assessor decided, why, and how each criterion stood on that day."""

    kept = Kept(
        why="Om te weten wie over het certificaat besliste, en waarom.",
        fields=("assessor",),
        about={"user": "assessor_id"},
        goes_with="de aanvraag van het certificaat",
        stays=True,
    )

    certification = models.ForeignKey(
        Certification, on_delete=models.CASCADE, related_name="decisions"
    )
    # The refusal that this second look is about.
    earlier = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="+")
    assessor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_on = models.DateField("beslist op")
    is_granted = models.BooleanField("toegekend")
    reasons = models.TextField("redenen", max_length=3000)
    # [{"key", "state", "reason"}] as judged then.
    criteria = models.JSONField("eisen", default=list)

    class Meta:
        verbose_name = "besluit over het certificaat"
        verbose_name_plural = "besluiten over het certificaat"
        ordering = ["decided_on", "id"]

    def __str__(self) -> str:
        return f"{self.decided_on}"


class WithdrawalReason(models.TextChoices):
    """Shown in public, so a fixed sentence and never free text."""

    CRITERIA = "criteria", "De school voldoet niet meer aan de eisen."
    FACTS = "facts", "De gegevens waarop het certificaat rustte, bleken niet te kloppen."
    SCHOOL = "school", "De school gaf het certificaat zelf terug."


class Certificate(TenantModel):
    """What was issued: the signed statement and the PDF, exactly as they left."""

    kept = NOT_PERSONAL

    certification = models.OneToOneField(
        Certification, on_delete=models.CASCADE, related_name="certificate"
    )
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="certificates")
    code = models.CharField("code", max_length=10, unique=True)
    issued_on = models.DateField("geldig vanaf")
    ends_on = models.DateField("geldig tot en met")
    statement = models.BinaryField("ondertekende verklaring")
    pdf = models.BinaryField("PDF")
    withdrawn_on = models.DateField("ingetrokken op", null=True)
    withdrawn_because = models.CharField(
        "reden", max_length=10, choices=WithdrawalReason.choices, blank=True
    )

    class Meta:
        verbose_name = "certificaat"
        verbose_name_plural = "certificaten"
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="certificate_runs_forward", condition=Q(ends_on__gte=F("issued_on"))
            ),
            models.CheckConstraint(
                name="withdrawn_with_a_reason",
                condition=Q(withdrawn_on__isnull=True, withdrawn_because="")
                | Q(withdrawn_on__isnull=False) & ~Q(withdrawn_because=""),
            ),
        ]

    def __str__(self) -> str:
        return self.code
