import json
import subprocess
import sys

SCRIPT = """
import json, sys
from pathlib import Path
from jupyter_analyst import data
stored = data.Catalog(Path(sys.argv[2])).keep(data.read(sys.argv[1]), "small")
print(json.dumps([str(stored), sorted(sys.modules)]))
"""
HEAVY = {"pandas", "duckdb", "clevercsv", "pydantic"}


def test_a_clean_file_is_loaded_without_any_heavy_library(tmp_path):
    path = tmp_path / "small.csv"
    rows = "".join(f"{n},{n / 4},name{n % 3},2024-01-{n % 28 + 1:02}\n" for n in range(300))
    path.write_text("id,value,name,day\n" + rows)
    command = [sys.executable, "-c", SCRIPT, str(path), str(tmp_path / "home")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    said, modules = json.loads(done.stdout)
    assert said.startswith("small: 300 rows x 4 columns")
    assert HEAVY & set(modules) == set()
