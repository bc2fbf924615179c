"""Which words say what kind of firm or place this is, and so tell one party from another only a little?"""

from __future__ import annotations

from typing import Final

from enduse.text.keys import fold

# One sense a line: English first, then the words of other languages in Latin letters (Russian after BGN, with the adjective endings that names show).
_SENSES: Final = """
plant zavod zavoda zavody factory factories fabrika fabrik fabrica usine fabbrica fabriki kombinat combine mill works werk werke gongchang karkhaneh zavodi plants
electronics electronic elektronika elektroniks elektronik elektronnyi elektronnaya elektronnye elektronnoi electronique electronica elektronische radioelectronic radioelectronics radioelektronika radioelektronnyi
trading trade trades traders torgovyi torgovaya torgovlya torgovli handel handels commerce commercial ticaret comercio commerciale comercial maoyi tejarat tejari tijara ticari kommercheskaya kommercheskii negoce tijarat
technology technologies technological tech technologie tekhnologii tekhnologiya tekhnologicheskii teknoloji tecnologia tecnologias keji jishu technologia tehnologii technics tekhnika technik
technical tekhnicheskii tekhnicheskaya technique tecnica tecnico teknik tehnicheskii
industry industries industrial promyshlennost promyshlennyi promyshlennaya promyshlennosti industrie sanayi industria gongye sanat sanaye sanayeh industrielle industriya
engineering engineers engineer inzhiniring inzhenernyi muhendislik ingenieria ingenierie gongcheng mohandesi inginiring
research issledovatelskii issledovatelskogo issledovatelskoe issledovaniy issledovanii recherche forschung investigacion yanjiu arastirma tahghighat
scientific science nauchno nauchnyi nauchnaya nauchnoe scientifique kexue sciences nauk
institute institut instituto istituto enstitusu instituta yanjiusuo institutes
production proizvodstvo proizvodstvennyi proizvodstvennaya proizvodstvennoe manufacturing manufacture manufacturer manufacturers manufacturas manufaktura proizvodstvenno uretim produccion produktion shengchan zhizao tolid
association obedinenie obyedinenie obedinenie vereinigung asociacion asociation xiehui amalgamation
design konstruktorskoe konstruktorskii proektnyi proektnoe projektnyi sheji tasarim
bureau byuro buro
centre center tsentr centr zentrum centro merkezi zhongxin markaz merkez
bank banka banco banque yinhang banki bankasi
insurance strakhovaya strakhovoi sigorta versicherung assurance seguros baoxian bimeh
group gruppa grup gruppe groupe grupo jituan goruh gorouh grupp
holding holdings kholding holdinq holdingi konggu
international mezhdunarodnyi mezhdunarodnaya internationale internacional uluslararasi guoji beynolmelal intl worldwide
national natsionalnyi natsionalnaya nationale nacional milli ulusal guojia
state gosudarstvennyi gosudarstvennaya gosudarstvennoe staatliche govt government
federal federalnyi federalnoe federalnaya
general generalnaya generalnyi generale obshchii umumi amm
company kompaniya kompania gesellschaft societe sociedad societa sirketi gongsi sherkat firma
import imports importnyi ithalat jinkou
export exports eksport eksportnyi ihracat chukou
importexport impex exportimport imex
logistics logistic logistika logistik lojistik logistica logistique wuliu
transport transportation transports transportnyi transportnaya nakliyat nakliye tasimacilik transportes trasporti yunshu trans
shipping shipmanagement sudokhodnaya sudokhodstvo denizcilik schiffahrt schifffahrt naviera navigation maritime marine haiyun morskoi morskaya keshtirani ship ships vessel
shipyard shipbuilding sudostroitelnyi sudostroitelnaya sudoremontnyi zaochuan tersane shipyards
airline airlines aviakompaniya aviation aviatsiya aviatsionnyi aviatsionnaya airways havacilik hangkong air avia aero
aerospace kosmicheskii space raketno kosmos hangtian
machinery machine machines mashinostroitelnyi mashinostroitelnoe mashinostroenie mashinostroenii makina makine maschinen maschinenbau maquinaria jixie
instrument instruments priborostroitelnyi priborostroeniya priborostroenie pribor yiqi
equipment oborudovanie oborudovaniya ekipman shebei equipements equipos ausrustung
mechanical mekhanicheskii mekhanika mechanics mekanik mecanica
electrical electric elektricheskii elektrotekhnicheskii elektrik electricity electrica dianqi elektro electro
systems system sistemy sistema sistem systeme sistemas xitong sistemi
service services servis uslugi serviser servicios dienstleistungen fuwu hizmetleri khadamat
construction constructions stroitelnyi stroitelnaya stroitelstvo insaat bau construccion construcciones jianshe jianzhu stroi construct
building builders
materials material materialy materiaux malzeme cailiao
chemical chemicals khimicheskii khimiya kimya chimie quimica huaxue himicheskii
metal metals metall metallurgical metallurgicheskii metallurgiya steel stal celik jinshu fulad
energy energetika energeticheskii energiya enerji energie energia nengyuan power
oil neft neftyanoi neftyanaya petroleum petrol naft shiyou neftegaz
gas gaz gazovyi gazovaya
mining mine mines gorno kuangye madencilik
defence defense oboronnyi oboronnaya oborony savunma guofang
military voennyi voennaya junshi
security bezopasnost bezopasnosti sicherheit seguridad guvenlik anquan
investment investments invest investitsii investitsionnyi yatirim touzi inversiones sarmayeh capital kapital
finance financial finansovyi finansovaya finans finanzas finanz jinrong
development razvitie razvitiya entwicklung desarrollo kaifa fazhan
software programnyi programmnye ruanjian yazilim
computer computers kompyuter bilgisayar jisuanji computing
communications communication telecom telecommunications telekom svyaz svyazi tongxin dianxin telekommunikatsii
information informatsionnyi informatsionnye informatik informatique xinxi bilisim informatics
digital tsifrovoi tsifrovye shuzi
network networks set seti wangluo
optical optics optika optiko guangxue opto optoelectronics optics optronics
semiconductor semiconductors poluprovodnik bandaoti microelectronics mikroelektronika mikroelektroniki
component components komponent komponenty komponenti bilesen parts zapchasti
product products produkty produkt productos produits urun chanpin produktsiya
supply supplies snabzhenie gongying
medical meditsinskii meditsina medikal yiliao medicine
pharmaceutical pharmaceuticals pharma farm farmatsevticheskii ilac zhiyao
university universitet universite universidad daxue danshgah daneshgah
academy akademiya akademie akademi xueyuan
laboratory laboratoriya labs lab laboratories shiyanshi
house dom doma haus
agency agentstvo agentur agence ajans
foundation fond vakfi stiftung fundacion jijin bonyad fund
organization organizatsiya organisation organizatsii sazman sazeman teshkilat
committee komitet comite
ministry ministerstvo vezarat
department departament otdel
corporation korporatsiya korporaciya corporate
enterprise predpriyatie entreprise empresa isletmesi qiye enterprises
branch filial sube fengongsi subsidiary
office ofis buro bureaux
management upravlenie upravlyayushchaya yonetim guanli
consulting consult consultants konsalting danismanlik consultancy zixun
solutions solution resheniya cozum
global worldwide quanqiu
new novyi novaya xin yeni neue nouvelle
united obedinennaya obyedinennaya obedinyonnaya obedinennyi lianhe
first pervyi pervaya
special spetsialnyi spetsialnaya spets
automation avtomatika avtomatizatsiya otomasyon zidonghua automatic avtomatiki automatics
control upravleniya kontrol kongzhi
automotive auto avto otomotiv qiche avtomobilnyi automobile motors motor
textile textiles tekstil fangzhi tekstilnyi
food foods gida pishchevoi shipin
agro agricultural agriculture agrarnyi tarim nongye agroindustrial
real
estate emlak nedvizhimost gayrimenkul
exchange exchanges saraf sarafi obmen
money
media
television televidenie
club klub
charity charitable blagotvoritelnyi
society obshchestvo
brothers bros kardesler
sons ogullari
partners partner partnery
associates
business biznes
private chastnaya chastnyi
joint sovmestnoe
limited
"""
_PLACES: Final = """
russia russian rossiya rossii rossiiskii rossiiskaya rossiyskaya rossiyskiy russkii eluosi rus
moscow moskva moskovskii moskovskaya mosco
petersburg peterburg sanktpeterburg
ural urals uralskii uralskaya uralsk
siberia siberian sibir sibirskii sibirskaya
kazan tatarstan novosibirsk ekaterinburg yekaterinburg samara omsk tomsk perm tula vladivostok crimea crimean krym krymskii sevastopol sevastopolskii donetsk luhansk lugansk kaliningrad
belarus belarusian belorusskii bielorusia byelorussian belorussian
minsk minskii
ukraine ukrainian ukraina ukrainskii
kazakhstan kyrgyzstan uzbekistan tajikistan turkmenistan armenia georgia azerbaijan kyrgyz kazakh
china chinese zhongguo prc zhonghua
beijing peking
shanghai
shenzhen shen
guangdong guangzhou jiangsu zhejiang shandong sichuan hubei hunan fujian tianjin chongqing wuhan chengdu nanjing hangzhou suzhou xian dalian qingdao ningbo dongguan
hong
kong xianggang
hongkong
hk
taiwan taiwanese taipei
japan japanese riben nippon
tokyo osaka
korea korean hanguk
pyongyang dprk
iran iranian irani islamic persian persia
tehran teheran
syria syrian suriye
damascus
iraq iraqi baghdad
turkey turkish turk turkiye turk turkiya
istanbul ankara izmir
uae emirates emirati
dubai sharjah ajman
abu
dhabi
cuba cuban havana
lebanon lebanese beirut
india indian delhi mumbai
pakistan pakistani
africa african
america american usa us
europe european euro evropa
asia asian asiatic yazhou
middle
east eastern vostok vostochnyi dong
west western zapad zapadnyi
north northern sever severnyi severnaya bei
south southern yug yuzhnyi nan
central centrale tsentralnyi tsentralnaya
far
gulf persian
world
germany german deutschland deutsche
france french francaise
italy italian italia italiana
spain spanish espana espanola
britain british uk england
london paris berlin
singapore malaysia malaysian indonesia thailand vietnam viet nam
mexico mexican colombia colombian venezuela venezuelan panama brasil brazil peru
netherlands dutch swiss switzerland austria poland polska
"""
_STOP: Final = "the of and for de la le du des und der die das et von van del der di da dos do el los las in im a an named after imeni im vo na po s o y e i und ve va at to"
# Parts of Arabic, Persian, Spanish and Dutch personal names that are often left out.
_PARTICLES: Final = "al el ul ad ar as ash at az bin ibn ben bint abu abou umm um de la del da dos do di du van von der den le los las e y san st mc mac ould wuld md haji hajji sheikh shaykh sayyid seyed sayed seyyed mullah maulavi mawlawi mr mrs ms dr prof eng hj gen col"
# Words of an address book: what a clerk writes before or after a party's name without meaning another party.
ADDRESS_BOOK: Final = frozenset(
    "attn attention fao order messrs messers mesrs ms mr mrs dr eng ing notify consignee customer client account acct ref no nr care co procurement purchasing sales warehouse "
    "store depot unit division dept section representative representation liaison gsa gssa agent agents headquarters hq head main regional terminal hub site floor block gate yard "
    "shop showroom dock zone free port airport city town district region sklad lager entrepot almacen depo zakupki predstavitelstvo otdelenie temsilciligi vertretung niederlassung "
    "zweigniederlassung succursale sucursal bureau mudurlugu shu fze".split()
)
_DIRECTIONS: Final = "north south east west"


def _senses(text: str) -> dict[str, str]:
    table: dict[str, str] = {}
    for line in text.strip().splitlines():
        words = line.split()
        for word in words:
            table.setdefault(fold(word), fold(words[0]))
    return table


def _places(text: str) -> dict[str, str]:
    """As `_senses`, but a line of several places (no shared first sense) keeps each word for itself where it is a different place."""
    table: dict[str, str] = {}
    for line in text.strip().splitlines():
        words = line.split()
        several = words[0] in _SEVERAL
        for word in words:
            table.setdefault(fold(word), fold(word if several else words[0]))
    return table


_SEVERAL: Final = frozenset("kazan kazakhstan guangdong tokyo istanbul dubai london singapore mexico netherlands".split())
GENERIC: Final[dict[str, str]] = _senses(_SENSES)  # fold of a word → fold of its sense
PLACES: Final[dict[str, str]] = _places(_PLACES)
SPELLINGS: Final = frozenset((_SENSES + _PLACES).split())
STOP: Final = frozenset(_STOP.split())
PARTICLES: Final = frozenset(fold(word) for word in _PARTICLES.split()) | frozenset(_PARTICLES.split())
DIRECTIONS: Final = frozenset(PLACES[fold(word)] for word in _DIRECTIONS.split())

# Acronyms that stand for several generic words.
ACRONYMS: Final[dict[str, tuple[str, ...]]] = {
    "nii": ("scientific", "research", "institute"),
    "npo": ("scientific", "production", "association"),
    "npp": ("scientific", "production", "enterprise"),
    "npk": ("scientific", "production", "corporation"),
    "okb": ("design", "bureau"),
    "skb": ("special", "design", "bureau"),
    "kb": ("design", "bureau"),
    "tskb": ("central", "design", "bureau"),
    "tsnii": ("central", "scientific", "research", "institute"),
    "cnii": ("central", "scientific", "research", "institute"),
    "nits": ("research", "centre"),
    "nts": ("scientific", "technical", "centre"),
    "ntc": ("scientific", "technical", "centre"),
    "td": ("trading", "house"),
    "po": ("production", "association"),
}

# Han words of company and place names, longest match first; the value is the sense or the romanised place.
HAN: Final[dict[str, str]] = {
    "进出口": "import export", "進出口": "import export", "研究所": "research institute", "研究院": "research institute", "半导体": "semiconductor", "实验室": "laboratory", "航空航天": "aviation aerospace", "物流": "logistics",
    "贸易": "trading", "貿易": "trading", "商贸": "trading", "科技": "technology", "技术": "technology", "技術": "technology", "电子": "electronics", "電子": "electronics", "电气": "electrical", "电器": "electrical", "机械": "machinery",
    "机电": "machinery electrical", "工业": "industry", "工業": "industry", "实业": "industry", "工程": "engineering", "制造": "production", "集团": "group", "集團": "group", "控股": "holding", "国际": "international", "國際": "international",
    "投资": "investment", "发展": "development", "通信": "communications", "通讯": "communications", "信息": "information", "软件": "software", "网络": "network", "系统": "systems", "设备": "equipment", "仪器": "instrument", "光电": "optical electronics",
    "光学": "optical", "航空": "aviation", "航天": "aerospace", "船舶": "ship", "重工": "heavy industry", "汽车": "automotive", "化工": "chemical", "化学": "chemical", "石油": "oil", "能源": "energy", "材料": "materials", "供应链": "supply chain", "服务": "service",
    "大学": "university", "学院": "academy", "中心": "centre", "银行": "bank", "保险": "insurance", "智能": "intelligent", "自动化": "automation", "微电子": "microelectronics", "工厂": "plant", "总公司": "general", "分公司": "branch", "运输": "transport", "货运": "transport",
    "中国": "china", "中國": "china", "北京": "beijing", "上海": "shanghai", "深圳": "shenzhen", "广东": "guangdong", "广州": "guangzhou", "江苏": "jiangsu", "浙江": "zhejiang", "山东": "shandong", "四川": "sichuan", "湖北": "hubei", "湖南": "hunan", "福建": "fujian",
    "天津": "tianjin", "重庆": "chongqing", "武汉": "wuhan", "成都": "chengdu", "南京": "nanjing", "杭州": "hangzhou", "苏州": "suzhou", "西安": "xian", "大连": "dalian", "青岛": "qingdao", "宁波": "ningbo", "东莞": "dongguan", "香港": "hong kong",
}  # fmt: skip
# Family names of two characters; every other Han personal name of two to four begins with one.
DOUBLE_SURNAMES: Final = frozenset("欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 夏侯 皇甫 尉迟 公孙 慕容 长孙 宇文 司徒 令狐 端木".split())
