"""Words for orders that came to nothing, as systems of many countries have them."""

import duckdb
import pytest

from graph.identity.outcome.revenue import take_revenue
from graph.identity.rules import load_rules

VOID = (
    *("Cancelled", "canceled", "wc-refunded", "Order Cancelled", "Storniert", "retourniert"),
    *("annulée", "devuelto", "Rimborsato", "geannuleerd", "estornado", "Anulowane"),
    *("zwrócone", "Zrušeno", "storno", "Vrácená", "Отменён", "отменен", "Возврат"),
    *("аннулирован", "Скасовано", "Отказана", "Otkazano", "Stornirano", "Törölve", "Anulată"),
    *("Ακυρώθηκε", "İptal edildi", "IPTAL", "iade", "İade edildi", "已取消", "退款"),
    *("交易关闭", "キャンセル済み", "返品", "返金", "취소", "환불 완료", "주문취소"),
    *("Dibatalkan", "đã hủy", "ยกเลิก", "ملغي", "בוטל", "Kansellert", "återbetald"),
    *("Peruttu", "annulleret", "Refunderet", "Rückerstattet", "vollständig erstattet"),
    *(
        "Retour",
        "Mislukt",
        "Fehlgeschlagen",
        "Devolução",
        "Pagamento recusado",
        "Fallido",
        "Échouée",
        "Rimborso",
    ),
    *("Misslyckad", "Mislykket", "Retur", "Nieudane", "Başarısız", "Recusado", "Refusée", "Afgewezen"),
    *("refund", "Cancellation", "canceled by customer", "refunded_by_admin", "denied", "gutgeschrieben"),
)
COUNTS = (
    *("", "paid", "Delivered", "partially_refunded", "teilweise erstattet", "open"),
    *("teilweise rückerstattet", "refund requested", "cancellation requested", "refund denied"),
    *("Bezahlt", "выполнен", "完了", "已完成", "배송완료", "Tamamlandı", "zrealizowane"),
    *("Afgerond", "Verzonden", "deels retour", "Retour aangevraagd", "Enviado", "Aguardando pagamento"),
    *("vyřízeno", "not cancelled", "取消不可", "部分退款"),
    *("Scaduta", "Vervallen", "überfällig"),  # of invoices that are late
)


def test_words_for_cancelled_and_refunded_are_known_and_others_count() -> None:
    connection = duckdb.connect()
    take_revenue(connection, load_rules().revenue)

    def counted(status: str | None) -> bool:
        row = connection.execute("SELECT came_to_something(5, ?)", [status]).fetchone()
        return bool(row and row[0])

    assert [status for status in VOID if counted(status)] == []
    assert [status for status in COUNTS if not counted(status)] == []
    assert counted(None)


@pytest.mark.parametrize(
    ("total", "something", "purchase"),
    [(5, True, True), (None, True, True), (0, False, False), (-5, True, False)],
)
def test_a_credit_counts_and_is_no_purchase(total: float | None, something: bool, purchase: bool) -> None:
    connection = duckdb.connect()
    take_revenue(connection, load_rules().revenue)

    found = connection.execute("SELECT came_to_something($1, 'paid'), is_purchase($1, 'paid')", [total])

    assert found.fetchall() == [(something, purchase)]
