"""Seeds for hostile input: small well-formed examples, all invented, and the pieces that break readers."""

from __future__ import annotations

import json

STORY = (
    "Air strikes kill at least 84 in Varda\n\n"
    "VARDA, Oct 13 (Agency) - At least 84 civilians including children were killed in air strikes on the "
    "rebel-held quarters of Varda since Tuesday, the Varda Monitor said on Thursday.\n\n"
    "Seven children were among 71 people killed on Tuesday and Wednesday, its director, Aro Tavel, told the "
    "Agency. Dozens more were wounded, he added; 13 people, two of them medics, died on Thursday in Upper "
    "Varda, al-Kesh and Bel Ora.\n\n"
    "A government source denied that any civilians had been hit. Up to 300,000 are trapped, the U.N. says. "
    "No casualties were reported in Lower Varda, where a car bomb had killed six on 2 October 2016.\n\n"
    "(Photo: A. Tavel)"
)
BRIEF = (
    "A suicide bomber killed himself and three soldiers at a checkpoint near Bel Ora last night, police said."
    " Between 20 and 30 others, among them a 13-year-old girl and her mother, were injured. The toll later "
    "rose from 15 to 17. More than a hundred families fled; one hundred and twenty-five people are missing."
)
FLAT = (
    "Varda Gazette Monday 12 Oct 2015 SANIK Oct 12 2015 A mortar shell killed a woman and wounded 4 others "
    "yesterday morning in Sanik the ministrys spokesman said 2 fighters were shot dead in clashes that left "
    "several dead on both sides Read more: 12 killed in Ora"
)
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Strike on Varda | Gazette</title>'
    '<meta property="og:site_name" content="Gazette"><meta property="article:published_time" '
    'content="2031-05-05T10:00:00Z"></head><body><nav><a href="/">Home</a></nav><article><h1>Strike on Varda'
    "</h1><p>An air strike killed seven people in the town of Varda on Sunday, the Varda Civil Defence said."
    "</p><p>Twelve others were wounded &amp; taken to hospital, a doctor said. The roads were closed.</p>"
    "</article><footer>All rights reserved</footer></body></html>"
)
LINES = "\n".join(
    json.dumps(
        {"id": name, "text": text, "published": "2016-10-13", "outlet": "Varda Post", "url": "http://a.b"}
    )
    for name, text in (("a", STORY), ("b", BRIEF), ("c", FLAT))
)
TABLE = (
    'id,text,published,outlet,language,url,title\r\na,"Seven people were killed in Varda, police said.",'
    '2031-05-05,Post,en,http://a.b/1,Strike\r\nb,"He said ""no one"" was hurt.\nTwo died later.",,,,,\r\n'
)
INDEX = (
    "file,outlet,published,url,language,id,title\none.txt,Post,2031-05-05,http://a.b/1,en,a,Strike\n"
    "deep/two.txt,Gazette,2031-05-06,,en,b,\nnone.txt,,,,,,\n"
)
PLACES = (
    "name,kind,lat,lon,country,parents,names,native_name,id\nUpper Varda,quarter,36.2,37.1,SY,Varda;Ora,"
    "Varda al-Fawqa;Oberwarda,,v1\nal-Kesh,quarter,36.21,37.12,SY,Varda,,,v2\nVarda,city,,,,,,,\n"
)
FEATURES = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": "v1",
                "properties": {"name": "Varda", "kind": "city", "names": ["Warda"], "country": "SY"},
                "geometry": {"type": "Point", "coordinates": [37.1, 36.2]},
            },
            {"type": "Feature", "properties": {"name": "Ora", "parents": "Varda;Sanik"}, "geometry": None},
        ],
    }
)
SCOPE = (
    'title = "Varda"\narea = ["Varda"]\nperiod_start = 2016-10-01\nperiod_end = 2016-10-31\n'
    'languages = ["en"]\ninclusion = ["Reports of the war"]\nconvention = "literal"\npolicy = "range"\n'
    'gazetteers = ["places.csv"]\ncontact = "record@example.org"\n'
)
RULINGS = "\n".join(
    json.dumps({"kind": kind, "reviewer": "r1", "reason": "seen", **rest})
    for kind, rest in (
        ("accept", {"claim": "CLAIM"}),
        ("reject", {"claim": "CLAIM", "decided_at": "2031-05-06T10:00:00+00:00"}),
        ("correct", {"claim": "CLAIM", "replacement": {"harm": "injured", "count": {"low": 8, "high": 9}}}),
        ("merge", {"incidents": ["INCIDENT", "i2"]}),
        ("split", {"incidents": ["INCIDENT"], "claims": ["CLAIM"]}),
        ("pin", {"claim": "CLAIM", "incidents": ["INCIDENT"]}),
        ("note", {"incidents": ["INCIDENT"], "supersedes": "d1"}),
    )
)

SEEDS: dict[str, tuple[bytes, ...]] = {
    "plain": (STORY.encode(), FLAT.encode("utf-16"), BRIEF.replace(" ", "\u00a0").encode("cp1252")),
    "html": (PAGE.encode(), PAGE[: len(PAGE) // 2].encode()),
    "jsonlines": (LINES.encode(), b"\xef\xbb\xbf" + LINES.encode()),
    "json": (
        f"[{','.join(LINES.splitlines())}]".encode(),
        json.dumps(json.loads(LINES.splitlines()[0]), indent=1).encode(),
    ),
    "csv": (TABLE.encode(), TABLE.replace(",", ";").encode("cp1252"), TABLE.replace(",", "\t").encode()),
    "folder": (INDEX.encode(),),
    "gazetteer_csv": (PLACES.encode(),),
    "gazetteer_geojson": (FEATURES.encode(),),
    "scope": (SCOPE.encode(),),
    "decisions": (RULINGS.encode(),),
    "normalise": (STORY.encode(), "caf\u00c3\u00a9 &amp;quot; \u202eabc\u202c a\u0301\u00ad b\r\nc".encode()),
    "sentences": (STORY.encode(), b"Mr. A. Tavel (U.N.) said: \"No.\" 'Yes!' He left. ... 1.5 v. 2"),
    "quantities": (STORY.encode(), BRIEF.encode(), b"two hundred and five, 1,234,567, 7-8, a score of, 3.5m"),
    "dates": (STORY.encode(), FLAT.encode(), b"early on Monday, 1-3 May 2031, since last week, 5/6/31"),
    "extract": (STORY.encode(), BRIEF.encode(), FLAT.encode()),
    "incidents": (STORY.encode(), BRIEF.encode()),
}  # fmt: skip

_WORDS = (
    "killed injured wounded dead died missing displaced detained trapped massacred casualties "
    "deaths toll people civilians children women soldiers fighters militants medics a an the at "
    "least more than up to about nearly between and or of them including among another others "
    "further no not none one two seven twelve twenty-five hundred thousand million dozen dozens "
    "scores several hundreds few many in near on at from by with since until before after during "
    "Monday Sunday yesterday today overnight last next week month October 13 2016 2031 said told "
    "says according to sources police officials he she they added Agency Reuters monitor Varda "
    "Ora al-Kesh Bel U.N. Mr. Dr. town of quarter village province city air strike car bomb "
    "shelling clashes who that which were was been have had be rose jumped earlier later "
    "meanwhile also but however"
)
WORDS = tuple(_WORDS.split())
PIECES = (
    *(f" {word}" for word in WORDS),
    *("7", "84", "1,234", "12 345", "300.000", "3.5 million", "0", "00", "-1", "1e9"),
    *("13-year-old", "2016-10-13"),
    *("9" * 19, "9" * 25, "9" * 400, "1" + ",000" * 30, " million" * 9, " hundred" * 40,),
    *("\u0663\u0664", "\u00bd", "\uff17"),
    *("0000-00-00", "9999-12-31", "0001-01-01", "31 February 9999", "Oct 0", "29 Feb 2015"),
    *("32/13/0000", "year 0"),
    *(". ", ", ", "; ", ": ", "! ", "? ", "\n", "\n\n", "\r\n", "\t", "  ", " - ", "\u2014"),
    *("\u2026", "...", "(", ")", "[", "]"),
    *('"', "'", "\u201c", "\u201d", "\u2018", "\u2019", "\u00ab", "\u00bb", "`", "&amp;", "&#0;"),
    *("&#x110000;", "&lt;", "\u00e2\u20ac\u2122"),
    *("\x00", "\x1a", "\x7f", "\u200b", "\u202e", "\u2066", "\ufeff", "\u0301", "\u0301" * 50),
    *("\ufffd", "\u00ad", "\U0001f642", "\U000e0041"),
    *("\u0642\u062a\u0644 \u0633\u0628\u0639\u0629", "\u0130", "\u0149", "\ufb03", "\u1e9e"),
    *("\u01c5", "\u3000", "\u2028", "\u0085"),
    *("{", "}", '":"', "\\u0000", "\\ud800", "null", "true", "NaN", "1e999", "-0", "[[[[[[[["),
    *("]]]]]]]]", "{}", "[]", '""'),
    *('{"text":', '"id":', '"published":', '"doc":1,', '"text":"x",', ",,,,,,,,", ";;;;", '""""'),
    *("\r", "\r\r\n"),
    *("<p>", "</p>", "<div>", "<table><tr><td>", "<!--", "-->", "<![CDATA[", "<script>"),
    *("</script>", "<br/>", "<a href='x'>"),
    *("<meta charset=utf-7>", "<html>", "</html>", "<title>", "<svg>", "<math>"),
    *("<iframe src=//a.b>", "&nbsp;", "<?xml?>"),
    *("= ", '"""', "'''", "[a]\n", "a.b = 1\n", "title", "period_start", "1979-05-27T07:32:00Z"),
    *("\\U0010ffff", "inf", "nan"),
    *("file", "text", "name", "lat", "lon", "../", "/etc/", "~", "NUL", "kind", "claim", "CLAIM"),
    *("INCIDENT", "merge", "supersedes"),
)  # fmt: skip
