"""The names of the months, and their short forms, in several languages."""

from __future__ import annotations

import re

_NAMES = {
    "English": "january february march april may june july august september october november"
    " december",
    "English, short": "jan feb mar apr may jun jul aug sep oct nov dec",
    "German": "januar februar märz april mai juni juli august september oktober november dezember",
    "German, short": "jan feb mär apr mai jun jul aug sep okt nov dez",
    "German of Austria": "jänner feber maerz - - - - - sept - - -",
    "French": "janvier février mars avril mai juin juillet août septembre octobre novembre"
    " décembre",
    "French, short": "janv févr mars avr mai juin juil août sept oct nov déc",
    "French, plain": "- fevrier - - - - - aout - - - decembre",
    "Spanish": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
    "Spanish, short": "ene feb mar abr may jun jul ago sep oct nov dic",
    "Italian": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre"
    " novembre dicembre",
    "Italian, short": "gen feb mar apr mag giu lug ago set ott nov dic",
    "Portuguese": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro"
    " dezembro",
    "Portuguese, short": "jan fev mar abr mai jun jul ago set out nov dez",
    "Dutch": "januari februari maart april mei juni juli augustus september oktober november"
    " december",
    "Dutch, short": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "Czech": "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
    "Czech, of a date": "ledna února března dubna května června července srpna září října"
    " listopadu prosince",
    "Polish, of a date": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września"
    " października listopada grudnia",
    "Swedish": "januari februari mars april maj juni juli augusti september oktober november"
    " december",
}

MONTHS: dict[str, int] = {
    name: number
    for names in _NAMES.values()
    for number, name in enumerate(names.split(), start=1)
    if name != "-"
}
"""Number of the month by its name in small letters; no name means two months."""

MONTH = "(?i:" + "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True)) + ")"
"""Pattern of the name of a month, read by Python's `re` and by Arrow's RE2 alike."""
