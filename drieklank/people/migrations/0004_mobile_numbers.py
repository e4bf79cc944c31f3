"""Mobile numbers that were typed before they were stored in one way."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from drieklank.people.reaching import written_once


def write_once(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    parents = apps.get_model("people", "Parent")._base_manager
    rows = parents.exclude(phone="").exclude(phone__startswith="+").only("phone")
    for parent in rows.iterator():
        number = written_once(parent.phone)
        if number != parent.phone:
            parents.filter(pk=parent.pk).update(phone=number)


class Migration(migrations.Migration):
    dependencies = [("people", "0003_left_in_peace")]

    operations = [migrations.RunPython(write_once, migrations.RunPython.noop)]
