"""Which Latin spellings are one name that is written without its vowels: Mohammed, Muhammad, Mohamed?

Names parted by bars, of each its usual spelling first; what passports and newspapers of Arab, Persian, Afghan, Pakistani, Turkish, North African and Israeli bearers print. Names that some
writers spell alike (Hamid for حامد and حميد) stand together: they cannot be told apart in Latin letters.
"""

from __future__ import annotations

from typing import Final

ARABIC: Final = """
muhammad mohammed mohamed mohammad muhammed mohamad muhamad mohamet mouhamed mouhammad mohd mhmd muhammet mehmed mehmet mahammad mohammadi mohammedi muhammadi
mahmud mahmoud mahmood mehmood mahmut mehmud mahmoudi mahmudi | ahmad ahmed ahmet ahmadi ahmedi achmed achmad
hamid hameed hamed hamidi hamedi hamidy hameedi | hamad hamed hamd hammad hamadi hammadi hamdi hamdy hamda | hamdan hamdani hemdan
hasan hassan hassen hasen hasani hassani hassane lahcen lahsen
husayn hussein husain hussain hossein hosein husein huseyin hussien houssein hosain hocine houcine hossain husayni husseini hosseini hussaini houssaini hoseini
muhsin mohsen muhsen mohsin mohseni muhsini | umar omar omer oumar umer oumer | amr amro amru amrou amrw
amir ameer emir aamir amer aamer amiri ameri amiry | ammar amar amari ammari | ali aly alli | alawi alavi alaoui alewi alvi | ala alaa allaa alae
uthman othman osman usman ousmane ousman uthmani othmani osmani usmani otman athman
ibrahim ebrahim ibraheem brahim ibrahimi ebrahimi ibragim abraham ebrahem
ismail ismael esmail ismaeel esmaeil ismaiel smail ismaili esmaili esmaeili ismayil ismoil | ishaq ishak isaac eshaq eshagh ishaqi eshaghi isac
yaqub yaqoub yacoub yakub yakoub yaqoob yaghoub jacob yaqubi yaghoubi yacoubi
yusuf yousef youssef yusef yousuf yousif yusif joseph yousaf youcef jusuf yoosuf yusufi yousefi yousofi yosef | musa moussa mousa moosa mussa mossa
isa issa eissa essa eisa aissa iesa | dawud dawood daoud daud dawoud davood davoud daoudi davoudi dawoudi
sulayman suleiman sulaiman soleiman suleman soliman suleyman slimane sulaymani soleimani suleimani sulaimani soleymani souleiman sliman
harun haroun haroon harouni | yunus younis younes younus yunis yones younous yunes | yahya yahia yehia yihya yahyaoui
zakariya zakaria zakariyya zekeria zekaria zakarya | ilyas elias elyas ilias | ayyub ayoub ayub ayoob ayyoub ayoubi ayyubi | adam adem aadam
nuh nooh nouh | idris edris driss idriss idrisi edrisi | luqman loqman lokman lukman | khalid khaled khalidi khaledi
khalil khaleel kahlil khelil khalili khellil | khalaf khelaf | khalifa khalifah khaleefa khelifa khalife khalifeh
khidr khadr khodr khedr khudr khader khudhair khoder | said saeed saied sayeed saeid sayed saeedi saidi saed saaed seyid said
saad sad saadi saady sadi | saud saoud saood soud suud | masud masood massoud masoud messaoud massood masoudi masudi | sadun saadoun sadoun saadun
asad assad asaad esad assadi asadi assaad | sayyid seyed sayyed syed seyyed sayid seyid | salim salem saleem salam selim salimi salemi salami
salman selman salmani | sultan soltan sultani soltani | sami samy sammy | samir sameer samer samiri | sayf saif seif saef sayfi saifi seifi
salih saleh salah saaleh salehi salihi salahi | salah selah salaheddine saladin | sabri sabry | sabir saber | karam karami | sabah sabbah
sadiq sadeq sadegh sadek sadik sadeghi sadeqi sadiqi sadigh | saddam sadam | sadr sader | tariq tarek tareq tarik tarig tareck tariqi
talib taleb talebi | talal tallal | tahir taher tahiri taheri tahar | taha taaha tahha | zahir zaher zahiri zaheri dhahir dhaher
zuhayr zuhair zoheir zouhair zuhairi | zawahiri zawahri dhawahiri | ziyad ziad zeyad ziyed zayyad | zayd zaid zeid zayid zayed zaied
zayn zain zein zine zayan | zaydan zidane zidan zeidan zaidan | adil adel aadel adeel | adnan adnane | arif aref | asim asem assim assem | atif atef
abbas abas abbass abbasi abbassi abassi
abdullah abdallah abdulla abdalla abdoullah abdollah abdellah abdilah abdillah abdolah abdollahi abdulahi abdullahi
ubayd obaid ubaid obeid ubaydi obaidi obeidi abidi abedi | izzat ezzat izat | aziz azeez azizi | azzam azam azzami | isam essam issam esam
aqil aqeel akil aghil | imad emad imed | awad awadh aouad iwad | ghazi gazi ghazy | ghassan gassan ghasan | ghanim ghanem ghanim
faruq farouk farooq farouq farook faroukh | fadil fadel fadhil fazel fazil fadhel fazl fazeli | fadi fady | faris fares farees fariss
faiz fayez fayiz faez fayes | fathi fathy fethi | fattah fatah fettah | fuad fouad foad foued fuaad | firas feras | faraj farag faradj
farid fareed farid faridi | fahd fahad fehd | fahmi fahmy | fawzi fawzy fouzi faouzi fauzi | faysal faisal feisal fayssal faysel faycal
qasim qassim qasem ghasem kassem qassem kasim kacem qasimi qassemi ghasemi qasemi ghassemi gasem | qays qais kais kays ghais qaisi
kamil kamel kameel kamili | kamal kemal kamaal kamali | karim kareem kerim karimi
kazim kadhim kadhem kazem qazem kathem kazemi kadhimi kazimi kathim | latif lateef latef letif latifi | layth laith leith layth
majid majed majeed maged magid majidi majdi | majdi magdi magdy | mazin mazen | malik malek maalik malki maliki maleki | mahir maher
mubarak mobarak moubarak mubarek | mukhtar mokhtar moukhtar mukhtari | murad mourad morad moradi muradi | marwan merwan marouane marouan
mustafa mostafa moustafa mustapha mostapha moustapha mustafavi mostafavi | muadh moaz muaz moaaz maaz | muammar moammar muamar
munir mounir moneer monir muneer munier | mansur mansour mansoor mansouri mansuri mansoori | mahdi mehdi mahdy mehdy mahdavi | mufid moufid mofid
naji nagi nagy nadji | nadir nader naderi nadiri | nasir nasser naser naseer nacer nassir nasiri naseri nasseri | nasr nasar | nabil nabeel
najib nagib naguib najeeb nadjib nejib najibi | najm nagm najmi | nizar nezar nazar | nidal nedal nidhal nizal | naim naeem naiem | nur noor nour nuur
nuri nouri noori nury | nawaf nawwaf naouaf | nawaz navaz nouaz | hadi hady haadi | hashim hashem hachem hashemi hashimi hachemi | hani hany
hisham hesham hicham hishaam | hilal helal | haytham haitham haytem heitham haithem hitham | wail wael ouael | walid waleed oualid waled valid
wisam wissam wesam ouissam | yasir yaser yassir yasser yasir | yasin yassin yaseen yassine yasseen | yazid yazeed yezid
tawfiq tawfik toufik tewfik taufiq tawfeeq tofiq tawfeek toufiq | turki turky torki | jabir jaber gaber djaber jaberi jabiri jabeur
jasim jassim jasem jassem gassim | jabbar jabar gabbar djabbar | jabbur jabbour gabbour | jubayr jubeir jubair zubayr zubair zubeir
jafar jaafar jafari jafer gaafar djaafar jaffar jafary | jalal galal djalal jelal jalali | jamal gamal djamal jamaal djamel cemal jamali
jamil gamil jameel djamil jamel cemil gemayel jumayil | jihad gihad djihad jehad | jawad javad gawad jawwad jawadi javadi djawad | hatim hatem hatam
hajj haj hadj | haji hajji hadji | hazim hazem | hafiz hafez hafidh hafedh hafeez hafezi | harith hareth haris harithi harthy harthi
habib habeeb habibi | husam hussam hossam housam hosam | hakim hakeem hakem hakimi | hamza hamzah hamzeh hamze hamzaoui | hanan hanane
haydar haider haidar heidar heydar hayder hyder haydari heidari heydari haidari | badr bader badri | barakat berekat | burhan borhan burhaan bourhan
bassam basam | basim basem bassim | bashar bachar bashshar | bashir basheer bachir beshir bechir bashiri | bakr bakir baker bekr | bilal belal
akram ekram | anwar anouar anwer anvar anwari | ayman aymen aiman eymen | ihab ehab iehab | iyad eyad ayad iyyad | ashraf achraf ashrafi
akbar ekber akbari | amin ameen amine emin amini | amjad amgad | anas anass ons | anis anees aniss | usama osama oussama ousama usamah
rashid rasheed rashed rached rachid rashidi rashedi rachidi | rashad rachad rechad reshad | rafiq rafik rafic rafeeq rafique rafigh | rami ramy
riyad riad riyadh ryad reyad | rida reza ridha redha raza rezaei rezai rezaee reda | ridwan redouane radwan rizwan rezvan radhwan
rajab ragab redjeb rajabi | rahman rahmane rahmani | rahim raheem rahimi | razzaq razaq razak razzak razzagh | ramadan ramazan ramadhan ramzan
ramzi ramzy | rauf raouf raoof raof | rabi rabie rabee rabih rabia | shakir shaker chaker | sharif shareef cherif sherif charif sharifi shariff
shaban shaaban chaaban shabani | shafiq shafik chafik shafeeq | shukri shoukry shukry choukri shokri | shihab shehab chehab shahab chihab
shawqi shawki shawky chawki | shaykh sheikh shaikh cheikh sheikhi | shams chams shamsi | abu abou abo
fatima fatma fatemah fatimah fatemeh fatemi fatema | aisha aysha ayesha aicha ayisha | maryam mariam meryem mariyam | khadija khadijah khadijeh
zaynab zainab zeinab zineb zeynab | layla laila leila leyla | huda hoda houda | abid abed | abidin abidine abedin | ibrahimov ibragimov
khatib khateeb khatibi | haddad hadad | masri misri elmasry masry | hariri harriri | maktum maktoum | thani tani | sabahi sabbahi
lahoud lahud lahood | saeb saib | aqleh akleh aqla akla | hawari houari huwari howari haouari | awda ouda odeh auda audeh oudeh awdah audah | ayed aaidh ayedh aaed ayid aidh | arifi arefe areefi oraifi
ubayda obeida obaida ubaydah obaidah obeidah obaydah ubaida | foz fawz fouz | dbeibah dbeibeh dabaiba dabaibah dubaiba | wahbi wehbe wehbi wahbe wehbeh wahbeh | imam emam emami imami | naimeh naimy neimeh naima
katib kateb | munsif moncef monsef mounsef moncif munsef | jabali jebali jibali jebeli | khoja khuja hodja khodja khawaja khoga | aoun awn oun | uways owais oweis uwais ouais | louay luay loay luai lawi louai
uday odai udai oday odei | qusay qusai kusay qosai kusai | awni ouni aouni auni | haya hayya hayah | tayeb tayyib tayib taieb | raed raid raeed | nayef nayif naif naef naief
jawhara jawhar johar gohar gawhar jauhar | jiluwi jalawi jalwi jelwi | suwaidi swaidi souwaidi suwaydi sweidi suweidi | tuwaijri tuwayjri twaijri tweijri | ruwaili ruwayli rowaily rwaili ruwaily
huwaish howaish | juwaili jouili juwaily | jubouri juburi jabouri joubouri jebouri jubori djebouri | juhani johani jehani | jarba jerba | jasmi jassmi jasmy | dajani dajany | najjar nadjar naggar najar
hijazi hegazi higazi hejazi hedjazi | rajhi rajihi | hajri hajeri hagri | ajmi ajami agami | fajr fagr | ujayli ujaili ojeili ojail ajeel ujail | bajwa bajva | khawaja khwaja | jahangiri djahangiri
yahyaoui yahiaoui | ayyash ayache ayash | ayad ayyad | mais mays | tawil taweel touil | nawfal naufal nofal noufal | shawi chaoui shaoui | rawi rawy raoui | badawi badaoui bedawi badawy
alawi alaoui | hamdawi hamdaoui | sharawi shaarawi charaoui | zawi zaoui | daher dahir dhahir | muhajir mouhadjir mohajer muhajer mohajir | sistani sestani
tabtabai tabatabai tabatabaei | musawi mousavi moussaoui musavi mousawi moosavi mosavi | khomeini khomayni | khamenei khamenai khamnei khameneei
rouhani ruhani rohani | rafsanjani rafsandjani | larijani laridjani | ahmadinejad ahmadinezhad | haqqani haghani hakkani | ghani qani qaani ghaani
qureshi quraishi qurayshi koreishi ghoreishi | bagher baqir baqer baghir bagheri baqeri baqiri | ruhollah rouhollah ruhullah rohullah
hajizadeh hadjizadeh | assadullah asadullah asadollah | nasrallah nasrullah nasrollah | habibullah habibollah | saifullah seifollah
najibullah najibollah | fakhri fakhry | pervez parviz parwiz parvez | javed jawid jaweed javid | zulfiqar zulfikar dhulfiqar zolfaghar
sirajuddin serajuddin sirajeddin serajeddin | burhanuddin burhaneddin borhanoddin | nasiruddin nasreddin naseruddin nasreddine
nuruddin noureddine nooruddin nureddin nouraldin nuraldin | salahuddin salahaddin salaheddine salaheddin saladin selahattin salahaldin
saduddin saadeddine saadaldin saaduddin | sharafuddin sharafeddine | jamaluddin jamaleddine jamalodin jamalaldin | kamaluddin kamaleddine kamalodin
badruddin badreddine badraldin | imaduddin emadeddin imadeddine imadaldin | ziya zia ziaa dhia diaa diya zeya | haq haqq hak hagh
islam eslam eslami islami | maruf maroof maarouf marouf | qabus qaboos kabous qabous | khan khaan | shah schah | sadat sadate | ghafur ghafoor
wahid waheed wahed vahid vahidi | wahhab wahab ouahab vahab | qadir qader kader qadeer ghader kadir ghadiri | rasul rasool rasoul rassoul rasouli
mawla moula mola | nazir nazeer | naqvi naqawi naghavi | bukhari bokhari boukhari | kawthar kowsar kawsar kausar | quds qods | baath bath
shirazi chirazi | tehrani tahrani | isfahani esfahani | kurdi kordi | madani medani | makki mekki | halabi halaby | hamawi hamwi
khuri khoury khouri koury | bari berri barri | farhad ferhad | farzad ferzad | behzad bihzad | behrouz behruz behrooz | kamran kamraan
kambiz cambyse | shahram chahram | bahram behram | dariush daryoush darius daryush | kourosh kurosh koorosh cyrus | rostam rustam rustem rostami
omid umid omeed | gholam ghulam golam gulam | arash aarash | jumblatt jumblat joumblatt junblat | geagea jaja | chalabi jalabi shalabi
zaki zeki zaky | nasim naseem nessim | wadi wadie | muti motee | hudayfa huzaifa huthaifa | ward warda | hamida hamideh | samira samirah
nasrin nasreen nesrin | parvin parveen | shirin shireen
"""
HEBREW: Final = """
moshe mosheh moses moische | avraham avrohom abraham avram | yitzhak yitzchak itzhak izhak yitshak yitzchok isaac itzik
yaakov yaacov jacob yakov jakov yankel | yosef joseph yossef yosi yossi | david dovid davide | shlomo schlomo solomon shelomo | shmuel samuel schmuel
michael mikhael mihael | rafael raphael refael | eliyahu eliahu elijah | eliezer eliezar | aharon aaron ahron | yehuda jehuda yehudah judah
reuven reuben rubin | shimon shimeon simon schimon | yonatan jonathan yehonatan yonathan | natan nathan | binyamin benjamin benyamin
menachem menahem menahim | chaim haim hayim hayyim chayim | meir meyer mair | aryeh arie arye arieh ariye | gideon gidon | gilad gilead | zeev zev
yigal igal | yehoshua joshua | yohanan yochanan | yoel joel | yehezkel yechezkel ezekiel | yechiel yehiel | mordechai mordecai mordehai motti
nahum nachum | nahman nachman | naftali naphtali | nissim nisim | ovadia ovadya obadiah | pinchas pinhas | zvi tzvi zwi tsvi | tzipi tsipi tzippi
shaul saul | shahar shachar | eitan ethan etan | ephraim efraim efrayim | itamar ithamar | boaz boas | baruch barukh | benny beni benni beny
bezalel betzalel | leah lea | rachel rahel rachael | rivka rebecca | hannah hana chana channah | ruth rut | naomi noemi | yael jael
deborah dvora devorah | cohen kohen kahn cohn coen | levi levy halevy | mizrahi mizrachi | peretz perez perets | katz kats | peres | golan
friedman fridman freedman | haddad hadad chadad | shapira shapiro schapira | schwartz schwarz shvartz | weiss vais weis | weizmann weizman vaitsman
horowitz horovitz hurwitz | halevi | lieberman liberman libermann | azoulay azulai azoulai | gabay gabbay gabai | goldstein goldshtein
rosenberg rozenberg | steinmetz shteinmetz | klein kleyn | yair jair yayir | amichai amihai | guy gai
"""
