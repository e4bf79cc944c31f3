"""What a password must be, said in a way that helps to find a better one."""

from __future__ import annotations

from django.contrib.auth import password_validation as django


class LongEnough(django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return (
            f"Dit wachtwoord is te kort. Neem minstens {self.min_length} tekens, bijvoorbeeld vier "
            "woorden achter elkaar."
        )


class NotCommon(django.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Dit wachtwoord gebruiken veel mensen. Kies iets dat niemand kan raden."


class NotLikeYou(django.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return "Dit wachtwoord lijkt op je naam of je e-mailadres. Kies iets anders."
