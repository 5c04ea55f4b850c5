import pytest

from jupyter_analyst.errors import ReadError

GERMAN = "Straße;Größe\nMünchner Weg;1\nÄußere Gasse;2\n"


def words(dataset):
    return dataset.table.column(0).to_pylist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_german_text_is_read_in_every_usual_encoding(reading, encoding):
    dataset = reading(GERMAN.encode(encoding))
    assert [column.name for column in dataset.columns] == ["Straße", "Größe"]
    assert words(dataset) == ["Münchner Weg", "Äußere Gasse"]
    assert dataset.reading.encoding == encoding


def test_a_euro_sign_of_windows_is_read(reading):
    dataset = reading("Käse;Preis\nBrie;5 €\n".encode("cp1252"))
    assert dataset.reading.encoding == "cp1252"
    assert dataset.reading.units == {"Preis": "€"}


def test_a_byte_windows_does_not_know_makes_it_latin(reading):
    dataset = reading("Käse;Zahl\nBrie;1\nGrün;2\n".encode("latin-1") + b"\x81;3\n")
    assert dataset.reading.encoding == "latin-1"
    assert words(dataset)[:2] == ["Brie", "Grün"]


@pytest.mark.parametrize(
    ("encoding", "rows"),
    [
        ("cp1250", ["Łukasz;Łódź", "Małgorzata;Kraków", "Zbigniew;Gdańsk", "Żaneta;Wrocław"]),
        ("cp1251", ["Иван;Москва", "Пётр;Санкт-Петербург", "Анна;Новосибирск"]),
        ("shift_jis", ["太郎さん;東京です", "花子さん;大阪です"]),
    ],
)
def test_other_alphabets_are_told_by_their_letters(reading, encoding, rows):
    dataset = reading("\n".join(["name;town", *rows]).encode(encoding))
    assert dataset.reading.encoding == encoding
    assert words(dataset) == [row.split(";")[0] for row in rows]


def test_one_broken_character_does_not_spoil_a_utf8_file(reading):
    dataset = reading("a,b\näöüß,1\nÄÖÜé,2\nèàáç,3\n".encode() + b"M\xfcller,4\n")
    assert dataset.reading.encoding == "utf-8"
    assert words(dataset)[-1] == "M�ller"
    assert dataset.reading.n_broken == 1
    assert "1 broken character shown as �" in dataset.reading.sentence()


def test_an_encoding_that_was_given_is_used(reading):
    dataset = reading("a,b\n\u0160,1\n".encode("cp1250"), encoding="cp1250")
    assert words(dataset) == ["Š"]


def test_a_wrong_encoding_that_was_given_is_refused_with_the_line(reading):
    with pytest.raises(ReadError, match="Line 2 is not valid ascii") as caught:
        reading("a,b\né,1\n", encoding="ascii")
    assert caught.value.code == "option-wrong"


def test_bytes_that_are_no_text_in_any_encoding_are_refused(reading):
    with pytest.raises(ReadError, match="encoding of the text is not known") as caught:
        reading(b"a,b\n" + bytes(range(128, 256)))
    assert caught.value.code == "encoding-unknown"


def test_a_latin_euro_sign_is_not_taken_for_a_currency_sign(reading):
    dataset = reading("Käse;Preis\nBrie;5 €\nGrün;7 €\n".encode("iso8859-15"))
    assert dataset.reading.encoding == "iso8859_15"
    assert dataset.reading.units == {"Preis": "€"}


def test_the_rest_of_a_long_file_is_checked_too(reading):
    long = "a,b\n" + "x,1\n" * 600_000
    dataset = reading(long.encode() + "Müller,2\n".encode("cp1252"))
    assert dataset.reading.encoding == "cp1252"
    assert words(dataset)[-1] == "Müller"
