from django.urls import URLPattern

app_name = "measure"

urlpatterns: list[URLPattern] = []
