"""Addresses of what leaves a plan: plans to begin with, calendar, paper, the year, and parents."""

from django.urls import path

from drieklank.improve.views import plan_templates

_PLAN = "school/<slug:code>/plan/"
_TEMPLATE = f"{_PLAN}voorbeelden/<slug:key>/"

urlpatterns = [
    path(f"{_PLAN}voorbeelden/", plan_templates.templates, name="plan_templates"),
    path(_TEMPLATE, plan_templates.template, name="plan_template"),
    path(f"{_TEMPLATE}overnemen/", plan_templates.take, name="plan_template_take"),
]
