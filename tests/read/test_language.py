"""In which language a text is: what is read is never refused, what is plainly another language always."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from longgame.core.errors import CaseError
from longgame.read.document import open_document
from longgame.read.language import NAMES, tongue

TEXTS = Path(__file__).parent / "texts"
# The same three sentences in each.
OTHERS = {
    "de": (
        "Die beiden Regierungen werden das Abkommen voraussichtlich erst im kommenden Jahr unterzeichnen, obwohl der "
        "Minister am Dienstag erklärte, dass alle Fragen geklärt seien. Beobachter halten es für wahrscheinlich, dass "
        "sich die Ratifizierung im Parlament bis in den Herbst verzögert. Auch die Opposition hat angekündigt, den "
        "Vertrag nicht ohne Änderungen zu billigen, und fordert eine neue Verhandlungsrunde über den Gaspreis."
    ),
    "pl": (
        "Oba rządy najprawdopodobniej podpiszą umowę dopiero w przyszłym roku, choć minister powiedział we wtorek, że "
        "wszystkie kwestie zostały już uzgodnione. Zdaniem obserwatorów ratyfikacja w parlamencie może się opóźnić do "
        "jesieni. Opozycja zapowiedziała również, że nie poprze traktatu bez zmian, i domaga się nowej rundy rozmów o "
        "cenie gazu oraz o tym, kto zapłaci za przesył."
    ),
    "be": (
        "Абодва ўрады, хутчэй за ўсё, падпішуць пагадненне толькі ў наступным годзе, хоць міністр заявіў у аўторак, што "
        "ўсе пытанні ўжо ўзгоднены. На думку назіральнікаў, ратыфікацыя ў парламенце можа зацягнуцца да восені. "
        "Апазіцыя таксама абвясціла, што не падтрымае дамову без зменаў, і патрабуе новага раунда перамоваў пра цану на "
        "газ і пра тое, хто заплаціць за транзіт."
    ),
    "uk": (
        "Обидва уряди, найімовірніше, підпишуть угоду лише наступного року, хоча міністр заявив у вівторок, що всі "
        "питання вже узгоджено. На думку спостерігачів, ратифікація в парламенті може затягнутися до осені. Опозиція "
        "також оголосила, що не підтримає договір без змін, і вимагає нового раунду переговорів про ціну на газ та про "
        "те, хто заплатить за транзит."
    ),
    "fr": (
        "Les deux gouvernements ne signeront sans doute l'accord que l'année prochaine, bien que le ministre ait "
        "déclaré mardi que toutes les questions étaient réglées. Selon les observateurs, la ratification au parlement "
        "pourrait être retardée jusqu'à l'automne. L'opposition a également annoncé qu'elle ne voterait pas le traité "
        "sans modifications, et elle exige un nouveau cycle de négociations sur le prix du gaz."
    ),
    "es": (
        "Los dos gobiernos probablemente no firmarán el acuerdo hasta el próximo año, aunque el ministro dijo el martes "
        "que todas las cuestiones estaban resueltas. Según los observadores, la ratificación en el parlamento podría "
        "retrasarse hasta el otoño. La oposición también anunció que no votará el tratado sin cambios y exige una nueva "
        "ronda de negociaciones sobre el precio del gas."
    ),
    "it": (
        "I due governi probabilmente firmeranno l'accordo solo l'anno prossimo, anche se il ministro ha dichiarato "
        "martedì che tutte le questioni sono state risolte. Secondo gli osservatori, la ratifica in parlamento potrebbe "
        "slittare fino all'autunno. Anche l'opposizione ha annunciato che non voterà il trattato senza modifiche e "
        "chiede un nuovo giro di negoziati sul prezzo del gas."
    ),
    "nl": (
        "De twee regeringen zullen het akkoord waarschijnlijk pas volgend jaar ondertekenen, hoewel de minister dinsdag "
        "zei dat alle kwesties zijn opgelost. Volgens waarnemers kan de ratificatie in het parlement tot in de herfst "
        "duren. Ook de oppositie heeft aangekondigd dat zij niet voor het verdrag zal stemmen zonder wijzigingen, en "
        "eist een nieuwe ronde van onderhandelingen over de gasprijs."
    ),
    "cs": (
        "Obě vlády dohodu pravděpodobně podepíší až příští rok, ačkoli ministr v úterý prohlásil, že všechny otázky "
        "jsou již dohodnuty. Podle pozorovatelů se ratifikace v parlamentu může protáhnout až do podzimu. Také opozice "
        "oznámila, že smlouvu beze změn nepodpoří, a požaduje nové kolo jednání o ceně plynu."
    ),
    "ro": (
        "Cele două guverne vor semna probabil acordul abia anul viitor, deși ministrul a declarat marți că toate "
        "chestiunile au fost rezolvate. Potrivit observatorilor, ratificarea în parlament ar putea fi amânată până în "
        "toamnă. Opoziția a anunțat de asemenea că nu va vota tratatul fără modificări și cere o nouă rundă de "
        "negocieri privind prețul gazelor."
    ),
    "tr": (
        "İki hükümet anlaşmayı muhtemelen ancak gelecek yıl imzalayacak, ancak bakan salı günü bütün sorunların "
        "çözüldüğünü söyledi. Gözlemcilere göre parlamentodaki onay süreci sonbahara kadar uzayabilir. Muhalefet de "
        "anlaşmayı değişiklik yapılmadan desteklemeyeceğini açıkladı ve gaz fiyatı konusunda yeni bir müzakere turu "
        "talep ediyor."
    ),
    "bg": (
        "Двете правителства най-вероятно ще подпишат споразумението едва през следващата година, въпреки че министърът "
        "заяви във вторник, че всички въпроси вече са уредени. Според наблюдателите ратификацията в парламента може да "
        "се забави до есента. Опозицията също обяви, че няма да подкрепи договора без промени, и настоява за нов кръг "
        "от преговори за цената на газа."
    ),
    "sr": (
        "Обе владе ће споразум највероватније потписати тек идуће године, иако је министар у уторак изјавио да су сва "
        "питања већ усаглашена. Према посматрачима, ратификација у парламенту могла би да се отегне до јесени. "
        "Опозиција је такође најавила да неће подржати уговор без измена и тражи нову рунду преговора о цени гаса."
    ),
}
# Nobody in it is real.
SLAVIC = (
    "Minister Dzmitry Kravchuk-Haidukou met Igor Shuvalenko, Aleksandr Novikov and Alyaksei Kavalchuk in Navapolatsk; Vyacheslav "
    "Volodarenko, Siarhei Aleinichyk and Uladzimir Makeichyk stayed in Baranavichy. Ryhor Rapotkin told Zvyazda Palessia that "
    "Belnaftatrans and Gazprombudtrans had agreed. Natallia Kachanouskaya, Mikhail Miasnikou and Aliaksandr Lukashevich signed in "
    "Maladzyechna. Piotr Krawczykowski of Gazeta Pomorska Nowa and Jadwiga Szczepańska of Dziennik Prawny expect more from Tsikhan "
    "Ivanouski, Ihar Petryshenka and Valiantsin Rybakovich."
)
TELEGRAM = (
    "Vodnograd, 4 May. Talks resumed. Gas price: no deal. Krutovich, Novaković present. Next round 12 May, Portov. Transit "
    "volumes up 4 %, revenue down 7 %. Prime Minister Halavach: no hurry. Belnaftatrans statement expected Friday. Rouble steady. "
    "Brent 81.20. Union programmes: 26 of 28 closed."
)
SHORT = ("Agreement tomorrow unlikely.", "Der Vertrag wird unterzeichnet.", "Przed nami długa droga.", "Договор подпишут завтра.")
ARTICLES = sorted(p for p in TEXTS.iterdir() if p.name[0].isdigit())
# Names are the same in all of them, small words are not.
MIXED = "The ministers met in Kraków on Tuesday, and this is what both of them said of the gas price: "


def windows(words: list[str], size: int) -> list[str]:
    return [" ".join(words[i : i + size]) for i in range(0, max(len(words) - size, 0) + 1, 9)]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.name)
def test_no_article_and_no_part_of_one_is_taken_for_another_language(path: Path) -> None:
    text = open_document(path).text
    whole = tongue(text)
    assert whole.verdict == "same"
    assert whole.found == ("ru" if path.name[:2] in ("11", "12") else "en")
    words = text.split()
    assert not [w for size in (20, 40) for w in windows(words, size) if tongue(w).verdict == "other"]
    assert all(tongue(w).verdict == "same" for w in windows(words, 80))


@pytest.mark.parametrize("text", [*SHORT, SLAVIC, TELEGRAM, "1. "], ids=lambda t: t[:20])
def test_short_texts_telegrams_and_names_raise_no_alarm(text: str) -> None:
    assert tongue(text).verdict in ("same", "short")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (SHORT[0], "it has too few words to tell its language; it is read as English"),
        (SHORT[1], "it has too few words to tell its language, perhaps German; it is read as English"),
        (SHORT[2], "it has too few words to tell its language, perhaps Polish; it is read as English"),
        (SHORT[3], "it has too few words to tell its language; it is read as Russian"),
        ("The treaty will be signed in May.", ""),
        ("Договор не будет подписан в мае.", ""),
    ],
)
def test_a_text_that_is_too_short_to_tell_is_read_with_a_note(text: str, note: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    assert open_document(path).doubt == note
    assert open_document(path, language="en").doubt == ""


@pytest.mark.parametrize("code", OTHERS)
def test_another_language_is_known(code: str) -> None:
    assert tongue(OTHERS[code])[1:] == (code, "other")
    assert tongue(OTHERS[code] + " " + SHORT[0])[1:] == (code, "other")


@pytest.mark.parametrize(
    "text",
    [
        "Αμφότερες οι κυβερνήσεις θα υπογράψουν τη συμφωνία το επόμενο έτος, δήλωσε ο υπουργός στην πρωτεύουσα την Τρίτη.",
        "两国政府很可能要到明年才会签署该协议,尽管部长周二表示所有问题都已解决。观察人士认为,议会的批准可能会推迟到秋季。反对派也宣布不会支持未经修改的条约。"
        * 2,
        "ორივე მთავრობა შეთანხმებას სავარაუდოდ მხოლოდ მომავალ წელს მოაწერს ხელს, თუმცა მინისტრმა სამშაბათს ეს განაცხადა.",
        (
            "Abodva ŭrady, chutčej za ŭsio, padpišuć pahadnieńnie tolki ŭ nastupnym hodzie, choć ministr zajaviŭ u aŭtorak, što "
            "ŭsie pytańni ŭžo ŭzhodnieny. Na dumku naziralnikaŭ, ratyfikacyja ŭ parlamencie moža zaciahnucca da vosieni. "
            "Apazicyja taksama abviaściła, što nie padtrymaje damovu biez zmienaŭ. "
        )
        * 2,
    ],
    ids=["Greek", "Chinese", "Georgian", "Belarusian in Latin letters"],
)
def test_what_cannot_be_named_is_refused_all_the_same(text: str) -> None:
    assert tongue(text)[1:] == ("und", "other")


def test_a_text_in_two_languages_is_doubted() -> None:
    found = tongue(MIXED + OTHERS["de"])
    assert (found.reader, found.verdict) == ("en", "doubt")
    assert tongue(TEXTS.joinpath("01_croatia_bay.txt").read_text("utf-8") + OTHERS["de"]).verdict == "same"


def article(folder: Path, code: str, before: str = "") -> Path:
    path = folder / f"{code}.txt"
    path.write_text(f"14 May 2025\n\n{before}{OTHERS[code]}\n", "utf-8")
    return path


@pytest.mark.parametrize(("code", "insist"), [("de", "en"), ("pl", "en"), ("fr", "en"), ("be", "ru"), ("uk", "ru")])
def test_it_is_refused_with_a_way_to_insist(code: str, insist: str, cli: Callable[..., Any], tmp_path: Path) -> None:
    path = article(tmp_path, code)
    with pytest.raises(
        CaseError, match=f"LG182 the document seems to be in {NAMES[code]}; read are English and Russian .*--language {insist}"
    ):
        open_document(path)
    done = cli("read", path, "--json")
    assert (done.status, done.out) == (1, "")
    assert "LG182" in done.err
    found = open_document(path, language="ru" if insist == "ru" else "en")
    assert (found.language, found.found, found.doubt) == (insist, code, "")


def test_who_insists_gets_the_language_that_was_found(cli: Callable[..., Any], tmp_path: Path) -> None:
    path = article(tmp_path, "de")
    done = cli("read", path, "--language", "en", "--json")
    assert done.status == 0, done.err
    assert json.loads(done.out)["document"]["language"] == "de"
    wrong = cli("read", path, "--language", "de")
    assert wrong.status == 2
    assert "--language: 'de' is not read; read are en and ru" in wrong.err


def test_a_doubt_is_told_of_one_document_and_of_a_folder(cli: Callable[..., Any], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    path = article(folder, "de", MIXED)
    alone = cli("read", path, "-o", tmp_path / "a.yaml")
    says = "it is read as English, of which it has few words, perhaps German"
    assert f"note: {says}" in alone.err
    assert "language: de" in (tmp_path / "a.yaml").read_text("utf-8")
    article(folder, "fr")
    all_of_them = cli("read", folder, "-o", tmp_path / "out")
    assert all_of_them.status == 1
    assert f"de.txt: {says}" in all_of_them.err
    assert "fr.txt LG182 the document seems to be in French" in all_of_them.err
