import * as CsvDataset from "@mma-savant/adapters/dataset/CsvDataset"
import { FightSource } from "@mma-savant/core/collection/FightSource"
import type { Scraped, ScrapedFighter } from "@mma-savant/core/collection/Scraped"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { isPoundForPound, WeightClass } from "@mma-savant/core/ranking/WeightClass"
import { Effect, Stream } from "effect"

/** The day by which events are past or to come. */
export const today = IsoDate.make("2026-10-05")

const isRanked = (weightClass: WeightClass) =>
  weightClass !== "womens-featherweight" && !weightClass.startsWith("catch") && !weightClass.startsWith("open")

/** The data set has no rankings, without which no site is whole: these rank whoever shares a name with nobody. */
const rankings = (fighters: ReadonlyArray<ScrapedFighter>): Scraped => {
  const names = Map.groupBy(fighters, ({ facts }) => facts.name)
  const unique = [...names.values()].flatMap((namesakes) => (namesakes.length === 1 ? namesakes : []))
  const entries = WeightClass.literals.filter(isRanked).flatMap((weightClass, at) =>
    unique.slice(at * 16, at * 16 + 16).map(({ facts }, rank) => ({
      weightClass,
      rank: isPoundForPound(weightClass) ? Math.min(rank + 1, 15) : rank,
      fighterKey: facts.ufcstatsId
    }))
  )
  return { _tag: "Rankings", rankings: { date: IsoDate.make("2026-09-22"), source: "ufc.com", entries } }
}

/**
 * All that the community data set says of the events that it lists, or of the latest `most` of them and whoever fights in
 * them, with rankings of every class.
 */
export const siteFacts = (directory: string, most: number): Promise<ReadonlyArray<Scraped>> =>
  FightSource.use(({ scraped }) => Stream.runCollect(scraped)).pipe(
    Effect.map((batches): ReadonlyArray<Scraped> => {
      const all = batches.flatMap((batch) => (batch._tag === "Events" ? batch.events : []))
      const events = all.toSorted((a, b) => ((a.date ?? "") < (b.date ?? "") ? 1 : -1)).slice(0, most)
      const listed = new Set(events.map(({ ufcstatsId }) => ufcstatsId))
      const matches = batches
        .flatMap((batch) => (batch._tag === "Matches" ? batch.matches : []))
        .filter(({ eventKey }) => eventKey !== null && listed.has(eventKey))
      const seen = new Set(matches.flatMap(({ corners }) => corners.map(({ fighterKey }) => fighterKey)))
      const fighters = batches
        .flatMap((batch) => (batch._tag === "Fighters" ? batch.fighters : []))
        .filter(({ facts }, at) => all.length <= most || seen.has(facts.ufcstatsId) || at < 300)
      return [
        { _tag: "Fighters", fighters },
        { _tag: "Events", events },
        { _tag: "Matches", matches },
        rankings(fighters)
      ]
    }),
    Effect.provide(CsvDataset.layer(directory)),
    Effect.runPromise
  )
