"""Breaking out, in more than a hundred ways and on both levels: each is refused and says so."""

import pytest
from escapes import CASES
from escapes.scene import Stage

from jupyter_analyst.sandbox.walls import level as levels

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]


@pytest.fixture(scope="module")
def stage(level, tmp_path_factory):
    """Where the cases run; on level B there is no bubblewrap, or the other would be taken."""
    folder = tmp_path_factory.mktemp("stage")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRET_OF_THE_HOST", "s3cret-of-the-host")
        if level == "B":
            patch.setenv("PATH", str(folder))
        levels.forget()
        stage = Stage(level, folder)
        yield stage
        stage.close()
    levels.forget()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.group}: {case.name}")
def test_it_is_refused_or_goes_on_working(stage, case):
    assert stage.line(case) in case.answers[stage.level]
    assert stage.ground.touched() == []
