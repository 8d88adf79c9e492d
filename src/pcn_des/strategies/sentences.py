"""The sentences about a network that can be required to hold or to fail: as words, because an error says them."""

from __future__ import annotations

from typing import Final

HAS_CORE: Final = "some practice is a Core Network Practice"
APPROVED: Final = "the commissioner approved the network"
CHANGED_IN_WINDOW: Final = "a practice left in a window of the year, and no other change was outside one"

CONTRACT_TYPE: Final = "every practice holds an eligible contract"
ONE_NETWORK: Final = "no practice is in another network"
OPEN_ALL_WEEK: Final = "no practice closes for half a day each week"

IN_POST: Final = "somebody is clinical director"
ELIGIBLE: Final = "every clinical director is a clinician of a Core Network Practice"
PAYEE: Final = "a Nominated Payee is named"
PAYEE_IS_MEMBER: Final = "the Nominated Payee is a Core Network Practice"
SIGNED: Final = "every Core Network Practice signed the Network Agreement"
UPDATED: Final = "something that the Network Agreement names changed, and it was brought up to date since"

ENOUGH_MINUTES: Final = "the minutes of the week are enough"
HOURS_COVERED: Final = "sessions leave no gap in the hours of the week"
MADE_UP: Final = "cancelled sessions are made up in time"

HOME_LEAD: Final = "every care home has a clinical lead"
HOME_ROUNDS: Final = "no home round is overdue"
ASSESSED: Final = "whoever was admitted to a care home was assessed in time"
PLANNED: Final = "whoever was admitted to a care home has a care plan in time"

CONDITIONS_MET: Final = "whoever holds a post meets the conditions of its role"
ADDITIONAL: Final = "every post is additional to the staff baseline"
