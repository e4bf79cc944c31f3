"""Addresses of what leaves a plan: plans to begin with, calendar, paper, the year, and parents."""

from django.urls import path

from drieklank.improve.views import plan_documents, plan_feeds, plan_parents, plan_templates

_PLAN = "school/<slug:code>/plan/"
_TEMPLATE = f"{_PLAN}voorbeelden/<slug:key>/"

urlpatterns = [
    path(f"{_PLAN}jaar/", plan_documents.year, name="plan_year"),
    path(f"{_PLAN}op-papier/", plan_documents.paper, name="plan_paper"),
    path(f"{_PLAN}plan.docx", plan_documents.word, name="plan_word"),
    path(f"{_PLAN}plan.pdf", plan_documents.plan_pdf, name="plan_pdf"),
    path(f"{_PLAN}agenda/", plan_feeds.calendar, name="plan_calendar"),
    path(f"{_PLAN}agenda/herinneringen/", plan_feeds.reminders, name="plan_reminders"),
    path(f"{_PLAN}agenda/<slug:kind>.ics", plan_feeds.calendar_file, name="plan_calendar_file"),
    path(f"{_PLAN}agenda/<slug:kind>/maak/", plan_feeds.make_feed, name="plan_feed_make"),
    path(f"{_PLAN}agenda/<slug:kind>/stop/", plan_feeds.revoke_feed, name="plan_feed_revoke"),
    path("agenda/<str:secret>.ics", plan_feeds.feed, name="plan_feed"),
    path("herinneringen/<str:token>/", plan_feeds.mail_choice, name="plan_mail"),
    path(f"{_PLAN}voor-ouders/", plan_parents.choose, name="plan_for_parents"),
    path("school/<slug:code>/wat-school-doet/", plan_parents.shown, name="plan_shown"),
    path(f"{_PLAN}voorbeelden/", plan_templates.templates, name="plan_templates"),
    path(_TEMPLATE, plan_templates.template, name="plan_template"),
    path(f"{_TEMPLATE}overnemen/", plan_templates.take, name="plan_template_take"),
]
