"""Why an edit cannot be made, as values."""

from engine.cib.finding import Finding


class EditRefused(Exception):
    """An edit does not fit the configuration; nothing was changed.

    ``findings`` holds every reason, each with a code and facts from which a front end makes its
    own words; the exception's text is the first one's, in English.
    """

    def __init__(self, *findings: Finding) -> None:
        assert findings
        super().__init__(findings[0].message)
        self.findings = findings
