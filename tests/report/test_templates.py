"""Templates and the choice of parts."""

import pytest

from jupyter_analyst.errors import ReportError
from jupyter_analyst.report.templates import PARTS, TEMPLATES, parts_of, template_named


def test_templates_are_found_by_their_names():
    assert {name: template_named(name).name for name in TEMPLATES} == {
        name: name for name in ("professional", "executive", "academic", "creative")
    }


def test_a_name_that_comes_near_is_offered():
    with pytest.raises(ReportError, match="Did you mean `executive`") as caught:
        template_named("excutive")
    assert caught.value.code == "template-unknown"


def test_the_parts_asked_for_come_in_the_order_of_the_template():
    executive = TEMPLATES["executive"]
    assert parts_of(executive, None) == executive.parts
    assert parts_of(executive, ["code", "results", "summary"]) == ("summary", "results", "code")


def test_an_unknown_part_is_refused_with_what_there_is():
    with pytest.raises(ReportError, match="Did you mean `methods`") as caught:
        parts_of(TEMPLATES["professional"], ["metods"])
    assert caught.value.code == "part-unknown"
    with pytest.raises(ReportError, match="There are: cover, contents"):
        parts_of(TEMPLATES["professional"], ["zzz"])


def test_no_part_at_all_is_refused():
    with pytest.raises(ReportError, match="no parts"):
        parts_of(TEMPLATES["professional"], [])


def test_templates_hold_known_parts_and_colours():
    for template in TEMPLATES.values():
        assert set(template.parts) <= set(PARTS)
        for color in (template.ink, template.accent, template.pale):
            assert int(color, 16) >= 0
            assert len(color) == 6
