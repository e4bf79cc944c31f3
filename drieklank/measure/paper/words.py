"""The few fixed words of a paper form, per language. A language that is not here reads them in Dutch."""

# ruff: noqa: RUF001 -- letters of other alphabets look like ours, and are meant

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from drieklank.content.texts import SOURCE_LANGUAGE


@dataclass(frozen=True, slots=True)
class Words:
    """mark, mend: how to answer and to correct. own_words: where an open question went.

    page: `{page}` of `{pages}`. The rest stands on the sheet that goes with the form.
    """

    mark: str
    mend: str
    own_words: str
    page: str
    code: str
    subject: str
    explains: tuple[str, ...]
    circles: str
    qr: str


_WORDS: Final = {
    "nl": Words(
        mark="Zet bij elke vraag een kruisje in één rondje, met een blauwe of zwarte pen. U mag vragen overslaan.",
        mend="Vergist? Maak het foute rondje helemaal donker en zet een kruisje in het goede.",
        own_words="Wilt u iets in eigen woorden zeggen? Dat kan met de link of code in uw brief. Schrijf niets anders"
        " op dit papier: iemand op school kan uw handschrift herkennen.",
        page="Bladzijde {page} van {pages}",
        code="Uw code",
        subject="De vragenlijst op papier",
        explains=(
            (
                "Hierachter zit de vragenlijst van {school}. Vul hem in en lever alleen de vragen in, in een dichte"
                " envelop. U kunt antwoorden tot en met {closes_on}."
            ),
            (
                "Houd dit blad met uw naam zelf. Op de vragenlijst staat geen naam. De computer leest de kruisjes."
                " Is een kruisje onduidelijk? Dan ziet iemand op school alleen dat ene rijtje rondjes, zonder naam"
                " of code."
            ),
            (
                "Liever op uw telefoon? Ga naar {typed_at} en typ uw code: {code}. Dan hoeft u het papier niet in te"
                " leveren."
            ),
            "Vragen? {contact}",
        ),
        circles="Rondjes om aan te kruisen",
        qr="QR-code voor de computer die het formulier leest",
    ),
    "en": Words(
        mark="For each question, put a cross in one circle, with a blue or black pen. You may skip questions.",
        mend="A mistake? Make the wrong circle completely dark and put a cross in the right one.",
        own_words="Would you like to say something in your own words? Use the link or code in your letter. Write"
        " nothing else on this paper: someone at school may know your handwriting.",
        page="Page {page} of {pages}",
        code="Your code",
        subject="The questionnaire on paper",
        explains=(
            (
                "Behind this page is the questionnaire from {school}. Fill it in and hand in only the questions, in a"
                " closed envelope. You can answer until {closes_on}."
            ),
            (
                "Keep this page with your name. There is no name on the questionnaire. A computer reads the crosses."
                " Is a cross unclear? Then someone at school sees only that one row of circles, without a name or"
                " code."
            ),
            (
                "Rather use your phone? Go to {typed_at} and type your code: {code}. Then you need not hand in the"
                " paper."
            ),
            "Questions? {contact}",
        ),
        circles="Circles to put a cross in",
        qr="QR code for the computer that reads the form",
    ),
    "ar": Words(
        mark="ضعوا علامة × في دائرة واحدة لكل سؤال، بقلم أزرق أو أسود. يمكنكم ترك أي سؤال.",
        mend="هل أخطأتم؟ املؤوا الدائرة الخاطئة بالكامل وضعوا علامة × في الدائرة الصحيحة.",
        own_words="هل تريدون أن تقولوا شيئًا بكلماتكم؟ استخدموا الرابط أو الرمز الموجود في رسالتكم. لا تكتبوا"
        " شيئًا آخر على هذه الورقة، فقد يعرف أحد في المدرسة خط يدكم.",
        page="الصفحة {page} من {pages}",
        code="الرمز الخاص بكم",
        subject="الاستبيان على الورق",
        explains=(
            (
                "بعد هذه الصفحة تجدون استبيان مدرسة {school}. املؤوه وسلّموا الأسئلة فقط في ظرف مغلق. يمكنكم الإجابة حتى"
                " {closes_on}."
            ),
            (
                "احتفظوا بهذه الصفحة التي عليها اسمكم. لا يوجد اسم على الاستبيان. الحاسوب يقرأ العلامات. إذا كانت"
                " علامة غير واضحة، يرى أحد العاملين في المدرسة صف الدوائر هذا فقط، بلا اسم ولا رمز."
            ),
            "هل تفضلون الهاتف؟ افتحوا {typed_at} واكتبوا الرمز: \u200e{code}. عندها لا حاجة إلى تسليم الورق.",
            "هل لديكم أسئلة؟ {contact}",
        ),
        circles="دوائر لوضع علامة فيها",
        qr="رمز QR للحاسوب الذي يقرأ الاستمارة",
    ),
    "tr": Words(
        mark="Her soru için mavi veya siyah kalemle yalnızca bir yuvarlağa çarpı koyun. Soruları boş bırakabilirsiniz.",
        mend="Yanlış mı oldu? Yanlış yuvarlağı tamamen karalayın ve doğru olana çarpı koyun.",
        own_words="Kendi sözlerinizle bir şey söylemek ister misiniz? Bunu mektubunuzdaki link veya kodla"
        " yapabilirsiniz. Bu kâğıda başka bir şey yazmayın: okulda biri el yazınızı tanıyabilir.",
        page="Sayfa {page}/{pages}",
        code="Kodunuz",
        subject="Kâğıt üzerinde anket",
        explains=(
            (
                "{school} anketi bu sayfadan sonra gelir. Doldurun ve yalnızca soruları kapalı bir zarfta teslim"
                " edin. {closes_on} gününün sonuna kadar cevap verebilirsiniz."
            ),
            (
                "Adınızın yazılı olduğu bu sayfa sizde kalsın. Anketin üzerinde isim yoktur. Çarpıları bilgisayar"
                " okur. Bir çarpı belli değil mi? O zaman okulda biri yalnızca o tek yuvarlak sırasını görür, isim"
                " veya kod görmez."
            ),
            (
                "Telefonunuzu mu tercih edersiniz? {typed_at} adresine gidin ve kodunuzu yazın: {code}. O zaman"
                " kâğıdı teslim etmeniz gerekmez."
            ),
            "Sorunuz mu var? {contact}",
        ),
        circles="Çarpı koymak için yuvarlaklar",
        qr="Formu okuyan bilgisayar için QR kodu",
    ),
    "pl": Words(
        mark="Przy każdym pytaniu proszę postawić krzyżyk w jednym kółku, niebieskim lub czarnym długopisem."
        " Można pomijać pytania.",
        mend="Pomyłka? Proszę całkiem zamalować złe kółko i postawić krzyżyk we właściwym.",
        own_words="Chcą Państwo napisać coś własnymi słowami? Można to zrobić przez link lub kod z listu. Na tej"
        " kartce proszę nie pisać nic więcej: ktoś w szkole może rozpoznać Państwa pismo.",
        page="Strona {page} z {pages}",
        code="Państwa kod",
        subject="Ankieta na papierze",
        explains=(
            (
                "Za tą stroną jest ankieta szkoły {school}. Proszę ją wypełnić i oddać tylko pytania, w zamkniętej"
                " kopercie. Odpowiedzi można oddać do {closes_on} włącznie."
            ),
            (
                "Tę kartkę z nazwiskiem proszę zachować. Na ankiecie nie ma nazwiska. Krzyżyki czyta komputer. Jeśli"
                " krzyżyk jest niewyraźny, ktoś w szkole zobaczy tylko ten jeden rząd kółek, bez nazwiska i kodu."
            ),
            (
                "Wolą Państwo telefon? Proszę wejść na {typed_at} i wpisać swój kod: {code}. Wtedy nie trzeba"
                " oddawać papieru."
            ),
            "Pytania? {contact}",
        ),
        circles="Kółka do postawienia krzyżyka",
        qr="Kod QR dla komputera, który czyta formularz",
    ),
    "uk": Words(
        mark="У кожному запитанні поставте хрестик в одному кружечку, синьою або чорною ручкою. Запитання можна"
        " пропускати.",
        mend="Помилилися? Повністю зафарбуйте неправильний кружечок і поставте хрестик у правильному.",
        own_words="Хочете написати щось своїми словами? Це можна зробити за посиланням або кодом із Вашого листа."
        " Більше нічого на цьому папері не пишіть: хтось у школі може впізнати Ваш почерк.",
        page="Сторінка {page} з {pages}",
        code="Ваш код",
        subject="Анкета на папері",
        explains=(
            (
                "За цією сторінкою є анкета школи {school}. Заповніть її та здайте тільки запитання, у закритому"
                " конверті. Відповідати можна до {closes_on} включно."
            ),
            (
                "Цей аркуш зі своїм іменем залиште собі. На анкеті імені немає. Хрестики читає комп’ютер. Якщо"
                " хрестик нечіткий, хтось у школі побачить лише цей один ряд кружечків, без імені та коду."
            ),
            (
                "Вам зручніше на телефоні? Відкрийте {typed_at} і введіть свій код: {code}. Тоді папір здавати не"
                " треба."
            ),
            "Є запитання? {contact}",
        ),
        circles="Кружечки для хрестика",
        qr="QR-код для комп’ютера, який читає бланк",
    ),
    "ti": Words(
        mark="ኣብ ነፍሲ ወከፍ ሕቶ፣ ብሰማያዊ ወይ ጸሊም ፒሮ ኣብ ሓንቲ ክቢ መስቀል ግበሩ። ሕቶታት ክትሰግሩ ትኽእሉ ኢኹም።",
        mend="ተጋጊኹም ዶ፧ ነታ ጌጋ ክቢ ምሉእ ብምሉእ ኣጸልሙ፣ ኣብታ ቅንዕቲ ክቢ ድማ መስቀል ግበሩ።",
        own_words="ብናይ ገዛእ ርእስኹም ቃላት ገለ ክትብሉ ትደልዩ ዶ፧ በታ ኣብ ደብዳቤኹም ዘላ ሊንክ ወይ ኮድ ይከኣል። ኣብዚ ወረቐት ካልእ"
        " ነገር ኣይትጽሓፉ፦ ኣብ ቤት ትምህርቲ ዘሎ ሰብ ጽሕፈት ኢድኩም ከለሊ ይኽእል።",
        page="ገጽ {page} ካብ {pages}",
        code="ኮድኩም",
        subject="ዝርዝር ሕቶታት ብወረቐት",
        explains=(
            (
                "ድሕሪ እዚ ገጽ ዝርዝር ሕቶታት ናይ {school} ኣሎ። ምልእዎ፣ ነቶም ሕቶታት ጥራይ ድማ ኣብ እተዓጽወ ቡስጣ ኣረክቡ።"
                " ክሳብ {closes_on} ክትምልሱ ትኽእሉ ኢኹም።"
            ),
            (
                "ስምኩም ዘለዎ ወረቐት ባዕልኹም ሓዝዎ። ኣብቲ ዝርዝር ሕቶታት ስም የለን። ነቲ መስቀላት ኮምፒተር ይንብቦ። ሓደ መስቀል"
                " ንጹር እንተ ዘይኮይኑ፣ ኣብ ቤት ትምህርቲ ዘሎ ሰብ ነታ ሓንቲ መስርዕ ክብታት ጥራይ ይርኢ፣ ብዘይ ስምን ብዘይ ኮድን።"
            ),
            "ብተሌፎንኩም ይሓይሽ ዶ፧ ናብ {typed_at} ኪዱ እሞ ኮድኩም ጽሓፉ፦ {code}። ሽዑ ነቲ ወረቐት ከተረክቡ ኣየድልን።",
            "ሕቶ ኣለኩም ዶ፧ {contact}",
        ),
        circles="መስቀል ዝግበረለን ክብታት",
        qr="QR-ኮድ ነቲ ቅጥዒ ዘንብብ ኮምፒተር",
    ),
}


def words(lang: str) -> Words:
    """Return the words in this language, or in Dutch."""
    return _WORDS.get(lang, _WORDS[SOURCE_LANGUAGE])
