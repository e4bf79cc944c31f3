from django.urls import path

from drieklank.office.views import mail_code, paper_code, sign_in

urlpatterns = [
    path("aanmelden/", sign_in.choose, name="sign_in"),
    path("aanmelden/oefenen/", sign_in.choose_demo, name="choose_demo"),
    path("aanmelden/ouder/", mail_code.ask_mail_code, name="ask_mail_code"),
    path("aanmelden/ouder/code/", mail_code.mail_code, name="mail_code"),
    path("aanmelden/ouder/wie/", mail_code.choose_person, name="choose_person"),
    path("aanmelden/code/", paper_code.paper_code, name="paper_code"),
    path("aanmelden/adres/", paper_code.add_address, name="add_address"),
    path("aanmelden/adres/bevestigen/", paper_code.confirm_address, name="confirm_address"),
    path("afmelden/", sign_in.sign_out, name="sign_out"),
]
