"""The building blocks of every page: functions that return safe HTML, registered as tags."""
