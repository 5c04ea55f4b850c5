"""The libraries people use work behind the walls, within the limits."""

import pytest

from jupyter_analyst.sandbox import Limits, Sandbox

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]


@pytest.fixture(scope="module")
def box(level, tmp_path_factory):
    """One sandbox on a level, with room for what takes long."""
    folder, limits = tmp_path_factory.mktemp("libraries"), Limits(wall_s=300)
    sandbox = Sandbox(folder, refuse_below=level, limits=limits, spare=False)
    yield sandbox
    sandbox.close()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("import pandas as pd; pd.DataFrame({'a': [1, 2]}).a.mean()", "1.5"),
        ("import numpy as np; float(np.linalg.det(np.eye(3)))", "1.0"),
        ("import scipy.stats as s; round(float(s.norm.cdf(1.96)), 3)", "0.975"),
        (
            "import statsmodels.api as sm, numpy as np\n"
            "x = np.arange(10.0); round(float(sm.OLS(2 * x, x).fit().params[0]), 6)",
            "2.0",
        ),
        (
            "from sklearn.linear_model import LinearRegression as L\n"
            "round(float(L().fit([[0], [1], [2]], [1, 3, 5]).coef_[0]), 6)",
            "2.0",
        ),
        (
            "from sklearn.ensemble import RandomForestClassifier as F\n"
            "F(n_estimators=20, n_jobs=2, random_state=0).fit([[0], [1]] * 20, [0, 1] * 20)"
            ".score([[0], [1]], [0, 1])",
            "1.0",
        ),
        ("import lifelines as l; l.KaplanMeierFitter().fit([1, 2]).median_survival_time_", "1.0"),
        ("import plotly.express as px; px.line(x=[1], y=[2]).data[0].type", "'scatter'"),
        ("import pyarrow as pa; pa.table({'a': [1, 2]}).num_rows", "2"),
        ("import duckdb; duckdb.sql('select 6 * 7').fetchall()[0][0]", "42"),
    ],
    ids=["pandas", "numpy", "scipy", "statsmodels", "sklearn", "forest", "lifelines", "plotly",
         "pyarrow", "duckdb"],
)  # fmt: skip
def test_it_works(box, code, text):
    ran = box.run(code)
    assert (ran.text, ran.fault) == (text, "")


@pytest.mark.parametrize(
    "code",
    [
        "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()",
        "import seaborn as sns; sns.histplot([1, 2, 2, 3])",
    ],
)
def test_it_draws(box, code):
    ran = box.run(code)
    assert ran.fault == ""
    assert any("image/png" in output.get("data", {}) for output in ran.outputs)


def test_a_missing_library_names_what_helps(box):
    ran = box.run("import tensorflow_of_nobody")
    assert "`pip install tensorflow_of_nobody` where Jupyter runs" in ran.fault


@pytest.mark.parametrize("how", ["duckdb", "duckdb.connect()", "duckdb.connect(config={})"])
def test_duckdb_knows_its_limits(box, how):
    ran = box.run(
        f"import duckdb; found = {how}\n"
        "[found.sql(f\"select current_setting('{name}')\").fetchall()[0][0]"
        " for name in ('memory_limit', 'temp_directory', 'threads')]"
    )
    assert ran.fault == ""
    memory, folder, threads = eval(ran.text)
    assert memory == f"{Limits().engine_mib / 1024:.1f} GiB"
    assert folder.endswith("/.home/tmp")
    assert threads == Limits().cores


def test_duckdb_sorts_more_than_its_memory_by_files(box):
    ran = box.run(
        "import duckdb; c = duckdb.connect(config={'memory_limit': '200MiB'})\n"
        "c.sql('select max(a) from (select a from (select random() as a, md5(range::text) as t"
        " from range(8_000_000)) order by t)').fetchall()[0][0] > 0"
    )
    assert (ran.text, ran.fault) == ("True", "")


def test_survival_models_of_a_million_rows_fit(box):
    ran = box.run(
        "import numpy as np, pandas as pd\n"
        "from lifelines import CoxPHFitter, KaplanMeierFitter\n"
        "r = np.random.default_rng(1); n = 1_000_000\n"
        "X = r.normal(size=(n, 20)); risk = np.exp(0.5 * X[:, 0])\n"
        "t = np.ceil(r.exponential(1 / risk) * 100); e = r.random(n) < 0.7\n"
        "frame = pd.DataFrame(X, columns=[f'x{i}' for i in range(20)]).assign(t=t, e=e)\n"
        "km = KaplanMeierFitter().fit(frame.t, frame.e).median_survival_time_\n"
        "cox = CoxPHFitter().fit(frame, 't', 'e').params_['x0']\n"
        "(float(km), round(float(cox), 1))"
    )
    assert ran.fault == ""
    median, coefficient = eval(ran.text)
    assert coefficient == pytest.approx(0.5, abs=0.1)
    assert 50 < median < 200
