"""The checks of the handbook's sources: one file a check; `python -m handbook.check --list`."""
