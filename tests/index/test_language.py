import time

import pytest

from index.language import detect, detect_language

INDONESIAN = """
Apa itu ESKA?
apa itu grooming
peran ecpat?
gmn cara lapor yg bener
Apa itu Down to Zero?
Siapa mendanai program ini?
siapa aja mitranya
knp anak jd korban
Bagaimana peran ECPAT Indonesia dalam program Down to Zero?
sebutkan bentuk ESKA
Berapa negara yang ikut Down to Zero?
kepanjangan INGO
Apa arti "best interests of the child"?
beda ESKA sama trafficking apa
CSEC itu apa
jelaskan konsep Global in the Local
UU No. 35 Tahun 2014
metode penelitian?
dimana penelitian dilakukan
Kapan program dimulai?
bagaimana dengan yang kedua?
hasil penelitiannya
lebih singkat dong
contohnya?
apa hubungan travel and tourism dengan ESKA
Apakah Indonesia meratifikasi Optional Protocol?
tolong bantu saya
nomor telepon SAPA 129
mau tanya soal online grooming
kak, sextortion tuh apaan sih
Lembaga apa saja yang menjadi partner?
Apa yang dimaksud dengan child sexual abuse material?
kesimpulan skripsi
pasal berapa
dampak perkawinan anak
gimana kalo pelakunya turis
Siapakah penulisnya?
terima kasih
kampanye lewat media apa
di mana kantornya
""".strip().splitlines()

ENGLISH = """
what is csec
who funds it
What is ESKA?
and its campaigns?
role of ECPAT
What does "anak yang dilacurkan" mean?
How many countries took part in Down to Zero?
Which ministries were partners?
why is Indonesia a destination
define grooming
Who is the author?
When did the programme start?
list the forms of CSEC
what about the second one?
Law No. 35 of 2014
research method?
where was the study done
Shorter please
Is child marriage a form of CSEC?
hotel staff training session
difference between CSEC and trafficking
how do i report
What is UU TPPO?
Does ESKA include perkawinan anak?
Tell me about INGOs
thanks
capacity building for police
Were hotels involved?
how's ECPAT funded
main findings
Explain the concept of Global in the Local
who r the victims
What did the thesis find about advocacy?
Are boys also victims?
online exploitation
summarise the abstract
""".strip().splitlines()


@pytest.mark.parametrize("question", INDONESIAN)
def test_short_indonesian(question: str) -> None:
    assert detect(question) == "id"


@pytest.mark.parametrize("question", ENGLISH)
def test_short_english(question: str) -> None:
    assert detect(question) == "en"


@pytest.mark.parametrize(
    "text", ["", "  ", "2018?", "ECPAT", "Down to Zero", "???", "日本語", "\x00"]
)
def test_nothing_to_tell_from(text: str) -> None:
    assert detect(text) is None
    assert detect_language(text, "id") == "id"
    assert detect_language(text, "en") == "en"


def test_a_quoted_name_does_not_decide_unless_it_is_all_there_is() -> None:
    assert detect('"the best interests of the child"') == "en"


def test_quick() -> None:
    started = time.perf_counter()
    for question in INDONESIAN:
        detect(question)
    assert (time.perf_counter() - started) / len(INDONESIAN) < 0.001


def test_a_long_text_is_sampled() -> None:
    started = time.perf_counter()
    assert detect("the children of the world and " * 200_000) == "en"
    assert time.perf_counter() - started < 0.5
