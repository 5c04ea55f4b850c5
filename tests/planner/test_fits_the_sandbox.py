"""The built-in planner writes nothing the sandbox has no use for."""

from jupyter_analyst import planner
from jupyter_analyst.sandbox import advice

from .test_questions import QUESTIONS


def test_there_is_no_advice_on_its_code(tables):
    plans = [planner.read(asked, tables[name]).plan for name, asked, _ in QUESTIONS]
    codes = [code for plan in plans if plan for code in plan.codes]
    assert len(codes) >= 50
    assert {code: advice(code) for code in codes} == dict.fromkeys(codes, ())
