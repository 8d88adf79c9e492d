"""The columns that several sheets of the workbook have."""

from __future__ import annotations

from typing import Final

from pcn_des.formats.workbook.declaring import OF, column

FROM: Final = column("since", "From", "first day, e.g. 2022-07-01", 14)
UNTIL: Final = column("until", "Until", "last day; empty: it goes on", 14)
ON: Final = column("on", "Day", "e.g. 2022-10-04", 14)
MONTH: Final = column("month", "Month", "its first day, e.g. 2022-11-01", 14)
SERVICE: Final = column("service", "Service", "under which access service", 18)
DOCUMENT: Final = column("document", "Document", "what shows it, and where it is, e.g. letter of 26 May 2022", 44)
REASON: Final = column("reason", "Reason", "why, in a few words", 36)
ROLE: Final = column("role", "Role", "as the scheme names it; see the sheet Choices", 32, offers="Roles")
OF_PRACTICE: Final = column(OF, "Practice", "code of a practice on the sheet Practices, e.g. B83001", 14)
OF_HOME: Final = column(OF, "Care home", "location of a home on the sheet Care homes", 18)
OF_POST: Final = column(OF, "Post", "its name on the sheet Posts, e.g. paramedic 1", 16)
