from django.urls import path

from drieklank.office.views import staff_session

urlpatterns = [
    path("beheer/", staff_session.staff_session, name="staff_session"),
    path("beheer/stop/", staff_session.stop_staff_session, name="staff_session_stop"),
]
