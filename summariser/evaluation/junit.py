"""A gate's answer as JUnit XML, which CI systems show."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from summariser.evaluation.gate import Check

# What XML 1.0 does not allow, escaped or not.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(checks: Sequence[Check], *, suite: str = "summariser eval") -> str:
    """One test case a check; a broken rule is a failure whose message has the figures."""
    failed = sum(not check.passed for check in checks)
    top = ElementTree.Element("testsuites", tests=str(len(checks)), failures=str(failed))
    inner = ElementTree.SubElement(
        top, "testsuite", name=_plain(suite), tests=str(len(checks)), failures=str(failed), errors="0"
    )
    for check in checks:
        case = ElementTree.SubElement(
            inner, "testcase", classname=_plain(check.system), name=_plain(check.name)
        )
        if not check.passed:
            ElementTree.SubElement(case, "failure", message=_plain(check.message)).text = _plain(
                check.message
            )
    ElementTree.indent(top)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(top, encoding="unicode") + "\n"


def _plain(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
