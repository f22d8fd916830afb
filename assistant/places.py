"""Names of places that everyone knows: a follow-up ("and Thailand?") puts one in the place of another."""

import re

_WORLD = """
afghanistan|afganistan|albania|algeria|aljazair|argentina|armenia|australia|austria|azerbaijan|bahrain|bangladesh|
belarus|belgia|belgium|belize|benin|bhutan|bolivia|bosnia|botswana|brasil|brazil|brunei|bulgaria|burundi|
cambodia|kamboja|cameroon|kamerun|canada|kanada|chad|chile|china|cina|tiongkok|colombia|kolombia|congo|kongo|
costa rica|kosta rika|croatia|kroasia|cuba|kuba|cyprus|siprus|czechia|ceko|denmark|dominican republic|
republik dominika|ecuador|ekuador|egypt|mesir|el salvador|england|inggris|estonia|ethiopia|etiopia|fiji|finland|
finlandia|france|prancis|perancis|gabon|gambia|georgia|germany|jerman|ghana|greece|yunani|guatemala|guinea|haiti|
honduras|hong kong|hungary|hungaria|iceland|islandia|india|indonesia|iran|iraq|irak|ireland|irlandia|israel|italy|
italia|jamaica|jamaika|japan|jepang|jordan|yordania|kazakhstan|kenya|korea|south korea|korea selatan|north korea|
korea utara|kosovo|kuwait|kyrgyzstan|laos|latvia|lebanon|libanon|lesotho|liberia|libya|lithuania|lituania|
luxembourg|luksemburg|madagascar|madagaskar|malawi|malaysia|maldives|maladewa|mali|malta|mauritius|mexico|meksiko|
moldova|mongolia|montenegro|morocco|maroko|mozambique|mozambik|myanmar|namibia|nepal|netherlands|the netherlands|
belanda|new zealand|selandia baru|nicaragua|nikaragua|niger|nigeria|norway|norwegia|oman|pakistan|palestine|
palestina|panama|papua new guinea|papua nugini|paraguay|peru|philippines|the philippines|filipina|poland|polandia|
portugal|qatar|romania|rumania|russia|rusia|rwanda|saudi arabia|arab saudi|senegal|serbia|sierra leone|singapore|
singapura|slovakia|slovenia|somalia|south africa|afrika selatan|spain|spanyol|sri lanka|sudan|suriname|sweden|swedia|
switzerland|swiss|syria|suriah|taiwan|tajikistan|tanzania|thailand|timor-leste|timor leste|togo|tunisia|turkey|
turki|türkiye|turkmenistan|uganda|ukraine|ukraina|united arab emirates|uni emirat arab|united kingdom|
inggris raya|united states|the united states|amerika serikat|uruguay|uzbekistan|venezuela|vietnam|viet nam|yemen|
yaman|zambia|zimbabwe|asia|southeast asia|south-east asia|south asia|asia tenggara|asia selatan|africa|afrika|
europe|eropa|america|amerika|latin america|amerika latin|middle east|timur tengah|oceania
"""
_INDONESIA = """
aceh|ambon|bali|balikpapan|banda aceh|bandar lampung|bandung|bangka belitung|banjarmasin|banten|banyuwangi|batam|
bekasi|bengkulu|bogor|borneo|cirebon|denpasar|depok|flores|gorontalo|jakarta|jambi|java|jawa|jawa barat|jawa tengah|
jawa timur|west java|central java|east java|jayapura|kalimantan|kendari|kupang|lampung|lombok|madura|makassar|malang|
maluku|manado|mataram|medan|nusa tenggara barat|nusa tenggara timur|ntb|ntt|padang|palangkaraya|palembang|palu|papua|
pekanbaru|pontianak|riau|riau islands|kepulauan riau|samarinda|semarang|sidoarjo|solo|sulawesi|sumatera|sumatra|
sumba|surabaya|surakarta|tangerang|ternate|yogyakarta|jogja|north jakarta|south jakarta|east jakarta|west jakarta|
jakarta utara|jakarta selatan|jakarta timur|jakarta barat
"""
_NAMES = {name.strip() for name in (_WORLD + "|" + _INDONESIA).split("|") if name.strip()}

PLACE = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(sorted(_NAMES, key=lambda name: (-len(name), name)))
    + r")(?![\w-])",
    re.IGNORECASE,
)
"""Countries, parts of the world, and Indonesia's provinces and larger cities, in both languages."""
