"""The words in headers that speak of a meaning."""

from __future__ import annotations

ID = (
    "id", "ids", "uuid", "guid", "key", "identifier", "number", "no", "nr", "num", "sku", "isbn",
    "ean", "serial", "passengerid", "customerid", "orderid", "userid", "rowid",
)  # fmt: skip
EMAIL = ("email", "e mail", "mail")
URL = ("url", "uri", "link", "website", "homepage", "href")
IP = ("ip", "ipv4", "ipv6", "ip address")
PHONE = ("phone", "telephone", "tel", "mobile", "fax", "cell", "telefon", "handy", "msisdn")
POSTCODE = (
    "postcode", "post code", "postal code", "postalcode", "zip", "zipcode", "plz", "postleitzahl",
    "cap", "pincode", "eircode",
)  # fmt: skip
COUNTRY = ("country", "nation", "nationality", "land", "iso2", "iso3", "countries", "staat")
LATITUDE = ("latitude", "lat")
LONGITUDE = ("longitude", "lon", "lng", "long")
YEAR = ("year", "yr", "decade", "jahr")
MONEY = (
    "price", "cost", "costs", "revenue", "salary", "wage", "wages", "income", "fee", "fees",
    "charge", "charges", "profit", "budget", "turnover", "payment", "expense", "expenses", "fare",
    "rent", "tax", "balance", "preis", "umsatz", "gehalt", "kosten", "betrag", "spend",
)  # fmt: skip
PERCENT = ("percent", "percentage", "pct", "prozent")
SHARE = ("rate", "share", "ratio", "proportion", "fraction", "discount")
DURATION = (
    "duration", "tenure", "elapsed", "followup", "follow up", "survival", "lifetime", "runtime",
    "time", "days", "hours", "minutes", "seconds", "weeks", "months", "dauer",
)  # fmt: skip
DURATION_UNITS = ("days", "hours", "minutes", "seconds", "weeks", "months")
COUNT = (
    "n", "count", "counts", "quantity", "qty", "visits", "clicks", "orders", "units", "items",
    "children", "rooms", "bedrooms", "bathrooms", "siblings", "sibsp", "parch", "anzahl",
    "number of", "num of", "no of", "nb", "views", "votes", "population", "pieces", "menge",
)  # fmt: skip
AMOUNT = (
    "weight", "height", "length", "width", "depth", "area", "volume", "distance", "temperature",
    "temp", "pressure", "speed", "mass", "size", "energy", "power", "sqm", "sqft", "kg", "km", "cm",
    "mm", "meters", "litres", "liters", "concentration", "gewicht", "fläche", "age", "alter",
)  # fmt: skip
RATING = ("rating", "stars", "score", "grade", "rank", "level", "class", "stage", "satisfaction")
CODE = ("type", "group", "category", "code", "cluster", "segment", "region", "class", "label")
EVENT = (
    "event", "death", "dead", "died", "deceased", "mortality", "churn", "churned", "relapse",
    "relapsed", "failure", "failed", "recurrence", "readmitted", "default", "defaulted", "status",
    "cancelled", "canceled", "attrition", "dropout", "exited", "observed", "censored",
)  # fmt: skip

CURRENCIES = {
    "€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB", "₺": "TRY", "₩": "KRW", "₪": "ILS", "₴": "UAH",
    "$": "$", "¥": "¥",
}  # fmt: skip
"""Signs of money, with the ISO 4217 code of those that belong to one currency."""

CODES = (
    "EUR", "USD", "GBP", "CHF", "JPY", "CNY", "INR", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK",
    "PLN", "CZK", "HUF", "RON", "BGN", "RUB", "TRY", "BRL", "MXN", "ZAR", "KRW", "SGD", "HKD",
    "ILS", "UAH", "THB", "AED", "SAR",
)  # fmt: skip
"""Codes of ISO 4217 that headers hold."""

USUAL_COUNTRIES = {
    "germany", "france", "united states", "united kingdom", "usa", "us", "uk", "gb", "de", "fr",
    "china", "india", "japan", "canada", "australia", "spain", "italy", "brazil", "austria",
    "switzerland", "deu", "fra", "gbr", "es", "nl", "netherlands", "poland", "sweden", "mexico",
    "nigeria", "south africa", "at", "ch", "cn", "jp", "afghanistan", "albania", "algeria",
}  # fmt: skip
"""One of these stands in most lists of countries: only then is the whole list looked up."""
