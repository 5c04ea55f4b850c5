"""Files fetched from real servers on this machine, in the open and by TLS."""

import gzip
import logging
import os
import shutil
import ssl
import subprocess
import threading
from base64 import b64decode
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import nbformat
import pytest

from jupyter_analyst import data
from jupyter_analyst.errors import ReadError

CSV = b"city,n\nBonn,1\nKiel,2\n"
ROWS = {"city": ["Bonn", "Kiel"], "n": [1, 2]}


class Answers(BaseHTTPRequestHandler):
    """Answers what the test put under a path: status, headers, content."""

    def do_GET(self):
        self.server.asked.append((self.path, self.headers.get("Authorization", "")))
        status, headers, content = self.server.pages[self.path.partition("?")[0]]
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(content))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        """Say nothing."""


class Site(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, scheme):
        super().__init__(("127.0.0.1", 0), Answers)
        self.asked = []
        self.pages = {}
        self.url = f"{scheme}://127.0.0.1:{self.server_port}"

    def page(self, path, content=b"", status=200, **headers):
        self.pages[path] = (status, {k.replace("_", "-"): v for k, v in headers.items()}, content)
        return self.url + path


@contextmanager
def serving(site):
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        thread.join()
        site.server_close()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    """A folder for temporary files that is empty after every test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def open_site():
    with serving(Site("http")) as site:
        yield site


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate for this machine that only those trust who were given it."""
    openssl = shutil.which("openssl")
    if openssl is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("openssl is missing")
    folder = tmp_path_factory.mktemp("tls")
    names = ["-subj", "/CN=here", "-addext", "subjectAltName=IP:127.0.0.1"]
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", "key.pem"]
    command = [openssl, *made, "-out", "here.pem", *names]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def safe_site(certificate, monkeypatch):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "here.pem", certificate / "key.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "here.pem"))
    site = Site("https")
    site.socket = context.wrap_socket(site.socket, server_side=True, do_handshake_on_connect=False)
    with serving(site):
        yield site


def refusal(address, **given):
    with pytest.raises(ReadError) as caught:
        data.read(address, **given)
    return caught.value


def test_a_file_is_fetched_by_tls(safe_site):
    address = safe_site.page("/files/sales.csv", CSV)
    found = data.read(address)
    assert found.table.to_pydict() == ROWS
    assert (found.name, found.origin) == ("sales", address)


def test_a_file_is_fetched_in_the_open_from_this_machine(open_site):
    address = open_site.page("/sales%202024.csv.gz", gzip.compress(CSV))
    found = data.read(address, source_column="file")
    assert found.table["n"].to_pylist() == [1, 2]
    assert found.name == "sales_2024"
    assert found.table["file"].to_pylist() == ["sales 2024.csv.gz"] * 2


@pytest.mark.parametrize("address", ["http://192.0.2.1/a.csv", "HTTP://127.0.0.1.example/a.csv"])
def test_nothing_else_is_fetched_in_the_open(address):
    error = refusal(address)
    assert (error.code, "no https address" in error.message) == ("address-unreachable", True)
    assert error.hint == "Use https, or download the file in your browser."


def test_a_certificate_nobody_knows_is_not_trusted(safe_site, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    error = refusal(safe_site.page("/a.csv", CSV))
    assert (error.code, "`SSL_CERT_FILE`" in error.hint) == ("address-unreachable", True)
    assert safe_site.asked == []


def test_certificates_that_are_not_there_are_named(monkeypatch, tmp_path):
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    assert "`SSL_CERT_FILE` names" in refusal("https://127.0.0.1:9/a.csv").message


def test_the_server_may_name_the_file(open_site):
    disposition = "attachment; filename*=UTF-8''Ums%C3%A4tze.csv"
    address = open_site.page("/download", CSV, Content_Disposition=disposition)
    assert data.read(address + "?id=17").name == "Umsätze"


@pytest.mark.parametrize("said", ["../../etc/cron.d/x.csv", "..", "/", "a\\b.csv", ""])
def test_a_name_of_the_server_never_leads_elsewhere(open_site, said, temporary):
    address = open_site.page("/", CSV, Content_Disposition=f'attachment; filename="{said}"')
    assert data.read(address).table.to_pydict() == ROWS
    assert [path.name for path in temporary.parent.iterdir() if path.suffix == ".csv"] == []


def test_redirects_are_followed_five_times(open_site):
    for number in range(6):
        open_site.page(f"/{number}", status=302, Location=f"/{number + 1}")
    open_site.page("/6", CSV)
    assert data.read(f"{open_site.url}/1").table.to_pydict() == ROWS
    error = refusal(f"{open_site.url}/0")
    assert (error.code, error.hint[:31]) == (
        "address-unreachable",
        "It leads on more than 5 times. ",
    )


def test_a_redirect_never_leads_from_https_to_http(safe_site, open_site):
    target = open_site.page("/a.csv", CSV)
    error = refusal(safe_site.page("/a.csv", status=302, Location=target))
    assert (error.code, "https leads to http there" in error.message) == (
        "address-unreachable",
        True,
    )
    assert open_site.asked == []


def test_a_redirect_to_another_machine_in_the_open_is_refused(open_site):
    address = open_site.page("/a.csv", status=302, Location="http://192.0.2.1/a.csv")
    assert "`http://192.0.2.1/a.csv` is not fetched" in refusal(address).message


def test_a_redirect_to_a_file_of_this_machine_is_refused(open_site):
    address = open_site.page("/a.csv", status=302, Location="file:///etc/passwd")
    assert refusal(address).code == "address-unreachable"


@pytest.mark.parametrize(
    ("status", "hint"),
    [
        (401, "sign in"),
        (403, "check your rights"),
        (404, "Check the address"),
        (418, "Open the address in a browser"),
        (500, "fault of the server"),
    ],
)
def test_a_refusal_of_the_server_says_what_to_do(open_site, status, hint):
    error = refusal(open_site.page("/a.csv", b"no", status))
    assert error.code == "address-unreachable"
    assert f"the server answers {status}" in error.message
    assert hint in error.hint


def test_a_web_page_is_no_table(open_site):
    error = refusal(open_site.page("/a.csv", b"<!DOCTYPE html><html><p>Sign in</p></html>"))
    assert "it seems to be a web page" in error.message


def test_a_connection_that_is_cut_is_told(open_site):
    error = refusal(open_site.page("/a.csv", CSV, Content_Length="1000"))
    assert (error.code, error.hint) == (
        "address-unreachable",
        "The connection was cut or is slow: run this again.",
    )


def test_a_server_that_is_silent_is_not_waited_for(monkeypatch):
    monkeypatch.setattr("jupyter_analyst.data.sources.address.READ_S", 0.05)
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as silent:  # it listens, and never answers
        error = refusal(f"http://127.0.0.1:{silent.server_port}/a.csv")
    assert (error.code, "timed out" in error.message) == ("address-unreachable", True)


def test_a_machine_that_does_not_answer_is_told():
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as gone:
        port = gone.server_port
    error = refusal(f"http://127.0.0.1:{port}/a.csv")
    assert (error.code, "may reach it" in error.hint) == ("address-unreachable", True)


def test_the_limit_holds_while_a_file_comes_in(open_site):
    address = open_site.page("/a.csv", b"n\n" + b"1\n" * 5_000_000)
    error = refusal(address, max_mb=1)
    assert (error.code, error.message) == (
        "file-too-large",
        "What comes from `127.0.0.1` has more than 1 MB, the most that is read.",
    )


def test_the_limit_is_for_what_a_fetched_file_unpacks_to(open_site):
    address = open_site.page("/a.csv.gz", gzip.compress(b"n\n" + b"1\n" * 1_000_000))
    assert refusal(address, max_mb=1.9).code == "file-too-large"
    assert data.read(address, max_mb=2.001).n_rows == 1_000_000


def test_an_empty_answer_is_told(open_site):
    assert refusal(open_site.page("/a.csv")).code == "file-empty"


def test_what_is_no_address_is_told_without_its_password():
    error = refusal("https://ana:hun/ter2@host:x/a.csv")
    assert error.code == "address-unreachable"
    assert "hun" not in str(error)
    assert "ter2" not in str(error)


def test_user_and_password_are_sent_and_shown_nowhere(open_site, caplog):
    caplog.set_level(logging.DEBUG)
    address = open_site.page("/a.csv", CSV).replace("http://", "http://bertha:hunter2@")
    found = data.read(address)
    assert found.table.to_pydict() == ROWS
    ((path, sent),) = open_site.asked
    assert (path, b64decode(sent.removeprefix("Basic "))) == ("/a.csv", b"bertha:hunter2")
    assert found.origin == address.replace("bertha:hunter2", "[secret]")
    assert "GET http" in caplog.text  # the client does log where it goes
    assert "bertha" not in caplog.text
    assert "hunter2" not in caplog.text
    open_site.page("/a.csv", b"", 403)
    said = str(refusal(address))
    assert ("bertha" in said, "hunter2" in said) == (False, False)


def test_a_password_does_not_follow_a_redirect_to_another_server(open_site, safe_site):
    target = safe_site.page("/a.csv", CSV)
    first = open_site.page("/a.csv", status=302, Location=target)
    data.read(first.replace("http://", "http://ana:hunter2@"))
    assert open_site.asked[0][1].startswith("Basic ")
    assert safe_site.asked == [("/a.csv", "")]


def test_keys_in_an_address_are_used_and_masked(open_site, caplog):
    caplog.set_level(logging.DEBUG)
    keys = ("sig", "X-Amz-Signature", "access_token", "api_key", "AWSAccessKeyId", "key")
    query = "&".join(f"{key}=hush-{key}" for key in keys)
    found = data.read(f"{open_site.page('/a.csv', CSV)}?page=2&{query}&monkey=3")
    assert open_site.asked[0][0] == f"/a.csv?page=2&{query}&monkey=3"
    masked = "&".join(f"{key}=[secret]" for key in keys)
    assert found.origin == f"{open_site.url}/a.csv?page=2&{masked}&monkey=3"
    assert "hush" not in caplog.text
    to_keys = open_site.page("/b.csv", status=302, Location=f"/c.csv?{query}")
    open_site.page("/c.csv", status=404)
    caplog.clear()
    assert "hush" not in str(refusal(to_keys))
    assert "hush" not in caplog.text


def test_an_address_is_a_path_only_if_it_is_one():
    assert refusal(Path("https://example.org/a.csv")).code == "file-missing"


def test_an_address_may_stand_beside_files(open_site, tmp_path):
    (tmp_path / "a.csv").write_bytes(CSV)
    address = open_site.page("/a.csv", CSV)
    found = data.read([tmp_path / "a.csv", address], source_column="file")
    assert found.table["file"].to_pylist() == ["a.csv", "a.csv", "a.csv (2)", "a.csv (2)"]
    assert found.origin == f"{tmp_path / 'a.csv'} and {address}"


def test_a_step_with_an_address_runs_again_unless_a_secret_is_in_it(session, open_site, tmp_path):
    address = open_site.page("/a.csv", CSV)
    session.load(address, "plain")
    session.load(address + "?sig=hush", "secret")
    session.load([address, address + "?token=hush"], "both")
    path = session.save(tmp_path / "made.ipynb").path
    cells = [cell.source for cell in nbformat.read(path, as_version=4).cells]
    assert f'analyst.load("{address}", name="plain")' in cells
    assert [cell.split(",")[0] for cell in cells if cell.startswith("analyst.use")] == [
        'analyst.use("secret"',
        'analyst.use("both"',
    ]
    kept = [one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()]
    assert not any(b"hush" in one for one in kept)
