"""What do the words of firms' names in Arabic, Persian, Urdu and Hebrew letters mean?"""

from __future__ import annotations

from typing import Final

# A sense (English words of the lexicon, or places, or a proper name as it is printed) and the words for it, with plain letters (no hamza on alef; ى as ي, ة as ه, ک as ك), without the article.
_ARABIC: Final = """
trading: تجاره تجاري تجاريه تجارت تجارتي متاجره تاجر بازرگاني ٹريڈنگ ٹريڈرز
general trading: للتجارهالعامه
industry: صناعه صناعي صناعيه صناعات صنعت صنايع صنعتي صنايعي انڈسٹريز انڈسٹري
bank: بنك مصرف بانك بينك مصارف بنوك
company: شركه شركت شركات كمپني
group: مجموعه گروه جروب گروپ هولدينگ
holding: قابضه هولدنج
international: دولي دوليه عالمي عالميه بينالمللي انترناشونال انٹرنيشنل
national: وطني وطنيه اهلي اهليه ملي قومي قوميه نيشنل
islamic: اسلامي اسلاميه
central: مركزي مركزيه
center: مركز
general: عامه عام عمومي
construction: انشاءات انشا انشات بنا تشييد ساختماني سازندگي عمران تعمير كنسٹركشن
contracting: مقاول مقاولات
contractors: مقاولون
engineering: هندسه هندسي هندسيه مهندسي مهندسين انجينئرنگ
technology: تكنولوجيا تكنولوجي تقنيه تقنيات تقني تكنولوژي فناوري فناوران ٹيكنالوجي
electronics: الكترونيات الكترونيه الكتروني الكترونيك الكترونيكس
electrical: كهربا كهربائيه كهربائي كهرباييه كهربايي برق الكتريك
oil: نفط نفطيه نفطي نفت بترول بتروليه نفتي
petroleum: بتروليوم پتروليوم
petrochemical: بتروكيماويات بتروكيماويه پتروشيمي
gas: غاز گاز
energy: طاقه انرژي توانائي
steel: حديد فولاد صلب سٹيل
metal: معادن معدنيه فلزات فلزي
mining: تعدين معدن معدني
cement: اسمنت سيمان سيمنٹ
chemical: كيماويات كيميائيه كيماويه كيمياويه شيميايي شيمي كيميكل
pharmaceutical: ادويه دوائيه دواء دوا دارو داروسازي دارويي فارما
medical: طبي طبيه پزشكي ميڈيكل
food: اغذيه غذائيه غذايي مواد غذا فوڈ
agricultural: زراعه زراعي زراعيه كشاورزي
transport: نقل نقليات حمل حملونقل ترابري ٹرانسپورٹ مواصلات
shipping: شحن ملاحه ملاحي بحري بحريه كشتيراني دريانوردي كشتي شپنگ
logistics: لوجستي لوجستيه لوجستيات لجستيك
airlines: طيران خطوط هواپيمايي ايئرلائنز خطوطجويه ايرلاين ايئر
air: جوي جويه هوايي اير
aviation: هوانوردي ايوي
wings: اجنحه
exchange: صرافه صيرفه صرافي حواله بورصه صراف
insurance: تامين بيمه انشورنس تكافل
investment: استثمار استثماري استثماريه استثمارات سرمايه سرمايهگذاري
development: تطوير تنميه توسعه انماء انما
finance: تمويل مالي ماليه تامينمالي
credit: ائتمان اعتباري اعتبار
commercial: كمرشل
real estate: عقاري عقاريه عقارات املاك
telecommunications: اتصالات مخابرات ارتباطات تلكوم تليكوم ٹيلي
communication: اتصال
services: خدمات خدمه سروسز خدماتي
supply: توريد توريدات تجهيز تجهيزات تامينكننده
equipment: معدات تجهيزاتي ادوات
import: استيراد واردات
export: تصدير صادراتي صادرات
university: جامعه دانشگاه يونيورسٹي
institute: معهد انستيتو پژوهشگاه پژوهشكده
research: بحوث ابحاث تحقيقات تحقيقاتي پژوهش پژوهشي
scientific: علمي علميه علوم
academy: اكاديميه آكادمي اكادمي
foundation: بنياد وقف فاؤنڈيشن
corporation: مؤسسه موسسه كارپوريشن
authority: هيئه
organization: سازمان
association: جمعيه رابطه اتحاد انجمن اتحاديه
ministry: وزاره وزارت
organization: منظمه تنظيم
society: مجتمع
charity: خيريه خيري
office: مكتب دفتر
factory: مصنع مصانع معمل كارخانه كارخانجات فيكٹري ملز
press: صحافه
channel: قناه شبكه
news: اخبار نيوز انباء انبا
hospital: مستشفي بيمارستان
media: اعلام اعلامي
textile: نسيج منسوجات نساجي ٹيكسٹائل پارچه
cars: سيارات خودرو خودروسازي
machinery: الات ماشينآلات ماشين مكائن
defence: دفاع دفاعي
military: عسكري عسكريه نظامي حربي حربيه
security: امن امني امنيه
aircraft manufacturing: هواپيماسازي
aircraft: طائرات
manufacturing: تصنيع توليدي توليد ساخت منتجات محصولات
tanker: نفتكش ناقلات
republic: جمهوريه جمهوري
saudi: سعودي سعوديه
syrian: سوري سوريه سوريا
iraqi: عراق عراقي عراقيه
iran: ايران ايراني ايرانيان
egypt: مصريه مصري
qatar: قطر قطري قطريه
kuwait: كويت كويتي كويتيه
emirates: امارات اماراتي اماراتيه
lebanon: لبنان
lebanese: لبناني لبنانيه
libya: ليبيا
libyan: ليبي ليبيه
algeria: جزائر
algerian: جزائري جزائريه
tunisia: تونس
tunisian: تونسي تونسيه
maroc: مغرب مغربي مغربيه
yemen: يمن
yemeni: يمني يمنيه
oman: عمان
omani: عماني عمانيه
sudan: سودان
sudanese: سوداني سودانيه
jordan: اردن
jordanian: اردني اردنيه
palestine: فلسطين
palestinian: فلسطيني فلسطينيه
turkey: تركيا تركي تركيه
arab: عربي عربيه عرب
gulf: خليج خليجي خليجيه
pakistan: پاكستان پاكستاني باكستان
afghanistan: افغانستان افغاني
russian: روسيا روسي روسيه
china: صين صيني صينيه چين
india: هند هندي هنديه هندوستان
america: امريكا امريكي
asia: اسيا اسيوي
middle: اوسط
east: شرق شرقي شرقيه
west: غرب غربي غربيه
north: شمال شمالي شماليه
south: جنوب جنوبي جنوبيه
baghdad: بغداد
basra: بصره
mosul: موصل
damascus: دمشق
aleppo: حلب
beirut: بيروت
cairo: قاهره
dubai: دبي
abu dhabi: ابوظبي
doha: دوحه
tehran: تهران طهران
esfahan: اصفهان
khartoum: خرطوم
tripoli: طرابلس
sanaa: صنعا صنعاء
modern: حديث حديثه
new: جديد جديده نو
united: متحده متحد
first: اول اولي
global: گلوبل جلوبال
brothers: اخوان اخوه برادران برادرز
sons: اولاد پسران
partners: شركا شركاء شركاه
sea: بحر دريا
future: مستقبل
state: حكومي حكوميه دولتي
private: خاصه خاص خصوصي
water: مياه اب
house: دار بيت خانه
education: تعليم اموزش
travel: سفر سياحه سياحت
basic: اساسيه اساسي
headquarters: قرارگاه
militia: مليشيا
movement: حركه
party: حزب
army: جيش ارتش
brigade: لواء لوا
division: فرقه
prison: سجن زندان
council: مجلس شورا
committee: لجنه كميته
police: شرطه پليس
protection: حمايه حراسه
forces: قوات
bread: خبز
hotels: فنادق
tobacco: تبغ
fertilizer: اسمده كود
aluminium: المنيوم الومنيوم
copper: نحاس مس
gold: ذهب طلا
glass: زجاج شيشه
paper: ورق كاغذ
plastic: بلاستيك پلاستيك
poultry: دواجن
dairy: البان لبنيات
ports: موانئ مواني بنادر
port: ميناء بندر
railway: راهاهن
airport: مطار فرودگاه
mobile: سيار موبايل
refining: پالايش تكرير
king: الملك
refinery: مصفاه پالايشگاه
pipelines: انابيب
drilling: حفر حفاري
exploration: استكشاف اكتشاف
consulting: استشارات مشاوره
software: برمجيات نرمافزار
computer: حاسوب كمبيوتر كامپيوتر
network: شبكات
space: فضا فضاء فضايي
american: امريكي امريكيه
royal: ملكيه
agency: وكاله
news agency: خبرگزاري
world: عالم
road: طريق
silk: حرير
land: بري
mediterranean: متوسط
aerospace: هوافضا
satellite: ماهواره
missile: موشك
nuclear: نوويه نووي هستهاي
atomic: ذريه اتمي
solutions: حلول
systems: انظمه نظم سامانه سيستم سيستمهاي
marketing: تسويق
distribution: توزيع پخش
brokerage: وساطه كارگزاري
spare parts: يدكي
parts: قطعات
tools: ابزار
oils: زيوت
grains: حبوب
sugar: سكر
mills: مطاحن
perfumes: عطور
jewelry: مجوهرات جواهرات
furniture: اثاث مفروشات
wood: اخشاب چوب
marble: رخام
stone: حجر سنگ
concrete: خرسانه بتن
pipes: لوله
cable: كابلات كابل
pump: مضخات پمپ
engine: محركات موتور
battery: بطاريات باتري
tire: اطارات تاير
rubber: مطاط لاستيك
ceramic: سيراميك سراميك
carpet: سجاد فرش
cotton: قطن پنبه
leather: جلود چرم
fish: اسماك
fishery: شيلات
meat: لحوم
livestock: مواشي
restaurants: مطاعم
hotel: فندق هتل
school: مدرسه
college: كليه
clinic: عياده كلينيك
laboratory: مختبرات ازمايشگاه
sports: رياضه رياضيه ورزشي
club: نادي باشگاه
printing: طباعه چاپ
publishing: نشر انتشارات
advertising: اعلان تبليغات
production: انتاج
cultural: ثقافيه ثقافي فرهنگي
cleaning: نظافه تنظيف
maintenance: صيانه
refrigeration: تبريد
air conditioning: تكييف
lighting: اناره روشنايي
solar: شمسيه خورشيدي
environmental: بيئيه
customs: جمركي جمركيه گمرك
clearance: تخليص ترخيص
warehouses: مستودعات
storage: تخزين انبار
containers: حاويات
ships: سفن
marine: دريايي
power plant: نيروگاه
power: نيرو
dam: سد
innovation: نوآوري نواوري ابتكار
advanced: متقدمه متطوره پيشرفته
green: خضرا خضراء سبز
golden: ذهبيه ذهبي طلايي
white: بيضا بيضاء سفيد
red: حمرا حمراء سرخ
blue: زرقا زرقاء
small: صغيره كوچك
great: كبري كبير بزرگ
and: و
of: آف اف في
"""
_HEBREW: Final = """
bank: בנק
company: חברה חברת
systems: מערכות
industries: תעשיות תעשייה תעשיה
university: אוניברסיטת אוניברסיטה
israel: ישראל ישראלי ישראלית
technologies: טכנולוגיות טכנולוגיה
electronics: אלקטרוניקה
engineering: הנדסה
trading: מסחר סחר
group: קבוצת קבוצה
insurance: ביטוח
holdings: אחזקות
investments: השקעות
energy: אנרגיה
communications: תקשורת
shipping: ספנות
airlines: תעופה
aerospace: אווירית אוירית
military: צבאית
chemicals: כימיקלים
pharmaceuticals: פרמצבטיות
development: פיתוח
construction: בנייה בניה
services: שירותים שירותי
institute: מכון
center: מרכז
international: בינלאומי בינלאומית
national: לאומית
general: כללית כללי
diamonds: יהלומים
security: ביטחון בטחון
aviation: אווירי
advanced: מתקדמות מתקדם
combat: לחימה
science: מדע מדעים
hebrew: עברית
electric: חשמל
port: נמל
airport: שדה
food: מזון
water: מים
oil: נפט
gas: גז
chemical: כימי
medical: רפואי רפואית
hospital: רפואה
transport: תובלה הובלה
import: יבוא
export: יצוא
marketing: שיווק
agency: סוכנות
authority: רשות
ministry: משרד
organization: ארגון
association: עמותה עמותת אגודת איגוד
fund: קרן
movement: תנועת תנועה
farm: חוות חווה החווה
council: מועצה מועצת
college: מכללת מכללה
research: מחקר
cement: מלט
steel: פלדה
metal: מתכת
plastics: פלסטיק
optical: אופטיקה
computers: מחשבים
software: תוכנה
communication: תקשורת
semiconductors: מוליכים
solutions: פתרונות
world: עולם עולמי
north: צפון
south: דרום
new: חדש חדשה
limited: בעמ
haifa: חיפה
jerusalem: ירושלים
"""


def _table(text: str) -> dict[str, str]:
    table: dict[str, str] = {}
    for line in text.strip().split("\n"):
        sense, _, words = line.partition(": ")
        for word in words.split():
            table.setdefault(word, sense)
    return table


ARABIC_SENSES: Final = _table(_ARABIC)
HEBREW_SENSES: Final = _table(_HEBREW)
