"""The DfE's rules of 2024/25: the number of each by the files that it looks at, and why some are not run."""

from enum import StrEnum

_BY_FILES = {
    "Header": "101 102 103 105 168 171 174 209 301 351 611 612 620 621 EPI INT32",
    "Episodes": (
        "1009 1012 1015 141 142 143 144 145 146 147 148 149 164 169 178 179 199 213 214 217 218 222 225 226 336 "
        "353 354 355 356 357 361 362 363 364 365 366 367 377 378 380 381 382 383 384 385 388 390 392a 392b 392c "
        "392d 398 406 408 411 420 426 431 432 433 434 435 436 437 445 446 451 501 503D 504 516 526 527 528 529 "
        "530 531 550"
    ),
    "Reviews": "166 167 440 441",
    "UASC": "104 304 INT36",
    "OC2": "158 159 180 181 182 188 189 192 193 196 197a 542 544 545 547 INT33",
    "OC3": "131 132 133 153 344 345 347 391 INT34",
    "AD1": "112 113 114 151 175 176 177 333 511 514 517 518 519 520 524 INT31",
    "PlacedAdoption": "115 116 119 120 522 563 579 583",
    "PrevPerm": "631 633 635 INT35",
    "Missing": "1004 1005 1006 564 565 566 567 570 571 574 586",
    "SWEpisodes": (
        "SW02STG1 SW03STG1 SW04STG1 SW05STG1 SW06STG2 SW07STG2 SW09STG2 SW108STG2 SW10STG2 SW11STG2 SW13STG1 "
        "SW14STG2 SW15STG2"
    ),
    "Header, AD1": "INT01 INT11",
    "Header, Episodes": "210 302 352 358 359 371 372 373 374 375 376 379 386 387 389 393 407 442 460 607 625 INT03",
    "Header, Header of last year": "202 203 204 208 624 626",
    "Header, Missing": "INT04 INT13",
    "Header, OC2": "INT05 INT14",
    "Header, OC3": "3001 INT06 INT15",
    "Header, PlacedAdoption": "184 INT02 INT12",
    "Header, PrevPerm": "INT07 INT16",
    "Header, Reviews": "INT08 INT17",
    "Header, UASC": "303 INT09 INT18 INT21",
    "Episodes, AD1": "331 334 335 521 582 601 602",
    "Episodes, Episodes of last year": "452 453 502 503A 503B 503C 503E 503F 503G 503H 503J 562 NoE",
    "Episodes, Missing": "575 577 578 580 581",
    "Episodes, OC2": "157 185 186 190 191 197B 198 543 546",
    "Episodes, OC3": "1000 1007 1011 1016",
    "Episodes, PlacedAdoption": "1003 117 118 551 552 553 554 555 556 557 558",
    "Episodes, PrevPerm": "630 632 634",
    "Episodes, SWEpisodes": "SW01STG1 SW12STG2",
    "Episodes, providers": "1008 219 221 224 227 228 229",
    "OC2, OC3": "215",
    "OC3, AD1": "134",
    "AD1, PlacedAdoption": "523 525",
    "PlacedAdoption, PlacedAdoption of last year": "559 560 561 584",
    "Missing, Missing of last year": "576",
    "SWEpisodes, SWEpisodes of last year": "SW16aSTG2 SW16bSTG2 SW16cSTG2",
    "Header, Episodes, Header of last year": "207",
    "Header, Episodes, OC3": "165 628",
    "Header, Episodes, Reviews": "399",
    "Episodes, OC3, AD1": "187",
    "Episodes, OC3, Episodes of last year": "1002 1010",
    "Episodes, UASC, OC3": "1014",
    "Header, Episodes, OC3, Episodes of last year": "1001",
    "Header, UASC, Header of last year, UASC of last year": "205A 205B 205C 205D",
}
FILES: dict[str, str] = {number: files for files, numbers in _BY_FILES.items() for number in numbers.split()}


class Reason(StrEnum):
    LAST_YEAR = "It compares with last year's return, which may be another system's."
    DERIVED = "It needs the distance, council or kind of location that the department works out from postcodes."
    PROVIDERS = "It needs the department's list of providers."
    NO_COLUMN = "The Header as CSV has no column UASC: whoever has a row in the UASC file is or was one."


_NOT_RUN = {
    Reason.LAST_YEAR: (
        "202 203 204 205A 205B 205C 205D 207 208 452 453 502 503A 503B 503C 503D 503E 503F 503G 503H 503J 559 560 561 "
        "562 576 584 624 626 1001 1002 1010 NoE SW16aSTG2 SW16bSTG2 SW16cSTG2"
    ),
    Reason.DERIVED: "164 169 179 392a 406 411 420 1015",
    Reason.PROVIDERS: "219 221 224 227 228 229",
    Reason.NO_COLUMN: "105 303",
}
NOT_RUN: dict[str, Reason] = {number: reason for reason, numbers in _NOT_RUN.items() for number in numbers.split()}
