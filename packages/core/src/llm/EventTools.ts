import { Schema } from "effect"
import { Tool } from "effect/ai"
import { NamedDays } from "../event/NamedDays.ts"
import { EventId } from "../Identity.ts"
import { IsoDate } from "../IsoDate.ts"
import { WeightClass } from "../ranking/WeightClass.ts"
import { answered, days, limit, name, timeZone } from "./ToolArguments.ts"
import { mostRows } from "./ToolTable.ts"

const { from, to } = days

export const EventTool = Tool.make("event", {
  description:
    "An event and its card with results, main event first: by eventId, by a name such as 'UFC 300', by days, or the last " +
    "or the next one. Named days are those of the time zone.",
  parameters: Schema.Struct({
    eventId: Schema.optionalKey(EventId),
    name: Schema.optionalKey(name),
    when: Schema.optionalKey(Schema.Literals(["last", "next", ...NamedDays.literals])),
    from,
    to,
    timeZone
  }),
  ...answered
})

export const EventsTool = Tool.make("events", {
  description: "Completed events, latest first, by days or place. `total` counts all that match.",
  parameters: Schema.Struct({ ...days, location: Schema.optionalKey(name), limit: limit(10) }),
  ...answered
})

export const UpcomingTool = Tool.make("upcoming", {
  description: "Events still to come, the nearest first, from today in the time zone.",
  parameters: Schema.Struct({ when: Schema.optionalKey(NamedDays), from, to, timeZone, limit: limit(5) }),
  ...answered
})

export const RankingsTool = Tool.make("rankings", {
  description:
    "The rankings of a class, as they are now or stood on a day; rank 0 is the champion. Their own day is in the note.",
  parameters: Schema.Struct({
    weightClass: WeightClass,
    date: Schema.optionalKey(IsoDate),
    places: Schema.optionalKey(
      Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: mostRows })))
    ).annotate({
      description: "The last rank to be shown; all when left out"
    })
  }),
  ...answered
})

export const DataStatusTool = Tool.make("dataStatus", {
  description:
    "What the data holds: first and last event, its age in days, fights, fighters, how many fights have statistics; or " +
    "the fights of each year and how many of them have statistics.",
  parameters: Schema.Struct({
    byYear: Schema.optionalKey(Schema.Boolean).annotate({ description: "A row for each year" })
  }),
  ...answered
})
