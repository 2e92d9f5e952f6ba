from recount.model import Place, WherePrecision
from recount.publish.location import main_place, point_of
from tests.publish.invented import BELMAR, OSK, TARVANE, place


def test_the_first_place_with_a_point_gives_it_for_a_more_exact_one_may_be_that_of_a_part() -> None:
    for places in ((OSK, TARVANE), (BELMAR, OSK, TARVANE), (OSK,)):
        point = point_of(places)
        assert point is not None
        assert point.place is OSK
    assert point_of((TARVANE, OSK)) == point_of((TARVANE,))


def test_a_province_has_no_point_although_its_gazetteer_has_one() -> None:
    assert point_of((BELMAR,)) is None


def test_a_name_without_a_gazetteer_has_no_point() -> None:
    assert point_of((Place(name="Nowhere", where_precision=WherePrecision.EXACT),)) is None
    assert point_of((place("Lost", None, None, WherePrecision.EXACT),)) is None


def test_without_a_point_the_first_place_stands_for_all() -> None:
    assert main_place((BELMAR, Place(name="Nowhere"))) is BELMAR
    assert main_place((BELMAR, TARVANE)) is TARVANE
    assert main_place(()) is None
