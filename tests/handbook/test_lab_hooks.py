"""Serving runs the lab that is being edited and shows the others as they are known."""

from handbook import hooks, notebooks
from handbook.paths import relative
from tests.handbook.labs import cell, write_lab
from tests.handbook.project import Project


def test_server_runs_a_lab_once_it_changes(project: Project) -> None:
    lab = notebooks.read(write_lab(project, cell("halve")))
    assert not hooks._is_edited(lab), relative(lab.file)  # the server has just begun
    assert not hooks._is_edited(notebooks.read(write_lab(project, "Words.\n", cell("halve"))))
    assert hooks._is_edited(notebooks.read(write_lab(project, cell("halve"), cell("use"))))
