"""Text that no chat template acts on.

A server parses its control tokens wherever they stand, in an article too: "<|im_end|>", "[INST]", "<s>".
"""

import re

from summariser.outside import well_formed

_CONTROL_TOKENS = re.compile(
    r"<(?=\|)|(?<=\|)>|\[(?=/?INST\])|<(?=/?s>)|<(?=/?(?:start|end)_of_turn>)", re.IGNORECASE
)


def sanitise(text: str) -> str:
    """`text` on one line, with the marks taken off that a chat template would take for its own."""
    return " ".join(without_control_tokens(text).split())


def without_control_tokens(text: str) -> str:
    """`text` without those marks, nor halves of surrogate pairs, which no request can carry."""
    return well_formed(_CONTROL_TOKENS.sub(" ", text))
