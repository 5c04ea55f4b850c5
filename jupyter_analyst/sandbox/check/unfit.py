"""What will not do in the sandbox, by name: why, and what to do instead."""

from __future__ import annotations

_DATA = 'open data by name with `data.open("name")`'
_FILES = f"the sandbox sees no files but its own; {_DATA}"
NETWORK = f"the sandbox has no network; {_DATA}"
_WRITTEN = "what is written stays in the sandbox's own folder; show the table or chart instead"
_PICKLED = "nothing pickled comes into the sandbox or leaves it; keep values in variables"
_PROGRAMS = "the sandbox starts no programs"
_PROCESSES = "the sandbox is one process and starts no other; threads work"
_INSTALLED = "nothing can be installed; the usual libraries are there"
_SPELLED = "code that is written out can be read and checked"
_ASKED = "nobody can answer while code runs in the sandbox; write values into the code"
_ENDED = "code ends with its last line; more than that can end the sandbox with its variables"
_SCREEN = "the sandbox has neither screen nor browser; show a table or chart instead"
_WALLS = "what would reach out of the sandbox is refused"
_SIGNALS = "signals do not leave the sandbox; interrupt a run to stop it"
_FOLDER = "it sees the folder and settings of the sandbox, not those of the notebook"
_KEYS = "keys and settings of this machine are not in the sandbox"
_PYTHON = "it tells of the Python in the sandbox, not of the notebook's"
WAITING = "waiting counts towards the time limit of a run"


def _rows(words: str, names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), words)


NAMES: dict[str, str] = (
    _rows(_FOLDER, "os")
    | _rows(_KEYS, "os.environ os.getenv")
    | _rows(_PYTHON, "sys")
    | _rows(_PROGRAMS, "os.execv os.execvp os.popen os.posix_spawn os.system pty subprocess")
    | _rows(_PROCESSES, "concurrent.futures.ProcessPoolExecutor multiprocessing os.fork")
    | _rows(_FILES, "builtins.open glob os.listdir os.scandir os.walk pathlib shutil")
    | _rows(NETWORK, "aiohttp ftplib http httpx imaplib poplib requests smtplib socket")
    | _rows(NETWORK, "telnetlib urllib urllib3 websocket websockets xmlrpc")
    | _rows(NETWORK, "seaborn.load_dataset sklearn.datasets.fetch_openml")
    | _rows(NETWORK, "statsmodels.api.datasets.get_rdataset statsmodels.datasets.get_rdataset")
    | _rows(_PICKLED, "cloudpickle dill joblib marshal pickle shelve")
    | _rows(_SPELLED, "builtins.compile builtins.eval builtins.exec builtins.globals")
    | _rows(_SPELLED, "builtins.__import__ importlib")
    | _rows(_ASKED, "builtins.breakpoint builtins.input getpass pdb")
    | _rows(_ENDED, "builtins.exit builtins.quit os._exit os.abort")
    | _rows(_SCREEN, "tkinter turtle webbrowser")
    | _rows(_INSTALLED, "conda ensurepip pip")
    | _rows(_WALLS, "cffi ctypes")
    | _rows(_SIGNALS, "os.kill signal")
    | _rows("", "http.HTTPStatus os.path urllib.parse")  # they compute and reach nowhere
)
"""What is below a name goes with it; of some there is nothing to say."""

_KINDS = "csv excel feather fwf hdf html json orc parquet sas spss stata table xml"
GIVEN_A_PATH: dict[str, str] = (
    _rows(_FILES, " ".join(f"pandas.read_{kind}" for kind in _KINDS.split()))
    | _rows(_FILES, "numpy.fromfile numpy.genfromtxt numpy.load numpy.loadtxt pandas.ExcelFile")
    | _rows(_WRITTEN, "numpy.save numpy.savetxt numpy.savez pandas.ExcelWriter")
    | _rows(_WRITTEN, ".savefig .to_csv .to_excel .to_feather .to_hdf .to_html .to_json")
    | _rows(_WRITTEN, ".to_latex .to_markdown .to_parquet .to_stata .to_xml .write_html")
    | _rows(_PICKLED, "pandas.read_pickle .to_pickle")
)
"""What matters only when it is given a path or address; with a dot in front, of any object."""

MAGICS: dict[str, str] = (
    _rows(_INSTALLED, "conda mamba micromamba pip uv")
    | _rows(_PROGRAMS, "! bash ls sc script sh sx system")
    | _rows(_FILES, "cd load run")
    | _rows(_WRITTEN, "save writefile")
)
"""Words behind `%`; `!` stands for any program."""

INSTALLERS = frozenset(name for name, words in MAGICS.items() if words == _INSTALLED)
"""Programs that are named, whatever they are started with."""
