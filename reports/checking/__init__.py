"""Cross-checks (勾稽): whether the figures of a report, and what its texts say of them, agree; plain Python.

`parse` and `evaluate` are the language in which administrators write rules (docs/adding-a-cross-check.md);
`mentions_in` finds what a text says of an indicator, `says_something` and `names_something` tell an
explanation and a source from an empty phrase.
"""

from reports.checking.evaluating import evaluate, figures_of, percentage
from reports.checking.explanations import names_something, says_something
from reports.checking.expressions import EACH, Expression, ExpressionError, Kind
from reports.checking.mentions import Manner, Mention, Named, mentions_in, rates_in
from reports.checking.parsing import LONGEST, parse
from reports.checking.tokens import with_codes

__all__ = [
    "EACH",
    "LONGEST",
    "Expression",
    "ExpressionError",
    "Kind",
    "Manner",
    "Mention",
    "Named",
    "evaluate",
    "figures_of",
    "mentions_in",
    "names_something",
    "parse",
    "percentage",
    "rates_in",
    "says_something",
    "with_codes",
]
