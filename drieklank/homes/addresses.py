"""Where a start page leads: the addresses of one school's pages."""

from __future__ import annotations

from dataclasses import dataclass

from drieklank.homes.rules import Page


@dataclass(frozen=True)
class Addresses:
    """Pages of the school with this code; `round` is the code of its newest round, if any."""

    code: str
    round: str = ""

    def at(self, page: str = "") -> str:
        return f"/school/{self.code}/{page}"

    def of(self, page: Page) -> str:
        """Where a next step leads."""
        return {
            Page.IMPORT: self.at("leerlingen-inlezen/"),
            Page.PLAN: self.at("meten/"),
            Page.ROUND: self.at(f"meten/{self.round}/"),
            Page.REPORT: self.at(f"begrijpen/{self.round}/"),
            Page.IMPROVE: self.at("plan/"),
        }[page]

    doing = property(lambda self: self.at(f"begrijpen/{self.round}/wat-we-doen/"))
    home = property(lambda self: self.at())
    measure = property(lambda self: self.at("meten/"))
    understand = property(lambda self: self.at("begrijpen/"))
    choose = property(lambda self: self.at("kiezen/"))
    plan = property(lambda self: self.at("plan/"))
    track = property(lambda self: self.at("traject/"))
    brainstorm = property(lambda self: self.at("brainstorm/"))
    vision = property(lambda self: self.at("visie/"))
    readiness = property(lambda self: self.at("zelf-of-samen/"))
    manage = property(lambda self: self.at("school/"))
    groups = property(lambda self: self.at("groepen/"))
    pupils = property(lambda self: self.at("leerlingen/"))
    parents = property(lambda self: self.at("ouders/"))
    team = property(lambda self: self.at("team/"))
    roster = property(lambda self: self.at("leerlingen-inlezen/"))
    year = property(lambda self: self.at("schooljaar/"))
    settings = property(lambda self: self.at("instellingen/"))
    log = property(lambda self: self.at("logboek/"))
    privacy = property(lambda self: self.at("privacy/"))
