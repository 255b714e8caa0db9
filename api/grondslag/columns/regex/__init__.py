"""Regular expressions of XPath, for two engines.

``sh:pattern`` and REGEX and REPLACE of SPARQL take the regular expressions of XPath Functions
and Operators 3.1 (section 5.6.1), which are those of XML Schema with additions. They look like
those of other engines and mean something else in many places, so each is read in full
(:mod:`parser`) and written anew for the engine that looks for it (:mod:`writers`,
:mod:`matching`). Ordinary patterns are the same text in both.
"""

from grondslag.columns.regex.matching import Regex, check_pattern, regex
from grondslag.columns.regex.second import Budget, TooSlow

__all__ = ["Budget", "Regex", "TooSlow", "check_pattern", "regex"]
