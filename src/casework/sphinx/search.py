"""Arabic full-text search, which Sphinx does not ship: متوسط finds المتوسط.

Words are folded by the table that also folds typed answers, then the article and one-letter particles are cut from the front.
The same few lines run in the page, from the same table.
"""

from __future__ import annotations

import json
import re
from typing import Any

from sphinx.search import SearchLanguage, languages

from casework.folding import TABLE, fold

WORD = re.compile(r"[\w\u064b-\u0652\u0670\u0640]+")
# longest first; what stays must be a word of at least three letters
PREFIXES = ("وبال", "وكال", "فبال", "وال", "بال", "كال", "فال", "ولل", "لل", "ال", "و", "ب", "ل", "ك", "ف")
SUFFIXES = ("هما", "كم", "هم", "هن", "ها", "نا", "ات", "ون", "ين", "ان", "يه", "ه", "ي")


def stem(word: str) -> str:
    """The word's comparable core; Latin words only fold."""
    word = fold(word)
    if not re.search(r"[\u0621-\u064a]", word):
        return word
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            word = word[len(prefix) :]
            break
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


SCRIPT = """
var Stemmer = function () {
  var map = new Map(), drop = new Set(), space = new Set();
  var table = %(table)s;
  Object.keys(table.map).forEach(function (to) { Array.from(table.map[to]).forEach(function (from) { map.set(from, to); }); });
  [["drop", drop], ["space", space]].forEach(function (pair) {
    table[pair[0]].forEach(function (entry) {
      var ends = entry.split("-"), last = parseInt(ends[1] || ends[0], 16);
      for (var code = parseInt(ends[0], 16); code <= last; code++) pair[1].add(String.fromCodePoint(code));
    });
  });
  function fold(text) {
    var out = "";
    Array.from(text).forEach(function (c) {
      if (drop.has(c)) return;
      out += space.has(c) ? " " : map.has(c) ? map.get(c) : c;
    });
    return out.replace(/ +/g, " ").replace(/^ | $/g, "");
  }
  this.stemWord = function (word) {
    word = fold(word);
    if (!/[\\u0621-\\u064a]/.test(word)) return word;
    var cut = %(prefixes)s.find(function (p) { return word.startsWith(p) && word.length - p.length >= 3; });
    if (cut) word = word.slice(cut.length);
    var end = %(suffixes)s.find(function (s) { return word.endsWith(s) && word.length - s.length >= 3; });
    return end ? word.slice(0, -end.length) : word;
  };
};
"""


class SearchArabic(SearchLanguage):
    lang = "ar"
    language_name = "Arabic"
    js_stemmer_code = SCRIPT % {
        "table": json.dumps({name: TABLE[name] for name in ("map", "drop", "space")}, ensure_ascii=False),
        "prefixes": json.dumps(PREFIXES, ensure_ascii=False),
        "suffixes": json.dumps(SUFFIXES, ensure_ascii=False),
    }
    stopwords = {"في", "من", "على", "الى", "إلى", "عن", "ان", "أن", "او", "أو", "هو", "هي", "ما", "لا", "لم", "لن", "قد", "كل", "هذا", "هذه", "التي", "الذي"}

    def split(self, text: str) -> list[str]:
        return WORD.findall(text)

    def stem(self, word: str) -> str:
        return stem(word)

    def word_filter(self, word: str) -> bool:
        return len(word) > 1 and word not in self.stopwords


def setup(_: Any) -> None:
    languages["ar"] = SearchArabic
