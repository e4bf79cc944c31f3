"""Parents and their relation to a child. Only a parent's role or a decision makes a relation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drieklank.base.text import full_name
from drieklank.people.roster.changes import Change, Doubt, Way
from drieklank.people.roster.existing import ExistingParent, ExistingRelation
from drieklank.people.roster.snapshot import Kind, RosterParent, RosterRelation

if TYPE_CHECKING:
    from drieklank.people.roster.comparing import Comparison

_ENDED = "eerder door de school beëindigd"
_FIELDS = ("first_name", "name_prefix", "last_name", "email", "phone")


def compare_families(work: Comparison) -> list[Doubt]:
    """Add the changes of parents and relations; returns the adults about whom someone must decide."""
    families = _Families(work)
    families.read_relations()
    families.parents()
    families.relations_that_go()
    families.parents_that_go()
    return families.doubts


class _Families:
    def __init__(self, work: Comparison) -> None:
        self.work = work
        self.prefix = _prefix(work)
        self.adults = {parent.key: parent for parent in work.snap.parents}
        self.by_key = {parent.key: parent for parent in work.existing.parents if parent.key}
        self.by_mail = {
            (parent.email.lower(), parent.last_name.casefold()): parent
            for parent in work.existing.parents
            if not parent.key and parent.email and parent.mine
        }
        self.open = {(row.parent_id, row.pupil_id): row for row in work.existing.relations}
        self.accepted: list[RosterRelation] = []
        self.doubts: list[Doubt] = []
        self.told: set[int] = set()

    def known(self, key: str) -> ExistingParent | None:
        """The parent in the database: by number, else (added by hand) by address and surname."""
        found = self.by_key.get(self.prefix + key)
        adult = self.adults.get(key)
        if found is None and adult and adult.email:
            found = self.by_mail.get((adult.email, adult.last_name.casefold()))
        return found

    def read_relations(self) -> None:
        for relation in self.work.snap.relations:
            if relation.pupil_key not in self.work.pupil_ids:
                if Kind.PUPILS not in self.work.snap.covers:
                    self.work.problem(
                        relation.source,
                        "Bij deze ouder staat een leerlingnummer dat wij niet kennen.",
                    )
                continue
            known = self.known(relation.parent_key)
            row = (
                self.open.get((known.id, self.work.pupil_ids[relation.pupil_key]))
                if known
                else None
            )
            if row:
                self.told.add(row.id)
            asks = relation.doubt or self._ended_by_hand(known, relation)
            if asks and not row and not self._decided(relation, asks):
                continue
            self.accepted.append(relation)
            self._relation(relation, known, row)

    def _ended_by_hand(self, known: ExistingParent | None, relation: RosterRelation) -> str:
        pair = (known.id if known else 0, self.work.pupil_ids[relation.pupil_key])
        return _ENDED if pair in self.work.existing.ended_by_hand else ""

    def _decided(self, relation: RosterRelation, role: str) -> bool:
        """Whether someone decided that this adult is a parent; without a decision it is asked."""
        key = (relation.parent_key, relation.pupil_key)
        if key in self.work.decisions:
            return self.work.decisions[key]
        adult, pupil = self.adults[relation.parent_key], self.work.pupil_labels[relation.pupil_key]
        values = {name: getattr(adult, name) for name in _FIELDS}
        values |= {"parent": self.prefix + relation.parent_key, "pupil": relation.pupil_key}
        values["kind"] = relation.tie.value
        school_id = self.work.pupil_places[relation.pupil_key]
        self.doubts.append(
            Doubt(key, _label(adult), pupil, role, relation.source, school_id, values)
        )
        self.work.problem(
            relation.source,
            f"Hier staat een volwassene bij een kind met de rol “{role}”. "
            "Kies of dit een ouder of verzorger is; tot dan is niets overgenomen.",
        )
        return False

    def _relation(
        self, relation: RosterRelation, known: ExistingParent | None, row: ExistingRelation | None
    ) -> None:
        work = self.work
        school_id = work.pupil_places[relation.pupil_key]
        label = (
            f"{_label(self.adults[relation.parent_key])} – {work.pupil_labels[relation.pupil_key]}"
        )
        key = f"{self.prefix}{relation.parent_key}"
        values: dict[str, Any] = {
            "parent": key,
            "pupil": relation.pupil_key,
            "kind": relation.tie.value,
        }
        if row is None:
            if known and not known.key:
                values["parent_id"] = known.id
            work.changes.append(
                Change(
                    Kind.RELATIONS, Way.NEW, key, school_id, label, values, source=relation.source
                )
            )
        elif not relation.doubt and row.kind != relation.tie.value and not row.by_hand:
            work.changes.append(
                Change(
                    Kind.RELATIONS,
                    Way.CHANGED,
                    key,
                    school_id,
                    label,
                    {"kind": relation.tie.value},
                    {"kind": row.kind},
                    row.id,
                    relation.source,
                )
            )

    def parents(self) -> None:
        """One change per adult with an accepted relation; of a parent known only elsewhere nothing is compared."""
        places = {
            relation.parent_key: self.work.pupil_places[relation.pupil_key]
            for relation in self.accepted
        }
        for key in sorted(places):
            adult, known = self.adults[key], self.known(key)
            values = {name: getattr(adult, name) for name in _FIELDS}
            own = (self.prefix + key, places[key], _label(adult))
            if known is None:
                self.work.changes.append(
                    Change(Kind.PARENTS, Way.NEW, *own, values, source=adult.source)
                )
            elif known.mine:
                self._parent_changed(own, values | {"key": self.prefix + key}, known, adult)

    def _parent_changed(
        self,
        own: tuple[str, int, str],
        values: dict[str, Any],
        known: ExistingParent,
        adult: RosterParent,
    ) -> None:
        old = known._asdict()
        names = [
            name
            for name, value in values.items()
            if value != old[name] and (value or name == "name_prefix")
        ]
        if names:
            new, before = (
                {name: values[name] for name in names},
                {name: old[name] for name in names},
            )
            self.work.changes.append(
                Change(Kind.PARENTS, Way.CHANGED, *own, new, before, known.id, adult.source)
            )

    def relations_that_go(self) -> None:
        """Relations of pupils in the file that it no longer tells; what was decided by hand stays, and is said."""
        ids = {pupil_id: key for key, pupil_id in self.work.pupil_ids.items() if pupil_id}
        parents = {parent.id: parent for parent in self.work.existing.parents}
        self.kept: set[int] = set()
        for row in self.work.existing.relations:
            parent = parents.get(row.parent_id)
            if (
                parent is None
                or row.pupil_id not in ids
                or row.id in self.told
                or not self._is_ours(parent)
            ):
                continue
            if row.by_hand:
                self.kept.add(parent.id)
                continue
            label = f"{_name(parent)} – {self.work.pupil_labels[ids[row.pupil_id]]}"
            school_id = self.work.pupil_places[ids[row.pupil_id]]
            self.work.changes.append(
                Change(Kind.RELATIONS, Way.LEAVING, parent.key, school_id, label, row_id=row.id)
            )

    def _is_ours(self, parent: ExistingParent) -> bool:
        """Came out of a roster that counts keys the same way; parents added by hand and of other sources stay."""
        if not parent.key:
            return False
        return parent.key.startswith(self.prefix) if self.prefix else ":" not in parent.key

    def parents_that_go(self) -> None:
        """Parents of pupils at school whom the file tells nothing about any more."""
        mentioned = {
            known.id for relation in self.accepted if (known := self.known(relation.parent_key))
        }
        schools = {
            pupil_id: self.work.pupil_places[key] for key, pupil_id in self.work.pupil_ids.items()
        }
        places = {
            row.parent_id: schools[row.pupil_id]
            for row in self.open.values()
            if row.pupil_id in schools
        }
        for parent in self.work.existing.parents:
            if (
                parent.id in places
                and parent.id not in mentioned | self.kept
                and self._is_ours(parent)
            ):
                self.work.changes.append(
                    Change(
                        Kind.PARENTS,
                        Way.LEAVING,
                        parent.key,
                        places[parent.id],
                        _name(parent),
                        row_id=parent.id,
                    )
                )


def _prefix(work: Comparison) -> str:
    """Keys that are unique within a school only carry its code, for parents are known per board."""
    ids = set(work.schools.values())
    return f"{work.codes[ids.pop()]}:" if not work.snap.board_wide and len(ids) == 1 else ""


def _label(adult: RosterParent) -> str:
    return full_name(adult.first_name, adult.name_prefix, adult.last_name)


def _name(parent: ExistingParent) -> str:
    return full_name(parent.first_name, parent.name_prefix, parent.last_name)
