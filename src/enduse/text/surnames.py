"""Which words are surnames that many families bear, and so no slip of the pen of a listed word?

A firm is often named after its owner. Words of four to eight letters alone stand here: shorter ones are not met with a slip, of longer ones a letter more or less is no accident.
Written down from common knowledge of the countries, without marks.
"""

from __future__ import annotations

from typing import Final

SURNAMES: Final = frozenset(
    # English, Irish, Scottish, Welsh
    "adams allen anderson andrews arnold atkins austin bailey baker barker barnes barrett bates baxter bennett berry bishop black blake bradley brady "
    "brooks brown bryant burke burns burton butler byrne campbell carroll carson carter chapman clark clarke coleman collins connor cooper craig crawford "
    "cross curtis daniels davies davis dawson dixon douglas doyle duncan edwards elliott ellis evans ferguson fisher fleming fletcher foster fowler francis "
    "franklin fraser freeman fuller garner gibson gilbert gordon graham grant green greene griffin hamilton hansen hardy harper harris harrison harvey "
    "hayes henry hicks higgins hoffman holland holmes hopkins howard howell hudson hughes hunter irwin jackson jacobs james jenkins jennings jensen johnson "
    "johnston jones jordan joseph keller kelley kelly kennedy knight lambert larson lawrence lawson lewis lloyd logan lynch marsh marshall martin mason "
    "matthews mccarthy mcdonald meyer miller mills mitchell moore moran morgan morris morrison morton murphy murray myers nelson newman newton nichols "
    "nolan norman norris oliver osborne owens palmer parker parsons payne pearce pearson perkins perry peters peterson phillips pierce porter potter powell "
    "price quinn ramsey randall reeves reynolds rhodes richards riley roberts robinson rogers russell sanders saunders schmidt schultz scott sheppard "
    "simmons simon simpson singh slater sloan smith snyder spencer stanley stephens stevens stewart stone sullivan sutton taylor thomas thompson thomson "
    "tucker turner tyler vaughan walker wallace walsh walters warner warren waters watkins watson watts weaver weber welch wells wheeler white williams "
    "wilson winter woods wright yates young "
    # French
    "andre arnaud aubert barbier bernard bertin bertrand besson blanc boucher brunet bruno caron charles clement colin collet daniel david delattre delmas "
    "denis dubois dufour dumas dumont dupont dupuis durand duval etienne fabre faure fontaine fournier francois gaillard garnier gauthier gautier gerard "
    "germain girard giraud gonzalez guerin guillot guyot hamon hubert humbert jacob jacquet julien klein lacroix laporte laurent lebrun leclerc leclercq "
    "lecomte lefebvre lefevre leger legrand lemaire lemoine leroux leroy leveque louis lucas mallet marchand marechal marion marques martinez masson "
    "mathieu maurice maury menard mercier meunier michaud michel monnier moreau morel morin morvan moulin muller nicolas olivier paris pascal pasquier "
    "peltier peron perret perrier perrin perrot petit philippe picard pichon pierre poirier poulain prevost raymond regnier renard renaud renault richard "
    "riviere robert robin roche roger rolland rousseau roussel royer salmon sanchez schmitt tessier thibault thierry valentin vallee vasseur verdier vidal "
    "vincent voisin weiss "
    # German, Dutch, Scandinavian
    "albrecht bakker bauer baumann becker berger bergmann bosch brandt braun brouwer busch carlsen dekker dietrich engel eriksen eriksson fischer forster "
    "frank franke fuchs gross gunther hansson hartmann haugen heinrich hendriks herrmann hoffmann hofmann huber jager jansen janssen johansen kaiser "
    "karlsen karlsson kohler konig kramer kraus krause kruger kuiper lange larsen larsson lehmann lindberg lorenz ludwig madsen maier mayer meier meijer "
    "moller mulder neumann nielsen nilsen nilsson olsen olsson pedersen peeters persson petersen pfeiffer postma prins richter sauer schafer schmid schmitz "
    "scholz schouten schroder schubert schulte schulz schulze schuster schwarz seidel smits sommer sorensen stein svensson visser vogel voigt vries wagner "
    "walter werner willems winkler wolff ziegler "
    # Spanish, Portuguese, Italian, Romanian
    "acosta aguilar aguirre almeida alonso alvarado alvarez alves amaral amato andrade anghel antunes apostol araujo arias armenta avila azevedo baptista "
    "barbieri barbosa barbu barrera barrios barros batista bellini benitez bernardi bianchi bianco blanco borges branco bratu bravo brito bucur cabrera "
    "caldeira calderon campos caputo cardenas cardoso carmona carneiro carrasco carrillo caruso carvalho castillo castro catalano cattaneo chavez chirita "
    "ciobanu cirillo coelho cojocaru colombo conte conti coppola cordero corona correia cortes cortez costa cristea cunha damico delgado deluca dobre "
    "donati dragan duarte dumitru duran enache escobar espinosa espinoza esposito esteves estrada fabbri faria farina ferrara ferrari ferraro ferraz "
    "ferreira ferrer ferretti ferri figueroa fiore florea flores fonseca fontana franco freitas fuentes gallardo gallegos galli gallo garcia garrido garza "
    "gastelum gatti gentile gheorghe gimenez giordano gomes gomez gonzales grassi grasso greco grigore guerra guerrero guidi guzman herrera herrero hidalgo "
    "iancu ibarra iglesias ionescu ionita jimenez juarez lazar leite leone lombardi lombardo longo lopes loureiro lozano lucero lungu macedo machado macias "
    "mancini manea manole mariani marin marini marino marquez martelli martini martino martins matei matos mazza medina medrano mejia mendes mendez mendoza "
    "mercado messina mihai mihaila milani miranda mircea mocanu moldovan molina monteiro montes monti montoya morais morales moreira morelli moreno moretti "
    "moura munoz munteanu navarro neagu nedelcu negri neves nieto nistor nogueira novais nunes nunez ochoa ojeda olaru olivares oliveira oprea orlando "
    "ortega ortiz pacheco padilla pagano palmieri palumbo parisi parra parvu pascual peixoto peralta pereira perez pineda pinheiro pinto piras pires "
    "popescu porto preda prieto quintana quintero ramirez ramos rangel reyes rezende ribeiro ricci rinaldi rivas rivera rizzi rizzo robles rocha rojas "
    "roman romano romero rosales rosas rossetti rossi rotaru rubio russo saenz salas salazar sales salgado salinas sampaio sandoval sandu sanna santana "
    "santiago santoro santos sartori segura serban serra serrano sierra silva silveira simoes soares solis sousa souza stanciu stancu stoian stoica suarez "
    "suciu szabo tapia tavares teixeira testa torres trejo trujillo tudor uribe valdes valdez valencia vargas vasile vasquez vazquez velasco velez viana "
    "vicente vieira villa vitale vitali voicu xavier zamora zapata zavala zuniga "
    # Czech, Slovak, Polish, Hungarian, south Slavic
    "adamczyk adamski antal babic balint balog baran benes blaha blazevic bodnar boric bures cermak cerna cerny dolezal dostal dudek dvorak farkas fekete "
    "fiala fodor gorski gulyas hajek hegedus holub horak horvat horvath hruska jelinek juhasz juric kadlec kaminski kelemen knezevic kocsis kolar kopecky "
    "kovac kovacs kovar kowalski krawczyk krejci kubiak kucera lakatos lukacs magyar majewski marek mares markovic masek matic matousek mazur meszaros "
    "michalak mihovic molnar moravec musil navratil nemec nemeth nikolic novak novotny nowak nowicki orban pavlik pavlovic pawlak peric petrovic pietrzak "
    "pokorny polak popovic pospisil ruzicka sedlacek sikora simek simic sobczak stepien svoboda sykora szalai szczepan szucs takacs tomczak tomic torok "
    "urban vanek varga vavra veres vesely vidovic vitek vlcek vukovic walczak wojcik wrobel wrona zajac zawadzki zeman "
    # Greek, Turkish, Armenian, Hebrew
    "akbas aksoy aktas angelou antoniou arslan aslan avraham aydin azulay biton bulut cakir celik cetin cohen dahan demir demirci dimou dogan erdogan "
    "friedman gabay georgiou guler gunes ioannou kaplan karaca keskin kilic korkmaz makris malka mizrahi nikolaou ohana ozcan ozdemir ozkan ozturk pappas "
    "peretz polat sahin shapira simsek tekin turan vlachos yavuz yildirim yildiz yilmaz yuksel "
    # South Asia, Nigeria, Vietnam, Philippines
    "adebayo adeyemi afolabi agarwal ahuja anand aquino arora bajaj bakshi balogun banerjee bansal bautista bhagat bhasin bhatia bhatt chaudhry chopra "
    "chukwu dalal danjuma desai dhawan dizon dutta gandhi ganguly ghosh goyal grewal grover gulati gupta handa hegde ibrahim iyengar johal joshi kakar "
    "kalla kamdar kapadia kapoor kapur khanna khatri khurana kohli kulkarni kumar lalla lawal macaraeg madan mahajan malhotra mandal mangal mehra mehrotra "
    "mehta menon mishra mistry mittal mohammed nadar naidu narang narayan nayar nwosu oberoi ocampo ogunleye okafor okeke okonkwo okoro oladipo onyeka "
    "panchal pandey parekh parikh patel pathak patil pillai prakash prasad raman rastogi reddy sachdev saini salvi sandhu sarin sarkar saxena sehgal "
    "sengupta sethi sharma shenoy shukla sibal singhal sinha sodhi solanki talwar tandon taneja thakur tripathi trivedi uppal varghese varma verma vohra "
    "walia yadav "
    # Russian, Ukrainian, Bulgarian
    "andreev angelov bondar borisov boyko dimitrov frolov georgiev hristov iliev ivanov kolev kostov koval kozlov kravchuk kravets kuzmin lebedev lysenko "
    "makarov marinov melnyk mihaylov moroz morozov nikitin nikolov novikov oliynyk orlov pavlov pavlyk petkov petrenko petrov popov romanov rudenko sergeev "
    "shevchuk sidorov smirnov sokolov solovyov stefanov stoyanov tkachuk todorov vasilev volkov vorobyov yakovlev zaitsev zakharov "
    # of four letters, of any of these countries
    "ball bell berg bond boyd bush byrd case cole cook cruz dahl dean diaz duda dunn ford gill gray hahn hall hart hill holm horn huff hunt jain jung kane "
    "kaul kerr king koch kral krol kuhn lamb lane lang leal leon levy lima long love luna lund mann mohr mora moss nagy nair neri nica owen pace page park "
    "paul peck pena popa pope racz rana read reed rice rios rose ross roth roux rowe ruiz ryan sala shah shaw sims sosa soto todd toma tran vega vera vogt "
    "wade ward watt webb west wolf wood york".split()
)
