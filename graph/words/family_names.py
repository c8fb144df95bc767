"""Family names so common that they tell how a name is put together; all folded."""

from __future__ import annotations

from graph.words.folding import words

IBERIAN = words(
    """
    garcia diaz ruiz munoz torres ramos castro ortega rubio molina delgado ortiz serrano vega cano prieto
    calvo herrera medina aguilar vargas castillo guerrero flores cabrera campos rojas morales cortes iglesias
    fuentes carrasco caballero nieto pascual herrero montero hidalgo lozano mora vidal ibanez crespo
    moreno jimenez romero alonso gutierrez navarro dominguez vazquez gil suarez blanco mendoza salazar guzman
    silva santos ferreira pereira oliveira costa rodrigues martins sousa souza fernandes goncalves gomes lopes
    marques alves almeida ribeiro pinto carvalho teixeira moreira correia mendes nunes soares vieira monteiro
    cardoso rocha neves coelho cunha pires simoes antunes matos fonseca barbosa lima araujo barros freitas
    cruz sanz garrido parra soto soler velasco bravo duran pena rios rivas robles contreras cardenas camacho
    espinosa estrada figueroa maldonado montes ochoa pacheco padilla palacios pineda quintana salinas sandoval
    segura trujillo valenzuela zamora zapata zuniga acosta aguirre arroyo avila ballesteros becerra bustos
    cabello carrillo cervantes cordero cordoba correa cuesta escobar espinoza gallardo gallego galan hurtado
    izquierdo lorca macias manzano merino nogueira paredes pardo peralta plaza quintero redondo rincon saiz
    santana tapia toledo valero villar villanueva
    """
) - words("pascual gil alonso vidal")
"""Family names of Spain, Portugal and Latin America that are no given names: two of them may follow."""

EAST_ASIAN = words(
    """
    wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song
    tang deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren shen
    kim lee park choi jung jeong kang cho jo yoon yun jang lim im oh shin seo kwon hwang ahn song hong
    sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada sasaki
    yamaguchi matsumoto inoue kimura hayashi shimizu yamazaki mori abe ikeda hashimoto yamashita ishikawa
    nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly truong dinh trinh
    chan wong cheung lau leung kwok tsang ouyang sima zhuge shangguan
    """
)
"""Family names of China, Korea, Japan and Vietnam, where they stand first."""

CHINESE = words(
    """
    xi yao mao jia qian fang lv dai xia zhong tan zou xiong jin hao kong bai cui kang qiu qin gu hou shao
    meng wan duan yin yi qiao lai gong xue yan fu ding fan wen long mo niu ge shang sheng bao xing tao lei
    tong tu zuo miao ruan mei geng guan ying mi pang qi qu ran rao rong shu shuai si teng you zang zha zhan
    zhen zhuang zong zu chiang chou tsai hsu hsieh tseng kuo liao yeh hung chiu fung tsui tse tam yip kwan
    poon lui mak szeto
    """
)
"""Further ones of Chinese, words or given names elsewhere: such where people write them in front."""

WITH_SYLLABLES = words(
    """
    son moon noh roh bae baek ryu yoo nam koo cha joo woo byun heo hur shim sim ko chae cheon chun pyo seok
    bong ham hyun mo pi tae eom uhm um yeom ban bang kong gong nah tak min ha jin ji won ju you
    tsai hsu hsieh chiang chou yeh kuo liao hung tseng chang chien shih lien tung chu hsiao teng chao chiu fan
    pai
    """
)
"""Further ones of Korea and Taiwan, mostly words or given names elsewhere: before Heung-min, Ing-wen."""

VIETNAMESE = words("nguyen tran pham huynh hoang phan dang bui duong truong dinh trinh")
"""Those of Vietnam that are nothing else elsewhere."""

VIETNAMESE_TOO = words("le ho ngo do vu vo ly dao")
"""Those that are names elsewhere too, but before Thị or Văn."""

COMPOUND = frozenset(
    ("남궁", "황보", "제갈", "사공", "선우", "독고", "欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官")
)
"""Korean and Chinese family names of two characters, as written."""

FAMILY_ONLY = words(
    """
    nagy kovacs toth szabo horvath varga kiss molnar nemeth balogh papp takacs juhasz lakatos meszaros olah
    racz fekete szilagyi toeroek feher szucs szuecs kocsis orsos pinter fodor szalai sipos gulyas kiraly
    suzuki takahashi tanaka watanabe yamamoto nakamura kobayashi yoshida yamada sasaki yamaguchi matsumoto
    inoue kimura hayashi shimizu yamazaki ikeda hashimoto yamashita ishikawa sato ito kato
    wang zhang zhao zhou huang zhu guo zheng xie deng cao jiang xu liu
    choi kwon hwang yoon jeong park
    """
)
"""Family names of languages that put them first, which are no given names: one in front tells the order."""

COMMON = words(
    """
    smith johnson williams brown jones davis miller wilson moore taylor anderson thompson white harris walker
    """
)
"""Family names that are given names too, and such before several initials: Smith A. B."""

FAMILY_FIRST = frozenset({"HU"})
"""Countries where the family name stands first whoever writes it."""

EAST_ASIA = frozenset({"CN", "TW", "HK", "MO", "KR", "KP", "VN", "JP", "SG"})
"""Countries where it does, but for names written the Western way round."""

SPANISH = frozenset(
    {
        "ES",
        "MX",
        "AR",
        "CO",
        "CL",
        "PE",
        "VE",
        "EC",
        "GT",
        "CU",
        "BO",
        "DO",
        "HN",
        "PY",
        "SV",
        "NI",
        "CR",
        "UY",
        "PA",
    }
)
"""Countries where a person has two family names."""
