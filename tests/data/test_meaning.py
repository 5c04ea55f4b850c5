"""What columns mean: type and role with a reason, what a person says instead, named measures."""

import json
import re

import pandas as pd
import pytest

from jupyter_analyst.data import Catalog, read
from jupyter_analyst.data.meaning.found import meanings_of
from jupyter_analyst.data.meaning.measures import evaluated, formula
from jupyter_analyst.data.meaning.record import ROLES, TYPES, Meaning
from jupyter_analyst.data.meaning.scales import scale_of
from jupyter_analyst.data.meaning.told import Correction, Told, lost, with_told
from jupyter_analyst.errors import AnalystError, StorageError


@pytest.fixture
def catalog(home):
    return Catalog(home)


def frame_of(columns, n=24):
    """Return a frame in which the few values of each column come again and again."""
    return pd.DataFrame(
        {name: [values[i % len(values)] for i in range(n)] for name, values in columns.items()}
    )


def meaning(name, values, n=24):
    (found,) = meanings_of(read(frame_of({name: values}, n), name="t"))
    return found


def csv(tmp_path, text):
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    return read(path)


UNIQUE = list(range(500, 524))


@pytest.mark.parametrize(
    ("name", "values", "type_", "role"),
    [
        ("customer_id", UNIQUE, "id", "id"),
        ("x", list(range(1, 25)), "id", "id"),
        ("x", UNIQUE, "number", "measure"),
        ("order_id", [7, 7, 9], "id", "id"),
        ("x", [f"A-{i:03}" for i in range(24)], "id", "id"),
        ("key", [f"{i:032x}ab"[-32:] for i in range(24)], "id", "id"),
        ("colour", ["red", "green", "blue"], "category", "group"),
        ("cluster", [3, 5, 9], "category", "group"),
        ("answer", ["agree", "Strongly agree", "neutral"], "ordered", "group"),
        ("size", ["S", "XL", "M"], "ordered", "group"),
        ("month", [1, 5, 12], "ordered", "group"),
        ("rating", [1, 2, 5], "ordered", "group"),
        ("n_visits", [0, 3, 8], "count", "measure"),
        ("weight", [60.5, 71.25], "amount", "measure"),
        ("price", [1.5, 2.25], "money", "measure"),
        ("net_usd", [1.5, 2.25], "money", "measure"),
        ("growth_pct", [1.5, -22.0], "percent", "measure"),
        ("click_rate", [0.01, 0.25], "percent", "measure"),
        ("when", [pd.Timestamp("2024-01-01"), pd.Timestamp("2024-02-01")], "date", "time"),
        ("year", [1999, 2024], "date", "time"),
        ("opens", ["09:30", "17:00"], "time", "time"),
        ("tenure", [3, 70], "duration", "measure"),
        ("run_time", ["PT3M20S", "PT1H"], "duration", "measure"),
        ("sex", [0, 1], "boolean", "group"),
        ("smokes", ["y", "n"], "boolean", "group"),
        ("contact", ["ann@example.org", "bob@example.org"], "email", "text"),
        ("x", ["+44 20 7946 0958", "+1 202 555 0143"], "phone", "text"),
        ("tel", ["020 7946 0958", "0161 496 0000"], "phone", "text"),
        ("hotel", ["020 7946 0958", "0161 496 0000"], "category", "group"),
        ("homepage", ["https://example.org", "www.example.com/a"], "url", "text"),
        ("client", ["192.0.2.1", "2001:db8::1"], "ip", "text"),
        ("PLZ", [1010, 8010], "postcode", "group"),
        ("zip_code", ["SW1A 1AA", "M1 1AE"], "postcode", "group"),
        ("land", ["AT", "DE"], "country", "group"),
        ("origin", ["Japan", "Germany", "Peru"], "country", "group"),
        ("letters", ["IN", "OR", "IF"], "category", "group"),
        ("comment", ["it was late", "all is fine"] + [f"no {i} is here" for i in range(22)], "text",
         "text"),
        ("extra", ['{"a": 1}', "[1, 2]"], "json", "text"),
        ("tags", ["red;blue", "red;green;blue"], "list", "text"),
        ("x", [1.5, 2.25], "number", "measure"),
    ],
)  # fmt: skip
def test_a_column_is_understood_with_a_reason(name, values, type_, role):
    found = meaning(name, values)
    assert (found.type.value, found.role.value) == (type_, role)
    assert 0.5 < found.type.confidence <= 1
    assert found.type.reason
    assert found.told == ()


def test_every_type_has_a_role_there_is():
    assert len(TYPES) == 23
    assert set(TYPES.values()) | {"event"} == set(ROLES)


def test_a_reason_says_what_was_counted():
    found = meaning("customer_id", UNIQUE)
    assert found.type.reason == "24 of 24 values are different and the name says `id`"
    assert found.type.confidence == 0.95


def test_of_a_long_table_the_first_rows_are_looked_at_and_that_is_said():
    found = meaning("user_id", list(range(10, 5010)), n=5000)
    assert found.type.reason == (
        "2,000 of 2,000 values in the first 2,000 rows are different and the name says `id`"
    )


def test_rows_beyond_the_first_count_where_the_file_says_enough(catalog):
    columns = {"died": [0] * 2999 + [1], "lat": [48.0] * 2999 + [480.0], "qty": [1] * 2999 + [-1]}
    columns |= {
        "days": range(10, 3010),
        "risk": ["low"] * 1000 + ["high"] * 1999 + ["nobody knows"],
    }
    dataset = read(pd.DataFrame(columns), name="t")
    types = [(one.type.value, one.role.value) for one in meanings_of(dataset)]
    assert types == [
        ("boolean", "event"), ("number", "measure"), ("number", "measure"),
        ("duration", "measure"), ("category", "group"),
    ]  # fmt: skip
    assert meanings_of(catalog.keep(dataset, "t")) == meanings_of(dataset)


def test_a_column_without_values_is_no_sure_thing():
    (found,) = meanings_of(read(pd.DataFrame({"x": [None, None]}), name="t"))
    assert (found.type.value, found.type.confidence, found.type.reason) == (
        "text", 0.1, "nothing is there to go by",
    )  # fmt: skip


def test_a_sign_taken_off_while_reading_is_the_unit(tmp_path):
    dataset = csv(tmp_path, "a;b;c\n€ 1.50;5 %;$3\n€ 2.50;6 %;$4\n€ 3;7 %;$5\n")
    found = [(one.type.value, one.unit, one.type.confidence) for one in meanings_of(dataset)]
    assert found == [("money", "EUR", 0.99), ("percent", "%", 0.99), ("money", "$", 0.99)]


def test_a_header_holds_the_currency():
    assert meaning("price_eur", [1.5, 2.0]).unit == "EUR"
    assert meaning("price", [1.5, 2.0]).unit == ""
    assert meaning("waiting_days", [1.5, 2.0]).unit == "days"


def test_values_are_put_in_the_order_of_their_scale():
    assert meaning("risk", ["High", "low", "Medium"]).order == ("low", "Medium", "High")
    assert scale_of(["Tue", "Mon", "Sun"]) == ("Mon", "Tue", "Sun")
    assert scale_of(["May"]) == ()
    assert scale_of(["A", "B"]) == ()  # groups are called so, too
    assert scale_of(["B", "A", "C"]) == ("C", "B", "A")
    assert scale_of(["low", "high", "broken"]) == ()


def test_an_event_has_a_time_beside_it(heart_file):
    found = {one.name: one for one in meanings_of(read(heart_file))}
    event = found["DEATH_EVENT"].role
    assert (event.value, event.confidence) == ("event", 0.9)
    assert event.reason == "two values, the name says `event`, and `time` says how long"
    assert found["smoking"].role.value == "group"
    alone = meaning("churn", ["yes", "no"]).role
    assert (alone.value, alone.confidence) == ("group", 0.6)
    assert alone.reason == "the name says `churn`, but no column says how long"


def test_a_latitude_is_surer_with_a_longitude_beside_it():
    both = meanings_of(read(frame_of({"lat": [48.2, 47.1], "lng": [16.4, 15.4]}), name="t"))
    assert [(one.type.value, one.type.confidence) for one in both] == [
        ("latitude", 0.98), ("longitude", 0.98),
    ]  # fmt: skip
    alone = meaning("lat", [48.2, 47.1]).type
    assert (alone.value, alone.confidence) == ("latitude", 0.7)
    assert alone.reason.endswith("but no longitude is beside it")
    assert meaning("lat", [48.2, 470.1]).type.value == "number"


def test_what_was_found_is_kept_beside_the_rows_and_made_anew_if_damaged(catalog):
    dataset = catalog.keep(read(frame_of({"price": [1.5, 2.5]}), name="t"), "t")
    first = meanings_of(dataset)
    (place,) = dataset.path.parent.glob("meaning-*.json")
    assert place.stat().st_mode & 0o777 == 0o600
    record = json.loads(place.read_text())
    record["meanings"][0]["unit"] = "XAU"
    place.write_text(json.dumps(record))
    assert meanings_of(dataset)[0].unit == "XAU"  # it was read, not found again
    for damage in ("{", "[]", '{"columns": []}', json.dumps(record | {"columns": []})):
        place.write_text(damage)
        assert meanings_of(dataset) == first


def test_a_meaning_survives_as_json():
    found = meaning("risk", ["high", "low"])
    assert Meaning.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_what_a_person_says_goes_before_what_was_found():
    found = meaning("status", ["low", "high"])
    said = Correction(type="category", role="event", unit="x", description="d", synonyms=("a",))
    (now,) = with_told([found], Told({"status": said}))
    assert (now.type.value, now.type.confidence, now.type.reason) == (
        "category", 1.0, "you said so",
    )  # fmt: skip
    assert (now.role.value, now.unit, now.description, now.synonyms) == ("event", "x", "d", ("a",))
    assert now.order == ()
    assert now.told == ("type", "role", "unit", "description", "synonyms")
    (part,) = with_told([found], Told({"status": Correction(type="money")}))
    assert (part.role.value, part.told) == ("measure", ("type",))
    (same,) = with_told([found], Told({"other": said}))
    assert same == found


def test_what_was_said_stays_with_the_name_over_versions_and_names(catalog):
    catalog.keep(read(frame_of({"price": [1]}), name="t"), "t")
    said = Correction(unit="EUR", synonyms=("cost", "net price"))
    catalog.tell("t", lambda told: told.with_column("price", said).with_measure("m", "price * 2"))
    catalog.keep(read(frame_of({"other": [2]}), name="t"), "t")
    told = Catalog(catalog.home).told("t")
    assert told == Told({"price": said}, {"m": "price * 2"})
    assert lost(told, ["other"]) == ("price",)
    catalog.rename("t", "new")
    assert (catalog.told("t"), catalog.told("new")) == (Told(), told)
    catalog.remove("new")
    assert catalog.told("new") == told  # it can be brought back
    catalog.remove("new", forever=True)
    assert catalog.told("new") == Told()
    assert list(catalog.home.glob("meaning/*")) == []


def test_the_file_of_what_was_said_is_private_and_survives_damage(catalog):
    told = catalog.tell("a" * 100, lambda told: told.with_measure("m", "x"))
    assert catalog.told("a" * 100) == told
    (place,) = catalog.home.glob("meaning/*.json")
    assert place.stat().st_mode & 0o777 == 0o600
    for damage in ("{", "[]", '{"columns": 1, "measures": {}}', '{"columns": {"x": {"no": 1}}}'):
        place.write_text(damage)
        assert catalog.told("a" * 100) == Told()


def test_names_that_differ_by_little_have_files_of_their_own(catalog):
    for name in ("Sales", "sales", "sales."):
        catalog.tell(name, lambda told, name=name: told.with_measure(name, "x"))
    for name in ("Sales", "sales", "sales."):
        assert list(catalog.told(name).measures) == [name]


def test_nothing_is_half_said_when_the_disk_refuses(catalog):
    catalog.tell("t", lambda told: told.with_measure("m", "x"))
    folder = catalog.home / "meaning"
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    folder.write_text("in the way")
    with pytest.raises(StorageError, match="while keeping what was said of `t`"):
        catalog.tell("t", lambda told: told.with_measure("m", "x"))


@pytest.fixture
def sales():
    frame = pd.DataFrame(
        {
            "price": [2.0, 3.0, 5.0],
            "qty": [1, 2, 0],
            "net price": [1.0, 1.0, 1.0],
            'odd"name': [1, 1, 1],
            "region": ["a", None, "b"],
        }
    )
    return read(frame, name="sales")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("price * qty", {"rows": 3, "sum": 8.0, "mean": 8 / 3}),
        ("price / qty", {"rows": 2, "sum": 3.5, "mean": 1.75}),
        ("-price + 2 * (qty - 1)", {"rows": 3, "sum": -10.0, "mean": -10 / 3}),
        ("`net price` * 1.5", {"rows": 3, "sum": 4.5, "mean": 1.5}),
        ('`odd"name` + 0', {"rows": 3, "sum": 3.0, "mean": 1.0}),
        ("sum(price * qty) / sum(qty)", {"value": 8 / 3}),
        ("100 * count(region) / count(price)", {"value": 200 / 3}),
        ("mean(price) - median(price)", {"value": 1 / 3}),
        ("max(price) - min(price)", {"value": 3.0}),
    ],
)
def test_a_measure_is_computed(sales, text, found):
    assert evaluated(text, sales) == pytest.approx(found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("price *", "cannot be read"),
        ("", "cannot be read"),
        ("1 + 1", "names no column"),
        ("price ** 2", "only + - * and / can stand"),
        ("not price", "only + and - can stand before"),
        ("__import__('os')", "`__import__` is not one of sum, mean"),
        ("price.real", "`price.real` is neither"),
        ("price if qty else 0", "is neither number nor column"),
        ("'x' + price", "`'x'` is no number"),
        ("True + price", "`True` is no number"),
        ("1e999 * price", "too large"),
        ("sum(price) * qty", "mixes values of single rows"),
        ("sum(sum(price))", "`sum` is of a column"),
        ("sum(price, qty)", "`sum` takes one part"),
        ("prise * qty", "Did you mean `price`"),
        ("region * 2", "`region` holds texts; a formula needs numbers"),
        ("(" * 400, "cannot be read"),
        ("price + " * 100 + "1", "longer than 500"),
        ("-" * 499 + "1", "cannot be read"),
    ],
)
def test_a_formula_that_is_none_is_refused_with_why(sales, text, words):
    with pytest.raises(AnalystError, match=re.escape(words)):
        formula(text, sales)
