"""Which words say what kind of firm or place this is, and so tell one party from another only a little?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from enduse.text.keys import fold
from enduse.text.russian import ADJECTIVE, PLACE, TRADE

# One sense a line: English first, then the words of other languages in Latin letters (Russian after BGN, with the adjective endings that names show).
_SENSES: Final = """
plant zavod zavoda zavody factory factories fabrika fabrik fabrica usine fabbrica fabriki kombinat combine mill works werk werke gongchang karkhaneh zavodi plants sawod sawoda
electronics electronic elektronika elektroniks elektronik elektronnyi elektronnaya elektronnye elektronnoi electronique electronica elektronische radioelectronic radioelectronics radioelektronika radioelektronnyi dianzi
trading trade trades traders torgovyi torgovaya torgovlya torgovli handel handels commerce commercial ticaret comercio commerciale comercial maoyi tejarat tejari tijara ticari kommercheskaya kommercheskii negoce tijarat shangmao torgovo torgovoe
technology technologies technological tech technologie tekhnologii tekhnologiya tekhnologicheskii teknoloji tecnologia tecnologias keji jishu technologia tehnologii technics tekhnika technik
technical tekhnicheskii tekhnicheskaya technique tecnica tecnico teknik tehnicheskii
industry industries industrial promyshlennost promyshlennyi promyshlennaya promyshlennosti industrie sanayi industria gongye sanat sanaye sanayeh industrielle industriya shiye promyshlennoe
engineering engineers engineer inzhiniring inzhenernyi muhendislik ingenieria ingenierie gongcheng mohandesi inginiring inzheniring
research issledovatelskii issledovatelskogo issledovatelskoe issledovaniy issledovanii recherche forschung investigacion yanjiu arastirma tahghighat
scientific science nauchno nauchnyi nauchnaya nauchnoe scientifique kexue sciences nauk
institute institut instituto istituto enstitusu instituta yanjiusuo institutes
production making proizvodstvo proizvodstvennyi proizvodstvennaya proizvodstvennoe manufacturing manufacture manufacturer manufacturers manufacturas manufaktura proizvodstvenno uretim produccion produktion shengchan zhizao tolid
association obedinenie obyedinenie obedinenie vereinigung asociacion asociation xiehui amalgamation
design konstruktorskoe konstruktorskii proektnyi proektnoe projektnyi sheji tasarim
bureau byuro buro
centre center tsentr centr zentrum centro merkezi zhongxin markaz merkez
bank banking banka banco banque yinhang banki bankasi
insurance strakhovaya strakhovoi sigorta versicherung assurance seguros baoxian bimeh
group gruppa grup gruppe groupe grupo jituan goruh gorouh grupp
holding holdings kholding holdinq holdingi konggu
international mezhdunarodnyi mezhdunarodnaya internationale internacional uluslararasi guoji beynolmelal intl worldwide
national melli natsionalnyi natsionalnaya nationale nacional milli ulusal guojia
state gosudarstvennyi gosudarstvennaya gosudarstvennoe staatliche govt government
federal federalnyi federalnoe federalnaya
general generalnaya generalnyi generale obshchii umumi amm zonggongsi
company kompaniya kompania gesellschaft societe sociedad societa sirketi gongsi sherkat firma firm
import imports importnyi ithalat jinkou
export exports eksport eksportnyi ihracat chukou
importexport impex exportimport imex
logistics logistic logistika logistik lojistik logistica logistique wuliu
transport transportation transports transportnyi transportnaya nakliyat nakliye tasimacilik transportes trasporti yunshu trans huoyun
shipping shipmanagement sudokhodnaya sudokhodstvo denizcilik schiffahrt schifffahrt naviera navigation maritime marine haiyun morskoi morskaya keshtirani ship ships vessel chuanwu hangyun chuanbo
shipyard shipbuilding sudostroitelnyi sudostroitelnaya sudoremontnyi zaochuan tersane shipyards
airline airlines aviakompaniya aviation aviatsiya aviatsionnyi aviatsionnaya airways havacilik hangkong air avia aero
aerospace kosmicheskii space raketno kosmos hangtian
machinery machine machines mashinostroitelnyi mashinostroitelnoe mashinostroenie mashinostroenii makina makine maschinen maschinenbau maquinaria jixie
instrument instruments priborostroitelnyi priborostroeniya priborostroenie pribor yiqi
equipment oborudovanie oborudovaniya ekipman shebei equipements equipos ausrustung
mechanical mekhanicheskii mekhanika mechanics mekanik mecanica
electrical electric elektricheskii elektrotekhnicheskii elektrik electricity electrica dianqi elektro electro dianli
systems system sistemy sistema sistem systeme sistemas xitong sistemi
service services servis uslugi serviser servicios dienstleistungen fuwu hizmetleri khadamat
construction constructions stroitelnyi stroitelnaya stroitelstvo insaat bau construccion construcciones jianshe jianzhu stroi construct jianzhu
building builders
materials material materialy materiaux malzeme cailiao
chemical chemicals khimicheskii khimiya kimya chimie quimica huaxue himicheskii huagong
metal metals metall metallurgical metallurgicheskii metallurgiya steel stal celik jinshu fulad gangtie
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
communications communication telecom telecommunications telekom svyaz svyazi tongxin dianxin telekommunikatsii tongxun
information informatsionnyi informatsionnye informatik informatique xinxi bilisim informatics
digital tsifrovoi tsifrovye shuzi
network networks set seti wangluo
optical optics optika optiko guangxue opto optoelectronics optics optronics
semiconductor semiconductors poluprovodnik bandaoti microelectronics mikroelektronika mikroelektroniki weidianzi
component components komponent komponenty komponenti bilesen parts zapchasti
product products produkty produkt productos produits urun chanpin produktsiya
supply supplies snabzhenie gongying
medical meditsinskii meditsina medikal yiliao
pharmaceutical pharmaceuticals medicine medicines pharma farm farmatsevticheskii ilac zhiyao yiyao yaoye
university universitet universite universidad daxue danshgah daneshgah
academy akademiya akademie akademi xueyuan
laboratory laboratoriya labs lab laboratories shiyanshi
house dom doma haus
agency agentstvo agentur agence ajans daili agentura
foundation fond vakfi stiftung fundacion jijin bonyad fund jijinhui
organization organizatsiya organisation organizatsii sazman sazeman teshkilat
committee komitet comite weiyuanhui
ministry ministerstvo vezarat
department departament otdel
corporation korporatsiya korporaciya corporate
enterprise predpriyatie entreprise empresa isletmesi qiye enterprises
branch filial sube fengongsi subsidiary
office ofis buro bureaux
management upravlenie upravlyayushchaya yonetim guanli menedzhment
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
business biznes biznesa
private chastnaya chastnyi
joint sovmestnoe
limited
precision jingmi tochnyi prazision
aircraft feiji airplane airplanes samolet samolety uçak ucak
innovation innovations chuangxin innovatsiya innovatsii innovatsionnyi innovationen
glass boli steklo stekolnyi verre glas
biological biology shengwu biologicheskii biotech biotechnology biotekhnologiya
cable cables kabel kabelnyi dianlan
battery batteries dianchi akkumulyator akkumulyatornyi
bearing bearings zhoucheng podshipnik podshipnikovyi rulman
satellite satellites weixing sputnik
radar leida radiolokatsionnyi
laser lasers jiguang lazer lazernyi lazernye
sensor sensors chuangan datchik datchiki
plastics plastic suliao sujiao plastik plastmass plastmassa
rubber xiangjiao rezina rezinovyi rezinotekhnicheskii
cement shuini tsement tsementnyi cimento
paper zhiye bumaga bumazhnyi
printing yinshua pechat
packaging baozhuang upakovka ambalaj
robot robots robotics jiqiren robototekhnika
drone drones uav wurenji bespilotnyi bespilotnye
nuclear yadernyi yadernaya atomnyi atomic atomenergo
coal meitan ugol ugolnyi ugolnaya
railway railways railroad tielu zheleznodorozhnyi demiryolu
port gangkou gangwu morport liman
leasing zulin lizing lizingovaya
securities zhengquan
hotel jiudian otel gostinitsa
travel lvyou turizm tourism
education jiaoyu obrazovanie obrazovatelnyi egitim
hospital yiyuan bolnitsa hastane
petrochemical petrochemicals shihua neftekhimicheskii neftekhim petrokimya
engine engines fadongji dvigatel dvigateli dvigatelestroenie
vehicle vehicles cheliang
intelligent zhineng
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
canada canadian
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
_PARTICLES: Final = "al el ul ad ar as ash at az bin ibn ben bint abu abou abul aboul abol umm um de la del da dos do di du van von der den le los las e y san st mc mac ould wuld md haji hajji sheikh shaykh sayyid seyed sayed seyyed mullah maulavi mawlawi mr mrs ms dr prof eng hj gen col"
# Words of an address book: what a clerk writes before or after a party's name without meaning another party.
ADDRESS_BOOK: Final = frozenset(
    "attn attention fao order messrs messers mesrs ms mr mrs dr eng ing notify consignee customer client account acct ref no nr care co procurement purchasing sales warehouse "
    "store depot unit division dept section representative representation liaison gsa gssa agent agents headquarters hq head main regional terminal hub site floor block gate yard "
    "shop showroom dock zone free port airport city town district region sklad lager entrepot almacen depo zakupki predstavitelstvo otdelenie temsilciligi vertretung niederlassung "
    "zweigniederlassung succursale sucursal bureau mudurlugu shu fze".split()
)
_DIRECTIONS: Final = "north south east west"
_RUSSIAN: Final = re.compile(r"[a-z]{4,}(?:[nv]yi|skii)$")


def _senses(text: str) -> dict[str, str]:
    table: dict[str, str] = {}
    for line in text.strip().splitlines():
        words = line.split()
        for word in words:
            table.setdefault(fold(word), fold(words[0]))
    return table


def _endings(text: str) -> dict[str, str]:
    """Of the Russian adjectives every ending that names show → the first English word of the sense."""
    lines = [line.split() for line in text.strip().splitlines()]
    return {word[:-2] + ending: words[0] for words in lines for word in words[1:] if _RUSSIAN.search(word) for ending in ADJECTIVE}


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


def _with(table: dict[str, str], forms: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    """The table with the inflected forms of Russian words, under the sense that their English word has already."""
    for word, english in forms.items():
        if fold(word) not in other:
            table.setdefault(fold(word), table.get(fold(english), fold(english)))
    return table


GENERIC: Final[dict[str, str]] = _with(
    _with(_senses(_SENSES), TRADE, _places(_PLACES)), _endings(_SENSES), _places(_PLACES)
)  # fold of a word → fold of its sense
TELLING: Final = frozenset(
    fold(word)
    for word in (
        "aircraft academician ammunition artillery battery bearing biological cartridge cement children coal drone engine explosive flight fuel glass guards helicopter hospital hotel "
        "laser missile motorbuilding nanotechnology nuclear petrochemical physics port powder precision radar radionavigation railway refinery republic robot rubber satellite sensor "
        "shiprepair steamship tactical tank tractor turbine underwater unmanned wagon weapons armored army"
    ).split()
)  # words that are translated and yet tell firms apart
COMMON: Final = frozenset(GENERIC.values()) - TELLING  # senses that the names of any firms may share
PLACES: Final[dict[str, str]] = _with(_places(_PLACES), PLACE, GENERIC)
SPELLINGS: Final = frozenset((_SENSES + _PLACES).split())
STOP: Final = frozenset(_STOP.split())
PARTICLES: Final = (frozenset(fold(word) for word in _PARTICLES.split()) | frozenset(_PARTICLES.split())) - {"said"}  # a name that sayyid folds to
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
    "jinchukou": ("import", "export"),
    "jidian": ("machinery", "electrical"),
    "guangdian": ("optical", "electronics"),
    "yanjiusuo": ("research", "institute"),
    "yanjiuyuan": ("research", "institute"),
    "zhonggong": ("heavy", "industry"),
    "gongyinglian": ("supply", "chain"),
    "zonggongsi": ("general",),
    "guojimaoyi": ("international", "trading"),
    "radiozavod": ("radio", "plant"),
    "minoborony": ("ministry", "defence"),
    "npts": ("scientific", "production", "centre"),
    "npc": ("scientific", "production", "centre"),
    "gosnii": ("state", "scientific", "research", "institute"),
    "neimenggu": ("inner", "mongolia"),
    "ntts": ("scientific", "technical", "centre"),
} | {f"nizhegorodsk{ending}": ("nizhny", "novgorod") for ending in (*ADJECTIVE, "iy", "oy")}


# Han words of company and place names in simplified characters, longest match first, with their pinyin by syllables; the value is the sense or the romanised place.
_HAN_WORDS: Final = """
进出口=jin chu kou=import export|研究所=yan jiu suo=research institute|研究院=yan jiu yuan=research institute|半导体=ban dao ti=semiconductor|实验室=shi yan shi=laboratory|物流=wu liu=logistics
贸易=mao yi=trading|商贸=shang mao=trading|科技=ke ji=technology|技术=ji shu=technology|电子=dian zi=electronics|电气=dian qi=electrical|电器=dian qi=electrical|电力=dian li=electrical|机械=ji xie=machinery|机电=ji dian=machinery electrical
工业=gong ye=industry|实业=shi ye=industry|工程=gong cheng=engineering|制造=zhi zao=production|集团=ji tuan=group|控股=kong gu=holding|国际=guo ji=international|投资=tou zi=investment|发展=fa zhan=development|通信=tong xin=communications|通讯=tong xun=communications
信息=xin xi=information|软件=ruan jian=software|网络=wang luo=network|系统=xi tong=systems|设备=she bei=equipment|仪器=yi qi=instrument|光电=guang dian=optical electronics|光学=guang xue=optical|航空=hang kong=aviation|航天=hang tian=aerospace|船舶=chuan bo=ship
船务=chuan wu=shipping|航运=hang yun=shipping|海运=hai yun=shipping|货运=huo yun=transport|运输=yun shu=transport|代理=dai li=agency|重工=zhong gong=heavy industry|汽车=qi che=automotive|化工=hua gong=chemical|化学=hua xue=chemical|石油=shi you=oil|能源=neng yuan=energy
材料=cai liao=materials|供应链=gong ying lian=supply chain|服务=fu wu=service|大学=da xue=university|学院=xue yuan=academy|中心=zhong xin=centre|银行=yin hang=bank|保险=bao xian=insurance|智能=zhi neng=intelligent|自动化=zi dong hua=automation|微电子=wei dian zi=microelectronics
工厂=gong chang=plant|总公司=zong gong si=general|分公司=fen gong si=branch|基金会=ji jin hui=foundation|委员会=wei yuan hui=committee|协会=xie hui=association|管理=guan li=management|咨询=zi xun=consulting|建设=jian she=construction|建筑=jian zhu=construction|钢铁=gang tie=steel
矿业=kuang ye=mining|纺织=fang zhi=textile|食品=shi pin=food|医疗=yi liao=medical|医药=yi yao=pharmaceutical|公司=gong si=company
中国=zhong guo=china|北京=bei jing=beijing|上海=shang hai=shanghai|深圳=shen zhen=shenzhen|广东=guang dong=guangdong|广州=guang zhou=guangzhou|江苏=jiang su=jiangsu|浙江=zhe jiang=zhejiang|山东=shan dong=shandong|四川=si chuan=sichuan|湖北=hu bei=hubei|湖南=hu nan=hunan
福建=fu jian=fujian|天津=tian jin=tianjin|重庆=chong qing=chongqing|武汉=wu han=wuhan|成都=cheng du=chengdu|南京=nan jing=nanjing|杭州=hang zhou=hangzhou|苏州=su zhou=suzhou|西安=xi an=xian|大连=da lian=dalian|青岛=qing dao=qingdao|宁波=ning bo=ningbo|东莞=dong guan=dongguan
香港=xiang gang=hong kong|江西=jiang xi=jiangxi|安徽=an hui=anhui|河北=he bei=hebei|河南=he nan=henan|辽宁=liao ning=liaoning|吉林=ji lin=jilin|黑龙江=hei long jiang=heilongjiang|陕西=shan xi=shaanxi|云南=yun nan=yunnan|贵州=gui zhou=guizhou|广西=guang xi=guangxi|海南=hai nan=hainan
新疆=xin jiang=xinjiang|洛阳=luo yang=luoyang|长春=chang chun=changchun|长沙=chang sha=changsha|合肥=he fei=hefei|无锡=wu xi=wuxi|厦门=xia men=xiamen|沈阳=shen yang=shenyang|哈尔滨=ha er bin=harbin|济南=ji nan=jinan|郑州=zheng zhou=zhengzhou|珠海=zhu hai=zhuhai|佛山=fo shan=foshan
烟台=yan tai=yantai|温州=wen zhou=wenzhou|常州=chang zhou=changzhou|南通=nan tong=nantong|太原=tai yuan=taiyuan|昆明=kun ming=kunming
工程机械=gong cheng ji xie=construction machinery|医疗器械=yi liao qi xie=medical devices|有色金属=you se jin shu=nonferrous metals|轨道交通=gui dao jiao tong=rail transit
人工智能=ren gong zhi neng=artificial intelligence|集成电路=ji cheng dian lu=integrated circuit|生物技术=sheng wu ji shu=biotechnology|高新技术=gao xin ji shu=high technology|房地产=fang di chan=real estate
设计院=she ji yuan=design institute|无人机=wu ren ji=drone|机器人=ji qi ren=robot|计算机=ji suan ji=computer|发动机=fa dong ji=engine|柴油机=chai you ji=diesel engine|太阳能=tai yang neng=solar
新能源=xin neng yuan=new energy|高科技=gao ke ji=high technology|零部件=ling bu jian=components|摩托车=mo tuo che=motorcycle|云计算=yun ji suan=cloud computing|科学院=ke xue yuan=academy sciences
博物馆=bo wu guan=museum|出版社=chu ban she=publishing|电视台=dian shi tai=television|总医院=zong yi yuan=general hospital|精密=jing mi=precision|飞机=fei ji=aircraft|物理=wu li=physics
造船=zao chuan=shipbuilding|创新=chuang xin=innovation|玻璃=bo li=glass|开关=kai guan=switchgear|生物=sheng wu=biological|制品=zhi pin=products|产品=chan pin=products|机床=ji chuang=machine tool
轴承=zhou cheng=bearing|电缆=dian lan=cable|电池=dian chi=battery|电机=dian ji=motor|电源=dian yuan=power supply|卫星=wei xing=satellite|导弹=dao dan=missile|雷达=lei da=radar|激光=ji guang=laser
红外=hong wai=infrared|传感=chuan gan=sensor|测控=ce kong=measurement control|测试=ce shi=testing|检测=jian ce=testing|计量=ji liang=metrology|模具=mu ju=mold|橡胶=xiang jiao=rubber|塑料=su liao=plastics
塑胶=su jiao=plastics|陶瓷=tao ci=ceramics|水泥=shui ni=cement|造纸=zao zhi=paper|印刷=yin shua=printing|包装=bao zhuang=packaging|服装=fu zhuang=garment|家具=jia ju=furniture|玩具=wan ju=toys
农业=nong ye=agricultural|渔业=yu ye=fishery|饮料=yin liao=beverage|制药=zhi yao=pharmaceutical|药业=yao ye=pharmaceutical|环保=huan bao=environmental protection|核电=he dian=nuclear power
原子能=yuan zi neng=atomic energy|煤炭=mei tan=coal|矿产=kuang chan=minerals|稀土=xi tu=rare earth|铝业=lu ye=aluminum|铜业=tong ye=copper|金属=jin shu=metal|五金=wu jin=hardware|远洋=yuan yang=ocean shipping
港口=gang kou=port|港务=gang wu=port|铁路=tie lu=railway|快递=kuai di=express|证券=zheng quan=securities|租赁=zu lin=leasing|信托=xin tuo=trust|财务=cai wu=finance|金融=jin rong=finance|置业=zhi ye=property
物业=wu ye=property|酒店=jiu dian=hotel|旅游=lu you=travel|传媒=chuan mei=media|文化=wen hua=culture|教育=jiao yu=education|电视=dian shi=television|电信=dian xin=telecom|移动=yi dong=mobile|数据=shu ju=data
数字=shu zi=digital|数码=shu ma=digital|电脑=dian nao=computer|芯片=xin pian=chip|微波=wei bo=microwave|元件=yuan jian=components|器件=qi jian=devices|显示=xian shi=display|照明=zhao ming=lighting
光伏=guang fu=photovoltaic|兵器=bing qi=ordnance|国防=guo fang=defense|安全=an quan=security|交通=jiao tong=transportation|动力=dong li=power|机车=ji che=locomotive|车辆=che liang=vehicle|特种=te zhong=special
设计=she ji=design|商务=shang wu=business|工贸=gong mao=industry trade|经贸=jing mao=economic trade|外贸=wai mao=foreign trade|经济=jing ji=economic|开发=kai fa=development|合作=he zuo=cooperation
联合=lian he=united|环球=huan qiu=global|全球=quan qiu=global|国家=guo jia=national|国营=guo ying=state|医院=yi yuan=hospital|机构=ji gou=institution|部门=bu men=department|海事=hai shi=maritime
海洋=hai yang=ocean|渔船=yu chuan=fishing|船厂=chuan chang=shipyard|车厂=che chang=car factory|光电子=guang dian zi=optoelectronics|电子科技=dian zi ke ji=electronic science technology|理工=li gong=technology
师范=shi fan=normal|军事=jun shi=military|空军=kong jun=air force|海军=hai jun=navy|陆军=lu jun=army|控制=kong zhi=control|仿真=fang zhen=simulation|遥感=yao gan=remote sensing|测绘=ce hui=surveying mapping
地质=di zhi=geology|气象=qi xiang=meteorological|石化=shi hua=petrochemical|天然气=tian ran qi=natural gas|燃气=ran qi=gas|供电=gong dian=power supply|电网=dian wang=grid|水利=shui li=water resources
建材=jian cai=building materials|装饰=zhuang shi=decoration|木业=mu ye=wood|纸业=zhi ye=paper|酒业=jiu ye=liquor|茶业=cha ye=tea|粮油=liang you=grain oil|畜牧=xu mu=livestock|生态=sheng tai=ecology
健康=jian kang=health|美容=mei rong=beauty|珠宝=zhu bao=jewelry|钟表=zhong biao=watch|眼镜=yan jing=optical|灯饰=deng shi=lighting|电声=dian sheng=electroacoustic|线缆=xian lan=cable
连接器=lian jie qi=connector|变压器=bian ya qi=transformer|锅炉=guo lu=boiler|汽轮机=qi lun ji=steam turbine|压缩机=ya suo ji=compressor|阀门=fa men=valve|泵业=beng ye=pump|齿轮=chi lun=gear|液压=ye ya=hydraulic
焊接=han jie=welding|铸造=zhu zao=casting|锻造=duan zao=forging|刀具=dao ju=cutting tools|工具=gong ju=tools|起重=qi zhong=crane|电梯=dian ti=elevator|空调=kong tiao=air conditioning
制冷=zhi leng=refrigeration|净化=jing hua=purification|科贸=ke mao=technology trade|实验=shi yan=experiment|研发=yan fa=research development|台湾=tai wan=taiwan|澳门=ao men=macau
内蒙古=nei meng gu=inner mongolia|宁夏=ning xia=ningxia|甘肃=gan su=gansu|青海=qing hai=qinghai|西藏=xi zang=tibet|山西=shan xi=shanxi|中华=zhong hua=china|惠州=hui zhou=huizhou|中山=zhong shan=zhongshan
汕头=shan tou=shantou|扬州=yang zhou=yangzhou|徐州=xu zhou=xuzhou|镇江=zhen jiang=zhenjiang|绍兴=shao xing=shaoxing|嘉兴=jia xing=jiaxing|台州=tai zhou=taizhou|金华=jin hua=jinhua|泉州=quan zhou=quanzhou
福州=fu zhou=fuzhou|南昌=nan chang=nanchang|南宁=nan ning=nanning|贵阳=gui yang=guiyang|兰州=lan zhou=lanzhou|西宁=xi ning=xining|银川=yin chuan=yinchuan|乌鲁木齐=wu lu mu qi=urumqi|呼和浩特=hu he hao te=hohhot
石家庄=shi jia zhuang=shijiazhuang|唐山=tang shan=tangshan|保定=bao ding=baoding|大庆=da qing=daqing|威海=wei hai=weihai|淄博=zi bo=zibo|潍坊=wei fang=weifang|绵阳=mian yang=mianyang|宜昌=yi chang=yichang
株洲=zhu zhou=zhuzhou|湘潭=xiang tan=xiangtan|柳州=liu zhou=liuzhou|桂林=gui lin=guilin|三亚=san ya=sanya|海口=hai kou=haikou|台北=tai bei=taipei|高雄=gao xiong=kaohsiung|新竹=xin zhu=hsinchu
台中=tai zhong=taichung|九龙=jiu long=kowloon|中关村=zhong guan cun=zhongguancun|浦东=pu dong=pudong|丹东=dan dong=dandong|延边=yan bian=yanbian|义乌=yi wu=yiwu|昆山=kun shan=kunshan|亚洲=ya zhou=asia
欧洲=ou zhou=europe|俄罗斯=e luo si=russia|美国=mei guo=america|日本=ri ben=japan|韩国=han guo=korea|朝鲜=chao xian=korea
"""  # fmt: skip
_HAN_ROWS: Final = [entry.split("=") for entry in _HAN_WORDS.strip().replace("\n", "|").split("|")]
HAN_PINYIN: Final = {word: pinyin for word, pinyin, _ in _HAN_ROWS}
HAN: Final[dict[str, str]] = {word: sense for word, _, sense in _HAN_ROWS if word != "公司"}  # that one is a legal form
PINYIN: Final = (*dict.fromkeys(pinyin for _, pinyin, _ in _HAN_ROWS), "you xian", "gu fen", "ze ren")
# Family names of two characters; every other Han personal name of two to four begins with one.
DOUBLE_SURNAMES: Final = frozenset("欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 夏侯 皇甫 尉迟 公孙 慕容 长孙 宇文 司徒 令狐 端木".split())
