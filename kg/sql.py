"""One SQL text for DuckDB and Spark: written for DuckDB, with the few words that Spark says otherwise.

A long text is a chain of steps, a table each. DuckDB runs them as one statement; Spark table by table, so
that the work of a lost machine is done again from the last table and not from the pages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

__all__ = ["spark", "whole"]

# Spark's global row_number would bring all rows to one machine. Over sorted rows its own numbers ascend as
# well; they leave gaps, which nobody minds.
SPARK = {
    r"\$(\w+)": r":\1",
    r"row_number\(\) OVER \(ORDER BY [\w, ]+\)": "monotonically_increasing_id()",
    r", 'g'\)": ")",  # its regexp_replace always replaces all
    r"\bEXCLUDE\b": "EXCEPT",
    r"\bunnest\(": "explode(",
}


def whole(steps: Mapping[str, str], kept: Collection[str], last: str) -> str:
    """The steps and what is asked of them as one statement; those that are `kept` are worked out once."""
    tables = (f"{name} AS {'MATERIALIZED ' * (name in kept)}({text})" for name, text in steps.items())
    return f"WITH {', '.join(tables)} {last}"


def spark(text: str) -> str:
    """The text as Spark takes it.

    >>> spark("SELECT a FROM b WHERE c = $unit")
    'SELECT a FROM b WHERE c = :unit'
    """
    for words, others in SPARK.items():
        text = re.sub(words, others, text)
    return text
