"""Write src/factledger/lexicon/countries.toml: country names from CLDR (by way of babel), the rest from hand tables.

    python tools/make_countries.py            writes the table
    python tools/make_countries.py --check    exits with 1 where the committed table is another one

CLDR gives the code and English name of every country and territory; the tables below add other names that news text
uses, capitals, and words for the people (demonyms). A word that two codes claim, or that AMBIGUOUS lists, goes to
`ambiguous`, and a reader of the table must not guess between them.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from babel import Locale

TARGET = Path(__file__).resolve().parent.parent / "src" / "factledger" / "lexicon" / "countries.toml"

#: CLDR codes that are no country or territory with a name of its own.
NOT_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG"} | {
    "EA", "IC", "TA", "AQ", "BV", "HM", "UM",
}  # fmt: skip

#: Names that CLDR spells otherwise than news text does; they replace what CLDR has.
SPELLED = {
    "BA": "Bosnia and Herzegovina; Bosnia-Herzegovina; Bosnia",
    "AG": "Antigua and Barbuda",
    "CC": "Cocos Islands",
    "CD": "Democratic Republic of the Congo; Democratic Republic of Congo; DR Congo; DRC; D.R. Congo; DR of Congo",
    "CG": "Republic of the Congo; Congo-Brazzaville; Republic of Congo",
    "CI": "Ivory Coast; Côte d'Ivoire; Cote d'Ivoire",
    "CV": "Cape Verde; Cabo Verde",
    "CZ": "Czech Republic; Czechia",
    "FK": "Falkland Islands; Falklands",
    "GB": "United Kingdom; UK; U.K.; Britain; Great Britain; England; Scotland; Wales; Northern Ireland",
    "HK": "Hong Kong",
    "KN": "Saint Kitts and Nevis; St Kitts and Nevis; St. Kitts and Nevis",
    "LC": "Saint Lucia; St Lucia; St. Lucia",
    "MF": "Saint Martin",
    "MM": "Myanmar; Burma",
    "MO": "Macau; Macao",
    "PM": "Saint Pierre and Miquelon",
    "PS": "Palestine; Palestinian territories; Palestinian Territories; occupied Palestinian territory; Gaza; "
    "Gaza Strip; West Bank; Palestinian Territory",
    "SJ": "Svalbard",
    "ST": "Sao Tome and Principe; São Tomé and Príncipe",
    "SZ": "Eswatini; Swaziland",
    "TC": "Turks and Caicos Islands; Turks and Caicos",
    "TL": "East Timor; Timor-Leste",
    "TR": "Turkey; Türkiye; Turkiye",
    "TT": "Trinidad and Tobago; Trinidad",
    "US": "United States; United States of America; US; U.S.; USA; U.S.A.; America",
    "VC": "Saint Vincent and the Grenadines; St Vincent and the Grenadines; St. Vincent",
    "WF": "Wallis and Futuna",
}

#: More names for the same.
ALSO = {
    "AE": "UAE; U.A.E.; Emirates",
    "BH": "Kingdom of Bahrain",
    "BS": "the Bahamas",
    "CF": "CAR",
    "CN": "People's Republic of China; PRC; mainland China",
    "FM": "Federated States of Micronesia",
    "GM": "The Gambia",
    "IR": "Islamic Republic of Iran",
    "KP": "DPRK; Democratic People's Republic of Korea",
    "KR": "Republic of Korea",
    "LA": "Lao PDR",
    "MD": "Republic of Moldova",
    "MK": "Macedonia",
    "NL": "Holland; the Netherlands",
    "PH": "the Philippines",
    "RU": "Russian Federation",
    "SA": "Kingdom of Saudi Arabia; KSA",
    "SY": "Syrian Arab Republic",
    "TZ": "United Republic of Tanzania",
    "VA": "Vatican; Holy See",
    "VN": "Viet Nam",
}

CAPITALS = {
    "AD": "Andorra la Vella", "AE": "Abu Dhabi", "AF": "Kabul", "AL": "Tirana", "AM": "Yerevan", "AO": "Luanda",
    "AR": "Buenos Aires", "AT": "Vienna", "AU": "Canberra", "AZ": "Baku", "BA": "Sarajevo", "BB": "Bridgetown",
    "BD": "Dhaka", "BE": "Brussels", "BF": "Ouagadougou", "BG": "Sofia", "BH": "Manama", "BI": "Gitega; Bujumbura",
    "BJ": "Porto-Novo; Cotonou", "BN": "Bandar Seri Begawan", "BO": "La Paz; Sucre", "BR": "Brasilia; Brasília",
    "BS": "Nassau", "BT": "Thimphu", "BW": "Gaborone", "BY": "Minsk", "BZ": "Belmopan", "CA": "Ottawa",
    "CD": "Kinshasa", "CF": "Bangui", "CG": "Brazzaville", "CH": "Bern; Berne", "CI": "Yamoussoukro; Abidjan",
    "CM": "Yaounde; Yaoundé", "CN": "Beijing; Peking", "CO": "Bogota; Bogotá", "CU": "Havana", "CV": "Praia",
    "CY": "Nicosia", "CZ": "Prague", "DE": "Berlin", "DK": "Copenhagen", "DM": "Roseau", "DO": "Santo Domingo",
    "DZ": "Algiers", "EC": "Quito", "EE": "Tallinn", "EG": "Cairo", "ER": "Asmara", "ES": "Madrid",
    "ET": "Addis Ababa", "FI": "Helsinki", "FJ": "Suva", "FM": "Palikir", "FR": "Paris", "GA": "Libreville",
    "GB": "London", "GE": "Tbilisi", "GH": "Accra", "GM": "Banjul", "GN": "Conakry", "GQ": "Malabo",
    "GR": "Athens", "GT": "Guatemala City", "GW": "Bissau", "HN": "Tegucigalpa", "HR": "Zagreb",
    "HT": "Port-au-Prince", "HU": "Budapest", "ID": "Jakarta", "IE": "Dublin", "IL": "Jerusalem",
    "IN": "New Delhi; Delhi", "IQ": "Baghdad", "IR": "Tehran; Teheran", "IS": "Reykjavik", "IT": "Rome",
    "JM": "Kingston", "JO": "Amman", "JP": "Tokyo", "KE": "Nairobi", "KG": "Bishkek", "KH": "Phnom Penh",
    "KI": "Tarawa", "KM": "Moroni", "KN": "Basseterre", "KP": "Pyongyang", "KR": "Seoul", "KW": "Kuwait City",
    "KZ": "Astana; Nur-Sultan", "LA": "Vientiane", "LB": "Beirut", "LC": "Castries", "LI": "Vaduz",
    "LK": "Colombo", "LR": "Monrovia", "LS": "Maseru", "LT": "Vilnius", "LU": "Luxembourg City", "LV": "Riga",
    "LY": "Tripoli", "MA": "Rabat", "MC": "Monaco", "MD": "Chisinau; Chișinău; Kishinev", "ME": "Podgorica",
    "MG": "Antananarivo", "MH": "Majuro", "MK": "Skopje", "ML": "Bamako", "MM": "Naypyidaw; Naypyitaw; Nay Pyi Taw",
    "MN": "Ulaanbaatar; Ulan Bator", "MR": "Nouakchott", "MT": "Valletta", "MU": "Port Louis", "MV": "Malé",
    "MW": "Lilongwe", "MX": "Mexico City", "MY": "Kuala Lumpur", "MZ": "Maputo", "NA": "Windhoek", "NE": "Niamey",
    "NG": "Abuja", "NI": "Managua", "NL": "Amsterdam; The Hague", "NO": "Oslo", "NP": "Kathmandu; Katmandu",
    "NZ": "Wellington", "OM": "Muscat", "PA": "Panama City", "PE": "Lima", "PG": "Port Moresby", "PH": "Manila",
    "PK": "Islamabad", "PL": "Warsaw", "PS": "Ramallah; Gaza City", "PT": "Lisbon", "PW": "Ngerulmud",
    "PY": "Asuncion; Asunción", "QA": "Doha", "RO": "Bucharest", "RS": "Belgrade", "RU": "Moscow", "RW": "Kigali",
    "SA": "Riyadh", "SB": "Honiara", "SC": "Port Victoria", "SD": "Khartoum", "SE": "Stockholm", "SI": "Ljubljana",
    "SK": "Bratislava", "SL": "Freetown", "SN": "Dakar", "SO": "Mogadishu", "SR": "Paramaribo", "SS": "Juba",
    "SV": "San Salvador", "SY": "Damascus", "SZ": "Mbabane", "TD": "N'Djamena; Ndjamena", "TG": "Lome; Lomé",
    "TH": "Bangkok", "TJ": "Dushanbe", "TL": "Dili", "TM": "Ashgabat", "TN": "Tunis", "TO": "Nuku'alofa",
    "TR": "Ankara", "TT": "Port of Spain", "TV": "Funafuti", "TW": "Taipei", "TZ": "Dodoma; Dar es Salaam",
    "UA": "Kyiv; Kiev", "UG": "Kampala", "US": "Washington; Washington D.C.; Washington DC",
    "UY": "Montevideo", "UZ": "Tashkent", "VA": "Vatican City", "VE": "Caracas", "VN": "Hanoi", "VU": "Port Vila",
    "WS": "Apia", "XK": "Pristina; Prishtina", "YE": "Sanaa; Sana'a", "ZA": "Pretoria; Cape Town",
    "ZM": "Lusaka", "ZW": "Harare",
}  # fmt: skip

DEMONYMS = {
    "AD": "Andorran", "AE": "Emirati", "AF": "Afghan", "AL": "Albanian", "AM": "Armenian", "AO": "Angolan",
    "AR": "Argentine; Argentinian", "AT": "Austrian", "AU": "Australian", "AZ": "Azerbaijani; Azeri",
    "BA": "Bosnian", "BB": "Barbadian", "BD": "Bangladeshi", "BE": "Belgian", "BF": "Burkinabe", "BG": "Bulgarian",
    "BH": "Bahraini", "BI": "Burundian", "BJ": "Beninese", "BN": "Bruneian", "BO": "Bolivian", "BR": "Brazilian",
    "BS": "Bahamian", "BT": "Bhutanese", "BW": "Botswanan", "BY": "Belarusian; Belarussian", "BZ": "Belizean",
    "CA": "Canadian", "CD": "Congolese", "CG": "Congolese", "CF": "Central African", "CH": "Swiss", "CI": "Ivorian",
    "CL": "Chilean", "CM": "Cameroonian", "CN": "Chinese", "CO": "Colombian", "CR": "Costa Rican", "CU": "Cuban",
    "CV": "Cape Verdean", "CY": "Cypriot", "CZ": "Czech", "DE": "German", "DJ": "Djiboutian",
    "DK": "Danish; Dane", "DM": "Dominican", "DO": "Dominican", "DZ": "Algerian", "EC": "Ecuadorian; Ecuadorean",
    "EE": "Estonian", "EG": "Egyptian", "ER": "Eritrean", "ES": "Spanish; Spaniard", "ET": "Ethiopian",
    "FI": "Finnish; Finn", "FJ": "Fijian", "FR": "French; Frenchman; Frenchmen", "GA": "Gabonese",
    "GB": "British; Briton; Scottish; Welsh; English", "GE": "Georgian", "GH": "Ghanaian", "GM": "Gambian",
    "GN": "Guinean", "GQ": "Equatorial Guinean", "GR": "Greek", "GT": "Guatemalan", "GY": "Guyanese",
    "HN": "Honduran", "HR": "Croatian; Croat", "HT": "Haitian", "HU": "Hungarian", "ID": "Indonesian",
    "IE": "Irish", "IL": "Israeli", "IN": "Indian", "IQ": "Iraqi", "IR": "Iranian", "IS": "Icelandic; Icelander",
    "IT": "Italian", "JM": "Jamaican", "JO": "Jordanian", "JP": "Japanese", "KE": "Kenyan", "KG": "Kyrgyz",
    "KH": "Cambodian", "KP": "North Korean", "KR": "South Korean", "KW": "Kuwaiti", "KZ": "Kazakh; Kazakhstani",
    "LA": "Laotian; Lao", "LB": "Lebanese", "LK": "Sri Lankan", "LR": "Liberian", "LT": "Lithuanian",
    "LU": "Luxembourgish", "LV": "Latvian", "LY": "Libyan", "MA": "Moroccan", "MD": "Moldovan",
    "ME": "Montenegrin", "MG": "Malagasy", "MK": "Macedonian", "ML": "Malian", "MM": "Burmese",
    "MN": "Mongolian", "MR": "Mauritanian", "MT": "Maltese", "MU": "Mauritian", "MV": "Maldivian",
    "MW": "Malawian", "MX": "Mexican", "MY": "Malaysian", "MZ": "Mozambican", "NA": "Namibian", "NE": "Nigerien",
    "NG": "Nigerian", "NI": "Nicaraguan", "NL": "Dutch; Dutchman", "NO": "Norwegian", "NP": "Nepali; Nepalese",
    "NZ": "New Zealander", "OM": "Omani", "PA": "Panamanian", "PE": "Peruvian", "PG": "Papua New Guinean",
    "PH": "Filipino; Philippine", "PK": "Pakistani", "PL": "Polish; Pole", "PS": "Palestinian; Gazan",
    "PT": "Portuguese", "PY": "Paraguayan", "QA": "Qatari", "RO": "Romanian", "RS": "Serbian; Serb",
    "RU": "Russian", "RW": "Rwandan", "SA": "Saudi", "SD": "Sudanese", "SE": "Swedish; Swede",
    "SG": "Singaporean", "SI": "Slovenian", "SK": "Slovak", "SL": "Sierra Leonean", "SN": "Senegalese",
    "SO": "Somali; Somalian", "SR": "Surinamese", "SS": "South Sudanese", "SV": "Salvadoran; Salvadorean",
    "SY": "Syrian", "TD": "Chadian", "TG": "Togolese", "TH": "Thai", "TJ": "Tajik", "TL": "East Timorese; Timorese",
    "TM": "Turkmen", "TN": "Tunisian", "TO": "Tongan", "TR": "Turkish; Turk", "TT": "Trinidadian", "TW": "Taiwanese",
    "TZ": "Tanzanian", "UA": "Ukrainian", "UG": "Ugandan", "US": "American", "UY": "Uruguayan",
    "UZ": "Uzbek", "VE": "Venezuelan", "VN": "Vietnamese", "WS": "Samoan", "XK": "Kosovar; Kosovan",
    "YE": "Yemeni", "ZA": "South African", "ZM": "Zambian", "ZW": "Zimbabwean",
}  # fmt: skip

#: One spelling, two countries, or a country and something else of that name.
AMBIGUOUS = {
    "Georgia": "a country and a state of the United States",
    "Georgian": "the same",
    "Congo": "two republics",
    "Korea": "two republics",
    "Korean": "two republics",
    "Guinea": "a state and part of the names of three others",
    "Samoa": "a state and a territory",
    "Tripoli": "a capital and a city of Lebanon",
    "Saint Martin": "two territories",
    "CAR": "an abbreviation and a word in capitals",
}

HEAD = """\
# Countries and territories: what news text calls them, their capitals, and the words for their people.
#
# Generated by tools/make_countries.py from CLDR (English territory names) and the hand tables in that script:
# change it there. Keys are ISO 3166-1 alpha-2 codes (XK, Kosovo, is user-assigned).
#   names      of the country, as they stand in text, without "the", apostrophes straight
#   capitals   cities that stand for the country as its seat of government
#   demonyms   adjectives and words for the people, singular (the reader knows the plural in -s)
# [ambiguous] lists words that may mean more than one country, or something else too, and why: never resolved.
"""


def _split(listed: str) -> list[str]:
    return [part.strip().removeprefix("the ") for part in listed.split(";")]


def make() -> str:
    """Return the table's text."""
    territories = Locale("en").territories
    rows: dict[str, dict[str, list[str]]] = {}
    for code in sorted(territories):
        if len(code) != 2 or not code.isalpha() or code in NOT_COUNTRIES:
            continue
        name = str(territories[code]).replace("St. ", "Saint ").replace(" & ", " and ")
        names = _split(SPELLED[code]) if code in SPELLED else [name, *_split(ALSO[code])] if code in ALSO else [name]
        rows[code] = {
            "names": names,
            "capitals": _split(CAPITALS[code]) if code in CAPITALS else [],
            "demonyms": _split(DEMONYMS[code]) if code in DEMONYMS else [],
        }
    owners: dict[str, set[str]] = defaultdict(set)
    for code, row in rows.items():
        for words in row.values():
            for word in words:
                owners[word].add(code)
    ambiguous = dict(AMBIGUOUS)
    for word, codes in owners.items():
        if len(codes) > 1:
            ambiguous.setdefault(word, " or ".join(sorted(codes)))
    lines = [HEAD, "[countries]"]
    for code, row in rows.items():
        fields = ", ".join(f"{key} = {_array(words)}" for key, words in row.items() if words)
        lines.append(f"{code} = {{ {fields} }}")
    lines += ["", "[ambiguous]", *(f"{_string(word)} = {_string(ambiguous[word])}" for word in sorted(ambiguous))]
    return "\n".join(lines) + "\n"


def _string(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _array(words: list[str]) -> str:
    return "[" + ", ".join(map(_string, words)) + "]"


def main(arguments: list[str]) -> int:
    """Write the table, or compare it with `--check`."""
    table = make()
    if arguments == ["--check"]:
        return int(TARGET.read_text(encoding="utf-8") != table)
    TARGET.write_text(table, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
