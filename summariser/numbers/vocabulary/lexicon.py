"""Word lists of English that the number finder reads: function words, verbs, adjectives, uneven plurals.

Closed classes are complete; open ones hold only what news text puts right after a number.
"""

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4,
    "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip

# Words that end a noun phrase.
FUNCTION_WORDS = frozenset(
    """
    a an the this that these those each every either neither some any no another such both all
    i you he she it we they me him her us them my your his its our their mine yours hers ours theirs
    who whom whose which what when where why how there here himself herself itself themselves
    of in on at by for with from to into onto over under above below between among through during before after
    since until till while against about around across along within without toward towards upon off out up down
    near via per than as like despite except beyond behind beside besides inside outside amid throughout versus vs
    and or but nor so yet if because although though unless whereas whether plus minus then also not
    is are was were be been being am has have had having lacks do does did done will would shall should can could may
    might must cannot isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't
    ago away again already still only just even too very more less most least much many few fewer other's
    later earlier apart instead once twice ever never now today tomorrow yesterday tonight together alone
    respectively annually daily weekly monthly yearly overall altogether else almost nearly soon long
    according including excluding based compared thanks nationwide worldwide
    higher lower bigger larger smaller longer shorter taller faster slower older younger better worse cheaper
    dearer heavier lighter stronger weaker closer farther further deeper wider greater richer poorer
    deep tall wide thick high
    """.split()
)

# Names that in lower case are function words.
STATES = frozenset(("US", "U.S", "IT"))

# Verbs (and participles that end a noun phrase) that news text puts after a number or the noun it counts.
VERBS = frozenset(
    """
    said say says told tell tells asked ask asks added adds went go goes gone came come comes took take takes
    taken made make makes got get gets gave give gives given found find finds saw see sees seen knew know knows
    known thought think thinks left leave leaves felt feel feels became become becomes began begin begins began
    kept keep keeps held hold holds brought bring brings wrote write writes written stood stand stands lost lose
    loses paid pay pays met meet meets ran run runs sat sit sits spoke speak speaks spent spend spends grew grow
    grows fell fall falls fallen rose rise rises risen sent send sends won win wins built build builds bought buy
    buys died die dies survived live lived want wants need needs seem seems show shows showed shown use uses
    work works worked call calls try tries tried turn turns turned happen happens remain remains remained
    include includes included contain contains continue continues set sets led lead leads let lets put puts
    cost costs hit hits cut cuts beat beats shot shut quit spread belong belongs consist exist
    earn earns appear appears cross crosses face faces faced agree agrees agreed claim claims believe
    believes help helps helped start starts started end ends ended stay stays stayed reach reaches reached
    suffer suffers suffered receive receives received require requires required allow allows allowed carry
    carries carried attend attends attended join joins joined escape escapes voted vote hurt apply applies applied
    """.split()
)

# Adjectives and determiners-after-the-number, passed over on the way to the noun.
ADJECTIVES = frozenset(
    """
    new old young big small large great good bad high low long short early late full main major minor key top
    whole entire own other different separate similar same single double extra additional further consecutive
    straight successive total public private local national international foreign domestic federal regional
    global military civilian civil political economic social medical nuclear human commercial industrial
    criminal illegal legal senior junior former last next past previous current present recent future possible potential likely average
    annual daily weekly monthly red blue green black white brown yellow dark light heavy strong weak hot cold
    warm cool rich poor free open closed dead alive sick safe dangerous serious severe fatal deadly lethal
    male female female pregnant homeless jobless innocent armed unarmed wounded injured displaced missing
    best worst biggest largest smallest highest lowest oldest youngest newest latest fastest
    hottest strongest richest poorest greatest most least more
    remaining existing leading outstanding surviving competing opposing participating working
    american british french german russian ukrainian chinese japanese indian north south east west northern
    southern eastern western central
    metric square cubic nautical net gross real true
    """.split()
)

# Words that say a count is of people or things though they do not look plural.
UNEVEN_PLURALS = {
    "people": "people", "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth",
    "geese": "goose", "mice": "mouse", "oxen": "ox", "dice": "die", "police": "police", "personnel": "personnel",
    "staff": "staff", "cattle": "cattle", "aircraft": "aircraft", "spacecraft": "spacecraft",
    "hovercraft": "hovercraft", "watercraft": "watercraft", "sheep": "sheep", "deer": "deer", "fish": "fish",
    "salmon": "salmon", "cod": "cod", "species": "species", "series": "series", "offspring": "offspring",
    "crew": "crew", "media": "medium", "data": "datum", "criteria": "criterion", "phenomena": "phenomenon",
    "bacteria": "bacterium", "alumni": "alumnus", "fungi": "fungus", "nuclei": "nucleus", "cacti": "cactus",
    "stimuli": "stimulus", "formulae": "formula", "indices": "index", "matrices": "matrix",
    "vertices": "vertex", "appendices": "appendix", "crises": "crisis", "analyses": "analysis",
    "bases": "base", "theses": "thesis", "hypotheses": "hypothesis", "diagnoses": "diagnosis",
    "oases": "oasis", "axes": "axe", "lives": "life", "wives": "wife", "knives": "knife",
    "leaves": "leaf", "thieves": "thief", "wolves": "wolf", "halves": "half", "shelves": "shelf",
    "calves": "calf", "loaves": "loaf", "selves": "self", "elves": "elf", "hooves": "hoof", "scarves": "scarf",
    "heroes": "hero", "potatoes": "potato", "tomatoes": "tomato", "echoes": "echo", "vetoes": "veto",
    "torpedoes": "torpedo", "mosquitoes": "mosquito", "volcanoes": "volcano", "cargoes": "cargo",
    "tornadoes": "tornado", "buses": "bus", "gases": "gas", "viruses": "virus", "bonuses": "bonus",
    "campuses": "campus", "focuses": "focus", "choruses": "chorus", "censuses": "census", "surpluses": "surplus",
    "statuses": "status", "lenses": "lens", "cases": "case", "houses": "house", "horses": "horse",
    "nurses": "nurse", "courses": "course", "licences": "licence", "buildings": "building", "movies": "movie",
    "ties": "tie", "pies": "pie", "cookies": "cookie", "calories": "calorie", "zombies": "zombie",
    "rookies": "rookie", "smoothies": "smoothie", "selfies": "selfie", "lies": "lie", "dead": "dead",
    "troops": "troop", "shoes": "shoe", "canoes": "canoe", "toes": "toe", "foes": "foe", "caches": "cache",
    "aches": "ache", "headaches": "headache", "axles": "axle", "quizzes": "quiz",
    "clothes": "clothes", "works": "works", "headquarters": "headquarters", "barracks": "barracks",
    "means": "means", "corps": "corps", "pants": "pants",
    "gentlemen": "gentleman",
}  # fmt: skip

# Words in -s that are one thing, or no noun at all.
NOT_PLURAL = frozenset(
    """
    this his its was has is us as yes thus plus versus perhaps always sometimes besides unless whereas
    gas bus virus status census campus bonus focus chorus surplus consensus analysis basis crisis diagnosis
    hypothesis thesis emphasis axis oasis tennis chess press class glass grass mass boss loss cross dress address
    access process success progress congress business illness witness princess fitness darkness less across
    politics economics physics mathematics athletics news lens christmas texas paris kansas dallas james thomas
    charles jones williams atlas canvas christmas pancreas corps overseas afterwards towards upwards downwards
    measles mumps rabies diabetes herpes shingles aids gymnastics
    indoors outdoors upstairs downstairs nowadays
    """.split()
)

# Plurals that stand before another noun: "two sports cars", "30 sales executives".
MODIFYING_PLURALS = frozenset(
    """
    sports sales arms goods systems operations communications women's men's children's news savings earnings
    customs civils human-rights rights drugs weapons jobs overseas veterans united nations states games
    """.split()
)

# Common nouns before a number that make it a name: "article 5", "page 12".
LABELS = frozenset(
    """
    article section chapter clause paragraph page pages line verse volume vol no nos number numbers resolution
    version stage phase grade type class category tier route highway interstate flight room suite
    apartment unit gate platform channel district ward precinct lot block building game week day round lap
    step item figure table appendix exhibit title schedule annex part act scene episode season series model
    mark mk formula proposition prop measure amendment point group team seed rank ranked order bill law
    directive regulation protocol iphone windows ios android covid level zone area sector sol mach
    apollo psalm genesis ep p pp para paras art sec fig ch pier terminal track exit mile marker bay hall pool booth
    """.split()
)

# Capitalised plurals that belong to a name rather than are counted.
NAME_WORDS = frozenset("states nations times news sports olympics".split())

# Plurals that a year names rather than counts: "2016 elections", "2019 levels".
OF_A_YEAR = frozenset(
    """
    elections results sales earnings figures levels games attacks protests models talks budgets accounts estimates
    championships finals olympics polls profits revenues exports imports emissions prices standards rules targets
    records riots floods wildfires seasons forecasts statistics numbers bombings hearings reforms cuts sanctions
    editions vintages guidelines midterms primaries playoffs qualifiers awards negotiations events fires fees taxes
    """.split()
)
