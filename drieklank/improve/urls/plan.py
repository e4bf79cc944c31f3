"""Addresses of the plan: the page, the steps to a draft, its actions."""

from django.urls import path

from drieklank.improve.views import plan, plan_action, plan_done, plan_draft, plan_log

_BASE = "school/<slug:code>/plan/"
_ACTION = f"{_BASE}actie/<uuid:public_id>/"

urlpatterns = [
    path(_BASE, plan.plan, name="plan"),
    path(f"{_BASE}begin/", plan_draft.start, name="plan_start"),
    path(f"{_BASE}prioriteiten/", plan_draft.priorities, name="plan_priorities"),
    path(f"{_BASE}kiezen/", plan_draft.choose, name="plan_choose"),
    path(f"{_BASE}verdelen/", plan_draft.when, name="plan_when"),
    path(f"{_BASE}uren/", plan.settings, name="plan_settings"),
    path(f"{_BASE}vaststellen/", plan.begin, name="plan_begin"),
    path(f"{_BASE}terugkijken/", plan.close, name="plan_close"),
    path(f"{_BASE}wat-veranderde/", plan.moved, name="plan_moved"),
    path(f"{_BASE}eerder/<slug:year>/", plan.earlier, name="plan_earlier"),
    path(f"{_BASE}actie/nieuw/", plan_action.add, name="plan_add"),
    path(_ACTION, plan_action.action, name="plan_action"),
    path(f"{_ACTION}wijzigen/", plan_action.change, name="plan_action_change"),
    path(f"{_ACTION}schuiven/", plan_action.move, name="plan_action_move"),
    path(f"{_ACTION}stand/", plan_log.state, name="plan_action_state"),
    path(f"{_ACTION}gedaan/", plan_log.done, name="plan_action_done"),
    path(f"{_ACTION}gedaan/<int:pk>/", plan_done.change, name="plan_action_done_change"),
    path(f"{_ACTION}gedaan/<int:pk>/weg/", plan_done.remove, name="plan_action_done_remove"),
    path(f"{_ACTION}vragen/", plan_log.items, name="plan_action_items"),
    path(f"{_ACTION}peiling/", plan_log.pulse, name="plan_action_pulse"),
    path(f"{_ACTION}toezeggen/", plan_log.promise, name="plan_action_promise"),
]
