"""Names that London's children could bear, by the 903's ETHNIC. Put together at random: whoever bears one is chance."""

from random import Random
from typing import Final, NamedTuple


class Names(NamedTuple):
    """Given names of girls and of boys, and family names."""

    girls: tuple[str, ...]
    boys: tuple[str, ...]
    families: tuple[str, ...]


def _of(girls: str, boys: str, families: str) -> Names:
    return Names(
        tuple(girls.split()), tuple(boys.split()), tuple(family.replace("_", " ") for family in families.split())
    )


ENGLISH: Final = _of(
    "Amelia Chloe Daisy Ellie Evie Freya Georgia Grace Holly Isla Jasmine Lacey Lily Maisie Millie Poppy Ruby Skye",
    "Alfie Archie Callum Charlie Connor Dylan Ethan Finley George Harley Jack Jayden Kai Logan Mason Oscar Riley Tyler",
    "Ashdown Barker Bayliss Carver Chapman Dawson Ellery Fenwick Garside Hadley Holloway Keating Langley Marlow "
    "Newbury Oakes Pascoe Radley Sadler Thorne Upton Wakefield Yardley Winter",
)
IRISH: Final = _of(
    "Aoife Caitlin Ciara Niamh Orla Roisin Saoirse Sinead",
    "Aidan Cian Conor Declan Eoin Fionn Oisin Ronan",
    "Brannigan Carmody Devaney Fallon Geraghty Hanrahan Kinsella McArdle O'Dowd Tierney",
)
TRAVELLER: Final = _of(
    "Bridget Kathleen Margaret Shannon", "Jimmy Martin Paddy Thomas", "Cawley Delaney Maughan Sweeney Stokes"
)
ROMA: Final = _of("Alina Denisa Florica Mirela", "Costel Ionut Marius Sorin", "Ciurar Lacatus Radu Stanescu")
POLISH: Final = _of(
    "Hanna Julia Kinga Maja Oliwia Zofia",
    "Filip Jakub Kacper Mateusz Oskar Szymon",
    "Borek Gajda Lis Mazur Sikora Zych",
)
ALBANIAN: Final = _of("Arta Besa Elira Teuta", "Ardit Besnik Erion Klodian", "Berisha Dervishi Hoxha Kola Prenga")
LATIN: Final = _of(
    "Camila Luciana Valentina Ximena", "Alejandro Mateo Santiago Thiago", "Arango Benavides Cardona Quispe Rezende"
)
CARIBBEAN: Final = _of(
    "Aaliyah Chantelle Jada Kezia Leah Nevaeh Shanice Tianna",
    "Andre Dante Jerome Kieron Malachi Omari Rico Tyrese",
    "Bartley Clarke-Reid Dacres Gayle Hylton Lindo McFarlane Pinnock Samuels Walters",
)
NIGERIAN: Final = _of(
    "Adaeze Chidinma Folake Ifeoluwa Ngozi Temilade Yetunde Zainab",
    "Ayomide Chukwuemeka Damilola Ikenna Kayode Obinna Tobi Uche",
    "Abiodun Balogun Chukwu Ezeani Falade Nwachukwu Ogunleye Olatunji Umeh",
)
GHANAIAN: Final = _of("Abena Akosua Efua Esi", "Kofi Kwabena Kwame Yaw", "Acheampong Boadu Darko Mensah-Osei Owusu")
SOMALI: Final = _of(
    "Ayaan Hodan Ifrah Sagal Ubah", "Abdirahman Bilal Guled Liban Zakariye", "Abdi Farah Jama Nur Warsame Yusuf"
)
ERITREAN: Final = _of("Feven Luwam Rahel Selam", "Filmon Mehari Samuel Yonas", "Berhane Ghebremedhin Kidane Tesfay")
SUDANESE: Final = _of("Amna Rania Salma", "Ahmed Mustafa Osman", "Abdelrahim Eltayeb Idris")
PAKISTANI: Final = _of("Aisha Hira Mahnoor Zara", "Danyal Hamza Rehan Usman", "Akhtar Chaudhry Mirza Qureshi Raza")
BENGALI: Final = _of("Fahmida Nusrat Rumana Tahmina", "Arif Imran Rakib Tanvir", "Begum Choudhury Miah Rahman Uddin")
INDIAN: Final = _of("Anjali Diya Kavya Simran", "Arjun Harpreet Nikhil Rohan", "Bhatt Dhillon Iyer Parmar Sandhu")
AFGHAN: Final = _of(
    "Freshta Laila Shabnam", "Farid Hamid Javid Nasim Sohrab", "Ahmadzai Noorzai Popal Rahimi Stanekzai"
)
KURDISH: Final = _of("Berivan Dilan Rojin", "Azad Baran Rebin Sherko", "Barzan Demir Kaya Rostami")
VIETNAMESE: Final = _of("Linh Mai Thuy Trang", "Bao Duc Huy Minh", "Bui Dang Nguyen Pham")
CHINESE: Final = _of("Jiayi Meilin Xin Yuhan", "Haoran Junjie Wei Zihao", "Cheung Guo Liang Zhao")
TURKISH: Final = _of("Defne Elif Sevgi", "Deniz Emre Kerem", "Aksoy Ozturk Yilmaz")

BY_ETHNICITY: Final[dict[str, tuple[Names, ...]]] = {
    "WBRI": (ENGLISH,),
    "WIRI": (IRISH,),
    "WIRT": (TRAVELLER,),
    "WROM": (ROMA,),
    "WOTH": (POLISH, TURKISH, ALBANIAN, LATIN),
    "MWBC": (ENGLISH, CARIBBEAN),
    "MWBA": (ENGLISH, NIGERIAN, GHANAIAN),
    "MWAS": (ENGLISH, INDIAN, PAKISTANI),
    "MOTH": (ENGLISH, LATIN, TURKISH),
    "BCRB": (CARIBBEAN,),
    "BAFR": (NIGERIAN, GHANAIAN, SOMALI, ERITREAN),
    "BOTH": (CARIBBEAN, SUDANESE),
    "AIND": (INDIAN,),
    "APKN": (PAKISTANI,),
    "ABAN": (BENGALI,),
    "AOTH": (AFGHAN, VIETNAMESE),
    "CHNE": (CHINESE,),
    "OOTH": (KURDISH, SUDANESE, LATIN),
}
WEIGHTS: Final[dict[str, int]] = {
    "WBRI": 38, "WIRI": 2, "WIRT": 1, "WROM": 1, "WOTH": 7, "MWBC": 7, "MWBA": 4, "MWAS": 2, "MOTH": 4, "BCRB": 9,
    "BAFR": 12, "BOTH": 2, "AIND": 2, "APKN": 2, "ABAN": 3, "AOTH": 1, "CHNE": 1, "OOTH": 2,
}  # fmt: skip
"""Parts in a hundred: mixed as in three London councils, where fewer than England's 71 in 100 are white."""
ARRIVING: Final[dict[str, tuple[Names, ...]]] = {
    "AOTH": (AFGHAN, VIETNAMESE), "BAFR": (ERITREAN,), "BOTH": (SUDANESE,), "OOTH": (KURDISH,), "WOTH": (ALBANIAN,),
}  # fmt: skip
"""Of children who arrive in the country alone."""


def ethnicity(chance: Random, *, alone: bool = False) -> str:
    if alone:
        return chance.choice(sorted(ARRIVING))
    return chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]


def full_name(chance: Random, code: str, sex: str, *, alone: bool = False) -> tuple[str, str]:
    """A given and a family name. Where a child has roots in two places, the two may come from either."""
    pools = (ARRIVING if alone else BY_ETHNICITY)[code]
    first, last = (chance.choice(pools), chance.choice(pools)) if code.startswith("M") else (chance.choice(pools),) * 2
    return chance.choice(first.girls if sex == "F" else first.boys), chance.choice(last.families)
