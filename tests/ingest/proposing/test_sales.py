"""Lists of sales and of customers as people hand them around: one row an item, a visit or a firm."""

from pathlib import Path

import pytest

from tests.ingest.proposing.proposals import fields, proposed

_NAMES = ("James Smith", "Maria Garcia", "John Brown", "Linda Davis", "Susan Moore", "David Taylor")


def _rows(pattern: str) -> str:
    return "".join(
        pattern.format(no=no, name=_NAMES[no % 6], item=("85123A", "71053", "84406B")[no % 3]) + "\n"
        for no in range(12)
    )


@pytest.mark.parametrize(
    ("header", "pattern", "wanted"),
    [
        (
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
            "53636{no},{item},Heart,6,12/{no}/2010 8:26,2.55,1785{no},United Kingdom",
            {
                "order": {"number": "InvoiceNo", "ordered_at": "InvoiceDate", "source_id": "CustomerID"},
                "order_line": {"order": "InvoiceNo", "product": "StockCode", "price": "UnitPrice"},
                "product": {"id": "StockCode", "name": "Description"},
            },
        ),
        (
            "Date,Invoice No,Customer,Product,Quantity,Unit Price,Amount",
            "2024-03-{no:02d},INV-{no},{name},Lamp {no},2,2.50,5.00",
            {
                "customer": {"full_name": "Customer"},
                "order": {"number": "Invoice No", "ordered_at": "Date", "total": "Amount"},
                "order_line": {"order": "Invoice No", "quantity": "Quantity", "price": "Unit Price"},
            },
        ),
        (
            "Transaction_ID,User_Name,Age,Purchase_Amount,Transaction_Date",
            "{no},{name},4{no},202.54,2024-03-{no:02d}",
            {
                "customer": {"full_name": "User_Name"},
                "order": {"number": "Transaction_ID", "total": "Purchase_Amount"},
            },
        ),
        (
            "Row ID,Order ID,Order Date,Customer ID,Customer Name,State,Region,Sales",
            "{no},CA-{no},3/1{no}/2016,CG-1{no},{name},Texas,South,14.62",
            {"customer": {"region": "State"}, "order": {"number": "Order ID", "ordered_at": "Order Date"}},
        ),
        (
            "Ticket ID,Customer Name,Customer Email,Ticket Status",
            "{no},{name},p{no}@web.example,Open",
            {"customer": {"source_id": "Customer Email", "full_name": "Customer Name"}},
        ),
        (
            "customerNumber,customerName,contactLastName,contactFirstName,phone",
            "10{no},Gift Stores,Schmitt,Carine,+33 1 23 45 67 {no:02d}",
            {"customer": {"employer": "customerName", "family_name": "contactLastName"}},
        ),
        (
            "customer_id,trans_date,tran_amount",
            "CS{no},{no:02d}-Feb-13,3{no}",
            {"order": {"source_id": "customer_id", "ordered_at": "trans_date", "total": "tran_amount"}},
        ),
        (
            "event_time,event_type,product_id,brand,price,user_id",
            "2019-10-{no:02d} 00:00:00 UTC,view,{item},samsung,35.79,54131{no}",
            {
                "product": {"id": "product_id", "brand": "brand"},
                "event": {"name": "event_type", "product": "product_id", "source_id": "user_id"},
            },
        ),
        (
            "PassengerId,Survived,Pclass,Name,Sex,Age",
            "{no},0,3,{name},male,22",
            {"customer": {"source_id": "PassengerId", "full_name": "Name", "gender": "Sex"}, "product": {}},
        ),
        (
            "listing_id,id,date,reviewer_id,reviewer_name,comments",
            "2818,{no},2019-10-{no:02d},109{no},{name},Daniel is really cool",
            {"customer": {"source_id": "reviewer_id", "full_name": "reviewer_name"}},
        ),
        (
            "household_key,BASKET_ID,DAY,PRODUCT_ID,QUANTITY,SALES_VALUE",
            "2375,2698{no},1,{item},1,1.39",
            {"order_line": {"order": "BASKET_ID", "product": "PRODUCT_ID", "total": "SALES_VALUE"}},
        ),
        (
            "gender,age,id,became_member_on,income",
            "F,55,0610b486422d4921ae7d2bf64640{no:04d},20170715,112000",
            {"customer": {"source_id": "id", "gender": "gender"}},
        ),
    ],
)
def test_what_lists_are_of(
    tmp_path: Path, header: str, pattern: str, wanted: dict[str, dict[str, str]]
) -> None:
    found = proposed(tmp_path / "x.csv", f"{header}\n{_rows(pattern)}")

    for kind, columns in wanted.items():
        assert {name: fields(found, kind).get(name) for name in columns} == {
            name: (column,) for name, column in columns.items()
        }


def test_states_are_no_status_of_orders(tmp_path: Path) -> None:
    states = ("Texas", "Ohio", "Utah")
    rows = "".join(f"{no},1{no},2024-03-{no:02d},{states[no % 3]},5.00\n" for no in range(1, 9))
    found = proposed(tmp_path / "x.csv", f"Order ID,Customer ID,Order Date,State,Total\n{rows}")

    assert "status" not in fields(found, "order")


def test_receipts_that_tell_of_no_person_are_orders_of_nobody(tmp_path: Path) -> None:
    rows = "".join(f"750-67-{8400 + no},A,Female,74.69,{no},1/{no}/2019,13:08\n" for no in range(1, 9))
    header = "Invoice ID,Branch,Gender,Unit price,Total,Date,Time"
    found = proposed(tmp_path / "x.csv", f"{header}\n{rows}")

    assert fields(found, "customer") == {}
    assert fields(found, "order").keys() == {"number", "ordered_at", "total"}


def test_numbers_of_things_are_counts(tmp_path: Path) -> None:
    rows = "".join(f"1563{no},{600 + no},Female,{no % 4},{no % 2}\n" for no in range(9))
    found = proposed(
        tmp_path / "x.csv", f"CustomerId,CreditScore,Gender,NumOfProducts,IsActiveMember\n{rows}"
    )

    assert fields(found, "product") == {}
    assert fields(found, "customer")["source_id"] == ("CustomerId",)
    assert "NumOfProducts" in found.unused


def test_compounds_are_not_made_of_any_two_letters(tmp_path: Path) -> None:
    rows = "".join(f"Resort Hotel,{name},p{no}@web.example\n" for no, name in enumerate(_NAMES))
    found = proposed(tmp_path / "x.csv", f"hotel,name,email\n{rows}")

    assert fields(found, "customer")["full_name"] == ("name",)
    assert "family_name" not in fields(found, "customer")


@pytest.mark.parametrize(("name", "entries"), [("", 2), ("Mia Stone", 1)])
def test_rows_without_a_customer_are_orders_of_nobody_if_they_name_none(
    tmp_path: Path, name: str, entries: int
) -> None:
    rows = "".join(f"{no},{'' if no % 3 else 1700 + no},{name},2024-03-{no:02d},5.00\n" for no in range(1, 9))
    header = "Order No,Customer ID,Customer Name,Order Date,Total"
    found = [it for it in proposed(tmp_path / "x.csv", f"{header}\n{rows}").rows if it.kind == "order"]

    assert len(found) == entries
    assert [it.when.get("Customer ID", "") for it in found] == (["*", None] if entries == 2 else [""])
    assert [any(line.name == "source_id" for line in it.lines) for it in found] == [True, False][:entries]


def test_the_mailbox_of_the_till_is_nobodys(tmp_path: Path) -> None:
    rows = "".join(f"owner@cafe.example,2024-05-01 10:{no}:33,TA{no},4.50\n" for no in range(60))
    found = proposed(tmp_path / "x.csv", f"Email,Date,Transaction ID,Total\n{rows}")

    assert fields(found, "customer") == {}
    assert fields(found, "order").keys() == {"number", "ordered_at", "total"}


def test_an_account_of_the_books_is_no_key_of_buyers(tmp_path: Path) -> None:
    rows = "".join(f"{name},INV-{no},12/03/2024,{no}0.00,200\n" for no, name in enumerate(_NAMES))
    found = proposed(tmp_path / "x.csv", f"ContactName,InvoiceNumber,InvoiceDate,Total,AccountCode\n{rows}")

    assert "AccountCode" in found.unused
    assert fields(found, "customer")["source_id"] == ("InvoiceNumber",)
