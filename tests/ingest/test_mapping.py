"""Does a mapping say what it says, and do its mistakes have a line?"""

from __future__ import annotations

import io

import pytest

from enduse.errors import DefinitionError
from enduse.ingest import Options, parse_mapping, read

GOOD = """
encoding = "cp1251"
delimiter = ";"
date_order = "dmy"
decimal = ","
ignore = ["Consignee"]

[columns]
"Номер" = "id"
"Получатель" = "consignee_name"
"Дата" = "ship_date"
"Сумма" = "value"
"Военное" = "fact:end_use.military"

[constants]
kind = "shipment"
currency = "RUB"

[values.mode]
"авто" = "road"
"""


def test_a_mapping_reads_an_export_as_it_is() -> None:
    data = "Номер;Получатель;Consignee;Дата;Сумма;mode;Военное;currency\n1;ООО Ромашка;x;03.04.2024;1,5;авто;no;\n".encode("cp1251")
    reading = read([io.BytesIO(data)], Options(mapping=parse_mapping(GOOD, "m.toml")))
    (part,) = reading
    (tx,) = part.transactions
    assert (tx.ship_date, tx.parties[0].name, tx.route.mode, tx.facts) == ("2024-04-03", "ООО Ромашка", "road", {"end_use.military": False})
    assert (tx.goods[0].value, tx.goods[0].currency) == ("1.5", "RUB")


def test_the_command_line_takes_precedence() -> None:
    options = Options(mapping=parse_mapping('date_order = "dmy"', "m.toml"), date_order="mdy").settle()
    assert options.date_order == "mdy"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('decimal = ","\nencodng = "x"\n', 2, "did you mean 'encoding'"),
        ('[columns]\n"A" = "id"\n"B" = "consigne_name"\n', 3, "did you mean 'consignee_name'"),
        ('[columns]\n"B" = "fact:end_use.militry"\n', 2, "did you mean 'end_use.military'"),
        ('\n\ndecimal = "x"\n', 3, "decimal must be one of"),
        ("ignore = 3\n", 1, "list of headers"),
        ('[constants]\nid = "1"\n', 2, "cannot be a constant"),
        ("decimal = \n", 1, "not TOML"),
        ('[columns]\nA = "id"\nB = "id"\n', 2, "more than one header"),
        ('[values.mod]\n"x" = "road"\n', 1, "unknown column 'mod'"),
    ],
)
def test_a_mistake_in_a_mapping_has_a_line_and_a_remedy(text: str, line: int, words: str) -> None:
    with pytest.raises(DefinitionError, match=words) as caught:
        parse_mapping(text, "m.toml")
    assert (caught.value.file, caught.value.line) == ("m.toml", line)


def test_a_mapped_header_that_the_file_lacks_is_an_error_with_the_line_of_the_mapping() -> None:
    mapping = parse_mapping('[columns]\n"Order Nr" = "id"\n', "m.toml")
    with pytest.raises(DefinitionError, match=r"m.toml:2: .*did you mean 'Order No'"):
        list(read([io.BytesIO(b"Order No,hs_code\n1,8482\n")], Options(mapping=mapping)))
