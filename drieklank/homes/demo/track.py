"""A trajectory of the demonstration: the intake is done, the team day comes up, two parents were asked."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Final

from drieklank.access.actor import Actor, actor_of_user
from drieklank.improve.actions.steering import accept, ask_parent, ask_staff
from drieklank.improve.actions.track import (
    StepWish,
    TrackWish,
    choose_parts,
    close_step,
    plan_step,
    share_minutes,
    start_track,
    write_note,
)
from drieklank.improve.actions.track_agreements import AgreementWish, agree
from drieklank.improve.actions.track_work import Sent, save_texts, set_prepared
from drieklank.improve.models import PrepTask, Track, TrackStep
from drieklank.improve.queries.track import round_named, rounds_to_start_from
from drieklank.people.models import Parent
from drieklank.schools.models import AdviserAssignment, AdviserKind, Membership, School

# Step -> days from now, and the hour it begins.
DAYS: Final = {
    "intake": (-38, time(15, 30)),
    "team_session": (9, time(13, 0)),
    "interim": (24, time(15, 30)),
    "parent_evening": (52, time(17, 30)),
    "debrief": (66, time(15, 30)),
}
ANSWERS: Final = {
    "goals": "We willen dat elk gezin elk jaar goed nieuws hoort.\n"
    "En dat ouders weten waar ze met een idee terechtkunnen.",
    "actions_now": "Een hand bij de deur, elke ochtend.\nDe inloop op vrijdag in groep 1 en 2.",
    "not_reached": "Ouders die ’s avonds werken, en ouders die nog weinig Nederlands spreken.\n"
    "Onze brieven zijn lang, en komen alleen per mail.",
    "team_mood": "Het team wil wel, maar de week is vol. Lastige gesprekken kosten veel energie.",
    "hours": "Twee studiemiddagen, en een uur per maand per bouw.",
    "adviser_eye": "Ik hoorde vooral verhalen over wat goed gaat. Bewaar die voor de teamdag.",
    "intake_core": "Eerst luisteren, dan pas een plan.",
}
NOTE: Final = (
    "Begin de teamdag niet met de cijfers. Begin met een ouder aan het woord. "
    "De cijfers landen daarna beter."
)


def hold_track(school: School, day: date) -> None:
    """Through the real actions: everything stands as if leader and adviser had done it."""
    leader = Membership.objects.filter(school=school, role="school_leader").earliest("pk")
    adviser = AdviserAssignment.objects.filter(school=school, kind=AdviserKind.COACH).earliest("pk")
    by, helper = actor_of_user(leader.user), actor_of_user(adviser.user)
    codes = list(rounds_to_start_from(school))
    wish = TrackWish(
        day - timedelta(days=38),
        day + timedelta(days=80),
        adviser.user,
        round_named(school, codes[0]) if codes else None,
        certification=True,
    )
    track = start_track(school, wish, by=by)
    choose_parts(track, ["make-vision", "behaviour", "toolkit"], by=by)
    steps = {row.key: row for row in TrackStep.objects.filter(track=track)}
    for key, (days, at) in DAYS.items():
        row, on = steps[key], _weekday(day + timedelta(days=days))
        plan_step(row, StepWish(on, at, row.minutes, row.who, "teamkamer"), by=by)
    _hold_intake(steps["intake"], day, by)
    for task in PrepTask.objects.filter(step=steps["team_session"], owner=leader.user)[:2]:
        set_prepared(task, done=True, by=by)
    write_note(steps["team_session"], NOTE, by=helper)
    _ask(track, school, by)


def _hold_intake(row: TrackStep, day: date, by: Actor) -> None:
    save_texts(row, [Sent(key, text, 0) for key, text in ANSWERS.items()], by=by)
    for task in PrepTask.objects.filter(step=row):
        set_prepared(task, done=True, by=by)
    due = day + timedelta(days=5)
    agree(row, AgreementWish("De vijf data staan in de jaaragenda", due, by.user, hours=1), by=by)
    later = day + timedelta(days=40)
    wish = AgreementWish("Elk gezin hoort één keer goed nieuws", later, None, "hele team", 12)
    agree(row, wish, by=by)
    share_minutes(row, shared=True, by=by)
    close_step(row, by=by)


def _ask(track: Track, school: School, by: Actor) -> None:
    """One parent said yes, the other may still answer on her own page; and somebody of the team."""
    for name in ("rasha", "hassan"):
        parent = Parent.objects.get(board=school.board, email=f"{name}.haddad@thuis.example")
        seat = ask_parent(track, parent, by=by)
        if name == "hassan":
            accept(seat, by=Actor(parent=parent))
    teacher = Membership.objects.filter(school=school, role="teacher").earliest("pk")
    ask_staff(track, teacher.user, by=by)


def _weekday(on: date) -> date:
    """The next day on which the school is open."""
    return on + timedelta(days=max(0, 7 - on.weekday()) if on.weekday() > 4 else 0)
