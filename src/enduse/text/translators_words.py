"""Which English words do translators have for Russian words that are no words of the trade in Latin letters?"""

from typing import Final

WORDS: Final = """
independent|nezavisim*
intelligence|razvedk+ razvedyvateln*
foreign|vneshn*
monitoring|monitoring+
channel|telekanal+ kanal+
settlement|raschetn* raschetov
depository|depozitari+
reconstruction|rekonstruktsi+
supervision|nadzor+
advanced|perspektivn*
grain|zernov*
integrated|integrirovann*
navigation|navigatsi+ navigatsionn*
synthesis|sintez+
quantum|kvantov*
vacuum|vakuumn*
thermal|teplov*
acoustic|akustichesk*
aluminium|alyuminiev*
titanium|titanov*
detachment|otryad+
artificial|iskusstvenn*
telemechanical|telemekhanichesk*
radiotechnical|radiotekhnichesk*
uec|odk
usc|osk
time|vremeni
cosmonautics|kosmonavtik*
truck|gruzov*
catalysis|kataliz+
victory|pobed*
transmission|peredach*
standardization|standartizatsi+
certification|sertifikatsi+
ocean|okean+
photonics|fotonik*
arms|vooruzheni*
uac|oak
ras|ran
mia|mvd
unit|chast+
mass|massov*
forces|sily sil
staff|shtab+
art|iskusstvo
guard|gvardi+
cossack|kazach* kazachya
solid|tverd*
flight|polet+ letn*
support|obespecheni+
regulation|regulirovani+
automatic|avtomatichesk*
line|lini+
antennas|antenn+
signals|signal+
purpose|naznacheni+
culture|kultur+
strategic|strategichesk*
diplomacy|diplomati+
economic|ekonomichesk*
social|sotsialn*
political|politichesk*
youth|molodezhi molodezhn*
patriotic|patriotichesk*
sports|sportivn*
women|zhenshchin
freedom|svobod+
unity|edinstv+
young|molod*
liberal|liberaln*
democratic|demokratichesk*
communist|kommunistichesk*
party|parti+
movement|dvizheni+
protection|zashchit+
ecology|ekologi+
water|vodn*
river|rechn*
baltic|baltiisk* pribaltiisk*
caspian|kaspiisk*
caucasus|kavkazsk*
railway|zheleznodorozhn*
speed|skorostn*
temperature|temperatur+
pressure|davleni+
voltage|napryazheni+
source|istochnik+
red|krasn*
green|zelen*
golden|zolot*
silver|serebryan*
precision|pretsizionn*
fleet|flot+
order|orden+
labour|trudov*
affairs|del
assistance|sodeystvi+ sodeistvi+
league|lig+
android|androidn*
achievements|dostizheni+
public|obshchestvenn*
mobile|mobiln* podvizhn*
emergency|chrezvychain*
customs|tamozhenn*
prosecutor|prokuratur+
police|politsi+
colony|koloni+
investigative|sledstvenn*
investigation|rassledovani+
city|gorodsk*
district|raionn* okrug+
council|sovet+
assembly|sobrani+
president|prezident+
government|pravitelstv+
administration|administratsi+
border|pogranichn*
brigade|brigad+
regiment|polk+
division|divizi+
battalion|batalon+
rifle|strelkov*
separate|otdeln*
command|komandovani+
volunteer|dobrovolchesk*
school|shkol+ uchilishch+
library|bibliotek+
museum|muze+
newspaper|gazet+
news|novost+ novostei
publishing|izdatelstv+ izdatelsk*
broadcasting|veshchani+
orthodox|pravoslavn*
sugar|sakharn*
wine|vinodelchesk* vinodeli+
dairy|molochn*
meat|myasn*
fish|rybn*
forest|lesn*
pulp|tsellyulozn*
brick|kirpichn*
fertilizers|udobreni+
nitrogen|azotn*
polymer|polimern* polimer+
copper|medn*
nickel|nikelev*
alloys|splav+
rolling|prokatn*
crane|kranov*
boiler|koteln*
compressor|kompressorn*
valve|armaturn*
welding|svarochn*
transformer|transformatorn*
capacitor|kondensatorn*
crystal|kristall+ kristallichesk*
quartz|kvartsev*
infrared|infrakrasn*
hydroacoustic|gidroakustichesk*
optoelectronic|optoelektronn*
radiolocation|radiolokatsionn* radiolokatsi+
discharge|razryadn*
professional|professionaln*
modern|sovremenn*
commercial|kommerchesk*
interstate|mezhgosudarstvenn*
regional|regionaln*
legal|pravov* yuridichesk*
financial|finansov*
humanitarian|gumanitarn*
historical|istorichesk*
memorial|memorialn*
fight|borb+
operational|operativn*
reconnaissance|razvedyvateln*
assault|shturmov*
diaspora|zarubezhi+ zarubezhya
typhoon|taifun+ tayfun+
neptune|neptun+
leningrad|leningradsk*
black|chern*
white|bel*
ground|polygon+ poligon+
testing|ispytateln*
means|sredstv+
world|mir+ mirov*
life|zhizn+
health|zdorov+ zdravookhraneni+
disease|bolezn+
plasma|plazm+ plazmenn*
instruments|pribor+
vyatka|vyatsk*
kolomna|kolomensk*
oryol|orlovsk*
kostroma|kostromsk*
ivanovo|ivanovsk*
zlatoust|zlatoustovsk*
miass|miassk*
biysk|biisk*
cheboksary|cheboksarsk*
mytishchi|mytishchinsk*
khimki|khimkinsk*
dubna|dubnensk*
lyubertsy|lyuberetsk*
tolyatti|tolyattinsk*
chita|chitinsk*
kemerovo|kemerovsk*
tyumen|tyumensk*
volga|volzhsk*
altai|altaisk*
karelia|karelsk*
mordovia|mordovsk*
udmurt|udmurtsk*
orsha|orshansk*
gomel|gomelsk*
grodno|grodnensk*
brest|brestsk*
mogilev|mogilevsk*
vitebsk|vitebsk*
bobruisk|bobruisk*
zaporozhye|zaporozhsk*
mariupol|mariupolsk*
kherson|khersonsk*
kerch|kerchensk*
feodosia|feodosiisk*
yalta|yaltinsk*
simferopol|simferopolsk*
arctic|arktichesk*
northwest|severozapadn*
anti|protivo+
signal|signaln*
strength|prochnost+
reliability|nadezhnost+
friction|treni+
wave|volnov*
plasma|plazm+
ion|ionn*
electron|elektronn*
microelectronics|mikroelektronik+
magnet|magnitn*
cryogenic|kriogenn*
gyroscopic|giroskopichesk*
inertial|inertsialn*
onboard|bortov*
ground|nazemn*
remote|distantsionn*
sensing|zondirovani+
geophysical|geofizichesk*
geological|geologichesk*
seismic|seismichesk*
mathematical|matematichesk*
theoretical|teoretichesk*
organic|organichesk*
elementary|elementarn*
particles|chastits+
genetics|genetik+
medicine|meditsin+
virology|virusologi+
microbiology|mikrobiologi+
agency|agentstv+
department|departament+ otdel+
workshop|masterskaya
shop|magazin+
stock|skladsk*
exchange|birzh+ birzhev*
lottery|lotere+
football|futboln*
hockey|khokkein*
sport|sport+
student|studenchesk*
veterans|veteran+
rescue|spasatel+ spasateln*
search|poiskov*
hunting|okhotnich*
knife|nozhev*
barrel|stvoln*
shell|snaryad+
fuse|vzryvatel+
mortar|minometn*
howitzer|gaubits+
torpedo|torpedn* torped+
mine|minn* mino
minesweeping|tralshchik+
landing|desantn*
icebreaker|ledokol+ ledokoln*
floating|plavuch*
dock|dokov*
dredging|dnouglubiteln*
diving|vodolazn*
lighthouse|mayak+
"""
"""Each with the beginnings of its Russian ones, after the manner of `russian`."""
