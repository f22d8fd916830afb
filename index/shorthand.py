"""What is typed short in everyday Indonesian and English, whatever the subject, and what it stands for.

A subject's own abbreviations (ESKA, CSEC) are its glossary's. Informal words that are whole (gimana, aja) are words.
"""

import re

from index.document import LANGUAGES, Language

_SHORT: dict[Language, dict[str, str]] = {
    "id": {
        "adalah": "adlh",
        "agar": "agr",
        "akan": "akn",
        "anak": "ank",
        "apakah": "apkh apkah",
        "atau": "atw",
        "bagaimana": "gmn gmna bgmn bgmna bgm",
        "banyak": "bnyk byk",
        "begitu": "gt gtu",
        "belum": "blm",
        "berapa": "brp brpa",
        "bisa": "bs",
        "bukan": "bkn",
        "bulan": "bln",
        "contoh": "cth cnth",
        "dalam": "dlm",
        "dan": "dn n",
        "dapat": "dpt",
        "dari": "dr dri",
        "daripada": "drpd",
        "dengan": "dg dgn dngn",
        "di": "d",
        "di mana": "dmn dmna",
        "hanya": "hny",
        "harus": "hrs",
        "jadi": "jd",
        "jangan": "jgn",
        "jelaskan": "jlskn jlskan",
        "juga": "jg",
        "juta": "jt",
        "jumlah": "jml jmlh",
        "kalau": "kl klo klau",
        "kapan": "kpn",
        "karena": "krn krna",
        "kenapa": "knp knpa",
        "kepada": "kpd",
        "lagi": "lg",
        "lebih": "lbh",
        "maksud": "mksd",
        "maksudnya": "mksdnya",
        "mana": "mn",
        "masih": "msh",
        "masyarakat": "masy msyrkt",
        "mengapa": "mngp mngpa",
        "menurut": "mnrt mnurut",
        "mereka": "mrk mrka",
        "misalnya": "mslnya",
        "nomor": "nmr",
        "oleh": "olh",
        "orang": "org",
        "orang tua": "ortu",
        "pada": "pd",
        "pasal": "psl",
        "pemerintah": "pmrnth pemrnth pmrntah",
        "perempuan": "prmpn prempuan",
        "provinsi": "prov",
        "ribu": "rb",
        "saja": "sj",
        "sama": "sm",
        "sampai": "smp smpai",
        "saya": "sy",
        "sebagai": "sbg sbgai",
        "sebelum": "sblm",
        "sebutkan": "sbutkan sbtkn",
        "sedang": "sdg sdng",
        "sehingga": "shg shngga",
        "sejak": "sjk",
        "sekarang": "skrg skrng",
        "sekolah": "sklh",
        "semua": "smua",
        "seperti": "spt sprti",
        "setelah": "stlh",
        "setiap": "stiap",
        "siapa": "sp spa",
        "sudah": "sdh udh",
        "supaya": "spy",
        "tahun": "thn th",
        "tanggal": "tgl",
        "telah": "tlh",
        "tentang": "ttg tntg",
        "terhadap": "thd thdp trhdp",
        "tersebut": "tsb tsbt",
        "tetapi": "tp",
        "tidak": "tdk",
        "tolong": "tlg tlng",
        "untuk": "utk u/ untk",
        "yaitu": "yt",
        "yang": "yg yng",
    },
    "en": {
        "about": "abt",
        "and": "n nd",
        "are": "r",
        "because": "bcs bcz bcoz bcuz cuz",
        "before": "b4",
        "between": "btwn b/w",
        "children": "chldrn",
        "department": "dept",
        "everyone": "every1",
        "government": "govt gov gvt",
        "have": "hv",
        "how": "hw",
        "international": "intl",
        "know": "kno",
        "national": "natl",
        "people": "ppl",
        "please": "pls plz plss",
        "should": "shd shld",
        "someone": "sm1",
        "something": "smth sth",
        "that": "tht",
        "the": "teh",
        "through": "thru",
        "what": "wat wht wut",
        "when": "wen whn",
        "where": "whr",
        "which": "wich whch",
        "with": "w/ wth",
        "without": "w/o",
        "would": "wld",
        "years": "yrs",
        "you": "u",
        "your": "ur",
    },
}

_TABLE: dict[Language, dict[str, str]] = {
    language: {short: full for full, shorts in table.items() for short in shorts.split()}
    for language, table in _SHORT.items()
}
_DOUBLED = re.compile(r"([^\W\d_]{2,})2((?:nya|an|kan|ku|mu)?)", re.IGNORECASE)


def written_out(word: str, language: Language) -> str:
    """What a lower-case word stands for, or the word itself: "dgn" is "dengan", "anak2nya" is "anak-anaknya".

    Args:
        word: with its slash where it is typed with one ("u/", "w/o").
        language: of the question. A single letter is read in it alone, another short form in the other one too.
    """
    doubled = _DOUBLED.fullmatch(word)
    if doubled:
        stem, ending = doubled.groups()
        return f"{stem}-{stem}{ending}"
    own = _TABLE[language].get(word)
    if own is not None or len(word) == 1:
        return own or word
    return next((_TABLE[other][word] for other in LANGUAGES if word in _TABLE[other]), word)
