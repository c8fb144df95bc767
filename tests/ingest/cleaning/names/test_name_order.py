"""Which word of a name is whose: given or family name, of one person or of two."""

import pytest

from ingest.cleaning.base import Context
from ingest.cleaning.names.fields import FullName
from ingest.cleaning.names.names import parse_name

CONTEXT = Context()


@pytest.mark.parametrize(
    ("written", "given", "family"),
    [
        ("García López, Sofía", "Sofía", "García López"),
        ("Sofía García López", "Sofía", "García López"),
        ("Sofía GARCÍA LÓPEZ", "Sofía", "GARCÍA LÓPEZ"),
        ("José Luis García", "José Luis", "García"),
        ("José Ortega y Gasset", "José", "Ortega y Gasset"),
        ("Maria Ferreira da Silva", "Maria", "Ferreira da Silva"),
        ("Tiago Silva Neves Carvalho", "Tiago", "Silva Neves Carvalho"),
        ("Ana da Silva Costa de Matos", "Ana", "da Silva Costa de Matos"),
        ("Lucía Cruz Martínez", "Lucía", "Cruz Martínez"),
        ("MARTIN, Jean-Pierre", "Jean-Pierre", "MARTIN"),
        ("MARTIN Jean-Pierre", "Jean-Pierre", "MARTIN"),
        ("Jan VAN DER BERG", "Jan", "VAN DER BERG"),
        ("Ali bin Hamad", "Ali", "bin Hamad"),
        ("Omar ibn al-Khattab", "Omar", "ibn al-Khattab"),
        ("Siti binti Ahmad", "Siti", "binti Ahmad"),
        ("Abdul Rahman al-Rashid", "Abdul Rahman", "al-Rashid"),
        ("Nguyen Van An", "Van An", "Nguyen"),
        ("Kim Min-jun", "Min-jun", "Kim"),
        ("Yamada Taro", "Taro", "Yamada"),
        ("Nagy Péter", "Péter", "Nagy"),
        ("山田 太郎", "太郎", "山田"),
        ("김민준", "민준", "김"),
        ("王伟", None, None),
        ("Björk Guðmundsdóttir", "Björk", "Guðmundsdóttir"),
        ("Иванов Иван Иванович", "Иван", "Иванов"),
        ("Иван Иванович Иванов", "Иван", "Иванов"),
        ("Madonna", None, "Madonna"),
        ("Marco Dal Pozzo", "Marco", "Dal Pozzo"),
        ("Ian St. John", "Ian", "St. John"),
        ("Dara Ó Briain", "Dara", "Ó Briain"),
        ("Johnny Mc Donald", "Johnny", "Mc Donald"),
        ("Anna Jansen-de Vries", "Anna", "Jansen-de Vries"),
        ("Anna Schmidt - Meier", "Anna", "Schmidt-Meier"),
        ("Muthu a/l Raman", "Muthu", "a/l Raman"),
        ("Сидоров А. В.", "А.", "Сидоров"),
        ("Сидоров А.В.", "А.В.", "Сидоров"),
        ("А. В. Сидоров", "А.", "Сидоров"),
        ("Schmidt J. R.", "J.", "Schmidt"),
        ("Schmidt J.", "Schmidt", "J."),
        ("Priyanka S.", "Priyanka", "S."),
        ("Cardi B", "Cardi", "B"),
        ("Сидоров А.", "А.", "Сидоров"),
        ("Пушкин А.С.", "А.С.", "Пушкин"),
        ("Sky Lee Petrovich", "Sky Lee", "Petrovich"),
        ("Гульнара К.", "Гульнара", "К."),
        ("Марина К.", "Марина", "К."),
        ("Nagy P.", "P.", "Nagy"),
        ("Anna K.", "Anna", "K."),
        ("Ivanov Ivan Ivanovich", "Ivan", "Ivanov"),
        ("John Paul Popovich", "John Paul", "Popovich"),
        ("Иванов Иван", "Иван", "Иванов"),
        ("Иван Иванов", "Иван", "Иванов"),
        ("Son Heung-min", "Heung-min", "Son"),
        ("Ryu Hyun-jin", "Hyun-jin", "Ryu"),
        ("Lee In-young", "In-young", "Lee"),
        ("Tsai Ing-wen", "Ing-wen", "Tsai"),
        ("Ma Ying-jeou", "Ying-jeou", "Ma"),
        ("Min-jun Kim", "Min-jun", "Kim"),
        ("Yara Smith-jones", "Yara", "Smith-jones"),
        ("Kwame Owusu-ansah", "Kwame", "Owusu-ansah"),
        ("Anya Taylor-joy", "Anya", "Taylor-joy"),
        ("Kim Smith-jones", "Kim", "Smith-jones"),
        ("Марина Мельник", "Марина", "Мельник"),
        ("Мельник Марина", "Марина", "Мельник"),
        ("Полина Коваль", "Полина", "Коваль"),
        ("Нина Симон", "Нина", "Симон"),
        ("Робин Гуд", "Робин", "Гуд"),
        ("Галина Вишневская", "Галина", "Вишневская"),
        ("Вишневская Галина", "Галина", "Вишневская"),
        ("Шевченко Тарас Григорович", "Тарас", "Шевченко"),
        ("Marina Ann Obradovich", "Marina Ann", "Obradovich"),
        ("Nina Lee Popovich", "Nina Lee", "Popovich"),
        ("Robin Lynn Petrovich", "Robin Lynn", "Petrovich"),
        ("Ivanova Anna Ivanovna", "Anna", "Ivanova"),
        ("Nina Ivanovna Petrova", "Nina", "Petrova"),
        ("Iwanow Iwan Iwanowitsch", "Iwan", "Iwanow"),
        ("S.Revathi", "S.", "Revathi"),
        ("Dr. K.S.Vijay", "K.S.", "Vijay"),
        ("J.P.Morgan", "J.P.", "Morgan"),
        ("Ravi B.Tech", None, "Ravi"),
        ("Peter B.Tech", "Peter", None),
        ("Dal Singh", "Dal", "Singh"),
        ("John a Smith", "John", "Smith"),
        ("Jan a Kowalski", "Jan", "Kowalski"),
        ("De la Cruz; Maria", "Maria", "De la Cruz"),
        ("Van der Berg; Anna", "Anna", "Van der Berg"),
        ("van der Berg; Anna", "Anna", "van der Berg"),
        ("García López; Ana", "Ana", "García López"),
        ("Anna Müller / Schmidt", "Anna", "Müller/Schmidt"),
        ("Anna Müller | Schmidt", "Anna", "Müller/Schmidt"),
        ("Lê Thị Hoa", "Thị Hoa", "Lê"),
        ("Lee Van Cleef", "Lee", "Van Cleef"),
        ("Hans am Ende", "Hans", "am Ende"),
        ("عماد آل سلطان", "عماد", "آل سلطان"),
        ("صقر آل بن ظافر", "صقر", "آل بن ظافر"),
        ("محمد بن سلمان آل سعود", "محمد", "بن سلمان آل سعود"),
        ("חיים בן דוד", "חיים", "בן דוד"),
        ("בן כהן", "בן", "כהן"),
        ("Lo Johansson", "Lo", "Johansson"),
        ("Antonio Lo Russo", "Antonio", "Lo Russo"),
        ("Emir 's Gravensande", "Emir", "'s Gravensande"),
        ("Peter aus dem Siepen", "Peter", "aus dem Siepen"),
        ("Piet in 't Veld", "Piet", "in 't Veld"),
        ("Veld, Piet in 't", "Piet", "in 't Veld"),
        ("Truus aan de Brugh", "Truus", "aan de Brugh"),
        ("Juan dela Cruz", "Juan", "dela Cruz"),
        ("Lorenzo de' Medici", "Lorenzo", "de' Medici"),
        ("Seán Mac Giolla Bhríde", "Seán", "Mac Giolla Bhríde"),
        ("McDONALD Ronald", "Ronald", "McDONALD"),
        ("Bong Joon-ho", "Joon-ho", "Bong"),
        ("Di Wang", "Di", "Wang"),
        ("Di Stefano", None, "Di Stefano"),
    ],
)
def test_the_order_of_names_in_many_languages(written: str, given: str | None, family: str | None) -> None:
    assert (parse_name(written).given, parse_name(written).family) == (given, family)


def test_the_country_tells_the_order_where_the_name_does_not() -> None:
    assert parse_name("Kis Péter", "HU")[2:5] == ("Péter", None, "Kis")
    assert parse_name("István Nagy", "HU")[2:5] == ("István", None, "Nagy")
    assert parse_name("Oroszné László Nóra", "HU")[2:5] == ("Nóra", None, "Oroszné László")
    assert parse_name("Nikitin Vladilen Kharlampevich", "RU")[2:5] == (
        "Vladilen",
        "Kharlampevich",
        "Nikitin",
    )
    assert parse_name("Melnyk Olena", "UA")[2:5] == ("Olena", None, "Melnyk")
    assert parse_name("Schubina Schanna", "RU")[2:5] == ("Schanna", None, "Schubina")
    assert parse_name("Schubina Schanna", "DE")[2:5] == ("Schubina", None, "Schanna")
    assert parse_name("Li Wei", "CN")[2:5] == ("Wei", None, "Li")
    assert parse_name("Wei Zhang", "CN")[2:5] == ("Wei", None, "Zhang")
    assert parse_name("Xi Jinping", "CN")[2:5] == ("Jinping", None, "Xi")
    assert parse_name("Tao Chen", "CN")[2:5] == ("Tao", None, "Chen")
    assert parse_name("Mao Zedong", "DE")[2:5] == ("Mao", None, "Zedong")
    assert parse_name("Lý Nam Đế", "VN")[2:5] == ("Nam Đế", None, "Lý")
    assert parse_name("Ana María Blas Puig", "ES")[2:5] == ("Ana María", None, "Blas Puig")
    assert parse_name("Ana María Blas Puig", "DE")[2:5] == ("Ana María Blas", None, "Puig")


@pytest.mark.parametrize(
    ("written", "given", "family"),
    [("王伟", "伟", "王"), ("陈桂雪", "桂雪", "陈"), ("欧阳娜娜", "娜娜", "欧阳")],
)
def test_names_in_chinese_characters_are_taken_apart_where_people_are_chinese(
    written: str, given: str, family: str
) -> None:
    assert (parse_name(written, "CN").given, parse_name(written, "CN").family) == (given, family)
    assert (parse_name(written).given, parse_name(written, "JP").family) == (None, None)


@pytest.mark.parametrize(
    ("written", "family"),
    [
        ("Hans und Petra Müller", "Müller"),
        ("Müller, Hans und Petra", "Müller"),
        ("Herr und Frau Müller", "Müller"),
        ("Mr & Mrs Smith", "Smith"),
        ("Juan y María García", "García"),
        ("Maria & Josef Huber", "Huber"),
        ("Huber Josef und Maria", "Huber"),
        ("HUBER Josef & Maria", "HUBER"),
        ("Huber Dr. Josef u. Anna Maria", "Huber"),
        ("van Dijk Peter & Anna", "van Dijk"),
        ("Josef und Maria", None),
        ("Huber Josef und Kern Maria", None),
        ("Anna Müller und Eva Kern", None),
        ("Anna und Eva", None),
        ("Anna/Peter Müller", "Müller"),
        ("Müller, Hans/Petra", "Müller"),
        ("John Smith / Jane Doe", None),
        ("John Smith; Jane Doe", None),
        ("John and Mary Council", "Council"),
        ("Anna Müller / Eva", None),
        ("Jan en Anna de Vries", "de Vries"),
        ("Jan a Anna Novákovi", "Novákovi"),
        ("Иван и Мария Ивановы", "Ивановы"),
        ("Ahmet ve Ayşe Yılmaz", "Yılmaz"),
    ],
)
def test_two_people_in_one_name_have_a_family_name_at_most(written: str, family: str | None) -> None:
    assert parse_name(written)[2:8] == (None, None, family, None, None, None)


def test_text_with_digits_or_more_commas_is_not_turned_round() -> None:
    assert parse_name("thomas clifford, 1st baron clifford").given != "1st baron clifford"
    assert parse_name("Müller, Schmidt, Meier").full == "Müller Schmidt Meier"


def test_chinese_names_are_parted_in_china_alone() -> None:
    assert parse_name("张伟", "CN")[2:5] == ("伟", None, "张")
    assert parse_name("欧阳娜娜", "TW")[2:5] == ("娜娜", None, "欧阳")
    assert parse_name("山田太郎", "JP")[2:5] == (None, None, None)


@pytest.mark.parametrize(
    ("written", "given", "family"),
    [
        ("ROSSI MARIO", "MARIO", "ROSSI"),
        ("DE LUCA ANNA MARIA", "ANNA MARIA", "DE LUCA"),
        ("Müller Hans", "Hans", "Müller"),
        ("Dr. Bernasconi Luca", "Luca", "Bernasconi"),
        ("García López Sofía", "Sofía", "García López"),
        ("van der Berg Piet", "Piet", "van der Berg"),
        ("Rossi, Mario", "Mario", "Rossi"),
        ("Rossi", None, "Rossi"),
        ("Edil Rossi S.r.l.", None, None),
    ],
)
def test_a_column_may_have_the_family_name_in_front(
    written: str, given: str | None, family: str | None
) -> None:
    name = parse_name(FullName().clean(written, Context(words=(("order", "family_first"),))))

    assert (name.given, name.family) == (given, family)
