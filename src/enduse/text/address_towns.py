"""Which towns have several names, and in which country do they lie?

A row holds towns of one country, a semicolon between them; of each town its names in Latin letters as met after romanisation, the first the one kept. Written from common knowledge: capitals, the towns of the countries that trade and transship
most, and those whose name changed or is written in several ways. A town that is not here is read from its place in the address.
"""

from __future__ import annotations

from functools import cache
from typing import Final

_TOWNS: Final = """
RU Moscow|Moskva|Moskau|Moscou|Msk|Moskova
RU Saint Petersburg|St Petersburg|Sankt Peterburg|Sankt-Petersburg|S Peterburg|S Petersburg|SPb|Sankt Petersburg|St Peterburg|Petersburg|St Petersbourg|Leningrad
RU Yekaterinburg|Ekaterinburg|Jekaterinburg|Sverdlovsk; Nizhny Novgorod|Nizhniy Novgorod|Nizhnii Novgorod|N Novgorod|Nizhni Novgorod|Gorky; Novosibirsk
RU Kazan; Chelyabinsk|Cheliabinsk; Omsk; Samara|Kuibyshev; Rostov na Donu|Rostov-on-Don|Rostov on Don|Rostov-na-Donu; Ufa; Krasnoyarsk; Perm; Voronezh
RU Volgograd; Krasnodar; Saratov; Tyumen; Tolyatti|Togliatti|Toliatti; Izhevsk; Barnaul; Ulyanovsk; Irkutsk; Khabarovsk; Yaroslavl; Vladivostok; Makhachkala
RU Tomsk; Orenburg; Kemerovo; Novokuznetsk; Ryazan; Astrakhan; Penza; Lipetsk; Kirov; Cheboksary; Kaliningrad|Koenigsberg; Tula; Kursk; Stavropol; Sochi
RU Tver|Kalinin; Magnitogorsk; Ivanovo; Bryansk; Belgorod; Surgut; Vladimir; Arkhangelsk|Archangel; Kaluga; Smolensk; Murmansk; Kurgan; Orel|Oryol; Vologda
RU Cherepovets; Saransk; Tambov; Grozny|Groznyy; Zelenograd; Khimki; Dubna; Zhukovsky|Zhukovskiy; Korolev|Korolyov; Obninsk; Podolsk; Fryazino
RU Nizhny Tagil|Nizhniy Tagil; Kostroma; Pskov; Novorossiysk|Novorossiisk; Taganrog; Yakutsk; Ulan Ude|Ulan-Ude; Sarov; Rybinsk; Severodvinsk; Kolomna
RU Mytishchi|Mytischi; Lyubertsy; Balashikha; Odintsovo; Krasnogorsk; Dolgoprudny|Dolgoprudnyy; Biysk; Miass; Kovrov; Naberezhnye Chelny|Nab Chelny
RU Petrozavodsk; Yoshkar Ola|Ioshkar Ola; Syktyvkar; Vladikavkaz
UA Kyiv|Kiev|Kyyiv|Kiew; Kharkiv|Kharkov; Odesa|Odessa; Dnipro|Dnepr|Dnepropetrovsk|Dnipropetrovsk; Lviv|Lvov|Lwow; Donetsk; Luhansk|Lugansk
UA Zaporizhzhia|Zaporozhye|Zaporizhzhya|Zaporozhe; Mykolaiv|Nikolaev|Nikolayev; Mariupol; Kherson; Sevastopol|Sebastopol; Simferopol; Kerch; Melitopol
BY Minsk; Gomel|Homel|Homyel; Grodno|Hrodna; Vitebsk|Vitsebsk; Brest; Mogilev|Mahilyow|Mahiliou; Baranovichi; Borisov|Barysaw
KZ Almaty|Alma Ata|Alma-Ata; Astana|Nur Sultan|Nur-Sultan|Nursultan|Akmola; Shymkent|Chimkent; Karaganda|Qaraghandy|Karagandy; Aktobe|Aqtobe|Aktyubinsk
KZ Atyrau; Aktau; Pavlodar; Kostanay|Kostanai|Qostanay; Uralsk|Oral; Ust Kamenogorsk|Oskemen
KG Bishkek|Frunze; Osh
UZ Tashkent|Toshkent; Samarkand|Samarqand; Bukhara|Buxoro
TJ Dushanbe
TM Ashgabat|Ashkhabad
AM Yerevan|Erevan|Jerevan; Gyumri; Vanadzor
GE Tbilisi|Tiflis; Batumi; Kutaisi; Rustavi; Poti
AZ Baku|Baky; Ganja; Sumqayit|Sumgait
MD Chisinau|Kishinev; Tiraspol
TR Istanbul; Ankara; Izmir|Smyrna; Bursa; Antalya; Mersin; Gaziantep; Kocaeli|Izmit; Konya; Adana; Kayseri; Trabzon
IR Tehran|Teheran|Tahran|Thran; Isfahan|Esfahan; Mashhad|Mashad|Meshed; Tabriz; Shiraz; Karaj; Qom|Ghom; Ahvaz|Ahwaz; Kerman; Kish|Kish Island; Bandar Abbas
IR Yazd; Qazvin|Ghazvin; Arak; Rasht
AE Dubai|Dubayy; Abu Dhabi; Sharjah|Sharja; Ajman; Ras Al Khaimah|RAK|Ras Al Khaima|Ras-Al-Khaimah; Fujairah; Umm Al Quwain; Al Ain
QA Doha
KW Kuwait City
BH Manama
OM Muscat
SA Riyadh; Jeddah; Dammam
IQ Baghdad; Basra|Basrah; Erbil|Arbil
SY Damascus|Dimashq; Aleppo; Homs; Latakia|Lattakia
LB Beirut|Beyrouth|Bayrut
JO Amman
EG Cairo; Alexandria
YE Sanaa|Sana'a; Aden
AF Kabul; Kandahar; Herat
PK Karachi; Lahore; Islamabad; Rawalpindi; Peshawar; Quetta
IN New Delhi; Delhi; Mumbai|Bombay; Bengaluru|Bangalore; Chennai|Madras; Kolkata|Calcutta; Hyderabad; Pune|Poona; Ahmedabad|Ahmadabad; Gurugram|Gurgaon
IN Noida; Surat; Vadodara|Baroda; Visakhapatnam|Vizag; Kochi|Cochin
LK Colombo
BD Dhaka|Dacca
NP Kathmandu
MM Yangon|Rangoon; Mandalay; Naypyidaw|Nay Pyi Taw
TH Bangkok
VN Hanoi|Ha Noi; Ho Chi Minh City|Ho Chi Minh|Saigon|HCMC
MY Kuala Lumpur; Penang
ID Jakarta
PH Manila
SG Singapore
KH Phnom Penh
MN Ulaanbaatar|Ulan Bator
KP Pyongyang|Phyongyang
KR Seoul; Busan|Pusan; Incheon
JP Tokyo; Osaka
TW Taipei|Taibei; Taichung|Taizhong; Kaohsiung|Gaoxiong; Hsinchu|Xinzhu; Tainan
CN Beijing|Peking; Shanghai; Shenzhen|Shen Zhen|Shumchun; Guangzhou|Canton|Guang Zhou; Tianjin|Tientsin; Chongqing|Chungking; Wuhan; Chengdu
CN Nanjing|Nanking; Hangzhou; Suzhou; Xian|Xi'an|Xi An|Sian; Dalian; Qingdao|Tsingtao; Xiamen|Amoy; Harbin|Haerbin; Shenyang; Changsha; Zhengzhou; Jinan
CN Ningbo; Dongguan; Foshan; Zhuhai; Wuxi; Hefei; Kunming; Urumqi|Wulumuqi|Urumchi; Yiwu; Huizhou; Zhongshan; Changchun; Taiyuan; Shijiazhuang; Dandong
CN Lanzhou; Fuzhou; Nanning; Guiyang; Mianyang; Luoyang
HK Hong Kong|Hongkong|Xianggang|HK|Hong Kong SAR
MO Macau|Macao|Aomen
GB London; Manchester; Birmingham; Edinburgh; Glasgow
IE Dublin
DE Berlin; Munich|Muenchen|Munchen; Cologne|Koeln|Koln; Frankfurt|Frankfurt am Main|Frankfurt Main; Hamburg; Duesseldorf|Dusseldorf; Stuttgart
DE Nuremberg|Nuernberg|Nurnberg; Leipzig
AT Vienna|Wien
CH Zurich|Zuerich; Geneva|Geneve|Genf; Zug; Basel; Bern
FR Paris; Lyon; Marseille
IT Rome|Roma; Milan|Milano; Turin|Torino; Genoa|Genova
ES Madrid; Barcelona
PT Lisbon|Lisboa
NL Amsterdam; Rotterdam; The Hague|Den Haag|Hague
BE Brussels|Bruxelles|Brussel; Antwerp|Antwerpen
LU Luxembourg
DK Copenhagen|Kobenhavn
SE Stockholm
NO Oslo
FI Helsinki
EE Tallinn|Tallin
LV Riga
LT Vilnius|Vilna; Kaunas; Klaipeda
PL Warsaw|Warszawa; Krakow|Cracow; Gdansk
CZ Prague|Praha
SK Bratislava
HU Budapest
RO Bucharest|Bucuresti
BG Sofia
RS Belgrade|Beograd
HR Zagreb
SI Ljubljana
BA Sarajevo
MK Skopje
AL Tirana|Tirane
GR Athens|Athina; Piraeus|Pireas
CY Nicosia|Lefkosia; Limassol|Lemesos; Larnaca|Larnaka; Paphos
MT Valletta
IL Tel Aviv|Tel Aviv Yafo; Jerusalem
US New York|New York City|NYC; Los Angeles; Chicago; Houston; Miami; San Francisco; Washington
CA Toronto; Montreal; Vancouver
MX Mexico City|Ciudad de Mexico|CDMX; Culiacan; Guadalajara; Tijuana
CO Bogota; Medellin; Cali
PA Panama City|Panama
CU Havana|La Habana
VE Caracas
AR Buenos Aires
BR Sao Paulo; Rio de Janeiro
CL Santiago
PE Lima
VG Road Town; Tortola
SC Victoria
MH Majuro
ZA Johannesburg; Cape Town
KE Nairobi
NG Lagos; Abuja
SD Khartoum
LY Tripoli; Benghazi
SO Mogadishu
ZW Harare
AU Sydney; Melbourne
"""

_DISTRICTS: Final = {
    **dict.fromkeys(
        """kowloon wanchai sheungwan tsimshatsui mongkok kwuntong tsuenwan shatin fotan newterritories quarrybay causewaybay northpoint laichikok cheungshawan yaumatei hunghom kwaichung
        tuenmun yuenlong fanling admiralty sanpokong kowloonbay shamshuipo""".split(),
        "hongkong",
    ),
    **dict.fromkeys("deira burdubai businessbay jebelali jumeirahlaketowers jumeirahlakestowers jlt alquoz internationalcity dubaimarina".split(), "dubai"),
}  # fmt: skip
"""Districts, as joined words, that are often named without saying so, and their town."""

_REGIONS: Final = frozenset(
    """haryana gujarat maharashtra karnataka tamilnadu uttarpradesh telangana andhrapradesh kerala punjab rajasthan westbengal madhyapradesh bihar odisha assam goa jharkhand uttarakhand
    guangdong jiangsu zhejiang shandong fujian hubei hunan sichuan henan hebei liaoning jilin heilongjiang shaanxi shanxi anhui jiangxi yunnan guizhou gansu hainan guangxi xinjiang innermongolia ningxia qinghai tibet
    tatarstan bashkortostan dagestan chechnya chuvashia udmurtia mordovia karelia komi buryatia tuva krasnodarkrai moscowoblast moscowregion leningradoblast crimea
    sinaloa jalisco sonora chihuahua nuevoleon bajacalifornia antioquia cundinamarca valledelcauca california texas florida newjersey illinois ohio pennsylvania massachusetts ontario quebec britishcolumbia alberta
    selangor johor bavaria hesse sindh khyberpakhtunkhwa""".split()
)
"""States and provinces, as joined words, that are often named without saying so."""


def joined(words: list[str] | tuple[str, ...]) -> str:
    """The words of a name written together."""
    return "".join(words)


@cache
def towns() -> dict[str, tuple[str, str]]:
    """Names written together, small → the name kept, written together, and its country."""
    out: dict[str, tuple[str, str]] = {}
    for line in _TOWNS.strip().split("\n"):
        country, _, row = line.partition(" ")
        for names in row.split("; "):
            forms = [name.lower().replace(" ", "").replace("-", "").replace("'", "") for name in names.split("|")]
            for form in forms:
                out.setdefault(form, (forms[0], country))
    return out


def district(name: str) -> str | None:
    """The town of a district that is known by these joined words."""
    return _DISTRICTS.get(name)


def region(name: str) -> bool:
    """Whether these joined words name a state or province that is known to be one."""
    return name in _REGIONS
