from django.urls import path

from drieklank.homes import views

app_name = "homes"

urlpatterns = [
    path("", views.start, name="start"),
    path("geen-rol/", views.nothing, name="nothing"),
    path("bestuur/", views.board, name="board"),
    path("scholen/", views.schools, name="schools"),
    path("school/<slug:code>/", views.school, name="school"),
    path("school/<slug:code>/school/", views.manage, name="manage"),
    path("thuis/", views.home, name="home"),
    path("thuis/gegevens/", views.own_data, name="own_data"),
]
