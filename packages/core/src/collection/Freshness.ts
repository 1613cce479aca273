import { DateTime, Duration } from "effect"
import { addDays, type IsoDate } from "../IsoDate.ts"
import type { Page } from "./Page.ts"
import type { KnownPage } from "./PageArchive.ts"
import type { EventPage, FightPage } from "./ScrapedPage.ts"

/** How long a page is taken as it was: fighters change with their next bout, everything else with the next event. */
const ages = { fighter: Duration.days(30), other: Duration.hours(6) } as const

/** Corrections to results come in the days after an event. */
const settlingDays = 3

/** Whether the text at hand will do. */
export const isFresh = (page: Page, known: KnownPage, now: DateTime.Utc): boolean =>
  known.isSettled ||
  DateTime.isLessThan(now, DateTime.addDuration(known.checkedAt, page.kind === "fighter" ? ages.fighter : ages.other))

const isPast = (date: IsoDate | null, today: IsoDate): boolean => date !== null && addDays(date, settlingDays) <= today

/** Whether nothing more is expected of an event's page. */
export const eventSettles = ({ event, matches }: EventPage, today: IsoDate): boolean =>
  isPast(event.date, today) && matches.length > 0 && matches.every(({ status }) => status === "completed")

/** Whether nothing more is expected of a bout's page, of an event on that day. */
export const fightSettles = ({ match }: FightPage, date: IsoDate | null, today: IsoDate): boolean =>
  isPast(date, today) && match.corners.every(({ result }) => result !== null)
