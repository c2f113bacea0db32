"""The patterns of English time expressions, as data.

A pattern is written in words: `LAST UNIT` is a word of class LAST and one of class UNIT (data/time_words.tsv),
`YEARNUM` and other shapes come from the lexemes, small words and marks stand for themselves, `@NAME` inserts a phrase
of `PHRASES`, and `?`, `|`, `( )` and `{0,3}` mean what they mean in regular expressions. `<=A|B` asks for one of these
before the expression without being part of it. Every repetition is bounded, so a text is scanned in linear time.
"""

PHRASES = {
    "CARD": "( NUMWORD ( -? and? NUMWORD ){0,5} | ( DAYNUM | YEARNUM | NUMBER | DECIMAL | FRACTION ) ) ( and a half )?",
    "COUNT": "( @CARD ( TO @CARD )? | ( a | an | the ) ( VAGUE of? )? | a? VAGUE of? | half ( a | an ) )",
    "ABOUT": "( APPROX | ( more | less | fewer ) than | at ( least | most ) | up to | as ( little | many ) as "
    "| no ( more | less ) than )",
    "KIND": "( trading | business | working | straight | consecutive | additional | full | more )",
    "LENGTH": "@ABOUT? ( @CARD ( TO @CARD )? | ( a | an ) ( VAGUE of? )? | a? VAGUE of? | half ( a | an ) ) -? @KIND? "
    "( UNIT | UNITS ) ( and a half )?",
    "RELYEAR": "( LAST | THIS | NEXT | that | the ( same | following | previous ) ) year",
    "DAYORD": "( DAYNUM | ORDINAL | ORDWORD )",
    "MONTHDAY": "( MONTH .? the? @DAYORD ( ,? YEARNUM | ,? of? @RELYEAR )? "
    "| ( the? ( ORDINAL | ORDWORD ) of? | DAYNUM of? ) MONTH .? ( ,? YEARNUM | ,? of? @RELYEAR )? )",
    "DAYREF": "( ( ( this? ( NEXT | LAST | THIS )? WEEKDAY | WEEKDAYSHORT .? ) ,? the? )? @MONTHDAY "
    "| ( this? ( THIS | LAST | NEXT | BEFORE | AFTER ) | the ( BEFORE | AFTER )? | that )? WEEKDAY | DAYWORD )",
    "CLOCKTIME": "( ( CLOCK | DAYNUM | DECIMAL | NUMWORD ) AMPM .? ZONE? | CLOCK ZONE | DAYNUM OCLOCK | NUMWORD OCLOCK "
    "| NOON | ( CLOCK | DAYNUM | NUMWORD ) in the PART )",
    "STAGED": "( the? STAGE -? in? | the? ORDWORD? EDGE of )",
    "SPOKEN": "( eighteen | nineteen ) NUMWORD ( -? NUMWORD )?",
    "ORD": "( ORDINAL | ORDWORD )",
    "FISCALLY": "( FISCAL -? )",
}

# In order of preference between readings of the same words; the longest match goes first.
RULES = (
    ("day_iso", "ISO"),
    ("day_slashed", "SLASHED"),
    ("clock", "@ABOUT? @CLOCKTIME ( ,? ( on | of )? @DAYREF )?"),
    ("clock", "@DAYREF ,? ( at | by )? @ABOUT? @CLOCKTIME"),
    ("clock", "<=at|by|until|before|around|about CLOCK"),
    ("day", "( STAGE -? )? @DAYREF ( STAGE? ( PART | NOON | NIGHTWORD ) )?"),
    ("day", "the? STAGE? ( PART | NIGHTWORD ) of @DAYREF"),
    ("part", "STAGE? ( in the )? ( this | that | last | yesterday | the ( AFTER | BEFORE | same ) ) ( PART | night )"),
    ("part", "STAGE? NIGHTWORD"),
    ("day_of", "the day ( before yesterday | after tomorrow )"),
    ("month", "@STAGED? ( LAST | THIS | NEXT )? MONTHNAME ( ,? of? ( YEARNUM | @RELYEAR ) )?"),
    ("month", "@STAGED? MONTH .? ,? of? YEARNUM"),
    ("week_of", "the week of @MONTHDAY"),
    ("year", "@STAGED? the? ( year | FISCAL year? )? YEARNUM ( or LATER )?"),
    ("month", "@STAGED? MONTHNAME ,? of? @SPOKEN"),
    ("season", "@STAGED? the? SEASON of @SPOKEN"),
    ("year_spoken", "( the year )? @SPOKEN"),
    ("year_spoken", "the year two thousand"),
    ("decade", "( @STAGED? the? | the? STAGE -? ) DECADE"),
    ("decade", "the ( STAGE -? )? DECADEWORD"),
    ("century", "the? ( STAGE -? )? ( @ORD | NUMWORD - ORDWORD ) -? century"),
    (
        "unit",
        "@STAGED? ( the | this )? ( THIS | LAST | NEXT | THAT | AFTER | BEFORE | latest ) "
        "( FISCAL -? )? ( day | week | weekend | fortnight | month | quarter | year | decade | century | night )",
    ),
    ("unit", "@STAGED the ( week | weekend | month | quarter | year | decade | century )"),
    ("unit", "the ( weekend | quarter )"),
    ("length_ended", "the? ( FISCAL -? | full )? ( year | quarter | @CARD months ) ( ended | ending )"),
    ("yearend", "( year | year POSSESSIVE ) -? end"),
    ("length_from", "@LENGTH ( before | after )"),
    ("ago", "@LENGTH ( or so )? ( AGO | EARLIER | LATER | from now )"),
    ("ago", "the ( day | week | month | year | night ) ( EARLIER | LATER )"),
    ("ago_long", "( UNITS | @ABOUT? a long time ) ago"),
    ("year_ago", "the? comparable? ( year | YEARNUM ) - ( ago | EARLIER ) ( ORDWORD -? )? PERIOD?"),
    (
        "quarter",
        "the? STAGE? @FISCALLY? @ORD -? FISCAL? -? quarter ( ( of | in )? ( YEARNUM | @RELYEAR | FISCAL YEARNUM ) )?",
    ),
    ("quarter", "( @RELYEAR | the? YEARNUM ) POSSESSIVE? @FISCALLY? @ORD -? quarter"),
    ("quarter", "( the? ( YEARNUM | @RELYEAR POSSESSIVE ) | the ( latest | THIS ) ) PERIOD"),
    ("quarter", "QUARTER ( of? ( YEARNUM | @RELYEAR ) )?"),
    ("half", "the? @ORD half of ( YEARNUM | the year | @RELYEAR )"),
    ("season", "@STAGED? this? ( LAST | THIS | NEXT ) SEASON"),
    ("season", "@STAGED? the? SEASON of? ( YEARNUM | @RELYEAR )"),
    ("season", "@STAGED? the ( spring | summer | autumn | winter )"),
    ("season", "<=in|since|by|until|during|through ( spring | summer | autumn | winter )"),
    ("holiday", "( this | LAST | NEXT )? HOLIDAY ( ,? YEARNUM )?"),
    ("span", "( at least )? the? SPAN ( @CARD ( TO @CARD )? | a? VAGUE of? )? ( @KIND )? ( UNITS | hours )"),
    ("age", "( @CARD | a | an ) -? ( year | years ) -? old"),
    ("fraction", "@ABOUT? ( ( @CARD | a ) -? ( quarter | quarters ) of | NUMWORD - quarters )"),
    ("set_rate", "<=MONEY|NUMBER|DECIMAL|DAYNUM|BIG|NUMWORD|times|OFTEN|tons|barrels ( a | an | each ) UNIT"),
    ("length", "@LENGTH ( - old )?"),
    ("length_plural", "( hours | days | weeks | months | years | decades | centuries )"),
    ("set_every", "EVERY ( ( other | @CARD ) )? ( UNIT | UNITS | WEEKDAY PART? | MONTHNAME | SEASON | PART )"),
    ("set_weekday", "WEEKDAYS | WEEKDAY PARTS"),
    ("set_habit", "HABIT"),
    ("set_rate", "per UNIT"),
    ("set_rate", "OFTEN EVERY ( @CARD )? ( UNIT | UNITS )"),
    ("ref_now", "NOW | CURRENT | right now | the present | these days | at ( the moment | present | this time )"),
    (
        "ref_past",
        "ONCE | the past | recent ( UNITS | years ) ( and UNITS )? | the recent past | past years | more recently",
    ),
    (
        "ref_future",
        "the ( ( near | distant ) - )? ( near | distant | foreseeable | immediate )? future | in future | near future "
        "| SOON | the ( near | short ) term "
        "| coming ( UNITS ) | future ( UNITS )",
    ),
)
