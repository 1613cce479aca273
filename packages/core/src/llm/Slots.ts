import { Option, Schema } from "effect"
import { EventId, FighterId } from "../Identity.ts"
import { WeightClass } from "../ranking/WeightClass.ts"
import { MetricId } from "../stats/Metric.ts"
import type { SavantTools } from "./SavantTools.ts"
import { type Cell, records, type ToolTable } from "./ToolTable.ts"

const mostFighters = 8
const mostListed = 10

/** Tools whose rows are a list with ranks. */
const lists: ReadonlySet<string> = new Set(["leaderboard", "boutRecords", "rankings"] satisfies ReadonlyArray<
  keyof typeof SavantTools.tools
>)

const SpokenOf = Schema.Struct({ fighterId: FighterId, name: Schema.String })
type SpokenOf = typeof SpokenOf.Type

const Ranked = Schema.Struct({ rank: Schema.Int, ...SpokenOf.fields })

/** What a talk has come to speak of, which "he", "that event" or "number 2" may mean. */
export const Slots = Schema.Struct({
  /** The latest first, at most 8. */
  fighters: Schema.Array(SpokenOf),
  /** The id is null where only the name was told. */
  event: Schema.NullOr(Schema.Struct({ eventId: Schema.NullOr(EventId), name: Schema.String })),
  weightClass: Schema.NullOr(WeightClass),
  metric: Schema.NullOr(MetricId),
  /** The first 10 of the ranked list last shown. Ranks may be shared; in rankings of a class, 0 is the champion's. */
  list: Schema.Array(Ranked)
})
export type Slots = typeof Slots.Type

export const noSlots: Slots = { fighters: [], event: null, weightClass: null, metric: null, list: [] }

/** A tool that was called, and the rows it gave. */
export interface ToolLookup {
  readonly name: string
  /** As the model wrote them; the tool has taken them. */
  readonly args: unknown
  readonly result: ToolTable
}

const Args = Schema.Struct({
  fighterId: Schema.optionalKey(FighterId),
  opponentId: Schema.optionalKey(FighterId),
  a: Schema.optionalKey(FighterId),
  b: Schema.optionalKey(FighterId),
  ids: Schema.optionalKey(Schema.Array(FighterId)),
  eventId: Schema.optionalKey(EventId),
  weightClass: Schema.optionalKey(WeightClass),
  /** Of fighters; others are asked for by the same name. */
  metric: Schema.optionalKey(Schema.String),
  metrics: Schema.optionalKey(Schema.Array(MetricId))
})

const isMetricId = Schema.is(MetricId)
const decodeArgs = Schema.decodeUnknownOption(Args)
const decodeSpokenOf = Schema.decodeUnknownOption(SpokenOf)
const decodeRanked = Schema.decodeUnknownOption(Ranked)
const decodeWeightClass = Schema.decodeUnknownOption(WeightClass)
const decodeEventId = Schema.decodeUnknownOption(EventId)

type Row = Readonly<Record<string, Cell>>

/** The fighters whom a row gives with id and name. */
const fightersIn = ({ fighter, fighterId, name = fighter, opponent, opponentId }: Row): ReadonlyArray<SpokenOf> =>
  [
    { fighterId, name },
    { fighterId: opponentId, name: opponent }
  ].flatMap((one) => Option.toArray(decodeSpokenOf(one)))

const each = (fighters: ReadonlyArray<SpokenOf>): ReadonlyArray<SpokenOf> =>
  fighters.filter(({ fighterId }, at) => fighters.findIndex((other) => other.fighterId === fighterId) === at)

const eventIn = (args: typeof Args.Type, { event }: ToolTable, row: Row | undefined): Slots["event"] => {
  if (event !== null) return { eventId: args.eventId ?? null, name: event.name }
  const name = row?.["event"] ?? (row?.["kind"] === "event" ? row["name"] : undefined)
  return typeof name === "string" ? { eventId: Option.getOrNull(decodeEventId(row?.["eventId"])), name } : null
}

/** What one call speaks of; `names` are those of the fighters of whom it has the id alone. */
const slotsOfOne = ({ args, name: tool, result }: ToolLookup, names: ReadonlyMap<FighterId, string>): Slots => {
  const {
    a,
    b,
    fighterId,
    ids = [],
    metric,
    metrics = [],
    opponentId,
    weightClass,
    ...known
  } = Option.getOrElse(decodeArgs(args), (): typeof Args.Type => ({}))
  const rows = records(result).filter(({ meant }) => meant !== "hardly")
  const ranked = lists.has(tool) ? rows.flatMap((row) => Option.toArray(decodeRanked(row))) : []
  const [first, second] = ranked
  const alone = first !== undefined && first.rank !== second?.rank ? [first] : []
  // Of several rows none is what it is about.
  const row = rows.length === 1 ? rows[0] : undefined
  const meant = [fighterId, a, b, opponentId, ...ids].flatMap((id) => {
    const name = id === undefined ? undefined : names.get(id)
    return id === undefined || name === undefined ? [] : [{ fighterId: id, name }]
  })
  const top = alone.map(({ fighterId, name }) => ({ fighterId, name }))
  return {
    fighters: each([...meant, ...(row === undefined ? [] : fightersIn(row)), ...top]),
    event: eventIn(known, result, row),
    weightClass:
      weightClass ?? Option.getOrNull(decodeWeightClass(row?.["kind"] === "weight-class" ? row["weightClass"] : null)),
    metric: isMetricId(metric) ? metric : metrics.length === 1 ? (metrics[0] ?? null) : null,
    list: ranked.slice(0, mostListed)
  }
}

/**
 * What a talk speaks of after both: the later goes before the earlier. A list comes with its class and its metric, and
 * without either where it has none. However several are put together, the same comes of it.
 */
export const mergedSlots = (before: Slots, later: Slots): Slots => ({
  fighters: each([...later.fighters, ...before.fighters]).slice(0, mostFighters),
  event: later.event ?? before.event,
  ...(later.list.length > 0
    ? { weightClass: later.weightClass, metric: later.metric, list: later.list }
    : {
        weightClass: later.weightClass ?? before.weightClass,
        metric: later.metric ?? before.metric,
        list: before.list
      })
})

/**
 * What an answer speaks of, by the calls that gave its facts, in the order in which they were made. `talk` is what the
 * talk spoke of before: it only gives names. A fighter whose name is told nowhere is left out, and so is one of several
 * whom a name may mean.
 */
export const slotsOf = (calls: ReadonlyArray<ToolLookup>, talk: Slots = noSlots): Slots => {
  const told = calls.flatMap(({ result }) => records(result).flatMap(fightersIn))
  const names = new Map([...talk.list, ...talk.fighters, ...told].map(({ fighterId, name }) => [fighterId, name]))
  return calls.map((call) => slotsOfOne(call, names)).reduce(mergedSlots, noSlots)
}
