"""Makes the corpus of nasty text files, each with how it must be read.

Run it with a folder to write the files there: `python tests/data/nasty.py FOLDER`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

ABOVE = "stands above the table"
BELOW = "stands below the table"
COMMENT = "is a comment"


@dataclass(frozen=True)
class Nasty:
    """A nasty file and its one right reading.

    Parameters
    ----------
    name : str
        What is nasty about it.
    content : bytes
        The file.
    names : list of str
        Names of the columns.
    rows : list of tuple
        The rows; of a long file the first and the last.
    reading : dict
        What must stand in `Dataset.reading`.
    doubts : tuple of str
        All doubts.
    rejected : list of tuple
        All rows set aside: line, text, reason.
    options : dict
        What a person says.
    n_rows : int, optional
        Number of rows if not all of them are given.
    code : str
        Code of the error, if it cannot be read.
    """

    name: str
    content: bytes
    names: list[str] = field(default_factory=list)
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    reading: dict[str, Any] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    rejected: list[tuple[int, str, str]] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)
    n_rows: int | None = None
    code: str = ""


def nasty(name: str, content: str | bytes, encoding: str = "utf-8", **expected: Any) -> Nasty:
    content = content.encode(encoding) if isinstance(content, str) else content
    names = expected.pop("names", "").split("|") if "names" in expected else []
    return Nasty(name, content, names=names, **expected)


def in_encoding(encoding: str, text: str, found: str = "") -> Nasty:
    head, *rows = [tuple(line.split(";")) for line in text.split()]
    return Nasty(
        f"encoding {encoding}", text.replace(" ", "\n").encode(encoding), list(head), rows,
        {"encoding": found or encoding, "delimiter": ";"},
    )  # fmt: skip


POLISH = "imię;miasto Łukasz;Łódź Małgorzata;Kraków Świętosława;Świdnik"
CZECH = "jméno;město Jiří;Plzeň Žofie;Děčín Štěpán;Třebíč"
RUSSIAN = "имя;город Иван;Москва Пётр;Новосибирск Анна;Казань"
SPANISH = "año;ciudad Muñoz;Málaga Martínez;Córdoba José;Cádiz"
JAPANESE = "名前;都市 山田太郎;東京都 鈴木はな;大阪市 さとう;横浜"
CHINESE = "姓名;城市 王小明;北京 李娜;上海 张伟;广州"

ENCODED = (
    in_encoding("utf-16-le", CHINESE),
    in_encoding("utf-16-be", CHINESE),
    in_encoding("utf-32-le", CHINESE),
    in_encoding("utf-32-be", RUSSIAN),
    in_encoding("cp1250", CZECH),
    in_encoding("iso8859_2", POLISH),
    in_encoding("cp1251", RUSSIAN),
    in_encoding("koi8_r", RUSSIAN),
    in_encoding("koi8_u", "ім'я;місто Їжакевич;Київ Ганна;Чернігів Євген;Львів"),
    in_encoding("cp866", RUSSIAN),
    in_encoding("iso8859_5", RUSSIAN),
    in_encoding("mac_cyrillic", RUSSIAN),
    in_encoding("cp1252", SPANISH),
    in_encoding("mac_roman", SPANISH),
    in_encoding("cp850", SPANISH),
    in_encoding("cp1253", "όνομα;πόλη Γιώργος;Αθήνα Μαρία;Θεσσαλονίκη Ελένη;Πάτρα"),
    in_encoding("cp1254", "isim;şehir Çağrı;İstanbul Şule;Eskişehir Gülşen;Muğla"),
    in_encoding("cp1255", "שם;עיר דוד;ירושלים שרה;חיפה משה;אילת"),
    in_encoding("cp1256", "الاسم;المدينة محمد;القاهرة فاطمة;بغداد يوسف;دمشق"),
    in_encoding("cp1257", "vardas;miestas Žukauskas;Šiauliai Rūta;Panevėžys Ąžuolas;Kėdainiai"),
    in_encoding("cp874", "ชื่อ;เมือง สมชาย;กรุงเทพ สมหญิง;เชียงใหม่"),
    in_encoding("shift_jis", JAPANESE),
    in_encoding("euc_jp", JAPANESE),
    in_encoding("iso2022_jp", JAPANESE),
    in_encoding("gb18030", CHINESE),
    in_encoding("big5", "姓名;城市 王小明;臺北 李娜;高雄 張偉;臺中"),
    in_encoding("euc_kr", "이름;도시 김철수;서울 이영희;부산 박지민;대구"),
)

SHAPED = (
    nasty(
        "a mark of the byte order before quoted names", '"a","b"\n1,x\n', "utf-8-sig",
        names="a|b", rows=[(1, "x")], reading={"encoding": "utf-8-sig"},
    ),
    nasty(
        "one broken byte among many good ones", "a;b\näöü;1\nÄÖÜéè;2\n".encode() + b"M\xfcller;3\n",
        names="a|b", rows=[("äöü", 1), ("ÄÖÜéè", 2), ("M\ufffdller", 3)],
        reading={"encoding": "utf-8", "n_broken": 1},
    ),
    nasty("a zero byte", b"a,b\n1,x\n2,y\0\n", code="file-binary"),
    nasty("nothing but blank lines", "\n\n  \n", code="file-empty"),
    nasty(
        "escaped quotes", 'id,text\n1,"She said \\"hi\\", twice"\n2,"plain"\n',
        names="id|text", rows=[(1, 'She said "hi", twice'), (2, "plain")],
        reading={"escape": "\\"},
    ),
    nasty(
        "escaped delimiters", "name,n\nSmith\\, John,1\nDoe\\, Jane,2\nLee,3\n",
        names="name|n", rows=[("Smith, John", 1), ("Doe, Jane", 2), ("Lee", 3)],
        reading={"escape": "\\"},
    ),
    nasty(
        "missing values of MySQL beside escapes", 'a,b\n"x\\"y",\\N\n\\N,2\n',
        names="a|b", rows=[('x"y', None), (None, 2)], reading={"nulls": ("\\N",)},
    ),
    nasty(
        "folders that end with a backslash", 'dir,n\n"C:\\temp\\",1\n"C:\\",2\n',
        names="dir|n", rows=[("C:\\temp\\", 1), ("C:\\", 2)], reading={"escape": ""},
    ),
    nasty(
        "another escape that is said", 'a,b\n"x^"y",1\n"z",2\n', options={"escape": "^"},
        names="a|b", rows=[('x"y', 1), ("z", 2)], reading={"escape": "^"},
    ),
    nasty(
        "comments above and between",
        "# made by hand, in May\n# all in kg\nname,x\na,1\n# not sure, at all\nb,2\n",
        names="name|x", rows=[("a", 1), ("b", 2)], reading={"comment": "#", "header_line": 3},
        rejected=[
            (1, "# made by hand, in May", COMMENT), (2, "# all in kg", COMMENT),
            (5, "# not sure, at all", COMMENT),
        ],
    ),
    nasty(
        "names inside the last comment",
        "# version 2\n#chrom\tstart\tend\nchr1\t10\t20\nchr2\t5\t9\n",
        names="chrom|start|end", rows=[("chr1", 10, 20), ("chr2", 5, 9)],
        reading={"header_line": 2}, rejected=[(1, "# version 2", COMMENT)],
    ),
    nasty(
        "a hash inside quotes begins no comment", '# top\na,b\n"x\n# y",1\nz,2\n',
        names="a|b", rows=[("x\n# y", 1), ("z", 2)], rejected=[(1, "# top", COMMENT)],
    ),
    nasty(
        "colours are no comments", "#ff0000,red\n#00ff00,green\n#0000ff,blue\n",
        options={"header": False}, names="column_1|column_2",
        rows=[("#ff0000", "red"), ("#00ff00", "green"), ("#0000ff", "blue")],
    ),
    nasty(
        "comments that begin otherwise", "// note\na;b\n1;2\n", options={"comment": "//"},
        names="a|b", rows=[(1, 2)], rejected=[(1, "// note", COMMENT)],
    ),
    nasty(
        "titles above and a source below",
        "Report 2024\n\nname;n\nx;1\ny;2\nSource: office\n", names="name|n",
        rows=[("x", 1), ("y", 2)], reading={"header_line": 3, "skipped": 1},
        rejected=[(1, "Report 2024", ABOVE), (6, "Source: office", BELOW)],
    ),
    nasty(
        "a total as wide as the table", "shop,n,kg\nA,1,2.5\nB,2,3.5\nTotal,3,6.0\n",
        names="shop|n|kg", rows=[("A", 1, 2.5), ("B", 2, 3.5)],
        rejected=[(4, "Total,3,6.0", BELOW)],
    ),
    nasty(
        "a total in another language over numbers, and a note padded with delimiters",
        "Nr;Ware;Preis\n1;Brot;2,50\n2;Salz;0,99\n;Summe:;3,49\n\nStand: Mai;;\n",
        names="Nr|Ware|Preis", rows=[(1, "Brot", 2.5), (2, "Salz", 0.99)],
        rejected=[(4, ";Summe:;3,49", BELOW), (6, "Stand: Mai;;", BELOW)],
    ),
    nasty(
        "a total that a person keeps", "shop,n\nA,1\nB,2\nTotal,3\n", options={"footer": 0},
        names="shop|n", rows=[("A", 1), ("B", 2), ("Total", 3)],
    ),
    nasty(
        "totals of groups are rows", "group,n\nA,1\nTotal,1\nB,2\nTotal,2\n",
        names="group|n", rows=[("A", 1), ("Total", 1), ("B", 2), ("Total", 2)],
    ),
    nasty(
        "a first line that names the delimiter", "sep=;\na;b,c\n1;2\n", names="a|b,c",
        rows=[(1, 2)], reading={"delimiter": ";", "skipped": 1, "header_line": 2},
    ),
    nasty(
        "no names, only numbers", "1,2\n3,4\n", names="column_1|column_2",
        rows=[(1, 2), (3, 4)], reading={"header": False},
    ),
    nasty(
        "units below the names", "name,weight\n,kg\nA,1.5\nB,2.5\n", names="name|weight",
        rows=[(None, "kg"), ("A", "1.5"), ("B", "2.5")],
        doubts=(
            "Line 2 may hold names or units, for all rows below it hold numbers where it does not; "
            "`header_rows=2` joins it to the names.",
        ),
    ),
    nasty(
        "names of two rows that a person joins", "name,weight\n,kg\nA,1.5\nB,2.5\n",
        options={"header_rows": 2}, names="name|weight kg", rows=[("A", 1.5), ("B", 2.5)],
    ),
    nasty(
        "names that are there twice or not at all", "a,a,,b \n1,2,3,4\n",
        names="a|a_2|column_3|b", rows=[(1, 2, 3, 4)],
        reading={"renamed": {"a_2": "a", "column_3": ""}},
    ),
    nasty(
        "ragged rows", "a,b\n1,2\n3,4,5\n6\n\n7,8\n", names="a|b", rows=[(1, 2), (7, 8)],
        reading={"skipped": 1}, rejected=[
            (3, "3,4,5", "3 values where 2 are expected"),
            (4, "6", "1 value where 2 are expected"),
        ],
    ),
    nasty(
        "rows that are mostly torn", "a,b\n1,2\n" + "".join(f"{'1,' * n}1\n" for n in range(2, 9)),
        code="rows-ragged",
    ),
    nasty("line ends of an old Mac", "a,b\r1,x\r2,y\r", names="a|b", rows=[(1, "x"), (2, "y")]),
    nasty(
        "line ends of three systems", 'a,b\r\n1,"x\ry"\n2,z\r3,w\r\n', names="a|b",
        rows=[(1, "x\ry"), (2, "z"), (3, "w")],
    ),
    nasty(
        "a quote that is never closed", 'a,b\n1,x\n"2,y\n3,"z"\n4,w\n', names="a|b",
        rows=[(1, "x"), (3, "z"), (4, "w")],
        rejected=[(3, '"2,y', "a quote is opened and not closed")],
    ),
    nasty(
        "a quote that is never closed and swallows whole rows", 'a,b\n1,"x""\n2,y\n3,"z"\n',
        names="a|b", rows=[(2, "y"), (3, "z")],
        rejected=[(2, '1,"x""', "a quote is opened and not closed")],
    ),
    nasty(
        "a file that was cut off", "a,b\n1,2\n3,4\n5", names="a|b", rows=[(1, 2), (3, 4)],
        rejected=[(4, "5", "1 value where 2 are expected")],
    ),
    nasty(
        "rows of nothing at the end", "a,b\n1,\n,\n,2\n,\n,\n", names="a|b",
        rows=[(1, None), (None, None), (None, 2), (None, None), (None, None)],
        doubts=("The last 2 rows hold nothing; `footer=2` leaves them out.",),
    ),
    nasty(
        "line ends and quotes inside quotes", 'a,b\n"x, ""y""\r\nz",1\n"w",2\n', names="a|b",
        rows=[('x, "y"\r\nz', 1), ("w", 2)],
    ),
    nasty(
        "single quotes", "'a','b'\n'x,y','1'\n'z','2'\n", names="a|b",
        rows=[("x,y", 1), ("z", 2)], reading={"quote": "'"},
    ),
    nasty(
        "a space before each quote", 'name, addr\nA, "b, c"\nD, "e, f"\n', names="name|addr",
        rows=[("A", "b, c"), ("D", "e, f")],
    ),
    nasty(
        "a cell longer than any block", "a,b\n" + "x" * 9_000_000 + ",1\ny,2\n", names="a|b",
        rows=[("x" * 9_000_000, 1), ("y", 2)],
    ),
    nasty(
        "five thousand columns", ";".join(f"a rather long name {n}" for n in range(5000)) + "\n"
        + "".join(";".join(str(n * row) for n in range(5000)) + "\n" for row in (1, 2, 3)),
        names="|".join(f"a rather long name {n}" for n in range(5000)),
        rows=[tuple(n * row for n in range(5000)) for row in (1, 2, 3)],
    ),
    nasty(
        "a word in the last of 900,001 rows", "n\n" + "7\n" * 900_000 + "seven\n", names="n",
        rows=[("7",), ("seven",)], n_rows=900_001,
    ),
    nasty(
        "one column with decimal commas", "value\n1,5\n2,25\n", names="value",
        rows=[(1.5,), (2.25,)], reading={"delimiter": "", "decimal": ","},
    ),
    nasty("one row, no names", "5", names="column_1", rows=[(5,)], reading={"header": False}),
    nasty("names and no row", "a,b\n", names="a|b", rows=[]),
    nasty(
        "a delimiter at the end of each row", "a;b\n1;2;\n3;4;\n", names="a|b",
        rows=[(1, 2), (3, 4)], reading={"n_empty_columns": 1},
    ),
    nasty(
        "pipes drawn as a frame", "| name | n |\n| x | 1 |\n| y | 2 |\n", names="name|n",
        rows=[("x", 1), ("y", 2)], reading={"n_empty_columns": 2},
    ),
    nasty(
        "columns aligned by spaces", "name        n   kg\nAnna B.     1  2.5\nBo         10  3.5\n",
        names="name|n|kg", rows=[("Anna B.", 1, 2.5), ("Bo", 10, 3.5)],
        reading={"delimiter": " ", "notes": ("columns aligned by spaces",)},
    ),
    nasty(
        "a table as R prints it", '"mpg" "cyl"\n"Mazda RX4" 21 6\n"Datsun 710" 22.8 4\n',
        names="column_1|mpg|cyl", rows=[("Mazda RX4", 21.0, 6), ("Datsun 710", 22.8, 4)],
    ),
    nasty(
        "fixed places with empty ones", "name   kg  city\nAnna       Rome\nBo     3   Paris\n",
        names="name kg city", rows=[("Anna       Rome",), ("Bo     3   Paris",)],
        reading={"delimiter": ""},
        doubts=(
            "The lines may hold several columns at fixed places; "
            '`delimiter=" "` splits them at their spaces.',
        ),
    ),
    nasty(
        "formulas of Excel that keep zeros", '="id",n\n="0012",1\n="0345",2\n', names="id|n",
        rows=[("0012", 1), ("0345", 2)], reading={"notes": ('="..." taken off 1 column',)},
    ),
)  # fmt: skip


def column(name: str, cells: str, values: list[Any], doubt: str = "", **expected: Any) -> Nasty:
    """Return a file of a column of values and one of plain words."""
    lines = [f"{cell};w" for cell in cells.split("|")]
    content = "\n".join(["x;word", *lines, ""])
    rows = [(value, "w") for value in values]
    doubts = (f"`x` {doubt} decides.",) if doubt else ()
    return nasty(name, content, names="x|word", rows=rows, doubts=doubts, **expected)


VALUES = (
    column("spellings of missing among numbers", "1|-|.|n/a|#N/A|k.A.|2",
           [1, None, None, None, None, None, 2],
           reading={"nulls": ("#N/A", "-", ".", "k.A.", "n/a")}),
    column("a number far from all others", "5|-999|7", [5, -999, 7],
           "holds -999 in 1 row, far from its other numbers, where it may mean missing; "
           '`nulls=["-999"]`'),
    column("nines that a person says are missing", "5|-999|7", [5, None, 7],
           options={"nulls": ["-999"]}),
    column("Namibia", "NA|DE|FR", ["NA", "DE", "FR"],
           'holds `NA` among codes, where it may be Namibia; it was kept as text; `nulls=["NA"]`'),
    column("a late day above twelve settles the order", "01/02/2024|13/02/2024",
           [date(2024, 2, 1), date(2024, 2, 13)]),
    column("dates that fit both orders", "01/02/2024|03/04/2024", ["01/02/2024", "03/04/2024"],
           'holds dates that fit day first and month first; it stays text; `types={"x": "dmy"}` '
           'or `types={"x": "mdy"}`'),
    column("an order that a person says", "01/02/2024|03/04/2024",
           [date(2024, 1, 2), date(2024, 3, 4)], options={"types": {"x": "mdy"}}),
    nasty("dates that follow those of another column",
          "a,b\n05/31/2024,01/02/2024\n06/30/2024,03/04/2024\n", names="a|b",
          rows=[(date(2024, 5, 31), date(2024, 1, 2)), (date(2024, 6, 30), date(2024, 3, 4))],
          doubts=("`b` holds dates that fit day first and month first; it was read month first "
                  'like `a`; `types={"b": "dmy"}` decides.',)),
    column("months by name in five languages",
           "5 Jan 2024|5. März 2024|3 août 2023|7 de enero de 2024|1. září 2022",
           [date(2024, 1, 5), date(2024, 3, 5), date(2023, 8, 3), date(2024, 1, 7),
            date(2022, 9, 1)]),
    column("months before days, as Americans write", "Jan 5, 2024|December 31st, 1999",
           [date(2024, 1, 5), date(1999, 12, 31)]),
    column("years of two digits", "31.12.99|01.02.05", [date(1999, 12, 31), date(2005, 2, 1)],
           'has years of two digits, read as 1969 to 2068; `types={"x": "text"}`'),
    column("codes that may be dates", "10-20-30|11-22-33", ["10-20-30", "11-22-33"],
           'holds dates that fit month first; it stays text; `types={"x": "mdy"}`'),
    column("hours with am and pm", "1/31/2024 3:05 PM|2/1/2024 12:10 AM",
           [datetime(2024, 1, 31, 15, 5), datetime(2024, 2, 1, 0, 10)]),
    column("moments in several zones", "2024-01-31 10:00:00+02|2024-01-31T10:00:00Z",
           [datetime(2024, 1, 31, 8, tzinfo=UTC), datetime(2024, 1, 31, 10, tzinfo=UTC)]),
    column("Czech dates with spaces", "5. 1. 2024|31. 12. 2023",
           [date(2024, 1, 5), date(2023, 12, 31)]),
    column("Japanese dates", "2024年1月31日|2023年12月1日", [date(2024, 1, 31), date(2023, 12, 1)]),
    column("dates as eight digits", "20240131|20231201", [20240131, 20231201],
           'holds whole numbers that are all dates such as 20240131; `types={"x": "date"}`'),
    column("days that do not exist", "31.02.2024|01.03.2024", ["31.02.2024", "01.03.2024"]),
    column("times of day", "9:05|23:59", ["9:05", "23:59"]),
    column("times that may be durations", "9:05:00|23:59:59", ["9:05:00", "23:59:59"],
           'holds times of day or durations; it stays text; `types={"x": "duration"}`'),
    column("durations of more than a day", "1:23:45|26:00:30", [5025.0, 93630.0]),
    column("durations that a person says", "1:23:45|0:00:01.5", [5025.0, 1.5],
           options={"types": {"x": "duration"}}),
    column("yes and no in German", "ja|Nein|", [True, False, None]),
    column("yes and no in Czech", "ano|ne", [True, False]),
    column("yes and no in Chinese", "是|否", [True, False]),
    column("Norway is no no", "NO|NO|SE", ["NO", "NO", "SE"]),
    column("amounts with a sign before", "€ 1.300,00|€ 0,99", [1300.0, 0.99],
           reading={"units": {"x": "€"}, "decimal": ",", "thousands": "."}),
    column("amounts with a code behind", "1 300,50 Kč|7,00 Kč", [1300.5, 7.0],
           reading={"units": {"x": "Kč"}, "thousands": " "}),
    column("amounts in two currencies", "5 €|7 $", ["5 €", "7 $"]),
    column("percent", "5 %|7.5 %", [5.0, 7.5], reading={"units": {"x": "%"}}),
    column("negative numbers of accountants", "$1,234.50|($567.00)|$(1.50)",
           [1234.5, -567.0, -1.5], reading={"n_bracketed": 1, "units": {"x": "$"}}),
    column("a minus behind the number", "1.234,56-|7,00", [-1234.56, 7.0]),
    column("lakhs and crores", "12,34,567.50|1,00,000.00", [1234567.5, 100000.0],
           reading={"thousands": ","}),
    column("apostrophes of Switzerland", "1’234.50|12'000.00", ["1’234.50", "12'000.00"]),
    column("apostrophes of one kind", "1’234.50|12’000.00", [1234.5, 12000.0],
           reading={"thousands": "’"}),
    column("thin spaces", "1\u2009234,5|12\u2009000,0", [1234.5, 12000.0],
           reading={"thousands": "\u2009"}),
    column("a minus of printers", "\u22125|6", [-5, 6]),
    column("wide digits", "１２３|４５．５", [123.0, 45.5]),
    column("postcodes with leading zeros", "01067|99099", ["01067", "99099"]),
    column("phone numbers", "+420 777 123 456|+420 608 111 222",
           ["+420 777 123 456", "+420 608 111 222"],
           'holds groups of digits like phone numbers; it stays text; `types={"x": "number"}`'),
    column("whole numbers beyond 64 bits", "12345678901234567890|-5",
           [Decimal("12345678901234567890"), Decimal(-5)],
           "holds whole numbers beyond 64 bits, kept exact; a pandas frame rounds them; "
           '`types={"x": "text"}`'),
    column("whole numbers beyond 38 digits", "1" * 39 + "|5", ["1" * 39, "5"]),
    column("long ids with a fraction among them", "12345678901234567890|1.5",
           ["12345678901234567890", "1.5"]),
    column("codes like powers of ten", "1E5|234|2E7", [1e5, 234.0, 2e7],
           "holds 2 values such as '1E5', read as powers of ten; " '`types={"x": "text"}`'),
    column("codes of hexadecimal digits", "0x1F|0x2A", ["0x1F", "0x2A"]),
    column("a decimal mark that a person says", "1.234|2.345", [1234, 2345],
           options={"decimal": ","}),
    column("errors of Excel", "1.5|#DIV/0!|#WERT!", [1.5, None, None]),
    column("infinity", "1.5|inf|-inf", [1.5, float("inf"), float("-inf")]),
)  # fmt: skip

CORPUS = (*ENCODED, *SHAPED, *VALUES)
"""All nasty files."""


def write(folder: Path) -> None:
    """Write the files, named by what is nasty about them."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in CORPUS:
        (folder / f"{one.name.replace(' ', '-')}.csv").write_bytes(one.content)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
