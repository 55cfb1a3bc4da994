"""Names that meet across both scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.arabic import name_key, romanise
from core.known_names import KNOWN

GULF = {
    "محمد": "Mohammed, Muhammad, Mohamed, Mohamad",
    "أحمد": "Ahmed, Ahmad",
    "عبدالله": "Abdullah, Abdallah, Abd Allah, Abdulla",
    "عبد الله": "Abdullah",
    "عبدالعزيز": "Abdulaziz, Abdul Aziz, Abdel-Aziz, Abd al-Aziz",
    "عبدالرحمن": "Abdulrahman, Abdurrahman, Abd ar-Rahman",
    "عبدالمحسن": "Abdulmohsen, Abdul Muhsin",
    "عبداللطيف": "Abdullatif, Abdul Latif, Abdullateef",
    "فاطمة": "Fatima, Fatimah, Fatma",
    "نورة": "Noura, Nora, Norah",
    "نورة السديري": "Noura Al-Sudairi, Nora Alsudairy",
    "سعود": "Saud, Saoud, Soud",
    "خالد": "Khalid, Khaled",
    "صالح": "Saleh, Salih",
    "يوسف": "Yousef, Yusuf, Youssef",
    "عثمان": "Othman, Uthman",
    "حصة": "Hessa, Hissah",
    "منيرة": "Muneera, Mounira",
    "غادة": "Ghada, Ghadah",
    "شادية": "Shadia, Shadiyah",
    "القحطاني": "Al-Qahtani, Alqahtani, Qahtani, Al Kahtani",
    "الغامدي": "Al Ghamdi, Alghamdi",
    "العتيبي": "Al-Otaibi, Alotaibi, Otaiby",
    "الدوسري": "Al-Dosari, Aldossary, Al Dawsari",
    "المطيري": "Almutairi, Al-Mutairi",
    "الشهري": "Al-Shehri, Alshehri, Ash-Shehri",
    "الزهراني": "Al-Zahrani, Alzahrani, Az-Zahrani",
    "آل ثاني": "Al Thani, Al-Thani",
    "آل نهيان": "Al Nahyan",
    "بن سلمان": "bin Salman",
    "جواهر": "Jawaher, Jawahir",
    "لولوة": "Lulwa, Lolwah",
    "مشاعل": "Mashael, Mishael",
    "ريم": "Reem, Rim",
    "هيفاء": "Haifa, Hayfa",
    "طارق": "Tariq, Tarek",
    "ضياء": "Diyaa, Dia",
    "حسين": "Hussein, Hussain, Husayn",
    "حسن": "Hassan, Hasan",
    "علي": "Ali, Aly",
    "إلياس": "Elias",
    "إلهام": "Elham, Ilham",
    "لؤي": "Louay, Loay",
    "ظافر": "Dhafer",
    "ثامر": "Thamer",
    "ذياب": "Dhiab",
}
PAIRS = [(arabic, latin) for arabic, spellings in GULF.items() for latin in spellings.split(", ")]
APART = [
    ("محمد", "حمد"),
    ("Khalid", "Walid"),
    ("نورة", "سارة"),
    ("Saud", "Saad Khalid"),
    ("حسن", "محسن"),
    ("سالم", "سلمان"),
]


@pytest.mark.parametrize(("arabic", "latin"), PAIRS)
def test_an_arabic_name_meets_its_latin_spellings(arabic, latin):
    assert name_key(arabic) == name_key(latin) != ""


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_names_stay_apart(one, other):
    assert name_key(one) != name_key(other)


def test_keys_by_word():
    assert name_key("نورة السديري") == "NR SDR"
    assert name_key("Dr. Noura  AL-SUDAIRI!") == "DR NR SDR"
    assert name_key("") == name_key("١٢٣ ... ") == ""


def test_marks_and_controls_do_not_matter():
    assert name_key("مُحَمَّد") == name_key("محمـــد") == name_key("\u202bمحمد\u202c") == "MHMD"
    assert name_key("Zoë Müller") == name_key("Zoe Muller")


@given(st.text(max_size=40))
def test_any_text_has_a_key_of_plain_letters(text):
    key = name_key(text)
    assert set(key) <= set("BTGCHKDSFRLMN ")
    assert key == " ".join(key.split())


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("نورة السديري", "Noura Al-Sudairi"),
        ("عبد الله بن محمد آل سعود", "Abdullah bin Mohammed Al Saud"),
        ("عبدالمجيد القصبي", "Abdulmajid Al-Qasbi"),
        ("لوحة الصحراء", "Lawha Al-Sahra"),
        ("معرض نورة ٢٠٢٦", "Marad Noura 2026"),
        ("مُحَمَّد", "Mohammed"),
        ("سديم", "Sadim"),
        ("كاتب", "Katib"),
        ("مدرسة الفن", "Madrasa Al-Fann"),
        ("شروق الشمس في العُلا", "Shurouq Al-Shams fi Al-Ula"),
        ("زخرفة هندسية", "Zakhrafa Handasiya"),
        ("البحر والسماء", "Al-Bahr wa Al-Sama"),
        ("خط كوفي", "Khatt Koufi"),
        ("للفن", "lil-Fann"),
        ("سُعَاد", "Suad"),
        ("إيقاع", "Iqa"),
        ("ذاكرة المكان", "Dhakira Al-Makan"),
        ("Blue, أزرق؟", "Blue, Azraq?"),
        ("", ""),
    ],
)
def test_romanised_as_newspapers_do(arabic, latin):
    assert romanise(arabic) == latin


@pytest.mark.parametrize("arabic", [name for name in GULF if " " not in name])
def test_a_romanised_name_keeps_its_key(arabic):
    assert name_key(romanise(arabic)) == name_key(arabic)


@given(st.text("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْـٰٱیک ", max_size=30))
def test_nothing_arabic_is_left(text):
    latin = romanise(text)
    assert not any("\u0600" <= char <= "\u06ff" for char in latin)


@given(st.text(st.characters(max_codepoint=0x024F), max_size=30))
def test_latin_text_is_left_alone(text):
    import unicodedata

    assert romanise(text) == unicodedata.normalize("NFKC", text)


def test_the_list_is_keyed_as_it_is_looked_up():
    from core.folding import fold

    assert all(fold(arabic) == arabic for arabic in KNOWN)
    assert all(latin.isascii() and latin[0].isupper() for latin in KNOWN.values())
