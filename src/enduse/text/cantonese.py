"""How is a Han character spelled in Hong Kong and Macau?"""

from __future__ import annotations

from typing import Final

# The usual spellings of identity cards and the press, the commonest first, then simplified characters that names are made of.
_SYLLABLES: Final = """
au 区欧|ah 亚阿|on 安|ang 莺|cham 湛岑|chan 陈赞灿|chan/tsan 璨|chang 橙|cheng 郑|chau/chow 周邹洲舟秋|chak/chaak 泽择|che 车|cheuk 卓焯灼绰|cheung 张章祥翔彰璋昌场|chi 志智之芝芷池迟子紫治知枝姿|chi/tze 慈词|chi/sze 梓
chik 植|chim 詹|chin 钱展前|chin/tsin 倩|ching 程正静菁晶贞祯呈澄青清晴精情政|chit/chik 哲|cho 曹祖早佐楚|choi 蔡财材彩采才|chong 庄创壮仓|chor 楚初|chu 朱珠柱诸煮|chui/tsui 徐崔翠|chuen/chun 全泉川铨传|chuk/chok 竹祝筑
chun 俊振骏秦春浚津晋真珍进溱|chung 钟忠仲聪宗松重中颂从充|fa/fat 花化|fai 辉晖|fan 范樊帆凡勋芬|fan 范|fat 发法|fei/fay 飞菲妃|fo 火|fok 霍|fong 方房芳放|foo/fu 富傅符扶|fu/foo 虎符夫|fuk/fook 福|fun 欢宽|fung 冯凤峰丰锋枫逢风烽封
ha 夏霞|hang 杏幸恒行亨|hak 黑|ham 咸|hak/hark 克客|hau/how 侯厚孝浩豪效巧|hay/hei 希熙曦喜禧|hei/hi 希喜|heung 香向乡响|hin 宪显轩献|hing 兴庆馨卿|ho 何河浩豪好可|hoi 海凯开恺|hok 学鹤|hon 汉瀚翰寒韩|hong 康杭航项|hop/hap 合|hor 贺|hou 豪
hui/hoi 许|huen 萱喧圈|hung 洪红雄鸿孔熊虹熹|hung/hoong 熊|hin/heen 牵|i/yi 仪怡宜|ip/yip 叶|ka/kar 家嘉加佳|kai 启佳楷阶|kam 金甘锦琴|kan 简勤根谨靳|kan/kin 近|kar/ka 嘉家|kau/gau 球久求九|kei/ki 基奇琪祺麒纪旗其|keung 强姜|kei/kee 记机|kin 健坚建|king 景敬经琼瓊京劲|kit 杰洁结
ko/koo 高|kong 江光刚港广讲钢|koo/ku 古顾|ku 顾|kui/kwai 居|kuen 娟权涓捐拳|kuk/kok 菊谷|kun/kwun 冠观官馆|kung 龚恭工公功弓|kwai 桂贵归季|kwan 关君均钧坤昆军筠|kwok 国郭|kwong 邝光广|kwun/koon 观冠
lai 黎丽赖励礼荔|lam 林蓝琳淋|lau/lao 刘柳|lan 兰|lap/lip 立|law/lo 罗|lee/li 李利|lei/li 莉俐理|leung 梁良亮|lei 李|lik 力|lin/lian 连莲练|ling 玲凌灵龄铃令伶|lo/law 卢老路鲁露劳|loi 来|lok 乐洛骆|long 朗浪|lou 卢|lui 雷吕|luk/lok 陆禄六|lun 伦麟邻|lung 龙隆珑
ma 马麻|mak 麦墨|man 文敏民曼万雯闻汶|mau 茂|mei/mi 美薇微|miu 苗妙|min 绵|ming 明铭名鸣|mo/moo 武舞毛巫|mok 莫|mong 望|muk/mook 木穆|mui 梅妹|mun 满敏|na 娜|nam 南男|nei/ni 妮|nga 雅|ngai 魏艺|ngan 颜银雁|ngar/nga 雅|ngau 牛|ngo/o 敖我|ngok/ok 岳乐|ng 吴伍吾五|ning 宁
on/an 安|oi 爱|pak 白柏伯|pan/poon 斌|pan 斌彬|pang 彭鹏|pat 毕|pau/pao 包|pik 碧璧|ping 平萍炳冰兵秉|po/bo 宝波保布步|pong 邦|poon/pun 潘盘|pui 佩培沛贝|sam/shum 岑|sam 森心深三|san 山新|sau 秀修寿|sau/shau 守|sek/shek 石锡|seung/sheung 湘双|sheung 常尚商相湘|shing/sing 成城盛诚胜升声承|shiu/siu 兆绍少韶|siu/shiu/shaw 邵|siu 萧小笑肖|shuk/suk 淑叔|shum 沈岑|shun 顺信舜|shun/shing 淳|si/sze 施史斯思诗士师时|sik 适锡|sin 仙冼善先|sing/shing 星城成|so 苏素|sok/shok 朔|suen 孙宣璇
suet/shuet 雪|sui/shui 瑞水帅|suk 淑|sum 森心岑|sun 新申辛孙|sung 宋嵩|sze/si 司史施诗思斯|ta 打|tai/tay 大戴太泰第弟|tak 德特|tam/tham 谭谈|tan 丹|tang 邓腾登|tat 达|tak/tek 狄|tim 甜恬|tin 田天|ting 丁庭廷婷定亭鼎霆|tip 蝶|tit 铁|to/tao 杜陶图涛桃道|toi 台|tong 唐汤堂棠|tsang 曾|tsam 参|tse/che 谢|tse/tze 子|tsim 詹|tso 曹|tsoi 蔡|tsui 徐崔|tsun/chun 骏|tuen 段端团|tung 董东栋童彤同通冬桐
wa/wah 华|wah 华桦铧|wai 伟惠慧威卫维蕙炜为韦怀玮|wan 尹云温韵运允宏弘均|wang 宏弘横|wing 永荣颖泳咏|wo/woo 和胡|wong 王黄汪旺|woo/wu 胡邬湖|wu/woo 乌湖|wui 会|wun 桓|yam 任|yan 欣恩仁昕殷人茵忻因恩|yang 央|yat/yut 一逸日溢|yau/yiu 邱丘|yau 友有佑游优|yee/yi 仪怡义以意|yeung 杨羊洋阳|yi/yee 绮二|yik 益翼亦奕|yim 严艳|yin 然燕妍贤言烟|ying 英莹盈映应瑛迎型|yip 叶业|yiu 姚耀尧瑶饶|yu/yue 于余俞如裕瑜宇雨汝茹虞玉|yue/yu 茹渔鱼|yuen 袁阮元源苑远婉沅|yuet 月悦越|yuk/yook 玉育旭|yun 润闰|yung 翁雍容蓉勇|yung/wing 荣|yuk 毓郁|yin/yan 贤|leuk 略|yeuk 若约|tai/dai 棣|ha/hau 厦|kwun/gwun 聪|ngor 娥|ngai/nga 毅|ngai 毅|sang 生|chat 七|che 姐|kin 见|kap 及|chap 集|luen 联恋|yuen/un 完|mei 眉|ning 柠|wor 禾|fung 奉|yam/yum 钦|lit 烈|hei 起|him/hin 谦|him 谦|dick/tik 迪|tik/dick 的|hong 匡|kei 崎|fai/fui 挥|shui 萃|sheung 嫦|yiu 要|iat 一|seng 诚|chiu 超朝潮昭赵照|sai 世西|yung 庸|man 问|dick/tik 迪廸|sau/shau 寿|fei 非|hin 衍|lok 络|wan 蕴|ki 冀|ho 皓灏|hay 羲|kit 洁|man 民|sin 善|tat 突|yat 壹|ping 评|ching 成|wong 煌皇|fuk 复|hoi 海|shan 珊|lai 例|kwong 广|chung 宗|hei 熙|pui 蓓|kuk 曲|pok 博扑|bok 博|yu 誉预|suk 宿|wut 活|lap 垃|yam 荫音|yam 荫|wai 蔚|wan 芸|yan 甄|yan/yun 忍|kwai 贵|ying 颖|wing 颖|hok 鹄|tsz/chi 子梓紫|tsz/sze 斯|kei 其|ling 岭|hong 漢|fun 奋|lee 李|sam 琛|sum 琛|po 甫普|shek 硕|san 晨|sun/san 晨|chin 千仟|yuk 旭|on 岸|fan 帆|fu 赋|lin 莲|chi 弛|shui 水|kok 各|ning 宁|tsuen 川|lam 霖临|nok 诺|yee/yi 颐彝宜|kiu 乔桥翘娇|sun/sum 燊|wai 卫衞惟唯帷渭伟|fung 峯峰|on 鞍按|shun/seun 迅讯|wan 云芸匀筠|suen/sun 孙|chi/tsz 赐|fai 晖煇徽|wah 骅哗|shing 晟盛圣|shek/sek 石|sum/sam 芯心|yuen 轩沅远|hin 轩|hei/hay 晞|long 朗琅|nga/ngar 雅芽|tung 彤瞳|lok 乐洛|ching 晴澄呈|yu/yue 瑜愉喻钰禹|chun 臻竣焌|ho 颢镐昊|cheuk 绰|wing 咏泳詠|ling 翎伶羚|kiu 侨|sze/si 丝|pik 壁|nin 年|lim 廉|him 歉|kim 俭|yim 阎炎|tim 添|mun 门们|kwun 鹳|kwan 群裙|hong 匡|kwong 旷|ping 屏瓶|bing/ping 炳|tsz 祉|chau 绸|sau 绣|ngai 霓倪|chai 齐柴|sai 细|nei 弥|mei 媚|fui 灰恢|mui 枚|pui 裴|lui 累吕|tsui 翠|kui 驹|hui 虚|sui 穗|yui 锐睿|yeuk 药|cheung 长畅|seung 双霜|leung 亮|heung 飨|pok 朴|kok 觉|nok 挪|dor/do 多|lo 萝箩|mo 慕|to 滔韬|ko 哥|ho 荷|fo 火伙|kwo 果过|chor 初础|kwai 葵奎|lung 笼|nung 农|chung 翀冲|fung 讽|wong 往|kwong 矿|sing 醒|lik 历励|yik 亿翊|pik 辟|tik 滴|chik 直职|shik 识|kit 竭|lit 列|mit 灭|yuet 粤乐|suet 说|chuet 绝|kuen 眷卷|tuen 敦|luen 鸾|nuen 暖|chuen 存村|suen 选损|chee/chi 志智|luen 鸾峦|mang/man 孟|kun/kan 谨|nai 乃奈|to/tu 涂|cheong/cheung 昌|kee/kei 基|chin/kin 建|sang/seng 生|seng/sang 恒|kee/kei 记|fat/faat 发|hing/hin 兴|hang/hong 行|tak/dak 德|long/lang 浪|hung/hong 鸿|fook/fuk 福|shing/sing 胜|kiu/kwiu 侨|chong/chuang 创|yip/ip 业|loong/lung 龙隆|hung/hong 孔|chuen/tsuen 泉荃|wan/wen 湾温|kwai/kuei 葵|nam 楠|chi/che 芝|kin/gin 坚健|po/bao 宝|wing/yung 永荣|tat/daat 达|hop/hap 合|tin/tien 天田|lee/li 利李|on/ann 安|wo/ho 和|sun/san 新|yick/yik 益亿|kee/ki 奇麒|luk 禄|yuen 圆缘原园|kong 港岗|sha/sa 沙|kok/kwok 角|mong/wong 旺|wan 环|chung 涌|tai 大太|siu 小|lo 罗|pui 培|ching 清青|tung 东栋|sai 西|nam 南|pak/pei 北|chung 中|fong 坊|yau 油|chai 斋|tong 堂塘糖|mei 美味|sik 食色|heung 香|cha 茶|kwun 馆|lau 楼|uk 屋|mun 门|che 车|suen 船|hoi 海|kong 江|shan 山|sek 石|kam 金|ngan 银|tung 铜|tit 铁|muk 木|shui 水|fo 火|to 土|yat 日|yuet 月|sing 星|wan 云|yu 雨|fung 风|lui 雷|tin 电|hei 气|lik 力|kung 工|sheung 商|yip 业|mau 贸|yik 易|lui 磊|ngam 岩|biu 彪|chun 震|ku 固|lun 轮|pang 朋|san 辰|chi 致|shu 树|chak 策|yung 榕|sha 莎|doi 黛|kau 姣|han 娴|kan 瑾|sim 婵|yuen 纨瑗琬|yui 蕊|mung 梦|lam 岚|chit 婕|yim 琰|yung 融|lan 澜|shun 纯|song 爽|ming 茗|yu 羽|piu 飘|ying 滢凝影|fuk 馥|yau 柔|oi 霭|hiu 晓|siu 霄|yi 伊|kei 姬|shu 舒|fan 梵|kong 罡|kim 剑|ho 苛|ma 玛|cheuk 烁|wai 苇|yuet 阅|yin 彦|ham 菡|luk 绿|yee/i 儿|kok 郝|pei 皮|pin 卞|puk 卜|kei 祁|mai 米|chong 臧|kai 计|fuk 伏|mau 茅|pong 庞|wat 屈|man 闵|chik 席|ka 贾|lau 娄|ngai 危|tiu 刁|chi 支|o/or 柯|kwun/koon 管|kau 裘|miu/mau 缪|kon 干|kai 解|sin/shan 单|cho/tso 左|kat 吉|nau 钮|tei 地|chan 产|pak 百|fo 货
"""


def _readings() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for entry in _SYLLABLES.strip().replace("\n", "|").split("|"):
        spelt, _, chars = entry.partition(" ")
        for char in chars:
            table[char] = tuple(dict.fromkeys((*table.get(char, ()), *spelt.split("/"))))
    return table


CANTONESE: Final = _readings()  # simplified character → spellings, the commonest first
