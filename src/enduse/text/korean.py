"""How are the syllables and words of Korean names spelled by the press of Seoul and Pyongyang, and what do the words of firms mean?"""

from __future__ import annotations

from typing import Final

# Spellings of a syllable in given names besides the Revised Romanization; those of the North last.
_GIVEN: Final = """
영 young yong|정 jung chung jong|성 sung song|선 sun son|승 sung|철 chul chol|현 hyun hyon|경 kyung kyong|명 myung myong|병 byung pyong|형 hyung hyong|희 hee hi hui|수 soo su|우 woo u|주 joo ju|준 joon june jun|훈 hoon hun|근 keun kun|은 un eun|식 shik sik|석 suk sok|국 kook kuk|기 ki|규 kyu
구 koo ku|건 kun gun kon|동 tong dong|미 mee mi|지 jee ji|연 yun yon|윤 yoon yun|숙 sook suk|순 soon sun|천 chun chon|덕 duk tok|두 doo tu|봉 pong bong|범 bum bom pom|복 pok bok|화 wha hwa|후 hoo hu|의 eui ui|유 yoo yuh yu|욱 wook uk|운 woon un|혁 hyuk hyok|섭 sup sop|서 suh so|시 shi si|신 shin sin
아 ah a|안 ahn an|여 yuh yo|열 yul yol|오 oh o|전 jun chon jon|종 chong jong|중 joong chung jung|진 chin jin|재 chae jae|자 cha ja|장 chang jang|조 cho jo|창 chang|택 taek thaek|태 thae tae|평 pyung phyong|학 hak|무 moo mu|문 moon mun|부 boo pu|광 kwang|길 kil gil|관 kwan|권 kwon|강 kang|걸 gul kol|빈 bin pin|배 bae pae|백 baek paek|박 pak|숭 soong|룡 yong ryong|련 yeon ryon|령 young ryong|례 rye|림 lim rim|란 ran|원 won|월 wol|혜 hye|흥 heung hung|율 yul|익 ik|인 in|일 il|빛 bit|별 byul|결 gyul kyol|겸 gyum kyom|금 keum kum|균 kyun|극 keuk kuk|도 do to|달 dal tal|대 dae tae|단 dan tan|노 no ro|르 reu|요 yo|을 eul ul|춘 choon chun|출 chul|충 choong chung|울 ul ool|웅 woong ung|헌 hun hon|린 rin|든 deun|슬 seul sul|새 sae|벽 byuk|라 ra|나 na|다 da ta|보 bo po|람 ram|솔 sol|혁 hyuk hyok|찬 chan|상 sang|환 hwan|홍 hong|해 hae|황 hwang|남 nam
"""
# Family names, the spellings of the South first.
SURNAMES: Final = {
    row.split()[0]: tuple(row.split()[1:])
    for row in """김 kim gim|이 lee yi rhee ri|리 ri lee yi|박 park pak bak|최 choi choe chey|정 jung chung jeong jong chong|조 cho jo joh|강 kang gang|윤 yoon yun youn|장 jang chang|임 lim im rim|림 rim lim im|한 han|오 oh o|서 seo suh so|신 shin sin|권 kwon gwon|황 hwang|안 ahn an|송 song|류 ryu yoo yu
유 yoo yu ryu you|홍 hong|전 jeon jun chun chon|고 ko go koh|문 moon mun|양 yang ryang|량 ryang yang|손 son sohn|배 bae pae|백 baek paik paek|허 heo hur ho huh|남 nam|심 shim sim|노 noh roh no ro|로 ro noh roh|하 ha|곽 kwak gwak|성 sung seong song|차 cha|주 joo ju chu|우 woo u|구 koo gu ku|민 min|진 jin chin|나 na ra rah|라 ra na|지 ji chi|엄 eom um uhm|원 won|천 cheon chun chon|방 bang pang|공 kong gong|현 hyun hyeon hyon|변 byun byeon pyon|여 yeo ryo yuh|추 choo chu|도 do to|소 so|석 seok suk sok|선 sun seon|설 seol sul|마 ma|길 gil kil|연 yeon yun|위 wi|표 pyo|명 myung myeong|기 ki gi|반 ban pan|왕 wang|금 keum geum kum|옥 ok|육 yook yuk|인 in|맹 maeng|제 je|모 mo|탁 tak|국 kook guk|어 eo uh|은 eun un|편 pyun pyon|용 yong|예 ye|경 kyung kyong|봉 bong pong|태 tae|리 li|렴 ryom|렬 ryol|최 chae""".replace(
        "\n", "|"
    ).split("|")
}
GIVEN: Final = {row.split()[0]: tuple(row.split()[1:]) for row in _GIVEN.strip().replace("\n", "|").split("|")}

# Words of firms' names; longest match first.
_WORDS: Final = """
전자 electronics|자동차 motor|무역 trading|은행 bank|총회사 general corporation|회사 company|공장 factory|광업 mining|개발 development|건설 construction|중공업 heavy industries|조선해양 shipbuilding marine|해양 marine|상업 commercial|항공 air|대학교 university|대학 university|연구소 research institute|연구원 research institute|과학 science|기술 technology|산업 industry|공업 industry|화학 chemical|제약 pharmaceutical
보험 insurance|증권 securities|투자 investment|물산 trading|상사 trading|해운 shipping|선박 ship|운송 transport|물류 logistics|석유 oil|정유 oil|가스 gas|전력 electric power|전기 electric|기계 machinery|철강 steel|제철 steel|금속 metal|반도체 semiconductor|시스템 systems|통신 telecommunications|정보 information|소프트웨어 software|식품 food|섬유 textile|수출입 export import|합영 joint venture|창작사 creative company|신용 credit|국제 international|대외 foreign|그룹 group|홀딩스 holdings
에너지 energy|테크놀로지 technology|엔지니어링 engineering|디스플레이 display|바이오 bio|캐피탈 capital|생명 life|화재 fire|카드 card|타이어 tire|제강 steel|제지 paper|제과 confectionery|백화점 department store|호텔 hotel|관광 tourism|방송 broadcasting|신문 newspaper|출판 publishing|병원 hospital|재단 foundation|협회 association|위원회 committee|공사 corporation|총국 general bureau|국 bureau|경제 economic|군수 munitions|정밀 precision|광학 optical|유리 glass|고무 rubber|시멘트 cement|조선소 shipyard
조선 korea|한국 korea|대한 korea|평양 pyongyang|서울 seoul|부산 busan|인천 incheon|원산 wonsan|함흥 hamhung|청진 chongjin|라선 rason|개성 kaesong|남포 nampo|삼성 samsung|현대 hyundai|기아 kia|대우 daewoo|두산 doosan|롯데 lotte|한화 hanwha|신한 shinhan|우리 woori|국민 kookmin|효성 hyosung|금호 kumho|쌍용 ssangyong|포스코 posco|엘지 lg|에스케이 sk|고려 koryo|만수대 mansudae|련봉 ryonbong|단천 tanchon|동방 dongbang|광명 kwangmyong|금강 kumgang|백두산 paektusan|대동강 taedonggang|대성 daesong|흥 hung
"""
WORDS: Final = {row.split(" ", 1)[0]: row.split(" ", 1)[1] for row in _WORDS.strip().replace("\n", "|").split("|") if len(row.split(" ", 1)[0]) > 1}
