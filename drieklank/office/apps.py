from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "drieklank.office"
    label = "office"

    def ready(self) -> None:
        from drieklank.office.actions import accounts, codes  # noqa: PLC0415 -- tables exist only now
        from drieklank.outbox.fillers import register  # noqa: PLC0415 -- as above

        register(codes.MAIL_FILLER, codes.fill_mail_code)
        register(accounts.LINK_FILLER, accounts.fill_password_link)
        register(accounts.LOGIN_CODE_FILLER, accounts.fill_login_code)
