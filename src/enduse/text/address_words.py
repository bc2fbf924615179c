"""What does a word of an address say about its neighbours: street, house, room, town?

Words stand as they are after romanisation, small, so that one table serves Cyrillic and its transliteration. Compiled by hand from addresses in use in Russia and its neighbours, Turkey, Iran,
the Gulf, India, China, Hong Kong and the countries of Europe and the Americas.
"""

from __future__ import annotations

from typing import Final

STREET_BEFORE: Final = frozenset(
    """ul ulitsa ulica ulitza uliza vul vulitsya vulica pr prt prkt pros prosp prospekt prospect per pereulok sh shosse nab naberezhnaya bulvar bul bulv proezd proyezd prospect pl ploshchad ploshad alleya tup tupik
    trakt liniya tr rue via viale calle cll carrera cra cr kr avenida avda av avd rua praca plaza piazza corso transversal diagonal circular camino paseo jalan jl kh khiaban khyaban kuche bolvar strada
    quai chemin place boulevard bd blvd avenue""".split()
)
"""Kinds of street that stand before the name, though many may stand behind it."""

STREET_AFTER: Final = frozenset(
    """street str st streets avenue avenues ave road rd lane ln boulevard blvd bvd highway hwy drive dr way alley square sq embankment passage parkway pkwy crescent close terrace expressway freeway
    strasse strase gasse weg allee platz straat laan cad cd cadde caddesi sok sk sokak sokagi bulvari blv lu jie dajie dadao xiang marg gali koshesi kosesi kochosu kuchasi dangyly gamziri kucha
    poghots poghota khiyaban ring quay row walk parade grove hill rise wharf mnt maantee mews prospekti tn tanav iela gatve utca ut ulice gata vej gade vagen gatan katu tie""".split()
)
"""Kinds of street that stand behind the name, though they may stand before it."""

STREET: Final = STREET_BEFORE | STREET_AFTER
TOWN_BEFORE: Final = frozenset(
    "g gor gorod m misto pos poselok posyolok p pgt rp der derevnya s selo stanitsa hutor khutor aul village vill city town qalasy".split()
)
TOWN_AFTER: Final = frozenset("city town village vill township shi shahr kalasy qalasy qal shaary qishlogi municipality".split())
DISTRICT_BEFORE: Final = frozenset(
    "raion rayon rn okrug vnter district mo mikroraion mkr mkrn mkrrn microdistrict mcr kvartal kvl ter territory territoriya col colonia barrio fracc urb poligon bairro".split()
)
DISTRICT_AFTER: Final = frozenset(
    """district dist raion rayon rn okrug qu xian county subdistrict zhen jiedao mah mahalle mahallesi mh neighborhood neighbourhood microdistrict mkr mkrn audany quarter ward tehsil taluka nagar
    colony settlement community tuman tumani okrugi zone guyok dong kwan""".split()
)
REGION_BEFORE: Final = frozenset("obl oblast resp respublika republic kray krai region ao state province governorate emirate".split())
REGION_AFTER: Final = frozenset(
    "obl oblast oblasty oblysy oblusu region krai kray province sheng republic respublika territory governorate state prefecture autonomous ostan viloyati il emirate".split()
)
NUMBERED: Final = frozenset(
    "sector sektor phase faza mkr mkrn microdistrict mikroraion mcr kvartal kvl district zone ward block_no cluster stage km kilometer kilometre kilometr gate pier section".split()
)
"""Parts of a town that have a number for a name."""

HOUSE: Final = frozenset(
    "d dom no nr num nro numero hno house hs h haus plak pelak plaque plot bud budynok uy ui n kavel vl vlad vladenie vld lot dvld domovladenie".split()
)
BLOCK: Final = {
    **dict.fromkeys("korp korpus korpus korpusi corp kor".split(), "k"),
    **dict.fromkeys("stroenie stroyenie stroeniye stroyeniye stroen str".split(), "s"),
    **dict.fromkeys("lit litera liter letter lett".split(), "l"),
    **dict.fromkeys(
        "block blk blok bl wing entrance podezd sektsiya sooruzhenie soor sooruzh zd zdanie bldg building buildings bld bldng tower towers unit_building dong zuo dongzuo annex".split(),
        "b",
    ),
}
"""Parts of a building or an estate: corpus, structure, letter, and the rest (which may be any of them in English)."""

NAMED: Final = frozenset(
    """building bldg bld bldng tower towers centre center plaza mansion mansions house court complex mall arcade edificio immeuble apt apartmani apartments ismerkezi merkezi plazasi hani han pasaji residence
    residences estate dasha garden gardens heights hotel chambers bhavan bhawan bhavan commercial industrial dalou zhongxin guangchang businesscentre tsentr tts bts khan souk market terminal warehouse""".split()
)
"""Words that end, or begin, the name of a building."""

ROOM: Final = frozenset(
    """office offic off offices of ofis ofisy room rooms rm rms suite ste flat flats fl_rm apt apartment apartments unit units kv kvartira pom pomeshch pomeshchenie pomeshcheniya pomesh premises premise kom komn komnata
    rab rabmesto kab kabinet cabinet shop shops daire dairesi kapi oficina oficinas local desk door cubicle vahed wahd room_no studio warehouse_no bureau buro depot godown workshop shi_room""".split()
)
FLOOR: Final = frozenset("floor floors flr fl et etazh etaj kat level lvl piso etage planta stock tabagheh tabaghe tabaqe qavat storey story lou".split())
BOX: Final = frozenset("pobox".split())
POSTCODE: Final = frozenset("zip zipcode postcode postal index indeks pin pincode cp plz postkodu".split())
NOISE: Final = frozenset(
    "the of and near opposite opp behind beside next to at in de la le el los las del al der die das und y e et_al c o co bis ter_ dia von van po na okolo between corner cnr off_ area dated".split()
)

ORDINAL_WORDS: Final = {
    **dict.fromkeys("first pervaya pervyy pervy pervyi pervoy".split(), "1"),
    **dict.fromkeys("second vtoraya vtoroy vtoroi".split(), "2"),
    **dict.fromkeys("third tretya tretiy tretii tretyya".split(), "3"),
    **dict.fromkeys("fourth chetvertaya chetvertyy".split(), "4"),
    **dict.fromkeys("fifth pyataya pyatyy".split(), "5"),
    **dict.fromkeys("sixth shestaya shestoy".split(), "6"),
    **dict.fromkeys("seventh sedmaya sedmoy".split(), "7"),
    **dict.fromkeys("eighth vosmaya vosmoy".split(), "8"),
    **dict.fromkeys("ninth devyataya devyatyy".split(), "9"),
    **dict.fromkeys("tenth desyataya desyatyy".split(), "10"),
}  # fmt: skip
NUMBER_WORDS: Final = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10"}
FLOOR_WORDS: Final = {
    "ground": "g",
    "gf": "g",
    "mezzanine": "m",
    "basement": "b",
    "podium": "p",
    "zemin": "g",
    "tsokolnyy": "b",
    "podval": "b",
    "mezz": "m",
    "penthouse": "ph",
}
ROMAN: Final = {
    roman: str(at)
    for at, roman in enumerate(
        "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii xxiv xxv xxvi xxvii xxviii xxix xxx xxxi xxxii xxxiii xxxiv xxxv xxxvi xxxvii xxxviii xxxix xl".split(), 1
    )
}  # fmt: skip
DIRECTIONS: Final = {"north": "bei", "south": "nan", "east": "dong", "west": "xi", "middle": "zhong", "central": "zhong", "inner": "nei", "outer": "wai"}
"""As they stand at the end of a Chinese street's name."""
