"""Which words of Russian firms' names say what kind of firm it is, in all their endings?"""

from __future__ import annotations

from typing import Final

# A sense, its English words, a bar, then Russian stems after BGN: `*` takes the endings of an adjective, `+` those of a noun, a plain word stands for itself.
_STEMS: Final = """
repair repairs|remontn* remont+ aviaremontn*
shiprepair|sudoremontn* sudoremont+
radioengineering|radiotekhnichesk*
radioelectronic|radioelektronn* radioelektronik+
radio|radio
institution institutions|uchrezhdeni+ uchrezhdenie
budgetary budget budgetery|byudzhetn*
federation|federatsi+ federatsiya
federal|federaln*
autonomous|avtonomn*
physics physical|fizik+ fizichesk* fiziko
concern|kontsern+ konzern
missile missiles rocket rockets|raketn* raket+
measuring measurement measurements|izmeriteln* izmereni+
children childrens|detsk*
service services|sluzhb+
region regional oblast|oblast+ regionaln*
main head chief|glavn* golovn*
aircraft aviastroitelnyi|aviastroiteln* samoletostroiteln* samolet+ samoletostroeni+
aviation|aviatsionn* aviatsi+
complex complexes|kompleks+ kompleksn*
aerospace|aerokosmichesk*
educational education|obrazovateln* obrazovani+ uchebn* uchebno vospitani+
motorbuilding enginebuilding|motorostroiteln* motorostroeni+ dvigatelestroiteln*
nanotechnology nanotechnological|nanotekhnologichesk* nanotekhnologi+
instrument instruments instrumentation|priborn* priborostroiteln* priborostroeni+ pribor+
electromechanical|elektromekhanichesk*
unmanned|bespilotn*
republic republican|respublik+ respublikansk*
powder gunpowder|porokhov*
cartridge|patronn*
computing computer computational|vychisliteln*
applied|prikladn*
semiconductor|poluprovodnik+ poluprovodnikov*
testing test tests|ispytateln* ispytani+
experimental|eksperimentaln* opytn* opytno eksperimentalno
technological technology|tekhnologichesk* tekhnologi+
civil civilian|grazhdansk*
chemical|khimichesk* khimi+
space|kosmichesk* kosmos+
satellite satellites|sputnikov* sputnik+
special specialized|spetsialn* spetsializirovann*
tactical|taktichesk*
weapons armament armaments weapon|vooruzheni+ oruzhi+
military|voenn* voinsk* voenno
unmanned|bespilotn*
apparatus apparatuses devices|apparat+
training|podgotovk+
composite composites|kompozitsionn* kompozit+
refinery refining|neftepererabatyvayushch* neftepererabotk+
automation automatics automatic automated|avtomatik+ avtomatichesk* avtomatizirovann*
mechanical|mekhanichesk* mekhanik+
opticalmechanical|optikomekhanichesk*
optical|optichesk* optik+ optiko
engine engines|dvigatel+
fuel|toplivn* topliv+ toplivno
energy power|energetichesk* energetik+ energi+
steamship shipping|parokhodstv+ sudokhodn*
territorial territory territories|territorialn* territori+
metallurgical metal metals|metallurgichesk* metallurgi+
electrical electrotechnical|elektrotekhnichesk*
machinery machinebuilding|mashinostroiteln* mashinostroeni+
heavy|tyazhel* tyazhelogo
scientific science|nauchn* nauk+
research|issledovatelsk* issledovani+
industrial industry|promyshlenn* promyshlennost+
state|gosudarstvenn* kazenn*
production|proizvodstvenn* proizvodstv+
design|konstruktorsk* proektn* proektno
construction|stroiteln* stroitelstv+
transport|transportn* transport+
trading|torgov* torgovl+
communications communication|svyaz+ kommunikatsi+ kommunikatsionn*
information|informatsionn* informatsi+
systems|sistem+ sistemn*
technical|tekhnichesk*
equipment|oborudovani+ tekhnik+
medical|meditsinsk*
agricultural|selskokhozyaistvenn* agropromyshlenn*
oil|neftyan*
gas|gazov*
bearing bearings|podshipnik+ podshipnikov*
united|obedinenn* obedinyonn* obyedinenn*
central|tsentraln*
general|generaln*
intersectoral|mezhotraslev*
international|mezhdunarodn*
electronic electronics|elektronn* elektronik+
digital|tsifrov*
intellectual|intellektualn*
special|spets
special specialised
innovation innovative|innovatsionn*
resistor resistors|soprotivleni+ rezistor+
insurance|strakhov*
television|televizionn*
foundry casting|liteino liteinyi
tyre tire tyres tires|shin
fibre fiber|volokn+
relay|releinyi releinoi
methodological|metodichesk*
laser|lazern*
biological|biologichesk*
diesel|dizeln*
electrochemical|elektrokhimichesk*
hydraulic|gidravlichesk*
forging|kuznechn*
pmc|chvk
union|soyuz+
cluster|klaster+
port|portov*
oversea maritime|morsk*
helicopter helicopters|vertoletn* vertolet+
tank tanks|tankov* tank+
artillery|artilleriisk*
ammunition munitions|boepripas+
explosive explosives|vzryvchat*
armored armoured|bronetankov* bronirovann*
wagon carriage|vagon+ vagonn* vagonostroiteln*
tractor tractors|traktorn* traktor+
turbine turbines|turbin+ turbinn*
pump pumps|nasosn* nasos+
academician|akademik+
directorate|direktsi+
people popular peoples|narodn*
higher|vyssh*
internal|vnutrenn*
armed|vooruzhenn*
army|armi+
guards|gvardeisk* gvardi+
problems problem|problem+
underwater submarine|podvodn*
flight|letn* poletn*
exhibition|vystavk+ vystavochn*
holding|kholdingov* kholding+
telecommunications|telekommunikatsionn*
precision|tochn*
nuclear|atomn* yadern*
defence defense|oboronn* oboron+
materials|material+
devices|ustroistv+
metrology metrological|metrologi+ metrologichesk*
radionavigation|radionavigatsi+
public|publichn*
joint|aktsionern*
development|razviti+
fund|fond+
centre|tsentr+
plant|zavod+
branch|filial+
bureau|byuro
institute|institut+
association|obedineni+
enterprise|predpriyati+
pipe pipes|trubn* truboprokatn*
cable|kabeln* kabel+
"""
_PLACES: Final = """
russia|rossiisk* rossi+ rus vserossiisk*
moscow|moskovsk* moskv+
petersburg|peterburgsk*
ural|uralsk*
siberia|sibirsk* sibir+
novosibirsk|novosibirsk*
ryazan|ryazansk*
tula|tulsk*
kazan|kazansk*
kaluga|kaluzhsk*
tambov|tambovsk*
vologda|vologodsk*
volgograd|volgogradsk*
arzamas|arzamassk*
yaroslavl|yaroslavsk*
smolensk|smolensk*
samara|samarsk*
saratov|saratovsk*
omsk|omsk*
tomsk|tomsk*
perm|permsk*
ufa|ufimsk*
izhevsk|izhevsk*
chelyabinsk|chelyabinsk*
krasnoyarsk|krasnoyarsk*
irkutsk|irkutsk*
kursk|kursk*
kurgan|kurgansk*
penza|penzensk*
voronezh|voronezhsk*
vladimir|vladimirsk*
tver|tversk*
rostov|rostovsk*
azov|azovsk*
barnaul|barnaulsk*
ulyanovsk|ulyanovsk*
zelenograd|zelenogradsk*
donetsk|donetsk*
luhansk lugansk|lugansk* luhansk*
crimea|krymsk*
belarus|belorussk* belarusk*
tatarstan|tatarsk*
bashkortostan|bashkirsk*
yakutsk yakutia|yakutsk*
far|dalnevostochn*
eastern|vostochn*
western|zapadn*
northern|severn*
southern|yuzhn*
"""
ADJECTIVE: Final = "yi ii oi aya yaya oe ee ye ie oye eye yye iye ogo ego ykh ikh ym im omu uyu y i".split()
_NOUN: Final = ["", *"a ya y i e u yu om em ov ei yei ii iya iy iyu iei iyakh yakh akh".split()]


def forms(text: str) -> dict[str, str]:
    """Every form of a word → the first English word of its sense."""
    table: dict[str, str] = {}
    for line in text.strip().split("\n"):
        english, _, stems = line.partition("|")
        first = english.split()[0]
        for word in english.split():
            table.setdefault(word, first)
        for stem in stems.split():
            endings = ADJECTIVE if stem.endswith("*") else _NOUN if stem.endswith("+") else [""]
            for ending in endings:
                table.setdefault(stem.rstrip("*+") + ending, first)
    return table


TRADE: Final = forms(_STEMS)
PLACE: Final = forms(_PLACES)
