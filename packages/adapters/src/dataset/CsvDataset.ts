import { stat } from "node:fs/promises"
import { FightSource, SourceUnreadable } from "@mma-savant/core/collection/FightSource"
import type { Finding, Report } from "@mma-savant/core/collection/Finding"
import type { Scraped, ScrapedCorner, ScrapedFighter, ScrapedMatch } from "@mma-savant/core/collection/Scraped"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import { today } from "@mma-savant/core/IsoDate"
import { Array as Arr, Effect, Layer, Stream } from "effect"
import { type PrintedBout, readBouts } from "./Bouts.ts"
import { readEvents } from "./Events.ts"
import { type Appearance, Namesakes } from "./Namesakes.ts"
import { readFighters } from "./Roster.ts"
import { readRounds } from "./Rounds.ts"
import { statisticsOf } from "./Statistics.ts"

const batch = 500

/** Who fought: first by name and weight, then, where that leaves several, by the bouts found in the first pass. */
const resolve = (bouts: ReadonlyArray<PrintedBout>, fighters: ReadonlyArray<ScrapedFighter>, report: Report) => {
  const namesakes = new Namesakes(fighters)
  const appearance = ({ event, facts }: PrintedBout, name: string): Appearance => ({
    name,
    weightClass: facts.weightClass,
    date: event?.date ?? null
  })
  const sure = bouts.map((bout) => bout.names.map((name) => namesakes.byWeight(appearance(bout, name))))
  for (const [index, keys] of sure.entries()) {
    for (const key of keys) if (key !== null) namesakes.foughtOn(key, bouts[index]!.event?.date ?? null)
  }
  return bouts.map((bout, index) => {
    const keys = bout.names.map((name, side): UfcstatsId | null => {
      const key = sure[index]![side] ?? namesakes.byActivity(appearance(bout, name))
      const candidates = key === null ? namesakes.candidates(name).length : 1
      if (candidates === 0) report("unknown-fighter", bout.where, `nobody is called "${name}"`)
      if (candidates > 1) report("ambiguous-fighter", bout.where, `${candidates} fighters are called "${name}"`)
      return key
    })
    if (keys[0] === null || keys[0] !== keys[1]) return keys
    report("ambiguous-fighter", bout.where, `both sides of "${bout.bout}" are found to be one fighter`)
    return [null, null]
  })
}

const read = Effect.fn("CsvDataset.read")(function* (directory: string) {
  yield* Effect.tryPromise({
    try: async () => {
      if (!(await stat(directory)).isDirectory()) throw new Error("no directory")
    },
    catch: () =>
      new SourceUnreadable({
        source: directory,
        message: `${directory} is no directory with ufc_event_details.csv and the other files of the data set.`
      })
  })
  const findings: Array<Finding> = []
  const report: Report = (rule, where, what) => findings.push({ rule, where, what })
  const fighters = yield* readFighters(directory, report)
  const events = yield* readEvents(directory, yield* today, report)
  const bouts = yield* readBouts(directory, events, report)
  const statistics = statisticsOf(yield* readRounds(directory, report), bouts, report)
  const fighterKeys = resolve(bouts, fighters, report)
  const matches = bouts.map((bout, index): ScrapedMatch => {
    const corner = (side: 0 | 1): ScrapedCorner => ({
      fighterKey: fighterKeys[index]![side]!,
      name: bout.names[side],
      corner: side === 0 ? "red" : "blue",
      result: bout.results[side],
      performanceOfTheNight: false,
      rounds: statistics.get(bout.facts.ufcstatsId)?.[side] ?? []
    })
    return { ...bout.facts, eventKey: bout.event?.ufcstatsId ?? null, corners: [corner(0), corner(1)] }
  })
  const batches: ReadonlyArray<Scraped> = [
    ...Arr.chunksOf(fighters, batch).map((fighters) => ({ _tag: "Fighters", fighters }) as const),
    ...Arr.chunksOf(events, batch).map((events) => ({ _tag: "Events", events }) as const),
    ...Arr.chunksOf(matches, batch).map((matches) => ({ _tag: "Matches", matches }) as const),
    { _tag: "Findings", findings }
  ]
  return { batches, expected: matches.length }
})

/**
 * The community CSV data set in a directory: six files, of which `ufc_fight_stats.csv` may be absent. It is read as a
 * whole when the layer is built, which fails with `SourceUnreadable` when it is not what was expected.
 */
export const layer = (directory: string): Layer.Layer<FightSource, SourceUnreadable> =>
  Layer.effect(
    FightSource,
    Effect.map(read(directory), ({ batches, expected }) =>
      FightSource.of({ name: "csv", scraped: Stream.fromIterable(batches), expected })
    )
  )
