"""The interactions, each a typed model of one item file; ``casework.items`` reads the files.

Every interaction is marked by ``casework.marking``, shown by ``casework.html`` and read in the page by ``js/response.js``.
"""

from casework.interactions.arranging import Categorise, Match, Order
from casework.interactions.base import Base
from casework.interactions.branching import Decision
from casework.interactions.choosing import Multiple, Poll, SelectInTable, SelectInText, SelectOnPicture, SeveralOf, Single, TrueFalse
from casework.interactions.writing import Date, FillIn, FreeText, Number

__all__ = [
    "Base", "Categorise", "Date", "Decision", "FillIn", "FreeText", "Match", "Multiple", "Number", "Order", "Poll", "SelectInTable", "SelectInText",
    "SelectOnPicture", "SeveralOf", "Single", "TrueFalse",
]  # fmt: skip
