"""CSV as nobody should write it: quotes, rows, headers."""

from tests.ingest.readers.hostile_case import ALL, GOOD, HEAD, TEXT, Case, csv, whole

NOT_DOUBLED = "has a quote that is not closed, or one within quotes that is not doubled"
ESCAPED = "has a quote that is not doubled; if \\\" stands for \", set `escape: '\\'`"
ESCAPE = {"escape": "\\"}

QUOTES = (
    csv("escaped quotes", '"1","Firma \\"Otto\\" Kern",Ulm\n', bad=((2, "", ESCAPED),)),
    csv("escaped quotes at the end", '1,"Otto \\"",Ulm\n', bad=((2, "", ESCAPED),)),
    csv(
        "escaped quotes and a line break",
        '"1","Firma \\"A\\"\nKern, x","Ulm"\n',
        bad=((2, "", ESCAPED), (3, "", "seems to be the rest")),
    ),
    csv(
        "escape set",
        '"1","Firma \\"Otto\\" Kern",Ulm\n',
        good=ALL,
        options=ESCAPE,
        values={"1": 'Firma "Otto" Kern'},
    ),
    csv("escape of itself", '1,"C:\\\\",Ulm\n', good=ALL, options=ESCAPE, values={"1": "C:\\"}),
    csv(
        "escape of the delimiter",
        "1,Kern\\, Otto,Ulm\n",
        good=ALL,
        options=ESCAPE,
        values={"1": "Kern, Otto"},
    ),
    csv(
        "escape of a line end",
        "1,Kern\\\nOtto,Ulm\n2\n",
        good=ALL,
        options=ESCAPE,
        values={"1": "Kern Otto"},
        bad=((4, "", "has 1 columns"),),
    ),
    csv("escape of nothing", "1,C:\\temp,\\N\n", good=ALL, options=ESCAPE, values={"1": "C:\\temp"}),
    csv(
        "escape and doubled quotes",
        '1,"a ""b"" \\"c\\"",Ulm\n',
        good=ALL,
        options=ESCAPE,
        values={"1": 'a "b" "c"'},
    ),
    csv(
        "escaped quote in a text on two lines",
        '1,"a \\"b\\"\nc",Ulm\n',
        good=ALL,
        options=ESCAPE,
        values={"1": 'a "b" c'},
    ),
    csv("backslash before a closing quote", '1,"C:\\",Ulm\n', good=ALL, values={"1": "C:\\"}),
    csv("doubled quotes", '1,"a ""b"" c",Ulm\n', good=ALL, values={"1": 'a "b" c'}),
    csv("inches", '1,12" Rohr,Ulm\n', good=ALL, values={"1": '12" Rohr'}),
    csv(
        "single quotes around double ones",
        "'1','Otto \"Hof\" Kern, Sohn','Ulm'\n",
        good=ALL,
        values={"1": 'Otto "Hof" Kern, Sohn'},
    ),
    csv("inches in quotes", '"1","12" Rohr","Ulm"\n', bad=((2, "", NOT_DOUBLED),)),
    csv("quote not closed", '1,"Ohne Ende,Ulm\n', bad=((2, "", NOT_DOUBLED),)),
    csv("quote closed within", '"5","Ohne Ende,"Ulm"\n', bad=((2, "", NOT_DOUBLED),)),
    csv("spaces before quotes", '1, "Kern, Otto", "Ulm"\n', good=ALL, values={"1": "Kern, Otto"}),
    csv("line breaks in quotes", '1,"Kern\r\n\nOtto",Ulm\n', good=ALL, values={"1": "Kern Otto"}),
    csv("many lines in quotes", '1,"' + "x\n" * 300 + '",Ulm\n', good=ALL, values={"1": "x " * 299 + "x"}),
    csv(
        "too many lines in quotes",
        '1,"' + "x\n" * 520 + '",Ulm\n',
        bad=(
            (2, "", NOT_DOUBLED),
            *((line, "", "has 1 columns") for line in range(3, 522)),
            (522, "", NOT_DOUBLED),
        ),
    ),
    Case(
        "escaped quotes and line breaks in a file of quotes",
        b'"Nr","Name","Ort"\n"1","a \\"b\\"\nline,x,y\nKern","Ulm"\n"8","Meier","Ulm"\n"9","Otto","Ulm"\n',
        bad=((2, "", ESCAPED), (3, "", "seems to be the rest"), (4, "", "has 2 columns")),
    ),
    csv("no quotes at all", '1,"a,Ulm\n', good=ALL, options={"quote": ""}, values={"1": '"a'}),
)

ROWS = (
    csv("too few cells", "1,Kurz\n", bad=((2, "", "has 2 columns where the header has 3"),)),
    csv("too many cells", "1,Lang,Ulm,x\n", bad=((2, "", "has 4 columns where the header has 3"),)),
    csv("delimiters at the end", "1,Gut,Ulm,,,\n", good=ALL),
    csv("blank lines", "\n \n,,\n\t\n"),
    csv("a total at the end of a page", "Summe: 5 Zeilen\n", bad=((2, "", "has 1 columns"),)),
    csv("NUL bytes", "1,a\0b,Ulm\n", bad=((2, "", "contains NUL bytes"),)),
    csv(
        "a field of 12 MB on many lines",
        '1,"' + "\n".join(5 * ["x" * 2_400_000]) + '",Ulm\n',
        bad=(
            (2, "", "has a field that is too long"),
            *((line, "", "has 1 columns where the header has 3") for line in (3, 4, 5)),
            (6, "", "has 2 columns where the header has 3"),
        ),
    ),
    csv(
        "a row of 12 MB",
        f"1,{'x' * 12_000_000},Ulm\n",
        bad=((2, "", "is longer than 10,000,000 characters"),),
    ),
    csv("no key", ",Ohne,Ulm\n", bad=((2, "source_id", "is empty"),)),
    Case("old line ends", TEXT.replace(b"\n", b"\r")),
    Case("Windows line ends", TEXT.replace(b"\n", b"\r\n")),
    Case("no line end at the end", TEXT.rstrip()),
    Case("a header only", HEAD.encode(), ()),
    Case("a header that ends nowhere", HEAD.strip().encode(), ()),
)

HEADERS = (
    whole("nothing", b"", "is empty: it has no header"),
    whole("blank lines only", "\n\n \n", "is empty: it has no header"),
    whole("a byte order mark only", b"\xef\xbb\xbf", "is empty: it has no header"),
    whole("all skipped", TEXT, "is empty: it has no header", options={"skip": 50}),
    whole(
        "a header in cp1252",
        "Nr,Name,Straße\n".encode("cp1252"),
        "The header of file .* not utf-8",
        options={"encoding": "utf-8"},
    ),
    whole(
        "a quote in the header",
        '"Nr,Name,Ort\n1,A,B\n',
        "The header of file .* has a quote that is not closed",
    ),
    whole(
        "a column twice", "Nr,Name,Name,Ort\n1,A,B,C\n", r'has several columns "Name": say "Name \(1\)" or'
    ),
    whole(
        "another delimiter",
        "Nr;Name;Ort\n1;A;B\n",
        'looks separated by ";"; set `delimiter`',
        options={"delimiter": ","},
    ),
    whole(
        "another delimiter, and quotes",
        '"Nr","Name","Ort"\n"1","A","B"\n',
        'It looks separated by ","; set `delimiter`',
        options={"delimiter": ";"},
    ),
    Case("a delimiter that nobody named", TEXT.replace(b",", b";")),
    Case("tabs that nobody named", TEXT.replace(b",", b"\t")),
    Case(
        "bars, and commas in texts", b"Nr|Name|Ort\n8|Meier, A|Ulm\n9|B, C, D|Ulm\n", values={"9": "B, C, D"}
    ),
    Case("quotes that nobody named", b"Nr,'Name','Ort'\n8,'Meier, A','Ulm'\n9,'B','Ulm'\n"),
    Case(
        "one column more in a row", b"Nr;Name;Ort\n" + b"8;Meier;Ulm\n9;A;B;C\n", ("8",), ((3, "", "has 4"),)
    ),
    whole("a missing column", "Nr,Nahme,Ort\n1,A,B\n", 'has no column "Name". Did you mean "Nahme"'),
    whole("10,000 other columns", ",".join(f"S{i}" for i in range(10_000)) + "\n", 'has no column "Nr"'),
    whole(
        "sep= of another delimiter",
        "sep=;\nNr;Name;Ort\n",
        'says in its first line that ";" separates',
        options={"delimiter": ","},
    ),
    Case("sep= and no delimiter named", b"sep=;\n" + TEXT.replace(b",", b";")),
    whole("NUL bytes only", b"\0" * 5_000, "begins with nothing but NUL bytes"),
    whole("a header of 12 MB", "x" * 12_000_000, "The header of file .* is longer than"),
    Case("sep=", b"sep=,\n" + TEXT),
    Case("SEP= in capitals", b"SEP=;\n" + TEXT.replace(b",", b";")),
    whole(
        "titles above the header",
        "Report;;\nMade today\n\nNr;Name;Ort\n1;A;B\n",
        'has no column "Nr"\\. .*stand further below: set `skip: 2`',
    ),
    Case("sep= of a tab", b"sep=\t\n" + TEXT.replace(b",", b"\t"), options={"delimiter": "tab"}),
    Case("byte order mark", b"\xef\xbb\xbf" + TEXT),
    Case("spaces in the header", TEXT.replace(b"Nr,Name,", "\u00a0Nr ,\ufeffName\u200b,  ".encode())),
    Case("blank lines before the header", b"\n\n" + TEXT),
    Case(
        "10,000 columns",
        (HEAD.strip() + "," * 9_997 + "\n").encode() + GOOD.replace("\n", "," * 9_997 + "\n").encode(),
    ),
)
