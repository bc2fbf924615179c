"""How are the usual Arabic names written in Latin letters?"""

from __future__ import annotations

from typing import Final

# The name in Arabic letters, then the Latin spellings that passports and newspapers use.
_NAMES: Final = """
محمد muhammad mohammed mohamed mohammad muhammed
احمد ahmad ahmed
أحمد ahmad ahmed
محمود mahmoud mahmud mahmood
علي ali aly
حسن hassan hasan
حسين hussein husayn hussain hossein husain
خالد khalid khaled
عمر omar umar
عثمان uthman othman osman
يوسف yusuf youssef yousef yusef
ابراهيم ibrahim ebrahim
إبراهيم ibrahim ebrahim
اسماعيل ismail esmail
إسماعيل ismail esmail
مصطفى mustafa mostafa moustafa
سعيد said saeed sayeed
سعد saad sad
صالح salih saleh
سالم salim salem
سليمان sulaiman sulayman suleiman soliman
عبدالله abdullah abdallah abdulla
عبدالرحمن abdulrahman abdurrahman abdelrahman
عبدالعزيز abdulaziz abdelaziz
عبدالكريم abdulkarim abdelkarim abdulkareem
عبدالقادر abdulqadir abdelkader abdulkadir
عبدالحميد abdulhamid abdelhamid
عبدالمجيد abdulmajid abdelmajid abdulmajeed
عبدالرزاق abdulrazzaq abdulrazaq abdelrazak
عبدالوهاب abdulwahhab abdelwahab abdulwahab
ناصر nasir nasser naser
ناصرالدين nasiruddin nasreddin
نصر nasr
نجيب najib nagib
نبيل nabil nabeel
طارق tariq tarek tareq
طه taha
جمال jamal gamal djamal
جميل jamil jameel gamil
كمال kamal kemal
كريم karim kareem
حميد hamid hameed
حامد hamid hamed
حمد hamad
حمدان hamdan
حمزة hamza hamzah
هاشم hashim hashem
هشام hisham hesham
فيصل faisal faysal feisal
فهد fahd fahad
فاروق faruq farouk farooq
فؤاد fuad fouad
فرج faraj farag
ماجد majid majed maged
مجيد majid majeed
منصور mansur mansour mansoor
ماهر mahir maher
مروان marwan
موسى musa moussa mousa
عيسى isa issa eisa
يحيى yahya yehia
يعقوب yaqub yaqoub yacoub
زيد zaid zayd zeid
زياد ziad ziyad zeyad
رشيد rashid rasheed
راشد rashid rashed
رمضان ramadan ramadhan ramazan
رياض riyadh riad riyad
سامي sami samy
سمير samir sameer
سيف saif sayf seif
شريف sharif sherif shareef
صدام saddam sadam
صادق sadiq sadeq sadegh
صلاح salah saleh
طاهر tahir taher
عادل adil adel
عباس abbas abas
عدنان adnan
عصام isam essam issam
عماد imad emad
قاسم qasim qassem kassem qasem
قصي qusay qusai
لطيف latif lateef
مبارك mubarak mobarak
مهدي mahdi mehdi
وليد walid waleed
ياسر yasir yasser yaser
ياسين yasin yassin yaseen
بشار bashar
بشير bashir basheer
بدر badr bader
جابر jabir jaber gaber
جعفر jafar jaafar ja'far
حافظ hafiz hafez
حبيب habib habeeb
داود dawud daoud dawood
رضا rida reza ridha
عزيز aziz azeez
غازي ghazi gazi
كاظم kazim kadhim kazem
نوري nuri nouri noori
بن bin ibn ben
ابن ibn bin
ابو abu abou
أبو abu abou
عراقي iraqi
مصري masri misri
تكريتي tikriti takriti
بغدادي baghdadi
شامي shami
حسيني husayni husseini hussaini
قحطاني qahtani kahtani
شمري shammari shamari shammary
عتيبي utaybi otaibi utaibi
حربي harbi
زهراني zahrani
غامدي ghamdi gamdi
هاشمي hashimi hashemi
موسوي musawi mousavi mussawi
فاطمة fatima fatimah fatma
عائشة aisha aishah ayesha
مريم maryam mariam
زينب zainab zaynab zeinab
خديجة khadija khadijah
"""


def _read(text: str) -> dict[str, tuple[str, ...]]:
    return {words[0]: tuple(words[1:]) for line in text.strip().splitlines() if (words := line.split())}


LATIN_OF: Final = _read(_NAMES)
"""Latin spellings of a name in Arabic letters."""
ARABIC_OF: Final = {latin: arabic for arabic, spellings in reversed(LATIN_OF.items()) for latin in spellings}
"""The Arabic letters behind a Latin spelling; the first name of the table where one spelling stands for two."""
