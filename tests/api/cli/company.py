"""Two sources of four people, with their mappings and the truth."""

from pathlib import Path

MAPPING = """
source: {source}
files:
  - path: {source}.csv
    rows:
      - kind: customer
        fields:
          {{source_id: id, full_name: name, birth_date: born, email: mail, street: street, postal_code: zip,
           city: city}}
"""
CRM = """id,name,born,mail,street,zip,city
1,Anna Groß,1980-02-29,anna@mail.example,Domweg 5,50667,Köln
2,Bernd Möller,1975-11-03,bernd@mail.example,,,Bonn
,Nobody,1990-01-01,nobody@mail.example,,,Bonn
"""
SHOP = """id,name,born,mail,street,zip,city
a,Anna Gross,1980-02-29,ANNA@mail.example,,,Köln
b,Clara Gross,1991-07-15,clara@mail.example,Domweg 5,50667,Köln
"""
TRUTH = "source,source_id,entity\ncrm,1,x\nshop,a,x\ncrm,2,y\nshop,b,z\n"


def write_company(folder: Path) -> None:
    """Write all of it into a folder."""
    for source, rows in (("crm", CRM), ("shop", SHOP)):
        (folder / f"{source}.yaml").write_text(MAPPING.format(source=source), encoding="utf-8")
        (folder / f"{source}.csv").write_text(rows, encoding="utf-8")
    (folder / "truth.csv").write_text(TRUTH, encoding="utf-8")
