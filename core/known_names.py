"""Names and words whose Gulf spelling everybody knows; the keys are folded (core.folding.fold)."""

from __future__ import annotations

from typing import Final

from core.folding import fold

_LIST: Final = """
محمد Mohammed|أحمد Ahmed|محمود Mahmoud|حمد Hamad|حامد Hamed|حمود Hamoud|حمدان Hamdan|عبدالله Abdullah
عبداللطيف Abdullatif|عبدالعزيز Abdulaziz|عبدالرحمن Abdulrahman|عبدالمحسن Abdulmohsen
عبدالكريم Abdulkarim|عبدالإله Abdulelah|علي Ali|عمر Omar|عثمان Othman|أبو Abu|أبوبكر Abubakr|بكر Bakr
خالد Khalid|وليد Waleed|يزيد Yazeed|فهد Fahad|فيصل Faisal|سعود Saud|سعد Saad|سعيد Saeed|سالم Salem
سلمان Salman|سلطان Sultan|سليمان Sulaiman|صالح Saleh|طلال Talal|طارق Tariq|تركي Turki|بندر Bandar
نايف Naif|نواف Nawaf|ناصر Nasser|منصور Mansour|مشعل Mishal|مشاري Meshari|متعب Miteb|ماجد Majed
مازن Mazen|محسن Mohsen|راشد Rashid|رشيد Rasheed|زايد Zayed|زياد Ziyad|جاسم Jassim|جابر Jaber|جمال Jamal
حسن Hassan|حسين Hussein|حمزة Hamza|إبراهيم Ibrahim|إسماعيل Ismail|يوسف Yousef|يعقوب Yaqoub|موسى Mousa
عيسى Issa|داود Dawood|هارون Haroun|نوح Nouh|آدم Adam|يحيى Yahya|زكريا Zakaria|إلياس Elias|أنس Anas
أيمن Ayman|باسم Bassem|بدر Badr|ثامر Thamer|رامي Rami|رائد Raed|سامي Sami|شادي Shadi|عادل Adel|عامر Amer
عمار Ammar|عماد Imad|غازي Ghazi|فارس Faris|فؤاد Fouad|قاسم Qasim|كريم Karim|لؤي Louay|مبارك Mubarak
مروان Marwan|مساعد Musaed|مصطفى Mustafa|معاذ Muath|نبيل Nabil|هاني Hani|هشام Hisham|وائل Wael
ياسر Yasser|نورة Noura|نور Nour|نوف Nouf|فاطمة Fatima|عائشة Aisha|خديجة Khadija|مريم Maryam|زينب Zainab
سارة Sarah|سلمى Salma|ليلى Layla|منى Mona|هند Hind|هدى Huda|هيا Haya|هيفاء Haifa|حصة Hessa|موضي Moudi
منيرة Munira|لطيفة Latifa|لولوة Lulwa|لمى Lama|لينا Lina|لجين Lujain|ريم Reem|رهف Rahaf|رنا Rana
رنيم Raneem|رزان Razan|روان Rawan|دانة Dana|دلال Dalal|دينا Dina|جواهر Jawaher|جود Joud|أميرة Amira
أمل Amal|أمينة Amina|آمنة Amna|أسماء Asma|إيمان Eman|بدور Bodour|بشاير Bashayer|تغريد Taghreed
شهد Shahad|شيخة Sheikha|شيماء Shaima|صفية Safeya|عبير Abeer|العنود Al-Anoud|عهود Ohoud|غادة Ghada
فرح Farah|فوزية Fawzia|مشاعل Mashael|مها Maha|مي Mai|نجلاء Najla|نجود Nujoud|ندى Nada|هاجر Hajar
وفاء Wafa|وجدان Wijdan|شادية Shadia|صفاء Safa|ضياء Diya|منال Manal|رجاء Raja|سديري Sudairi
قحطاني Qahtani|غامدي Ghamdi|عتيبي Otaibi|حربي Harbi|دوسري Dosari|شهري Shehri|زهراني Zahrani
مطيري Mutairi|عنزي Anazi|شمري Shammari|سبيعي Subaie|عسيري Asiri|مالكي Malki|جهني Juhani|بلوي Balawi
يامي Yami|تميمي Tamimi|خالدي Khaldi|هاجري Hajri|عجمي Ajmi|رشيدي Rashidi|حازمي Hazmi|سلمي Sulami
ثقفي Thaqafi|بقمي Baqami|عمري Omari|فيفي Faifi|سهلي Sahli|سعودي Saudi|سليم Saleem|صباح Sabah
مكتوم Maktoum|نهيان Nahyan|ثاني Thani|خليفة Khalifa|قاسمي Qasimi|معلا Mualla|نعيمي Nuaimi|شرقي Sharqi
بوسعيدي Busaidi|كويتي Kuwaiti|كواري Kuwari|منصوري Mansoori|مزروعي Mazrouei|سويدي Suwaidi|فلاسي Falasi
كعبي Kaabi|عامري Ameri|ظاهري Dhaheri|حارثي Harthi|بلوشي Balushi|لواتي Lawati|غانم Ghanim|صقر Saqr
رويلي Ruwaili|سبيل Sabeel|الله Allah|رياض Riyadh|جدة Jeddah|مكة Makkah|مدينة Madinah|دمام Dammam
خبر Khobar|أبها Abha|طائف Taif|علا Ula|درعية Diriyah|سعودية Saudi|مملكة Mamlaka|دبي Dubai
أبوظبي Abu Dhabi|شارقة Sharjah|كويت Kuwait|دوحة Doha|قطر Qatar|بحرين Bahrain|منامة Manama|مسقط Muscat
عمان Oman|نجد Najd|حجاز Hijaz|قصيم Qassim|أحساء Ahsa|عسير Asir|خليج Khaleej|فن Fann|سوق Souq|بيت Bayt
دار Dar|عربي Arabi|عربية Arabiya|بلا Bila|عنوان Unwan|رقم Raqam|بحر Bahr|خط Khatt|قمر Qamar|لوحة Lawha
مسجد Masjid|كتاب Kitab|مؤسسة Muassasa
"""


def _entries() -> dict[str, str]:
    pairs = (entry.split(" ", 1) for line in _LIST.split("\n") for entry in line.split("|") if entry.strip())
    return {fold(arabic): latin for arabic, latin in pairs}


KNOWN: Final = _entries()
