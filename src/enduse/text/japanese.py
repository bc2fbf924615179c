"""How are Japanese names read: kana by their sounds, the usual family and given names in kanji, the words of firms?"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from typing import Final, NamedTuple

_FAMILY: Final = """
佐藤 sato|鈴木 suzuki|高橋 takahashi|田中 tanaka|伊藤 ito|渡辺 watanabe|渡邊 watanabe|渡邉 watanabe|山本 yamamoto|中村 nakamura|小林 kobayashi|加藤 kato|吉田 yoshida|山田 yamada|佐々木 sasaki|山口 yamaguchi|松本 matsumoto|井上 inoue|木村 kimura|林 hayashi|斎藤 saito|斉藤 saito|齋藤 saito|清水 shimizu|山崎 yamazaki|森 mori|池田 ikeda|橋本 hashimoto|阿部 abe|安倍 abe|石川 ishikawa|山下 yamashita|中島 nakajima/nakashima|石井 ishii
小川 ogawa|前田 maeda|岡田 okada|長谷川 hasegawa|藤田 fujita|後藤 goto|近藤 kondo|村上 murakami|遠藤 endo|青木 aoki|坂本 sakamoto|福田 fukuda|太田 ota|西村 nishimura|藤井 fujii|金子 kaneko|岡本 okamoto|藤原 fujiwara|中野 nakano|三浦 miura|原田 harada|中川 nakagawa|松田 matsuda|竹内 takeuchi|小野 ono|田村 tamura|中山 nakayama|和田 wada|石田 ishida|森田 morita|上田 ueda|原 hara|内田 uchida|柴田 shibata|酒井 sakai|宮崎 miyazaki|横山 yokoyama|高木 takagi|安藤 ando
宮本 miyamoto|大野 ono|小島 kojima|谷口 taniguchi|工藤 kudo|今井 imai|高田 takada|増田 masuda|丸山 maruyama|杉山 sugiyama|村田 murata|大塚 otsuka|新井 arai|小山 koyama|平野 hirano|藤本 fujimoto|河野 kono|上野 ueno|野口 noguchi|武田 takeda|松井 matsui|千葉 chiba|菅原 sugawara|岩崎 iwasaki|木下 kinoshita|久保 kubo|佐野 sano|野村 nomura|松尾 matsuo|市川 ichikawa|菊地 kikuchi|菊池 kikuchi|杉本 sugimoto|古川 furukawa|大西 onishi|島田 shimada|水野 mizuno|桜井 sakurai|渡部 watanabe
吉川 yoshikawa|山内 yamauchi|西田 nishida|飯田 iida|西川 nishikawa|小松 komatsu|北村 kitamura|安田 yasuda|五十嵐 igarashi|川口 kawaguchi|平田 hirata|関 seki|中田 nakata|久保田 kubota|服部 hattori|東 higashi|岩田 iwata|土屋 tsuchiya|川崎 kawasaki|福島 fukushima|本田 honda|辻 tsuji|樋口 higuchi|秋山 akiyama|田口 taguchi|永井 nagai|山中 yamanaka|中西 nakanishi|吉村 yoshimura|川上 kawakami|石原 ishihara|大橋 ohashi|松岡 matsuoka|馬場 baba|浜田 hamada|森本 morimoto|星野 hoshino|岡崎 okazaki
浅野 asano|望月 mochizuki|田辺 tanabe|荒木 araki|松下 matsushita|川村 kawamura|本間 honma|片山 katayama|大久保 okubo|西山 nishiyama|成田 narita|黒田 kuroda|黒澤 kurosawa|黒沢 kurosawa|須藤 sudo|内藤 naito|尾崎 ozaki|川端 kawabata|三島 mishima|夏目 natsume|芥川 akutagawa|岸田 kishida|岸 kishi|石破 ishiba|麻生 aso|小泉 koizumi|菅 suga/kan|野田 noda|鳩山 hatoyama|森山 moriyama|大平 ohira|宮澤 miyazawa|宮沢 miyazawa|中曽根 nakasone|細川 hosokawa|海部 kaifu|福沢 fukuzawa|徳川 tokugawa|織田 oda|豊臣 toyotomi|豊田 toyoda/toyota
大谷 otani/ohtani|北野 kitano|手塚 tezuka|鳥山 toriyama|小澤 ozawa|小沢 ozawa|湯川 yukawa|孫 son|堀 hori|堀場 horiba|島津 shimadzu|安部 abe|秋元 akimoto|三木 miki|谷 tani|南 minami|北川 kitagawa|水谷 mizutani|矢野 yano|平井 hirai|岩本 iwamoto|大島 oshima|高野 takano|早川 hayakawa|坂井 sakai|柳 yanagi|柳井 yanai|盛田 morita|井深 ibuka|高市 takaichi|茂木 motegi|二階 nikai|枝野 edano|志位 shii|玉木 tamaki|小池 koike|橋下 hashimoto|吉野 yoshino|江崎 esaki|朝永 tomonaga|利根川 tonegawa|白川 shirakawa|本庶 honjo|真鍋 manabe
"""
_GIVEN: Final = """
太郎 taro|一郎 ichiro|次郎 jiro|二郎 jiro|三郎 saburo|健 ken/takeshi|健一 kenichi|健二 kenji|健太 kenta|健太郎 kentaro|浩 hiroshi|博 hiroshi|弘 hiroshi|宏 hiroshi|洋 hiroshi|寛 hiroshi|誠 makoto|真 makoto/shin|明 akira|章 akira|晃 akira|彰 akira|隆 takashi|孝 takashi|崇 takashi|貴 takashi|茂 shigeru|滋 shigeru|修 osamu|治 osamu|治虫 osamu|勲 isao|功 isao|勇 isamu|勝 masaru|優 yu/masaru|進 susumu|清 kiyoshi|潔 kiyoshi|武 takeshi|毅 takeshi/tsuyoshi|剛 tsuyoshi/takeshi|猛 takeshi
豊 yutaka|裕 yutaka/hiroshi|実 minoru|稔 minoru|徹 toru|透 toru|亨 toru|聡 satoshi|智 satoshi|哲 satoshi/tetsu|敏 satoshi|均 hitoshi|仁 hitoshi/jin|等 hitoshi|守 mamoru|護 mamoru|保 tamotsu|正 tadashi|忠 tadashi|義 tadashi|正男 masao|正雄 masao|和夫 kazuo|和男 kazuo|一男 kazuo|文雄 fumio|文夫 fumio|幸雄 yukio|由紀夫 yukio|幸男 yukio|秀樹 hideki|英樹 hideki|秀夫 hideo|英夫 hideo|英雄 hideo|英寿 hidetoshi|利夫 toshio|敏夫 toshio|俊夫 toshio|敏雄 toshio|俊雄 toshio|義雄 yoshio|良雄 yoshio|芳雄 yoshio
義偉 yoshihide|康弘 yasuhiro|泰弘 yasuhiro|康成 yasunari|晋三 shinzo|純一郎 junichiro|総一郎 soichiro|宗一郎 soichiro|慎太郎 shintaro|進次郎 shinjiro|角栄 kakuei|栄作 eisaku|佳彦 yoshihiko|直人 naoto|直樹 naoki|直美 naomi|太一 taichi|大輔 daisuke|大介 daisuke|雄介 yusuke|雄一 yuichi|祐一 yuichi|裕二 yuji|雄二 yuji|雄太 yuta|翔太 shota|翔平 shohei|昌平 shohei|翔 sho/kakeru|拓也 takuya|拓哉 takuya|卓也 takuya|哲也 tetsuya|達也 tatsuya|竜也 tatsuya|和也 kazuya|直也 naoya|信也 shinya|伸弥 shinya|慎也 shinya|真也 shinya|龍一 ryuichi|隆一 ryuichi|竜一 ryuichi
龍之介 ryunosuke|幸之助 konosuke|征爾 seiji|誠司 seiji|誠二 seiji|謙 ken|謙一 kenichi|憲一 kenichi|研一 kenichi|賢一 kenichi|賢治 kenji|健司 kenji|憲二 kenji|章男 akio|昭夫 akio|明夫 akio|昭雄 akio|正義 masayoshi|政義 masayoshi|雅之 masayuki|正之 masayuki|隆之 takayuki|孝之 takayuki|弘之 hiroyuki|博之 hiroyuki|浩之 hiroyuki|裕之 hiroyuki|智之 tomoyuki|秀之 hideyuki|英之 hideyuki|俊之 toshiyuki|敏之 toshiyuki|義之 yoshiyuki|春樹 haruki|直之 naoyuki|宏樹 hiroki|大樹 daiki|弘樹 hiroki|英機 hideki|駿 hayao/shun|勉 tsutomu|努 tsutomu|務 tsutomu|満 mitsuru|学 manabu|亮 ryo/akira|涼 ryo|遼 ryo|諒 ryo|純 jun|淳 jun/atsushi|潤 jun|敦 atsushi|篤 atsushi|厚 atsushi|司 tsukasa|薫 kaoru
剛志 tsuyoshi|漱石 soseki|鴎外 ogai|諭吉 yukichi|信長 nobunaga|秀吉 hideyoshi|家康 ieyasu|龍馬 ryoma|竜馬 ryoma|伸 shin|新一 shinichi|真一 shinichi|慎一 shinichi|信一 shinichi|伸一 shinichi|晋一 shinichi|浩一 koichi|孝一 koichi|幸一 koichi|光一 koichi|耕一 koichi|公一 koichi|浩二 koji|孝二 koji|幸二 koji|浩司 koji|光司 koji|洋一 yoichi|陽一 yoichi|洋介 yosuke|陽介 yosuke|洋平 yohei|良平 ryohei|涼平 ryohei|恵子 keiko|慶子 keiko|圭子 keiko|京子 kyoko|恭子 kyoko|洋子 yoko|陽子 yoko|裕子 yuko/hiroko|優子 yuko|祐子 yuko|由美子 yumiko|真由美 mayumi|由美 yumi|直子 naoko|明子 akiko|晶子 akiko|昭子 akiko|智子 tomoko|友子 tomoko|朋子 tomoko|典子 noriko|紀子 noriko|法子 noriko|久美子 kumiko|和子 kazuko|幸子 sachiko/yukiko|雪子 yukiko|美智子 michiko|道子 michiko|花子 hanako|桜 sakura|愛 ai|愛子 aiko|雅子 masako|百合子 yuriko|早苗 sanae|真紀子 makiko|美香 mika|美和 miwa|香織 kaori|さくら sakura|舞 mai|葵 aoi|結衣 yui|美咲 misaki|七海 nanami|陽菜 hina
"""
_WORDS: Final = """
電機 electric|電気 electric|電器 electric|自動車 motor|重工業 heavy industries|重工 heavy industries|製作所 seisakusho|電力 electric power|物産 bussan|商事 shoji|大学 university|工業 industries|産業 industries|商会 shokai|貿易 trading|通商 tsusho|化学 chemical|化成 chemical|製薬 pharmaceutical|薬品 pharmaceutical|製鉄 steel|製鋼 steel|鉄鋼 steel|金属 metal|精機 seiki|精密 precision|精工 seiko|機械 machinery|機工 machinery|機器 equipment|工機 machinery|工作所 works|電子 electronics|電線 cable|電工 electric industries|通信 communications|情報 information|半導体 semiconductor|造船 shipbuilding|海運 shipping|汽船 kisen|航空 airlines|運輸 transport|運送 transport|倉庫 warehouse|物流 logistics|鉄道 railway|銀行 bank|証券 securities|保険 insurance|生命 life|海上火災 marine fire|石油 oil|ガス gas|鉱業 mining|建設 construction|組 gumi|不動産 real estate|食品 food|水産 fishery|製紙 paper|繊維 textile|紡績 spinning|硝子 glass|研究所 research institute|技術 technology|技研 giken|計器 keiki|計測 measuring|光学 optical|写真 photo|印刷 printing|新聞 newspaper|放送 broadcasting|病院 hospital|財団 foundation|協会 association|国際 international
三菱 mitsubishi|三井 mitsui|住友 sumitomo|日立 hitachi|東芝 toshiba|日産 nissan|富士通 fujitsu|富士 fuji|伊藤忠 itochu|丸紅 marubeni|双日 sojitz|日本 japan|東京 tokyo|大阪 osaka|京都 kyoto|神戸 kobe|名古屋 nagoya|横浜 yokohama|九州 kyushu|北海道 hokkaido|広島 hiroshima|東北 tohoku|関西 kansai|中部 chubu|東海 tokai|東洋 toyo|東レ toray|帝人 teijin|旭化成 asahi kasei|旭 asahi|花王 kao|資生堂 shiseido|任天堂 nintendo|京セラ kyocera|積水 sekisui|古河 furukawa|神鋼 shinko|川重 kawaju|商船三井 mitsui osk|郵船 yusen|住金 sumikin|安川 yasukawa|不二越 nachi fujikoshi|大成 taisei|鹿島 kajima|清水 shimizu|大林 obayashi|竹中 takenaka|早稲田 waseda|慶應 keio|筑波 tsukuba
"""
FORMS: Final = re.compile("株式会社|株式會社|有限会社|合同会社|\\(株\\)|㈱")
_KANA: Final = re.compile("[\u3041-\u30ff]+")
_JAPANESE: Final = re.compile("[\u3041-\u30ff\u3400-\u9fff々 ]{2,14}")
_MORAE: Final = dict(
    zip(
        "ア イ ウ エ オ カ キ ク ケ コ サ シ ス セ ソ タ チ ツ テ ト ナ ニ ヌ ネ ノ ハ ヒ フ ヘ ホ マ ミ ム メ モ ヤ ユ ヨ ラ リ ル レ ロ ワ ヰ ヱ ヲ ン ガ ギ グ ゲ ゴ ザ ジ ズ ゼ ゾ ダ ヂ ヅ デ ド バ ビ ブ ベ ボ パ ピ プ ペ ポ ヴ".split(),
        "a i u e o ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no ha hi fu he ho ma mi mu me mo ya yu yo ra ri ru re ro wa i e o n ga gi gu ge go za ji zu ze zo da ji zu de do ba bi bu be bo pa pi pu pe po vu".split(),
        strict=True,
    )
)
_SMALL: Final = dict(zip("ァィゥェォャュョ", "a i u e o ya yu yo".split(), strict=True))


_UNSAID: Final = re.compile("(?<=[ksztmfpgbrl])u(?=[bcdfghjkmnprstvz]|\\b)")


@cache
def _tables() -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, str], frozenset[str]]:
    """Family names, given names, words of firms (family names among them), and the signs that these begin with."""
    rows = [[entry.split(" ", 1) for entry in text.strip().replace("\n", "|").split("|")] for text in (_FAMILY, _GIVEN, _WORDS)]
    family, given = ({name: readings.split("/") for name, readings in row} for row in rows[:2])
    words = {name: readings[0] for name, readings in family.items() if len(name) > 1} | dict(map(tuple, rows[2]))  # type: ignore[arg-type]  # pairs
    return family, given, words, frozenset([word[0] for word in words])


@cache
def _heads_of_families() -> frozenset[str]:
    """The signs that family names begin with."""
    return frozenset([name[0] for name in _tables()[0]])


def sounds(kana: str) -> str:
    """Kana after Hepburn as passports print it, without marks for long vowels.

    >>> sounds("ジュンイチロウ"), sounds("さっぽろ"), sounds("トヨタ"), sounds("オークマ")
    ('junichiro', 'sapporo', 'toyota', 'okuma')
    """
    out = ""
    double = False
    for char in kana:
        code = chr(ord(char) + 0x60) if "\u3041" <= char <= "\u3096" else char
        if code == "ッ":
            double = True
            continue
        if code in _SMALL:
            small = _SMALL[code]
            if out.endswith(("shi", "chi", "ji")):
                out = out[:-1] + small.lstrip("y")
            elif out and small[0] != "y":
                out = out[:-1] + small
            else:
                out = out[:-1] + small
            continue
        mora = _MORAE.get(code, "")
        if double and mora:
            mora, double = mora[0] + mora, False
        out += mora
    return re.sub("o[uo]+", "o", re.sub("uu+", "u", out))


def person_readings(text: str) -> tuple[tuple[str, str], ...]:
    """Family and given name of a person whose names are usual ones, or in kana; empty for any other text.

    >>> person_readings("小泉純一郎"), person_readings("田中 ひろし"), person_readings("李小龙")
    ((('koizumi', 'junichiro'),), (('tanaka', 'hiroshi'),), ())
    """
    family, given, *_ = _tables()
    bare = text.replace("　", " ").replace("・", " ").strip()
    if not _JAPANESE.fullmatch(bare):
        return ()
    first, _, last = bare.partition(" ")
    if not last and bare[:1] not in _heads_of_families():
        return ()
    cuts = [(first, last)] if last else [(bare[:cut], bare[cut:]) for cut in (3, 2, 1) if 0 < cut < len(bare)]
    for head, tail in cuts:
        heads = family.get(head) or ([sounds(head)] if last and _KANA.fullmatch(head) else [])
        tails = heads and (given.get(tail) or ([sounds(tail)] if _KANA.fullmatch(tail) else []))
        if tails:
            return tuple([name for name in product(heads, tails) if all(name)])  # a mark for a long vowel alone is no sound
    return ()


def firm_readings(text: str) -> tuple[str, ...]:
    """A Japanese firm in Latin letters, all of whose words are known or in kana: with every vowel, and as foreign words lose theirs (Omron); empty for any other text.

    >>> firm_readings("三菱電機株式会社"), firm_readings("オムロン"), firm_readings("华强电子")
    (('mitsubishi electric',), ('omuron', 'omron'), ())
    """
    if not text:
        return ()
    parts = text.split(" ")
    known: dict[str, _Read] = {}
    for part in parts:
        if not part.isascii():
            read = _part(part)
            if read is None:
                return ()
            known[part] = read
    read_apart = [known[part] if part in known else _letters(part) for part in parts]
    whole = " ".join([read.whole for read in read_apart if read.whole])
    if True not in [read.kana for read in known.values()]:
        return (whole,)
    bare = " ".join([read.bare for read in read_apart if read.whole])
    return (whole,) if bare == whole else (whole, bare)


class _Read(NamedTuple):
    """What stands between two blanks of such a firm's name."""

    whole: str
    bare: str  # as a foreign word
    kana: bool


def _letters(text: str) -> _Read:
    """A part in ASCII is read letter by letter."""
    letters = " ".join(text if text.isalnum() else filter(str.isalnum, text))
    return _Read(letters, letters, False)


@lru_cache(maxsize=1 << 12)
def _part(text: str) -> _Read | None:
    """What of such a firm's name stands between two blanks; None if some of it is not known."""
    _, _, words, heads = _tables()
    bare = FORMS.sub(" ", text)
    out: list[str] = []
    at = 0
    kana = False
    while at < len(bare):
        size = next((size for size in range(min(5, len(bare) - at), 0, -1) if bare[at : at + size] in words), 0) if bare[at] in heads else 0
        found = _KANA.match(bare, at)
        if size:
            out.append(words[bare[at : at + size]])
            at += size
        elif found:
            out.append(sounds(found.group()))
            kana = True
            at = found.end()
        elif bare[at].isascii() or bare[at] in "・　":
            out.append(bare[at] if bare[at].isalnum() else " ")
            at += 1
        else:
            return None
    whole = " ".join(" ".join(out).split())
    return _Read(whole, _UNSAID.sub("", whole), kana)
