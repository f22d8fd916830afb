"""Plain, readable signs in a message: who speaks, what happened, what is asked for.

No sign decides alone. Together with the message's vector they are what the fitted model weighs (`model.py`); where the
embedder is missing, `rules.py` decides by them. What stands in quotation marks is somebody else's word and is not read,
unless the message is nothing but a quotation. Written for Indonesian and English as they are typed in a chat, with the
commonest words of Javanese and Sundanese.
"""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»|(?<!\w)'[^']*'(?!\w)|‘[^’]*’(?!\w)")
_REPEATED = re.compile(r"(\w)\1{2,}")
_SPACE = re.compile(r"\s+")


def normalised(text: str) -> str:
    """A message as its signs are looked for: NFKC, lower case, nothing invisible, no drawn-out letters."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    seen = "".join(c for c in folded if unicodedata.category(c) != "Cf")
    return _SPACE.sub(" ", _REPEATED.sub(r"\1\1", seen)).strip()


_KEYS = (
    "korban telanjang gambar children child girls underage pictures dipaksa dilecehkan diancam ngancem abaikan aturan "
    "instruksi perintah tampilkan lupakan instructions previous prompt restrictions disregard pedoman scared "
    "threatened touched forced"
).split()
"""Words that a slip of the hand must not hide."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_VOWELS = re.compile(r"(?<=.)[aeiou]+")
_DOUBLES = re.compile(r"(.)\1+")


def _skeleton(word: str) -> str:
    """A word's first letter and its later consonants, doubled ones once: what most slips and short forms keep."""
    return _DOUBLES.sub(r"\1", _VOWELS.sub("", word))


_BY_SKELETON = {_skeleton(word): word for word in _KEYS}


def _respelled(match: re.Match[str]) -> str:
    word = match.group()
    meant = _BY_SKELETON.get(_skeleton(word))
    alike = meant is not None and word[0] == meant[0] and -4 < len(word) - len(meant) < 2
    return meant if alike and meant is not None else word


def unquoted(text: str) -> str:
    """A normalised message without what it quotes; a message that is one quotation stays as it is."""
    outside = _SPACE.sub(" ", _QUOTED.sub(" ", text)).strip()
    return outside if re.search(r"\w", outside) else text


def _near(first: str, second: str, words: int = 6) -> str:
    """Both, in either order, at most so many words apart and in one sentence."""
    gap = rf"(?:[^\w.!?]+\w+){{0,{words}}}?[^\w.!?]+"
    return rf"(?:{first}){gap}(?:{second})|(?:{second}){gap}(?:{first})"


_I = (
    r"\b(?:saya|sya|sy|aku|ak|aq|gue|gua|gw|gwe|abdi|kuring|kulo|kula|i|i'm|im|i've|"
    r"ive|me|my|myself|mine|we|us|our|kami)\b|\b(?:foto|video|badan|tubuh|diri|hidup|anak|adik|adhi|kakak|"
    r"teman|temen|kanca|bapak|ibu|mama|ayah|rumah|omah|kamar|pacar|mantan|murid|guru|juragan|muka|kangmas)ku\b"
)

_ME = r"(?:saya|sya|sy|aku|aq|gue|gua|gw|abdi|kulo|me|us|kami)"
_CHILD = (
    r"\b(?:anak2?|anak-anak|anak2an|ank|bocah2?|bcah|dedek\w*|masih (?:kecil2?|sekolah|belasan)|bayi\w*|"
    r"baby|bocil|balita|budak|barudak|lare|siswi|siswa|murid|pelajar|"
    r"smp|sd|sma|abg|cewe(?:k)? (?:desa|kecil|abg|smp|sma)|anaknya|putri\w*|bocahe|"
    r"daughter|son|remaja|gadis|keponakan|ponakan|adik|adek|"
    r"child|children|childs|kids?|kiddos?|minors?|underage|under-?age|girls?|boys?|teens?|teenagers?|"
    r"young ones?|stepdaughter|stepson|schoolkids?|(?:she|he|you|u|ur)(?:'s| is|s|'re|"
    r" are)? (?:only )?(?:\d|1[0-7]|nine|ten|eleven|twelve)\b(?! ?%)|"
    r"(?:under|di ?bawah) (?:the age of )?1[0-8]|(?:\d|1[0-7]) ?yer|kelas (?:[1-9]|1[0-2])|cilik|leutik|"
    r"schoolgirls?|schoolboys?|schooler|(?:st|nd|rd|th)[ -]grader|grader|toddlers?|pupils?|niece|nephew|"
    r"(?:umur|usia|umurnya|aged?) (?:\d|1[0-7])|(?:\d|1[0-7])[ -]?(?:tahun|taun|thn|th|yo|y/o|yr|yrs|year)\b|"
    r"di ?bawah umur|dbwh umr|bwh umr|belas tahun|(?:ten|eleven|twelve|thirteen|fourteen|fifteen)-year)"
)
_PICTURES = (
    r"\b(?:foto\w*|fotos?|photos?|gambar\w*|gmbr|videos?|vidio|vid|vids|pap|pics?|"
    r"pictures?|picturs|images?|nudes?|"
    r"vcs?|rekaman|direkam|recording|screenshot|ss|konten|content|material|footage|"
    r"poto|clips?|cp|files?|koleksi|collection)\b"
)
_HURT = (
    r"\bdi ?-?(?:lecehin|lecehkan|lecehkn|perkosa|paksa|pksa|sentuh|sntuh|pegang\w*|"
    r"raba\w*|grepe\w*|apa2in|apa-apain|"
    r"gituin|jual|ancam|ancem|peras|pras|pukul\w*|siksa|sekap|kurung|kunci|culik|"
    r"manfaatin|manfaatkan|groom\w*|abuse\w*|"
    r"jahatin|eksploitasi|intip|ganggu\w*|blackmail\w*|bully|jebak|nikah(?:in|kan)|kawin\w*|nodai|perlakukan)\b"
    r"|\b(?:dipeksa|dipekso|dipaksa|dilecehake|dilecehaken|dilecehkeun|dinakali|"
    r"dikieukeun|dicekel\S*|nggrayangi)\b"
    r"|\b(?:being forced|forced to (?:marry|work)|abused|abussed|abusing|raped|molested|groomed|assaulted|"
    r"harass(?:ed|"
    r"ing)|trafficked|blackmail\w*|blackmal\w*|exploited|drugged|exploits|toched|beaten|beats|kidnapped)\b"
    r"|\b(?:touch\w*|hurt\w*|forc\w+|force[sd]|mak(?:es|ing)|made|creepy? (?:to|with)|did (?:things|stuff)|"
    r"do(?:es|se)? (?:things|stuff)|kiss\w*|threaten\w*|sold)(?: \w+)?(?: to)? (?:me|her|him|us|my \w+)\b"
    r"|\b(?:maksa|ngancem|ngancam|mengancam|nyakitin|menyakiti|melecehkan|memaksa|"
    r"meraba|menyentuh|megang\S*|pegang2|pegang-pegang|"
    r"nyentuh|jahat sama|jhat|ganggu|memeras|meres|ngintip|nyium|cium2)\b"
)
_RELATIVE = (
    r"(?:om|oom|paman|pakde|pakdhe|bapak|bpk|ayah|ayh|abang|kakek|uwa|tante|guru|pelatih|coach)"
)
_KIN = (
    r"(?:teman|temen|tmn|temenku|temanku|sahabat\w*|bestie|adik|adek|adk|adikku|kakak|kaka|abang|sepupu\w*|spupu|"
    r"keponakan|ponakan\w*|tetangga\w*|ttangga|tanggaku|kancaku|babaturan|sodara|saudara|pacar|suami|istri|cucu|"
    r"anakku|anak saya|ank sy|anak sy|ank sya|muridku|murid saya|murid|mrid|"
    r"siswi saya|siswa saya|putri saya|putra saya|rekan kerja|"
    r"friend|bestie|buddy|cousins?|sister|sis|brother|neighbou?rs?|classmate|"
    r"roommate|flatmate|colleague|daughter|son|kid|child|"
    r"pupil|student|granddaughter|grandson|nephew|niece|husband|wife|foster \w+)"
)
_MINOR_WANTED = (
    r"\b(?:smp|sd|sma|abg|bocil|bocah|di ?bawah umur|underage|minors?|bwh umr|"
    r"cewe abg|teen girls?|cewe(?:k)? belasan|children|schoolgirls?|(?:young|little|"
    r"litle|yung) (?:girls?|boys?|ones?|stuff|kids?)|masih (?:sekolah|belasan)|dedek\w*|siswi|anak sekolah|"
    r"anak sd|anak smp|"
    r"budak smp|(?:\d|1[0-7])[ -]?(?:yo|yr|year|tahun|taun|thn)\w*|gadis|kids?|a child)\b"
)

_PATTERNS: dict[str, str] = {
    "first_person": _I,
    "told_of": r"\b(?:saya|sya|sy|aku|ak|gue|gua|gw) (?:pernah|prnh|sempat|dulu) (?:jadi |ikut )?di ?\w+|"
    r"\bhe (?:did|does) to (?:my|me)\b|"
    rf"\b(?:yang|yg|sing|nu) (?:\w+ )?di(?:lakuin|lakukan|lakoni)\b|\b{_RELATIVE} ?(?:tiri ?)?(?:ku|gue|gw|"
    r"saya|sy|aku|abdi)\b"
    r"|\b(?:itu|ini|kayak|sama|exactly|literally) (?:\w+ ){0,3}(?:aku|gue|gw|saya|me)$|\b(?:me too|(?:aku|"
    r"saya|gue|gw) juga)[.!]*$|\b(?:that|this|it|number \w+|the \w+ one)(?:'s|s| is| was) (?:\w+ )?me[.!]*$|"
    r"\bwhat (?:my|he|she) (?:\w+ )?(?:do|does|did)\b",
    "confided": r"\b(?:bercerita|mengaku|told me|confided|(?:cerita|crita|ngaku) (?:ke|sama|kepada|dipaksa|"
    r"bahwa|kalo))\b",
    "own_offender": rf"\b(?:pelaku(?:nya)?|offender|abuser|perpetrator|groomer) (?:\w+ )?(?:is |was |"
    r"adalah )?(?:my\b|"
    rf"(?:{_RELATIVE}|suami|pacar|ayah|ibu|kakak|abang) ?(?:ibu )?(?:ku|saya|sy|aku|gue|gw|sendiri)\b)",
    "someone_close": rf"\b(?:{_KIN})(?:nya)? (?:saya|sya|sy|aku|gue|gw|abdi|kami)\b|\b(?:my|"
    rf"our) (?:\w+ )?{_KIN}\b"
    r"|\b(?:temenku|temanku|anakku|muridku|kancaku|adikku|adhiku|sahabatku|"
    r"ponakanku|tanggaku|budak abdi|murid abdi|babaturan abdi)\b"
    r"|\basking for a friend\b|\bnanya (?:buat|untuk) temen\b|\bada (?:temen|teman|murid|siswa|siswi)\b"
    r"|\btemen (?:gue|aku|sekelas|sekosan|kelas)\b|\bcerita temen\b",
    "professional": r"\b(?:saya|sya|sy|aku) (?:\w+ )?(?:guru|konselor|wali kelas|petugas|"
    r"pegawai hotel|sopir|teacher|orang tua|ibu)\b"
    r"|\b(?:i am|i'm|im) (?:a |an |the )?(?:\w+ )?(?:teacher|counsell?or|nurse|"
    r"mother|father|parent|receptionist)\b|\bi work at\b|\bsebagai (?:ibu|ayah|"
    r"guru)\b",
    "hurt": _HURT,
    "i_was_hurt": rf"\b{_ME} (?:(?:pernah|sering|mau|lagi|abis|habis|dulu|juga|udah|sudah|selalu|"
    rf"akan|terus|waktu kecil|baru|di) )*(?:di ?-?(?:lecehin|lecehkan|lecehkn|"
    rf"perkosa|paksa|pksa|sentuh|pegang\w*|apa2in|gituin|jual|ancam|ancem|peras|pras|"
    rf"sekap|kunci|manfaatin|groom\w*|abuse\w*|jahatin|nikah\w+|blackmail\w*)|"
    rf"dipekso|dipeksa|dilecehk\w+|dilecehak\w+)"
    rf"|\b{_ME} (?:pernah |pernah jadi |juga |dulu |adalah |seorang |ini |jadi |"
    rf"ptnah jd |sebagai )*(?:korban|korbn|survivor|penyintas)(?! itu| di| dalam)|"
    rf"\b(?:sebagai (?:penyintas|korban),|i am a (?:survivor|victim)|"
    rf"i'm a (?:survivor|victim)|im a survivor)"
    r"|\b(?:menjual|ngejual|nikahin|menikahkan|ngurung|mukulin|memukul|melecehkan|"
    r"menyentuh|memaksa|memeras|mengancam|menyakiti|maksa|nyentuh|jahatin|ngancem|pegang2|ganggu) "
    + _ME
    + r"\b|\b(?:touch\w*|hurt\w*|abus\w*|rap(?:ed|es|ing)|sold|drugged|kidnapped|"
    r"forc\w+|blackmail\w*|groom\w*|threaten\w*|harass\w*|toched|forsed) (?:\w+ )?me\b"
    r"|\bkita di(?:kurung|sekap|kunci)\b|\bi (?:was|got|am|am being|think i am|been|"
    r"have been|'ve been) (?:\w+ )?(?:abused|abussed|raped|groomed|groomd|"
    r"trafficked|exploited|sold|molested|assaulted|harassed|blackmailed|hurt|married off|forced|locked)\b"
    r"|\b(?:happened|did|done|does|do) (?:this |it |things |stuff |dat |"
    r"that )?to(?:o)? me\b|\bterjadi (?:pada|sama|ke) (?:diri )?(?:saya|aku|gue|gw)\b"
    r"|\b(?:saya|aku|gue|gw|sy) (?:\w+ )?(?:ngalamin|mengalami)(?:nya)? (?:sendiri|itu|ini|hal|kejadian|yang sama)\b",
    "distress": r"\b(?:takut|tkut|tkt|malu|mlu|trauma\w*|jijik|kotor|nangis|menangis|panik|"
    r"bingung|cemas|khawatir|kuatir|risih|"
    r"ngeri|gemeter|gemetar|stres+|depresi|bersalah|ga kuat|gak kuat|tidak kuat|"
    r"wedi|sieun|isin|hariwang|mimpi buruk|ga nyaman|tidak nyaman|"
    r"scared|scard|afraid|frightened|ashamed|terrified|panick\w*|worried|worry|"
    r"concerned|crying|nightmares?|gross|dirty|hate myself|"
    r"trembling|shaking|freaking out|losing it|can't sleep|cant sleep|not coping|"
    r"broken|unsafe|not feel safe|don't feel safe|dont feel safe|guilty|triggered)\b",
    "asks_for_help": r"\b(?:tolong|tlong|tolongin|tulung|tulungan|bantu|bantuin)\b"
    r"(?!(?: \w+)? (?:lanjut|ulang|jelas|sebut|terang|urai|ringkas|rangkum|kasih|beri|contoh|terjemah|tulis|banding|"
    r"buat|bikin|cari|kerja|pr\b|nomor))|\b(?:butuh bantuan|"
    r"butuh pertolongan|menolong|nolong\w*)\b"
    r"|\b(?:harus|hrus|hrs|mesti|kudu|kedah|sebaiknya) (?:\w+ ){0,2}(?:gimana|gmn|"
    r"gmna|bagaimana|bgmn|bgmna|ngapain|apa|piye|kepiye|kumaha|pripun|lapor|melapor|"
    r"mulai|bilang|ngomong|cerita)\b|\b(?:lapor|lpor|melapor|report)\w* (?:ke |kemana|kmn|kmna|ke mana|siapa|"
    r"nang endi|ka mana|dhateng|ke siapa)|\bkewajiban saya\b|\bmy duty\b|\bharus(?:kah)? saya\b|"
    r"\bapa yang (?:harus|bisa|sebaiknya) saya lakukan\b"
    r"|\bwhat (?:do|should|can) i do\b|\bwhat now\b|\bwho (?:do|can|"
    r"should) i (?:call|tell|talk|report|ask|see)\b|\bwhom can i\b|\bwhere (?:can|"
    r"do|should) (?:i|she|he|they|we) (?:go|get|turn|report)\b"
    r"|\b(?:talk|speak) to a (?:real )?(?:person|human)\b|\bis anyone (?:there|"
    r"here)\b|\bada orang(?:nya)? (?:ga|gak|tidak|nggak)\b|\bplis bales\b|"
    r"\bhelp (?:me|us|her|him)\b(?! (?:understand|with|write|find|study|learn|summari|sum|explain|compare|"
    r"prepare|make))|\bpl(?:ea)?s help\b|\bi need (?:help|someone|"
    r"somebody|to (?:speak|talk|report|tell))\b|\b(?:can|could) (?:someone|anyone|"
    r"somebody) help\b|\bhow (?:can|do) i help\b"
    r"|\b(?:pengen|ingin|mau|butuh|boleh|bisa) (?:temen )?(?:curhat|cerita|lapor|"
    r"melapor|speak up|bicara|ngomong|berobat|dibantu)\b|\b(?:i )?(?:wanna|want to) (?:report|talk|tell)\b"
    r"|\bsiapa yang bisa (?:bantu|menolong|mencegah)\b|\bwho can (?:stop|help)\b",
    "in_secret": r"\b(?:jangan (?:cerita|bilang)|rahasia (?:kita|berdua)|ga ada yg tau|"
    r"tidak ada yang (?:tahu|percaya)|ga dipercaya|belum pernah (?:ber)?cerita|"
    r"never told|nobody (?:knows|believes|will believe)|no one (?:knows|believes)|"
    r"don't tell|dont tell|begged me|tak berani|tidak berani|ga berani|teu wani|"
    r"can't tell|cant tell|who to tell|keep a secret)\b",
    "now": r"\b(?:sekarang|skrg|skrng|skarang|saiki|ayeuna|right now|now|tonight|malam ini|"
    r"saat ini|lagi di|barusan|baru aja|cepet|cepat|urgent|at this moment|"
    r"bentar lagi)\b",
    "danger": r"\b(?:ga (?:berenti|brenti|mau stop)|won't stop|wont stop|diberangkatkan|"
    r"mencari saya|dikunci|dikurung|disekap|diseret|sembunyi|ngumpet|bersembunyi|"
    r"kabur|dibawa|ngamuk|pisau|gedor\w*|culik|ga bisa keluar|tidak bisa keluar|"
    r"di depan (?:pintu|rumah|kos)|dalam bahaya|mencari saya|nyari (?:gue|aku|gw)|lagi jalan ke sini|"
    r"locked|hiding|outside my door|in danger|in his car|stop the car|"
    r"looking for me|can't get out|cant get out|knife|gun|screaming|dragged|"
    r"taking her|ran away|moving us|on a boat|may not leave|ning ngarep omah|"
    r"payuneun imah)\b",
    "suicide": r"\b(?:mati aja|bunuh ?diri|bnuh diri|bundir|mengakhiri (?:hidup|semua)|akhiri hidup|"
    r"suicid\w*|kill (?:myself|himself|herself|themselves)|end (?:my|his|her|"
    r"their) life|self[- ]?harm\w*|cutting myself|hurting myself|"
    r"nyilet|menyakiti diri|melukai diri|surat perpisahan|(?:pengen|pengin|pngen|"
    r"pngn|ingin|mau|mending|hoyong) (?:mati|mti|maot|udahan|ngilang|ilang)|"
    r"ingin mati|lebih baik (?:saya|aku|gue) (?:mati|tidak ada)|"
    r"(?:wanna|want to) (?:die|disappear|be dead)|not want to (?:be alive|live|"
    r"exist|wake)|don't want to (?:be alive|live|exist|wake|be here)|"
    r"tidak ingin hidup|ga mau hidup|cape hidup|capek hidup|cpek hdup|"
    r"tired of living|done with life|better off without me|can't do this anymore|cant do this anymore|"
    r"not wake up|ga usah bangun|ora tangi|nyerah (?:aja )?sama hidup|"
    r"ga pantes hidup|no point (?:in living|anymore)|bunch of pills|"
    r"took (?:a lot of |too many )?pills|(?:lebih baik|lbh baik|"
    r"better) (?:\w+ ){0,2}(?:tanpa|without)|(?:tidak|gk|ga|gak) ada (?:di|d) dunia|"
    r"think of jumping|mau lompat|tinggal pamit|said goodbye|nyoba (?:minum|bunuh|"
    r"mati)|minum obat banyak|jump off|melompat)\b",
    "own_picture": r"\b(?:foto|video|vidio|rekaman|gambar|pap|poto) (?:pribadi |masa kecil |"
    r"intim )?(?:saya|sya|sy|aku|gue|gw|q|abdi|kita)\b|\b(?:fotoku|videoku|"
    r"mukaku)\b|\bmy (?:private |childhood |nude |face\b)?(?:pics?|photos?|"
    r"pictures?|picturs|nudes|videos?|face|image)\b|\b(?:pics?|pictures?|photos?|"
    r"videos?|nudes|rec|vid) of me\b|\bmuka (?:aku|gue|saya)\b|\bwajah saya\b|"
    r"\b(?:has|have) my (?:pics|nudes|fotos|photos)\b",
    "reports": r"(?<!berani )(?<!wani )(?<!tidak )(?<!ga )(?<!gak )(?<!g )(?<!tak )"
    r"(?<!not to )(?<!never )(?<!from )\b(?:lapornya|laporkan|laporin|ngelaporin|"
    r"lapor|lpor|melapor\w*|dilaporkan|report(?:ing|ed)?|saya (?:curiga|melihat|"
    r"khawatir|takut|tidak sengaja)|gw liat|gue liat|aku curiga|gue takut|i (?:saw|"
    r"suspect|came across|think my|believe my|found)|ngga sengaja|ga sengaja|"
    r"tidak sengaja|accidentally|worried about|khawatir)\b",
    "picture_threat": _near(
        _PICTURES,
        r"\b(?:sebar\w*|nyebar\w*|disebar\w*|sbar\w*|sbarin|menyebar\w*|tersebar|"
        r"kesebar|beredar|viral(?:in|kan)|ancam\w*|ngancem|ngancam|mengancam|ngncm|"
        r"peras|diperas|memeras|leak\w*|threaten\w*|blackmail\w*|posted|spread|unless|"
        r"bayar|duit|uang|dhuwit|money|pay|transfer|trnsfer|control me|dikirim ke|"
        r"kirim ke semua|take(?:n)? down|hapus|menghapus|ilang|nyimpen|expose)\b",
    ),
    "own_thoughts": _near(
        r"\b(?:pikiran\w*|pkiran|kepikiran|ketertarikan|tertarik|memikirkan|hasrat|"
        r"dorongan|thoughts?|urges?|attract\w*|feelings|drawn to|fantas\w+|khilaf|hooked|"
        r"kecanduan|addict\w*)\b",
        _CHILD + r"|\bmurid\b|\bminors?\b",
    )
    + r"|\b(?:sembuh|berobat|tamba|ditangani|treatment|treated|berhenti|"
    r"stop)\b(?=.*\b(?:anak|bocah|child\w*|kids?|minors?)\b)(?=.*\b(?:pikiran|"
    r"tertarik|ketertarikan|gambar|thoughts?|pictures?|images?|looking|drawn|"
    r"attract\w*)\b)",
    "how_to_reach": r"\b(?:get|have|be|wanna be|berduaan|sendirian) (?:\w+ ){0,3}(?:alone|sama murid|dengan murid)\b|"
    r"\bshut (?:her|him|them|it|the \w+) up\b|\bmake \w+ want it\b|"
    r"\b(?:cara|caranya|gimana|gmn|gmna|bagaimana|tips|trik\w*|langkah\S*|ajarin|"
    r"ajari|panduan|piye|kumaha|biar|ben|supaya|ambeh|how|teach|ways?|steps?|guide|"
    r"manual|script|advice|line)\b[^.!?]{0,50}\b"
    r"(?:mengancam|ngancem|memeras|blackmail|trick|sneak|pacarin|mau date|(?:punya|"
    r"jadi) pacar|date a|date anak|manfaatin|membeli seorang|beli anak|buying|"
    r"menyimpan gambar|menyebarkan gambar|spread pictures|mendekati|mndkati|lure|"
    r"lur|entice|coax|trap|bait|umpan|memancing|mancing|mncing|menggiring|"
    r"memperdaya|menjebak|ngejebak|jebak|mengikat anak|bind a|deketin|ngedeketin|"
    r"ngadeukeutan|nyedhaki|approach|merayu|ngerayu|rayu|membujuk|ngebujuk|bujuk|"
    r"memikat|menjerat|jebak|menjaring|merekrut|ngerekrut|rekrut|recruit\w*|lure|"
    r"luring|seduces?|groom|charm|persuades?|manipulat\w+|convince|nurut|baper|"
    r"ngajak|mengajak|gain .{0,20}trust|get .{0,30}(?:trust|pictures|pics|fotos|"
    r"come|secret|quiet)|make .{0,30}(?:like me|fall|obey|quiet|never)|"
    r"keep .{0,30}(?:quiet|running|secret)|diem|diam|meneng|kirim|krim|pap|percaya|jatuh cinta|"
    r"mau (?:di ?ajak|buka|vc|ketemu|difoto)|daek|gelem|"
    r"betah|bergantung|win over|depend on|want it|alone|quiet|keep (?:a|the|our) secret|krim foto|nyari korban|"
    r"cari korban|memilih anak|choose the child)\b",
    "wants_a_child": _near(
        r"\b(?:cari|cri|psan|nyari|nyariin|pangneangankeun|golek|pesan|memesan|psan|"
        r"mesen|beli|membeli|bye|by|dikenalin|kenalin|mengenalkan|milari\w*|pangmilariankeun|bermalam|menemani|"
        r"spend (?:a|the) night|keep me company|charges?|tarif\w*|obtain\w*|sewa|open bo|harga|minta|mau yg|"
        r"kenalin|kenalke|"
        r"kenalan|kontak\w*|contact|sediakan|menyediakan|ketemu sama|buat nemenin|"
        r"ngancani|maturan|buy|hire|find|order|hook me up|introduce|supply|provide|meet|"
        r"get me|where to find|dibayar|bayar|nyewa|nywa|sewa|rent|perantara|broker|"
        r"deliver|mengantarkan|pembeli|buyers?|pay for|jual|sell|pacar|pacarin|pacari|"
        r"date|nyediain|supplies|offer|membawa|bawa|mendapatkan|dapetin|sneak)\b",
        _MINOR_WANTED,
    ),
    "wants_material": _near(
        r"\b(?:link\w*|situs|web(?:site|sites)?|grup|group|telegram|forum|download|"
        r"unduh|minta|mnta|njaluk|menta|ada|got any|bagi|bgi|giv|mengunduh|sells?|"
        r"penjual|gimme|give me|kirimin|send me|look at|pengen liat|trade|barter|"
        r"bertukar|tukar|beli|jual|membuka|nyari|cari|mencari|where|dimana|dmn|simpan|"
        r"simpen|menyimpan|nyimpen|hide|store|koleksi|collection|share|keywords?|"
        r"kata kunci|code words|search for|folder|wipe|trading|tuker2?an|nonton|watch|downloading)\b",
        rf"{_PICTURES}(?:\W+\w+){{0,3}}?\W+{_CHILD}|"
        rf"{_CHILD}(?:\W+\w+){{0,2}}?\W+{_PICTURES}|\bcp\b|\bbocil\b",
    ),
    "sexual_writing": _near(
        r"\b(?:cerita\w*|crita|crta|smut|kisah|novel|tulis\w*|karang\w*|buat\w*|"
        r"bikin\w*|prompt|gambar|edit\w*|ngedit|write|story|scene|compose|generate|draw|"
        r"make|describe|description|roleplay|role-?play|berpura-pura|pretend|imitate|"
        r"tiru\w*|mainkan|image|translate|terjemahkan)\b",
        r"\b(?:dewasa|dwasa|smut|ngrs|schoolkid|erotis|erotic|ngeres|seksi|sexy|bugil|"
        r"telanjang|tanpa (?:baju|busana|pakaian)|nudes?|spicy|hot|menggoda|menggodaku|goda|cabul|saru|"
        r"jorang|adult story|"
        r"rayulah|flirt\w*|seduc\w+|love scene|adegan ranjang|bedroom scene|panas|"
        r"take off|membuka baju\w*|buka baju|in love with me|sexual|without clothes|"
        r"undress|seksual)\b",
        9,
    ),
    "keeps_silent": _near(
        r"\b(?:biar|supaya|agar|cara|caranya|bikin|membuat|tips|gimana|bagaimana|ben|"
        r"how|make|makes?|keep|ways?|best way|trick)\b",
        r"\b(?:ga|gak|tidak|ora|tak|mau|never|not|doesn't|doesnt|cannot|can't|"
        r"won't)? ?(?:berani lapor|melapor|lapor|ngadu|mengadu|diam|diem|tutup mulut|"
        r"menyimpan rahasia|simpan rahasia|kabur|pergi|berutang|utang|quiet|teu bebeja|ora crito|ga cerita|"
        r"mencabut laporan\w*|withdraw|not tell?|won'?t tell|g lpor|keep (?:it|"
        r"this|their|our) secret|(?:not|never|doesn't|doesnt) (?:\w+ )?tells?|leave|"
        r"in debt|running away)\b",
        7,
    ),
    "offender_role": r"\b(?:(?:menjadi|jadi|as|be) (?:seorang )?(?:pelaku|perekrut|mucikari|"
    r"an? (?:experienced )?offender|a (?:trafficker|recruiter|groomer))|"
    r"you are a trafficker|(?:pedos?|predators?|pedofil) hang|(?:memilih|pick|cari|"
    r"nyari) (?:anak|korban|(?:the )?(?:weakest )?victim)|korban yang paling|"
    r"triknya|the trade|usaha seperti itu|(?:panduan|guide) (?:yang bisa saya|"
    r"that i can|lengkap)|(?:buyers?|pembeli)(?: for| of| untuk)? (?:a |"
    r"seorang )?(?:baby|bayi|child\w*|anak)|without witnesses|tanpa saksi|"
    r"fake (?:teen )?profile|profil palsu|ingin membeli anak|buy a child|"
    r"menjual bayi\w*|cp|barter|koleksi (?:bocah|anak|bocil)|young (?:stuff|ones)|"
    r"(?:to )?groom someone|cara groom|how to groom|advice for recruiters|"
    r"complete manual|full guide|working script|wanna join|alone with (?:children|"
    r"their|kids)|berduaan dengan anak|(?:recruiters?|perekrut|traffickers|"
    r"pelaku)\b.{0,40}\b(?:avoid|hindari|dihindari|supaya tidak|do not want)|"
    r"to avoid it|so i can|how to be a|jadi pelaku|mengeksploitasi seorang anak|"
    r"tubuh anak|children's bodies)\b"
    r"|\b(?:kesalahan|mistakes|yang harus dihindari)\b.{0,40}\b(?:pelaku|perekrut|"
    r"recruiters?|traffickers?|tertangkap|caught|dipenjara|arrested)\b",
    "wants_script": _near(
        r"\b(?:tulis\w*|susun\w*|buat(?:kan|lah)?|bikin\w*|beri\w*|butuh|memerlukan|write|draft|compose|produce|give|need)\b",
        r"\b(?:percakapan|pesan|chat|naskah|skrip|script|messages?|conversations?|dialog\w*|rayuan|lines)\b",
        5,
    ),
    "unchecked_place": _near(
        r"\b(?:hotel|hotels|htel|penginapan|guest house|motel|bars?|karaoke|"
        r"tempat hiburan|orphanages?|panti asuhan|pantai|beach(?:es)?|daerah wisata|"
        r"countries)\b",
        r"\b(?:(?:tidak|ga|gak|tanpa|do not|don't|without|jarang) (?:di|"
        r"being )?(?:periksa|memeriksa|diperiksa|cek|ngecek|dicek|check\w*|razia|"
        r"ada razia|curiga|diganggu|disturbed)|menyediakan|nyediain|offers?|"
        r"have underage|weakest|paling mudah|ga check|sneak)\b",
        8,
    ),
    "everyday": r"\b(?:jokes?|lucu|hp|laptop|wifi|router|ujian|exams?|finals|pr|homework|math|"
    r"mtk|matematika|fisika|kimia|kuliah|jurusan|resep|rsep|recipe|masak\w*|cook\w*|"
    r"bake|film|movie|drakor|kdrama\w*|lagu|songs?|playlist|gym|team|timnas|skor|"
    r"score|cafe|makan\w*|food|pizza|kado|gift|mainan|toys?|seragam|uniforms?|fever|"
    r"demam|flu|pilek|batuk|cough|kecoa|spiders?|laba-laba|pesawat|flying|cuaca|"
    r"weather|hujan|rain|tiket|ticket|boss?|dosen|professor|kucing|cats?|dogs?|"
    r"anjing|puppy|jerawat|skincare|obat|medicine|presentasi|pesta|party ideas|"
    r"birthday|ulang tahun|dongeng|bedtime|fotosintesis|photosynthesis|harga emas|"
    r"kereta|train|basket\w*|club|klub|sepeda|bike|sayur|vegetables|virus|youtube|"
    r"follower\w*|ml|zodiak|cv|toefl)\b",
    "unseen": r"\b(?:(?:biar|ben|tanpa|tnpa|ga|gak|tidak|teu|ora|supaya|without) (?:ga |gak |"
    r"tidak |ora |teu )?(?:ktauan|konangan|ketauan|katauan|katohyan|ketahuan)|diem2|"
    r"diam2|diem-diem|diam-diam|tanpa (?:sepengetahuan|diketahui|ngadu|dicurigai)|"
    r"tidak (?:curiga|melacak|tertangkap|menemukan)|ga (?:curiga|ketauan|kabur)|"
    r"tertangkap|lolos|lacak|dilacak|menghapus jejak|jejak|dicurigai|ga curiga|"
    r"traced|before the (?:cops|police)|ga bisa buka|dirazia|hindarin? polisi|sembunyi\w+ file|conceal|"
    r"menyembunyikan|"
    r"ngilangin file|ga nanya ktp|without (?:\w+ ){0,3}(?:knowing|caught|suspicion|finding out|disturbed|"
    r"papers)|undetected|get(?:ting)? caught|not get caught|secretly|hidden from|"
    r"hide|anonymously|without raising|avoid police|avoid (?:it|them|id)|clean|"
    r"bersih)\b",
    "pretext": r"\b(?:for research (?:only|aja)|buat riset (?:doang|aja)|just a story|"
    r"asking for a friend who likes|fiksi|fiction\w*|novelist|novel|hypothetical\w*|andaikan|just curious|"
    r"cuma fiksi|role-?play|berpura-pura(?:lah)?|pretend|for research purpose|"
    r"demi (?:skripsi|riset)|for academic|academic purposes|for my research i need|"
    r"untuk keperluan penelitian|peneliti)\b",
    "profit": r"\b(?:menjual|jual|dijadiin lc|iklan|advert\w*|daftar harga|price list|"
    r"keuntungan|make money|mucikari|pimp|tamu saya|our guests|my bar|"
    r"lowongan kerja palsu|loker palsu|tarif\w*|nemenin tamu|work my club|job advert\w*|memalsukan|forge|"
    r"falsify|palsukan)\b",
    "override": _near(
        r"\b(?:abaikan|abaikn|abaiin|cuekin|lupakan|lupakn|lupain|lalekno|poho keun|"
        r"buang|cabut|dicabut|langgar|jangan ikuti|ga usah ikutin|aja nggatekake|"
        r"matikan|matiin|matikn|pareuman|nonaktifkan|menonaktifkan|jgn ikutin|perbarui|"
        r"update|ignore|ignor|disregard|disreguard|forget|bypass|override|drop|"
        r"set aside|turn off|shut of+|disable|lift(?:ed)?|revoked|without|stop)\b",
        r"\b(?:instruksi\w*|intruksi|instructions?|instrucions|perintah\w*|prentah|"
        r"prntah|parentah|aturan\w*|aturn|aturanmu|rules?|guidelines?|pedoman|petunjuk|"
        r"larangan\w*|prohibitions?|restrictions?|policies|policy|kebijakan\w*|filters?|"
        r"filtr|safety|moderasi|sensor|penyaring|pemeriksaan kutipan|citation (?:check|"
        r"rules))\b",
        4,
    ),
    "prompt_leak": r"\.env\b|\b(?:hotline|helpline|nomor bantuan|sapa|129)\b[^.!?]{0,40}\b(?:(?:nomor|hp|"
    r"punya)(?:nya)? (?:gue|gw|saya|aku)|my (?:"
    r"cell|number|phone))\b|\b(?:system ?pro?mpts?|sistem pro?mpt|prompt (?:sistem|rahasia\w*|awal|kamu|"
    r"lo|mu)|(?:hidden|secret|initial|rahasia|original|confidential|ur|your|"
    r"yor) (?:\w+ )?(?:prompts?|promt|instructions?|text)|perintah (?:sistem|"
    r"awal\w*|rahasia)|petunjuk rahasia|instruksi (?:awal|sistem|rahasia)|api key|"
    r"kunci api|environment variables|variabel lingkungan|etc/passwd|konfigurasi|"
    r"configuration|memori sistem\w*|"
    r"above this (?:line|chat)|disuruh apa aja|rot13|base64|(?:person|"
    r"user) (?:before|sebelum)|pengguna sebelum|instruksi awalmu|"
    r"instruksi tersembunyi|teks tersembunyi|pro?mp?t (?:kmu|kamu|lo)|"
    r"aturan rahasia\w*|kutipan palsu|nomor bantuan yang benar|adalah nomor saya|"
    r"number is mine|number with mine|nomor saya di setiap|stop quoting|"
    r"berhenti mengutip|act freely|invent a citation|make up a quotation|"
    r"karang sebuah kutipan|(?:tanpa|without) (?:kutipan|citations)|"
    r"skip the sources|this link to every|tautan ini pada setiap|(?:last|"
    r"other) (?:user|visitor)s?)\b|\b(?:reveal|bocorin|copas|copy paste|recite|"
    r"bacakan)\b.*\bprompt|prompt\w* (?:mu|kamu|lo)\b|\bprntah rhasia\b",
    "new_role": r"\b(?:developer mode|mode pengembang|dan mode|be dan|jailbreak\w*|god mode|"
    r"mode bebas|tanpa (?:filter|sensor|batas\w*|aturan)|no (?:rules|limits|filter|"
    r"restrictions)|unrestricted|uncensored|bebas (?:sensor|dari aturan)|"
    r"rules don't exist|rules dont exist|you are now|you're now|"
    r"mulai sekarang (?:kamu|kau|anda|you)|from now on you|skrg lo|"
    r"act as (?:a language model|ai)|as (?:the )?administrator|"
    r"sebagai administrator|your dev\b|ur dev|developer lo|evil twin|jawab (?:semua|"
    r"bebas|sakahayang)|evil character|karakter jahat|admin(?:istrator)? access|"
    r"akses admin\w*|mode dev|dev mode|maintenance mode|pwned|shell command|"
    r"perintah shell|perlu (?:lagi )?(?:mematuhi|nurut)|obey (?:your|ur)|"
    r"have to obey|answer (?:everything|anything|anser evrything)|wangsulana bebas|"
    r"hacked|diretas|admin message|tidak terikat pedoman|not bound by)",
    "system_tag": r"</?(?:system|user|assistant|sistem)>|\[/?(?:system|sistem|inst)\]|"
    r"^ ?(?:system|sistem)(?: override)? ?:|### ?(?:instruction|system|instruksi)|"
    r"\"role\" ?:|system override|begin admin",
    "study_words": r"\b(?:pengertian|pngertian|definisi|definiton|definition|define|dimaksud|arti|"
    r"artinya|hartina|tegese|istilah|singkatan|kepanjangan|pasal|psl|hkm|wajib|"
    r"dihukum|dilarang|prosedur|procedure|langkah|paukumane|undang-undang|undang2|"
    r"uu|kuhp|hukum|hukuman|hukumn|sanksi|pidana|menurut|mnurut|tesis|skripsi|"
    r"skripsinya|makalah|tugas|bab|penelitian|laporan ini|dokumen|temuan|teori|"
    r"konsep|data|statistik|indikator|tanda-tanda|ciri|dampak|faktor|peran|"
    r"perbedaan|beda|bedanya|bandingkan|jelaskan|jelasin|sebutkan|uraikan|"
    r"ringkas\w*|literatur|kajian|konvensi|protokol|restitusi|"
    r"means?|meaning|stand for|difference|diff|article|laws?|legal|penalty|"
    r"punish\w*|crime|illegal|according to|thesis|essay|paper|literature|report|"
    r"study|studies|findings|theory|concept|data|statistics|indicators|signs|"
    r"red flags|consequences|effects|factors|role|compare|explain|describe|"
    r"summari[sz]e|list|convention|protocol|restitution|typolog\w+|programme|"
    r"program|campaigns?|author|chapter|kampanye|penulis|abstrak|abstract)\b",
    "others_do": r"\b(?:do|does|did|can|are|would|might) (?:\w+ )?(?:they|traffickers?|offenders?|"
    r"recruiters?|groomers?|"
    r"predators?|perpetrators?|abusers?|criminals|gangs|syndicates)\b|\b(?:mereka|para pelaku|pelaku\w*|perekrut|"
    r"sindikat|predator|mucikari|germo|jaringan|plaku) (?:\w+ )?(?:me\w+|nge\w+|ng\w+|nd\w+|ny\w+|mancing|"
    r"cari|pilih|milih|"
    r"bisa|suka|biasanya|pakai|pake|find|deketin|rekrut)\b|\b(?:cara|modus|taktik|"
    r"strategi) (?:para )?(?:pelaku|mereka|"
    r"perekrut|sindikat|predator)\b|\b(?:how|why|what) (?:offenders|traffickers|groomers|"
    r"recruiters)\b|\bby (?:\w+ )?(?:offenders?|traffickers?|recruiters?|groomers?|predators?|perpetrators?|"
    r"abusers?)\b"
    r"|\bdi(?:pakai|pake|gunakan|lakukan|jadikan) (?:oleh )?(?:para )?(?:pelaku|perekrut|sindikat|mereka)\b",
    "protective": r"\b(?:teach|ngajarin|mengajarkan|mengajari|ngenalin|kenali|dilatih|diteliti|diblokir|"
    r"ditangkap|trained to|spot|detect\w*|mencegah|cegah|pencegahan|melindungi|perlindungan|mengenali|menangani|"
    r"penanganan|mengungkap|menyelidiki|memblokir|melaporkan situs|prevent\w*|"
    r"protect\w*|recogni[sz]e|uncover|investigat\w+|block sites|melanggar hukum|"
    r"break the law|forbidden|is it i(?:l)?legal|dilarang|for (?:my|a|an) (?:essay|"
    r"paper|training|seminar|class)|buat (?:tugas|makalah|paper)|untuk (?:pelatihan|"
    r"skripsi|tugas|makalah)|writing a(?:n)? (?:paper|essay)|menurut (?=\w)|mnrt|"
    r"according to|acording to|kata (?:ecpat|penelitian|laporan|para|psikolog)|"
    r"analysed|as described)\b",
    "subject": r"\b(?:eska|csec|ecpat|down to zero|grooming|gromming|groming|sekstorsi|"
    r"sextortion|sexual extortion|csam|csem|tppo|tpks|trafficking|trafiking|"
    r"perdagangan (?:orang|anak|manusia)|eksploitasi|eksplotasi|eksploitsi|"
    r"exploitation|explotation|kekerasan seksual|sexual (?:abuse|violence)|"
    r"perkawinan anak|child marriage|victims?|korban|survivors?|penyintas|"
    r"offenders?|pelaku|perpetrators?|predators?|kpai|lpsk|sapa 129|kemenpppa|uncrc|"
    r"konvensi hak anak|opsc|palermo|lanzarote|ilo 182|global in the local|the code|"
    r"ingos?|stranas|patbm|disrupting harm|prostitu\w+|groomers?)\b",
    "fact": r"\b(?:siapa|sapa|kapan|berapa|brp|thn|tgl|who|whom|when|how m\w{2,3}y?|what year|which year)\b"
    r"|\b(?:19|20)\d\d\b",
    "asks": r"\?|^(?:apa|apakah|siapa|kapan|di mana|dimana|mengapa|kenapa|knp|bagaimana|"
    r"gimana|gmn|berapa|brp|jelaskan|jelasin|sebutkan|uraikan|naon|kumaha|piye|what|"
    r"whats|which|who|whom|whose|when|where|why|how|is|are|do|does|can|may|must|"
    r"explain|list|define|describe|compare|summari[sz]e)\b",
    "child": _CHILD,
    "greeting": r"^(?:hai|halo|hello|hi|hey|hei|selamat (?:pagi|siang|sore|malam)|"
    r"good (?:morning|evening|afternoon)|terima kasih|makasih|thanks?|thank you|thx|"
    r"sip|oke?|ok|punten|sugeng|matur nuwun|hatur nuhun|mantap|bye)\b",
}

CUES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {name: re.compile(pattern) for name, pattern in _PATTERNS.items()}
)
"""The signs by name, in the order in which the model weighs them."""


def cues(text: str) -> frozenset[str]:
    """The names of the signs in a message as typed."""
    read = _WORD.sub(_respelled, unquoted(normalised(text)))
    return frozenset(name for name, pattern in CUES.items() if pattern.search(read))
