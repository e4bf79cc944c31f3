from django.urls import path

from drieklank.homes import views

app_name = "homes"

urlpatterns = [
    path("", views.start, name="start"),
]
