import { open, rename, rm, stat } from "node:fs/promises"
import type { ScrapedCorner, ScrapedMatch, ScrapedRankings } from "@mma-savant/core/collection/Scraped"
import type { Event } from "@mma-savant/core/event/Event"
import { EventRepository } from "@mma-savant/core/event/EventRepository"
import type { Fighter } from "@mma-savant/core/fighter/Fighter"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import type { EventId, FighterId, UfcstatsId } from "@mma-savant/core/Identity"
import { type Listing, maxLimit, type Position } from "@mma-savant/core/Listing"
import { matchKey } from "@mma-savant/core/match/Match"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import type { RoundStats } from "@mma-savant/core/match/MatchStats"
import { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import { Effect, Schema } from "effect"
import { reason } from "./FileError.ts"
import { eventLine, fighterLine, matchLine, rankingsLine } from "./SnapshotFacts.ts"
import type { Header, Line, SnapshotCounts } from "./SnapshotLine.ts"

/** The file cannot be written. `message` is one sentence for the person who named it. */
export class SnapshotUnwritable extends Schema.TaggedError<SnapshotUnwritable>()("SnapshotUnwritable", {
  message: Schema.String
}) {}

/** An event was asked for by a key that the store does not know. */
export class EventUnknown extends Schema.TaggedError<EventUnknown>()("EventUnknown", { message: Schema.String }) {}

/** Which completed events to export; everything when neither is given. */
export interface Selection {
  /** The newest so many. */
  readonly latest: number | null
  /** These besides. */
  readonly events: ReadonlyArray<UfcstatsId>
}

const everyPage = Effect.fnUntraced(function* <A, E>(search: (after: Position | null) => Effect.Effect<Listing<A>, E>) {
  const all: Array<A> = []
  let after: Position | null = null
  do {
    const page: Listing<A> = yield* search(after)
    all.push(...page.items)
    after = page.next
  } while (after !== null)
  return all
})

/**
 * What has a key of the source's, for only that can be known again elsewhere; the latest first, then by key, so that
 * stores with the same facts give the same file.
 */
const keyed = <A extends { readonly ufcstatsId: UfcstatsId | null }>(
  items: ReadonlyArray<A>,
  place: (item: A) => string = () => ""
) =>
  items
    .flatMap((item) => (item.ufcstatsId === null ? [] : [{ item, place: place(item), ufcstatsId: item.ufcstatsId }]))
    .sort((a, b) => (a.place === b.place ? (a.ufcstatsId < b.ufcstatsId ? -1 : 1) : a.place < b.place ? 1 : -1))
    .map(({ item, ufcstatsId }) => ({ ...item, ufcstatsId }))

const selectEvents = Effect.fnUntraced(function* (events: ReadonlyArray<Event>, { events: keys, latest }: Selection) {
  if (latest === null && keys.length === 0) return events
  const unknown = keys.find((key) => events.every(({ ufcstatsId }) => ufcstatsId !== key))
  if (unknown !== undefined) return yield* new EventUnknown({ message: `No event ${unknown} is stored.` })
  const newest = new Set(events.filter(({ status }) => status === "completed").slice(0, latest ?? 0))
  return events.filter(
    (event) => newest.has(event) || event.status === "scheduled" || keys.some((key) => key === event.ufcstatsId)
  )
})

/** The whole file or none of it: what stood under the name stays until the new one is complete. */
const writeWhole = (file: string, lines: ReadonlyArray<string>) => {
  const draft = `${file}.${process.pid}.partial`
  return Effect.tryPromise({
    try: async () => {
      // A device, such as where output is thrown away, would be replaced by a file.
      const standing = await stat(file).catch(() => null)
      if (standing !== null && !standing.isFile()) throw new Error("it is no regular file")
      const handle = await open(draft, "w")
      try {
        await handle.writeFile(`${lines.join("\n")}\n`)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(draft, file)
    },
    catch: (cause) => new SnapshotUnwritable({ message: `${file} cannot be written: ${reason(cause)}.` })
  }).pipe(
    Effect.uninterruptible,
    Effect.tapError(() => Effect.promise(() => rm(draft, { force: true })))
  )
}

/**
 * Writes the stored facts as a snapshot: the selected events, what is scheduled, their bouts with statistics, the
 * fighters of these and of the current rankings. What was entered by hand has no key and is left out.
 */
export const exportSnapshot = Effect.fn("SnapshotExport.exportSnapshot")(function* (
  file: string,
  selection: Selection
) {
  const fighterRepository = yield* FighterRepository
  const eventRepository = yield* EventRepository
  const matchRepository = yield* MatchRepository
  const everything = selection.latest === null && selection.events.length === 0
  const page = { limit: maxLimit, order: "latest" } as const

  const stored = yield* everyPage((after) => eventRepository.search({ ...page, after }))
  const events = keyed(yield* selectEvents(stored, selection), ({ date }) => date ?? "")
  const matches = keyed(
    everything
      ? yield* everyPage((after) => matchRepository.search({ ...page, after }))
      : (yield* Effect.forEach(events, ({ id }) => matchRepository.card(id))).flat(),
    matchKey
  )
  const rounds = new Map<string, ReadonlyArray<RoundStats>>()
  for (let at = 0; at < matches.length; at += maxLimit) {
    const sides = yield* matchRepository.stats(matches.slice(at, at + maxLimit).map(({ id }) => id))
    for (const side of sides) rounds.set(`${side.matchId}/${side.position}`, side.rounds)
  }
  const rankings = yield* (yield* RankingRepository).current(null)
  const named = new Set([
    ...matches.flatMap(({ corners }) => corners.flatMap(({ fighterId }) => fighterId ?? [])),
    ...rankings.entries.map(({ fighterId }) => fighterId)
  ])
  const fighters = keyed<Fighter>(
    everything
      ? yield* everyPage((after) => fighterRepository.search({ text: "", limit: maxLimit, after }))
      : yield* fighterRepository.findMany([...named])
  )
  const names = new Map((yield* fighterRepository.names).map(({ aliases, id }) => [id, aliases]))

  const fighterKeys = new Map(fighters.map(({ id, ufcstatsId }) => [id, ufcstatsId]))
  const eventKeys = new Map(events.map(({ id, ufcstatsId }) => [id, ufcstatsId]))
  const keyOf = (id: FighterId | null): UfcstatsId | null => (id === null ? null : (fighterKeys.get(id) ?? null))
  const eventKey = (id: EventId | undefined) => (id === undefined ? null : (eventKeys.get(id) ?? null))
  const scraped = ({ corners, event, ...match }: (typeof matches)[number]): ScrapedMatch => ({
    ...match,
    eventKey: eventKey(event?.id),
    corners: corners.map(
      ({ fighterId, ...side }, index): ScrapedCorner => ({
        ...side,
        fighterKey: keyOf(fighterId),
        rounds: rounds.get(`${match.id}/${index + 1}`) ?? []
      })
    )
  })
  const ranked: ReadonlyArray<ScrapedRankings> =
    rankings.date === null
      ? []
      : [
          {
            date: rankings.date,
            source: "snapshot",
            entries: rankings.entries.flatMap(({ fighterId, rank, weightClass }) => {
              const fighterKey = keyOf(fighterId)
              return fighterKey === null ? [] : [{ fighterKey, rank, weightClass }]
            })
          }
        ]
  const counts: SnapshotCounts = {
    fighters: fighters.length,
    events: events.length,
    matches: matches.length,
    rankings: ranked.length
  }
  const header: Header = {
    format: "mma-savant-snapshot",
    version: 1,
    asOf: events.find(({ status }) => status === "completed")?.date ?? null,
    counts
  }
  const lines: ReadonlyArray<Header | Line> = [
    header,
    ...fighters.map((facts) => fighterLine({ facts, aliases: names.get(facts.id) ?? [] })),
    ...events.map(eventLine),
    ...matches.map((match) => matchLine(scraped(match))),
    ...ranked.map(rankingsLine)
  ]
  yield* writeWhole(
    file,
    lines.map((line) => JSON.stringify(line))
  )
  return counts
})
