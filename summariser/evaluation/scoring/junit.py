"""A gate's answer as JUnit XML, which CI systems show."""

from collections.abc import Sequence
from xml.etree import ElementTree

from summariser.evaluation.scoring.gate import Check
from summariser.foreign import plain  # which XML allows all of


def junit_xml(checks: Sequence[Check], *, suite: str = "summariser eval") -> str:
    """One test case a check; a broken rule is a failure whose message has the figures.

    The format is the one that JUnit's Ant task writes, which CI systems read.

    >>> print(junit_xml([Check("f1 at least 0.6", "rules", passed=False, message="it is 0.52")]))
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites tests="1" failures="1">
      <testsuite name="summariser eval" tests="1" failures="1" errors="0" skipped="0">
        <testcase classname="rules" name="f1 at least 0.6">
          <failure message="it is 0.52">it is 0.52</failure>
        </testcase>
      </testsuite>
    </testsuites>
    """
    failed = sum(not check.passed for check in checks)
    skipped = sum(not check.told for check in checks)
    top = ElementTree.Element("testsuites", tests=str(len(checks)), failures=str(failed))
    inner = ElementTree.SubElement(
        top,
        "testsuite",
        name=plain(suite),
        tests=str(len(checks)),
        failures=str(failed),
        errors="0",
        skipped=str(skipped),
    )
    for check in checks:
        case = ElementTree.SubElement(
            inner, "testcase", classname=plain(check.system), name=plain(check.name)
        )
        if not check.told:
            ElementTree.SubElement(case, "skipped", message=plain(check.message))
        if not check.passed:
            ElementTree.SubElement(case, "failure", message=plain(check.message)).text = plain(check.message)
    ElementTree.indent(top)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(top, encoding="unicode") + "\n"
