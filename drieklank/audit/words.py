"""What a reader sees instead of a verb or a table: one table of Dutch words each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

# Verb of an audit line -> what the person did. A test finds a verb in the code that stands not here.
SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "backup:restored": "zette een reservekopie terug",
        "board:started": "maakte het bestuur aan",
        "demo.filled": "vulde de oefenomgeving",
        "school.changed": "wijzigde de gegevens van de school",
        "school.created": "maakte de school aan",
        "school.erased": "wiste gegevens van de school",
        "school.year_changed": "wisselde van schooljaar",
        "location.changed": "wijzigde een locatie",
        "location.added": "voegde een locatie toe",
        "location.removed": "haalde een locatie weg",
        "group.added": "maakte een groep",
        "group.changed": "wijzigde een groep",
        "group.removed": "haalde een groep weg",
        "group.teachers_changed": "wijzigde wie aan een groep lesgeeft",
        "pupil.viewed": "bekeek de gegevens van een leerling",
        "pupil.added": "voegde een leerling toe",
        "pupil.changed": "wijzigde de gegevens van een leerling",
        "pupil.moved": "zette een leerling in een andere groep",
        "pupil.left": "schreef een leerling uit",
        "pupil.returned": "schreef een leerling weer in",
        "pupil.exported": "maakte een bestand met alle gegevens van een leerling",
        "pupil.erased": "wiste een leerling",
        "parent.viewed": "bekeek de gegevens van een ouder",
        "parent.added": "voegde een ouder toe",
        "parent.changed": "wijzigde de gegevens van een ouder",
        "parent.exported": "maakte een bestand met alle gegevens van een ouder",
        "parent.erased": "wiste een ouder",
        "parent.address_asked": "vroeg om een ander e-mailadres",
        "parent.address_changed": "kreeg een ander e-mailadres",
        "parent.left_in_peace": "koos om geen berichten over metingen te krijgen",
        "parent.not_in_peace": "koos om weer berichten over metingen te krijgen",
        "parent.signed_in": "meldde zich aan als ouder",
        "pupil.signed_in": "meldde zich aan als leerling",
        "pupil.code_made": "maakte een code op papier voor een leerling",
        "relation.code_made": "maakte een code op papier voor een ouder",
        "relation.added": "legde vast wie ouder is van een leerling",
        "relation.changed": "wijzigde de relatie tussen ouder en kind",
        "relation.decided": "legde gezag of recht op informatie vast",
        "relation.ended": "beëindigde de relatie tussen ouder en kind",
        "member.added": "gaf een medewerker een rol",
        "member.changed": "wijzigde de gegevens van een medewerker",
        "member.ended": "beëindigde de rol van een medewerker",
        "membership.invited": "nodigde een medewerker uit",
        "user.signed_in": "meldde zich aan",
        "user.second_factor_reset": "haalde de tweede stap van een medewerker weg",
        "user.exported": "maakte een bestand met alle gegevens van een medewerker",
        "user.erased": "wiste een medewerker",
        "adviser.assigned": "gaf een adviseur toegang tot de school",
        "adviser.ended": "beëindigde de toegang van een adviseur",
        "assessor.assigned": "wees een beoordelaar aan voor het certificaat",
        "assessor.ended": "beëindigde de taak van een beoordelaar",
        "certificate.asked": "vroeg het certificaat aan",
        "certificate.dropped": "trok de aanvraag van het certificaat in",
        "certificate.evidence_added": "legde bewijs voor het certificaat vast",
        "certificate.evidence_removed": "haalde bewijs voor het certificaat weg",
        "certificate.evidence_checked": "keek bewijs voor het certificaat na",
        "certificate.granted": "kende het certificaat toe",
        "certificate.refused": "wees het certificaat af",
        "certificate.appealed": "vroeg om een tweede beoordeling",
        "certificate.withdrawn": "trok het certificaat in",
        "privacy.viewed": "bekeek wat er over een persoon bewaard is",
        "roster.planned": "las een bestand met leerlingen in, om te bekijken",
        "roster.applied": "verwerkte een bestand met leerlingen",
        "roster.undone": "draaide een bestand met leerlingen terug",
        "round.plan": "plande een meting",
        "round.open": "opende een meting",
        "round.extend": "verlengde een meting",
        "round.drop": "haalde een geplande meting weg",
        "round.close": "sloot een meting",
        "round.give_up": "stopte een meting zonder uitkomst",
        "round.invite_again": "stuurde een uitnodiging opnieuw die niet was aangekomen",
        "signed.sign": "ondertekende wat onder eigen naam is ingevuld",
        "round.announce": "kondigde een meting aan",
        "round.newcomers": "nodigde uit wie er later bij kwam",
        "round.wave": "nodigde mensen uit na een gesprek of avond",
        "round.withdraw": "trok een uitnodiging in",
        "round.test_mail": "stuurde zichzelf een proefmail",
        "round.paper_until": "koos tot wanneer papier wordt ingelezen",
        "round.cards": "maakte kaartjes voor leerlingen",
        "round.letters": "maakte brieven voor een meting",
        "round.paper_forms": "drukte formulieren op papier af voor een meting",
        "round.paper_read": "las formulieren op papier in",
        "own_questions.made": "maakte een eigen vragenlijst",
        "own_questions.imported": "las een eigen vragenlijst in",
        "own_questions.changed": "wijzigde een eigen vragenlijst",
        "own_questions.fixed": "stelde een eigen vragenlijst vast",
        "own_questions.copied": "kopieerde een eigen vragenlijst",
        "own_questions.removed": "gooide een eigen vragenlijst weg",
        "report.publish": "deelde het rapport van een meting",
        "report.remark": "schreef een toelichting bij een rapport",
        "report.file": "maakte een bestand van een rapport",
        "benchmark.joined": "liet de school meedoen met vergelijken",
        "benchmark.left": "stopte met vergelijken met andere scholen",
        "benchmark.used": "gebruikte de scores van de school voor de vergelijking",
        "texts.checked": "las de open antwoorden van een meting na",
        "plan.started": "begon een plan",
        "plan.feed_made": "maakte een adres voor de eigen agenda",
        "plan.feed_revoked": "trok een adres voor de eigen agenda in",
        "plan.hidden_from_parents": "liet een actie niet meer aan ouders zien",
        "plan.mail_off": "wil geen herinneringen aan acties meer",
        "plan.mail_on": "wil weer herinneringen aan acties",
        "plan.reminded": "herinnerde collega’s aan acties uit het plan",
        "plan.shown_to_parents": "liet een actie aan ouders zien",
        "plan.template_taken": "nam een voorbeeldplan over",
        "plan.action_added": "zette een actie in het plan",
        "commitment.made": "deed een toezegging",
        "commitment.changed": "wijzigde een toezegging",
        "commitment.taken_back": "haalde een toezegging weg",
        "results.told": "vertelde de uitkomst van een meting aan iedereen",
        "results.paper_given": "gaf de uitkomst van een meting op papier mee",
        "results.changes_told": "vertelde wat er met toezeggingen gebeurde",
        "round.archive": "zette een meting in het archief",
        "track.started": "begon een traject",
        "track.changed": "wijzigde een traject",
        "track.closed": "sloot een traject af",
        "track.step_planned": "plande een stap van het traject",
        "track.agenda_changed": "wijzigde de agenda van een stap",
        "track.prepared": "wijzigde de voorbereiding van een stap",
        "track.written": "schreef bij een stap van het traject",
        "track.agreed": "legde een afspraak vast",
        "track.points": "schreef op wat ouders meegaven",
        "track.noted": "schreef een bericht bij een stap",
        "track.step_closed": "sloot een stap van het traject af",
        "track.step_opened": "opende een stap van het traject weer",
        "track.shared": "koos of de stuurgroep een verslag leest",
        "steering.asked": "vroeg iemand voor de stuurgroep",
        "steering.accepted": "ging in de stuurgroep zitten",
        "steering.left": "verliet de stuurgroep",
        "staff_session.started": "opende een sessie als beheerder",
        "staff_session.ended": "sloot de sessie als beheerder",
        "staff_session.request": "opende als beheerder een pagina",
    }
)

TABLE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "access.StaffSession": "Sessie van een beheerder",
        "account.EmailAddress": "E-mailadres om aan te melden",
        "account.EmailConfirmation": "Bevestiging van een e-mailadres",
        "audit.AuditEvent": "Logboek",
        "audit.RetentionRun": "Opruimbeurt",
        "django_tasks_database.DBTaskResult": "Achtergrondwerk",
        "measure.Draft": "Vragenlijst waar iemand mee bezig is",
        "measure.OwnQuestionnaire": "Eigen vragenlijst",
        "measure.Envelope": "Verzegelde antwoorden",
        "measure.Invitation": "Uitnodiging voor een meting",
        "measure.PaperDoubt": "Onduidelijk kruisje op papier",
        "measure.PaperSheet": "Verzegeld formulier op papier",
        "measure.OpenText": "Antwoord in eigen woorden",
        "mfa.Authenticator": "Tweede stap bij aanmelden",
        "outbox.Message": "Bericht",
        "people.AccessCode": "Code om binnen te komen",
        "people.Enrolment": "Plaats in een groep",
        "people.Parent": "Ouder",
        "people.ParentChildRelation": "Relatie tussen ouder en kind",
        "people.PersonSession": "Aangemeld apparaat van ouder of leerling",
        "people.Pupil": "Leerling",
        "people.RosterChange": "Regel uit een ingelezen bestand",
        "people.RosterImport": "Ingelezen bestand",
        "schools.AdviserAssignment": "Opdracht van een adviseur",
        "schools.GroupAssignment": "Groep van een leerkracht",
        "schools.Membership": "Rol van een medewerker",
        "schools.User": "Medewerker",
        "sessions.Session": "Sessie van een medewerker",
        "socialaccount.SocialAccount": "Koppeling met het schoolaccount",
        "socialaccount.SocialToken": "Sleutel van het schoolaccount",
    }
)

# Columns without a Dutch name of their own.
FIELD_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "actor_id": "nummer van die persoon",
        "answered": "of er geantwoord is",
        "args_kwargs": "nummers van rijen",
        "changed_by": "wie wijzigde",
        "class_group": "groep",
        "closed_on": "sluiten",
        "created_at": "inlezen",
        "expires_at": "verlopen",
        "extra_data": "gegevens van het schoolaccount",
        "finished_at": "klaar",
        "finished_by": "wie nalas",
        "given_by": "wie ervoor koos",
        "groups": "groepen",
        "language": "taal",
        "last_seen_on": "laatst gezien",
        "last_used_at": "laatst gebruikt",
        "owner": "eigenaar",
        "parent": "ouder",
        "parent_id": "ouder",
        "pupil": "leerling",
        "queued_on": "klaarzetten",
        "ran_at": "opruimen",
        "relation": "relatie",
        "sealed": "verzegelde inhoud",
        "session_data": "gegevens van de sessie",
        "shown": "wat de school leest",
        "text": "tekst",
        "to": "adres",
        "told_by": "wie vertelde",
        "token": "sleutel",
        "type": "soort",
        "uid": "nummer bij het schoolaccount",
        "used_at": "gebruikt",
        "user": "medewerker",
        "user_id": "medewerker",
        "withdrawn_by": "wie ermee stopte",
    }
)


def field_name(model: type[models.Model], name: str) -> str:
    """The Dutch name of a column: its own, or that of FIELD_NAMES, or the column itself."""
    try:
        label = str(getattr(model._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        label = name
    nameless = label.lower() in {name, name.replace("_", " ")} or name in {
        "uid",
        "extra_data",
        "token",
    }
    return FIELD_NAMES.get(name, name) if nameless else label


def sentence(verb: str) -> str:
    """What somebody did, in Dutch, without the somebody; an unknown verb is shown as it is."""
    return SENTENCES.get(verb, f"deed: {verb}")


def table_name(label: str) -> str:
    """The Dutch name of a table, for exports and the register."""
    return TABLE_NAMES.get(label) or str(apps.get_model(label)._meta.verbose_name)
