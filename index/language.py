"""Indonesian or English? Decided by small words: questions are short, names belong to neither.

Function words weigh most, frequent content words and telling word endings less. The first word
counts a little more: a question in one language often names a concept of the other ("apa itu
grooming", "what is ESKA"). Counting is quick, the same every time, and can be read; a statistical
model needs longer texts than a question.
"""

import re
from collections.abc import Iterator

from index.document import Language

_SAMPLE = 20_000
"""Characters of a long document that are looked at: enough to be sure, quick on a book."""

_WORD = re.compile(r"(?<!\w)[a-zà-ÿ]+(?:['’][a-z]+)?(?!\w)")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»|(?<!\w)'[^']*'(?!\w)|‘[^’]*’(?!\w)|\*[^*\n]+\*")
_NAMES = re.compile(r"down\s+to\s+zero|global\s+in\s+the\s+local|end\s+child\s+prostitution[\w ,]*")

_QUESTION: dict[Language, str] = {
    "id": """
        apa apakah siapa siapakah kapan kapankah mana dimana kemana bagaimana bagaimanakah
        mengapa kenapa berapa berapakah apaan ngapain gimana gmn gmna bgmn knp brp sapa dmn
        jelaskan jelasin sebutkan sebutin uraikan bandingkan tolong terangkan ceritakan ringkas
        rangkum berikan beri kasih
    """,
    "en": """
        what what's whats who whom whose when where which why how how's define explain describe
        compare list name summarise summarize outline tell does did can could please give
    """,
}
_FUNCTION: dict[Language, str] = {
    "id": """
        yang yg dan di ke dari dr dengan dgn dg untuk utk buat pada pd oleh dalam dlm sebagai
        sbg adalah ialah yaitu yakni merupakan ini itu tersebut tsb atau tetapi tapi tp namun
        karena karna krn jika kalau kalo klo kl bila bahwa agar supaya sehingga maka juga jg
        saja aja aj hanya sudah sdh udah udh telah akan belum blm tidak tdk tak gak ga nggak
        ngga enggak engga bukan bkn jangan jgn bisa bs dapat dpt harus hrs boleh ada adakah
        antara tentang ttg mengenai terhadap terhdp secara para sang si saya sy aku gue gw kamu
        km anda kita kami dia mereka nya lah kah pun lebih paling sangat sekali semua smua
        setiap tiap beberapa banyak byk lain lainnya sama sm serta hingga sampai sejak setelah
        sebelum ketika saat selama sedang masih msh lagi lg jadi jd dong sih deh kok nih tuh ya
        yah emang emg gitu gt gini begitu seperti kayak kyk misalnya menurut bagi tanpa demi
        lalu kemudian mau ingin pengen mohon bang kak min terus trs cara
    """,
    "en": """
        the a an of and or to in on at by for from with without about into between among is are
        was were be been being am do done has have had having will would shall should may might
        must not no don't doesn't isn't aren't this that these those it its it's they them their
        there he she his her we us our you your i my me if then than as but because so such also
        any some all each every both more most other another only just very while during after
        before since until against under over through per i'm u r
    """,
}
_CONTENT: dict[Language, str] = {
    "id": """
        anak korban pelaku peran negara hukum undang pasal tahun kejahatan kekerasan seksual
        eksploitasi eksplorasi komersial perdagangan orang perlindungan pencegahan penanganan
        pemerintah masyarakat lembaga kementerian pelatihan kampanye kebijakan kerja kerjasama
        mitra pendanaan dana penelitian skripsi tesis penulis intisari abstrak kesimpulan hasil
        metode tujuan definisi pengertian arti artinya maksud bentuk jenis contoh sebab penyebab
        dampak akibat faktor upaya langkah ciri tanda beda perbedaan perkawinan pernikahan
        pariwisata wisata sekolah guru orangtua remaja dewasa polisi lapor melapor laporan aduan
        bantuan layanan rumah kantor wilayah daerah kota desa dunia internasional pengguna
        daring keadaan sejarah latar belakang siapapun aktor eska tppo kpai uu kuhp ppa lsm kppa
        kemensos haid jakarta hotel pekerja sosial kasus data angka jumlah rujukan sumber daftar
        pustaka makna istilah singkatan kepanjangan teori konsep modus rayuan sanksi pidana
        hukuman halo hai selamat pagi siang malam terima makasih trims nomor hubungi minta sesi
        materi
    """,
    "en": """
        child children child's victim victims offender offenders role state states law laws
        article year crime violence sexual exploitation commercial abuse trafficking protection
        prevention government community partner partners training campaign campaigns policy
        funding funded funds fund funder research thesis author abstract conclusion findings
        method aim goal goals definition meaning mean means form forms type types example
        examples cause causes impact effect factors difference marriage travel tourism school
        teacher teachers parents police report reporting help service services country countries
        world international online history csec ocsea ngo ngos work works working programme
        programs project advocacy awareness hello hi thanks thank number contact session main
        first second third called stand stands long many much key summary overview case cases
        people young girls boys sale
    """,
}
_SHARED = {"program", "data", "hotel", "internasional", "jakarta", "aktor", "haid"}
"""Words that say little about the language around them."""

_ENDINGS: dict[Language, re.Pattern[str]] = {
    "id": re.compile(
        r"\w{3,}(?:nya|kan|kah|lah)|(?:meng|meny|peng|peny)\w{3,}|ke\w{3,}an|pe[mnr]\w{4,}an"
    ),
    "en": re.compile(r"\w{2,}(?:tions?|ments?|ness|ships?|ties|ous|ful|ally)|\w+n't|\w+'s"),
}


def _weights(language: Language) -> dict[str, int]:
    weights: dict[str, int] = dict.fromkeys(_CONTENT[language].split(), 1)
    weights |= dict.fromkeys(_FUNCTION[language].split(), 2)
    weights |= dict.fromkeys(_QUESTION[language].split(), 3)
    return {word: weight for word, weight in weights.items() if word not in _SHARED}


_WEIGHTS: dict[Language, dict[str, int]] = {"id": _weights("id"), "en": _weights("en")}


def detect(text: str) -> Language | None:
    """The language of a question or a document; None when nothing in it tells."""
    sample = text[:_SAMPLE].lower()
    unquoted = _NAMES.sub(" ", _QUOTED.sub(" ", sample))
    return _compare(unquoted) or _compare(_NAMES.sub(" ", sample))


def detect_language(text: str, default: Language) -> Language:
    """The language of a text, or `default` when nothing in it tells."""
    return detect(text) or default


def _compare(text: str) -> Language | None:
    words = list(_words(text))
    indonesian, english = _score(words, "id"), _score(words, "en")
    if indonesian == english:
        return None
    return "id" if indonesian > english else "en"


def _words(text: str) -> Iterator[str]:
    return (match.group().replace("’", "'") for match in _WORD.finditer(text))


def _score(words: list[str], language: Language) -> int:
    weights, endings = _WEIGHTS[language], _ENDINGS[language]
    total = 0
    for place, word in enumerate(words):
        weight = weights.get(word, 0)
        if not weight and endings.fullmatch(word):
            weight = 1
        if weight and place == 0:
            weight += 1
        total += weight
    return total
