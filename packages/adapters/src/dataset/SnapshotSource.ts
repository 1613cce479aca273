import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { sampleSource } from "@mma-savant/core/collection/CollectionRun"
import { FightSource, SourceUnreadable } from "@mma-savant/core/collection/FightSource"
import type {
  Scraped,
  ScrapedEvent,
  ScrapedFighter,
  ScrapedMatch,
  ScrapedRankings
} from "@mma-savant/core/collection/Scraped"
import { Array as Arr, Effect, Layer, Schema, Stream } from "effect"
import { factOf } from "./SnapshotFacts.ts"
import { matchFault, rankingsFaultIn } from "./SnapshotFault.ts"
import { Header, Line } from "./SnapshotLine.ts"

const batch = 500

const decodeHeader = Schema.decodeUnknownEffect(Schema.fromJsonString(Header))
const decode = Schema.decodeUnknownEffect(Line)

/** Text as every store keeps it, so that it is found unchanged: the character zero and lone surrogates are replaced. */
const storable = (_: string, value: unknown) =>
  typeof value === "string" ? value.replaceAll("\0", "\uFFFD").toWellFormed() : value

const decodeLine = (line: string) =>
  // Only an escape can stand for such a character, and there is hardly one in a file.
  Effect.flatMap(
    Effect.try(() => JSON.parse(line, line.includes("\\u") ? storable : undefined) as unknown),
    decode
  )

/** Everything in the file, once all of it has proved sound: a file that is damaged anywhere gives nothing. */
const read = Effect.fn("SnapshotSource.read")(function* (file: string) {
  const unreadable = (message: string) => new SourceUnreadable({ source: file, message: `${file} ${message}.` })
  const content = yield* Effect.tryPromise({
    try: () => readFile(file, "utf8"),
    catch: () => unreadable("cannot be read; a snapshot file was expected")
  })
  const lines = content.split("\n")
  if (lines.pop() !== "") return yield* unreadable(`ends in the middle of line ${lines.length + 1}`)
  const header = yield* Effect.mapError(decodeHeader(lines[0]), () =>
    unreadable("is no snapshot of a version that can be read here (line 1)")
  )
  const fighters: Array<ScrapedFighter> = []
  const events: Array<ScrapedEvent> = []
  const matches: Array<ScrapedMatch> = []
  const rankings: Array<ScrapedRankings> = []
  const keys = { fighter: new Set<string>(), event: new Set<string>(), match: new Set<string>() }
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue
    const broken = (why: string) => unreadable(`is damaged at line ${index + 1}: ${why}`)
    const decoded = yield* Effect.mapError(decodeLine(line), () => broken("no fighter, event, bout or rankings"))
    if (decoded[0] !== "rankings") {
      if (keys[decoded[0]].has(decoded[1])) return yield* broken(`${decoded[0]} ${decoded[1]} a second time`)
      keys[decoded[0]].add(decoded[1])
    }
    const fact = factOf(decoded)
    if (fact._tag === "fighter") fighters.push(fact.fighter)
    else if (fact._tag === "event") events.push(fact.event)
    else if (fact._tag === "rankings") {
      const stranger = fact.rankings.entries.find(({ fighterKey }) => !keys.fighter.has(fighterKey))
      if (stranger !== undefined) return yield* broken(`ranks fighter ${stranger.fighterKey}, who is not in the file`)
      const fault = rankingsFaultIn(fact.rankings)
      if (fault !== null) return yield* broken(fault)
      rankings.push(fact.rankings)
    } else {
      const { corners, eventKey } = fact.match
      const known =
        (eventKey === null || keys.event.has(eventKey)) &&
        corners.every(({ fighterKey }) => fighterKey === null || keys.fighter.has(fighterKey))
      if (!known) return yield* broken("a bout whose event or fighter does not stand before it")
      const fault = matchFault(fact.match)
      if (fault !== null) return yield* broken(fault)
      matches.push(fact.match)
    }
  }
  const found = { fighters: fighters.length, events: events.length, matches: matches.length, rankings: rankings.length }
  for (const kind of ["fighters", "events", "matches", "rankings"] as const) {
    if (found[kind] !== header.counts[kind]) {
      return yield* unreadable(
        `is cut short or damaged: ${found[kind]} ${kind} up to line ${lines.length} instead of ${header.counts[kind]}`
      )
    }
  }
  const batches: ReadonlyArray<Scraped> = [
    ...Arr.chunksOf(fighters, batch).map((fighters) => ({ _tag: "Fighters", fighters }) as const),
    ...Arr.chunksOf(events, batch).map((events) => ({ _tag: "Events", events }) as const),
    ...Arr.chunksOf(matches, batch).map((matches) => ({ _tag: "Matches", matches }) as const),
    ...rankings.map((rankings) => ({ _tag: "Rankings", rankings }) as const)
  ]
  return { batches, expected: matches.length }
})

const source = (name: string, file: string): Layer.Layer<FightSource, SourceUnreadable> =>
  Layer.effect(
    FightSource,
    Effect.map(read(file), ({ batches, expected }) =>
      FightSource.of({ name, scraped: Stream.fromIterable(batches), expected })
    )
  )

/** A snapshot file. Building the layer fails with `SourceUnreadable`, which names the line, unless all of it is sound. */
export const layer = (file: string) => source("snapshot", file)

/** The snapshot that ships with this package: a dozen events with their bouts, the rankings, and what is to come. */
export const layerSample = source(sampleSource, fileURLToPath(new URL("sample.snapshot.jsonl", import.meta.url)))
