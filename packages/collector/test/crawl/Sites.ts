import * as SnapshotSource from "@mma-savant/adapters/dataset/SnapshotSource"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import * as RobotsFile from "@mma-savant/adapters/robots/RobotsFile"
import type { Scenario } from "@mma-savant/adapters/simulator/Scenario"
import * as Simulator from "@mma-savant/adapters/simulator/Simulator"
import * as UfccomPages from "@mma-savant/adapters/ufccom/UfccomPages"
import * as UfcstatsPages from "@mma-savant/adapters/ufcstats/UfcstatsPages"
import * as HttpDriver from "@mma-savant/adapters/web/HttpDriver"
import { ExportFlow } from "@mma-savant/core/collection/ExportFlow"
import { FetchPolicy } from "@mma-savant/core/collection/FetchPolicy"
import { FightSource } from "@mma-savant/core/collection/FightSource"
import { PageReader } from "@mma-savant/core/collection/PageReader"
import type { Scraped, ScrapedFighter } from "@mma-savant/core/collection/Scraped"
import { UFCStatsFlow } from "@mma-savant/core/collection/UFCStatsFlow"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { isPoundForPound, WeightClass } from "@mma-savant/core/ranking/WeightClass"
import { DateTime, Duration, Effect, Layer, Stream } from "effect"
import { crawling } from "../../src/Crawling.ts"

const isRanked = (weightClass: WeightClass) =>
  weightClass !== "womens-featherweight" && !weightClass.startsWith("catch") && !weightClass.startsWith("open")

/** Rankings of every class, made of whoever there is: no fighter stands twice. */
const fullRankings = (fighters: ReadonlyArray<ScrapedFighter>): Scraped => {
  const names = fighters.filter(({ facts }) => !facts.name.includes("Silva"))
  const classes = WeightClass.literals.filter(isRanked)
  const entries = classes.flatMap((weightClass, at) =>
    names.slice(at * 16, at * 16 + 16).map(({ facts }, rank) => ({
      weightClass,
      rank: isPoundForPound(weightClass) ? Math.min(rank + 1, 15) : rank,
      fighterKey: facts.ufcstatsId
    }))
  )
  return { _tag: "Rankings", rankings: { date: IsoDate.make("2026-09-22"), source: "ufc.com", entries } }
}

/** All that the sample says, but with rankings of every class. */
export const sampleFacts = FightSource.use(({ scraped }) => Stream.runCollect(scraped)).pipe(
  Effect.map((batches): ReadonlyArray<Scraped> => {
    const fighters = batches.flatMap((batch) => (batch._tag === "Fighters" ? batch.fighters : []))
    return [...batches.filter(({ _tag }) => _tag !== "Rankings"), fullRankings(fighters)]
  }),
  Effect.provide(SnapshotSource.layerSample),
  Effect.orDie
)

export const day = Effect.map(DateTime.now, (now) => IsoDate.make(DateTime.formatIsoDateUtc(now)))

/** A simulated site, which ends with its scope. */
export const site = (facts: Iterable<Scraped>, scenario: Scenario = {}) =>
  Effect.flatMap(day, (today) => Effect.orDie(Simulator.open({ facts, scenario, today, port: 0 })))

/** Impatient: a site that fails is asked again at once. */
export const impatient: FetchPolicy = {
  interval: Duration.zero,
  attempts: 3,
  pause: Duration.millis(5),
  longestPause: Duration.millis(20)
}

/** The way to a site at an address of this machine. */
export const wayTo = (url: string, policy: FetchPolicy = impatient) =>
  Layer.mergeAll(
    HttpDriver.layer({ userAgent: "MMASavant/1.0.0 (+test@example.org)", timeout: Duration.seconds(5) }),
    RobotsFile.layer("MMASavant"),
    Layer.succeed(
      PageReader,
      PageReader.make({ ufcstats: UfcstatsPages.reader(url), ufccom: UfccomPages.reader(`${url}/rankings`) })
    ),
    Layer.succeed(FetchPolicy, policy)
  )

/** The flows over a site, and over a store in memory of their own. */
export const inMemory = (url: string, policy: FetchPolicy = impatient) =>
  crawling.pipe(Layer.provideMerge(Memory.layer), Layer.provide(wayTo(url, policy)))

/** Everything that a store holds of facts, in an order and by keys that do not depend on how it came there. */
export const dump = ExportFlow.use(({ scraped }) => Stream.runCollect(scraped({ events: [], latest: null }))).pipe(
  Effect.map((batches) =>
    batches
      .flatMap((batch): ReadonlyArray<unknown> => {
        switch (batch._tag) {
          case "Fighters":
            return batch.fighters.map(({ aliases, facts }) => ({ ...facts, aliases: [...aliases].sort() }))
          case "Events":
            return batch.events
          case "Matches":
            return batch.matches
          case "Rankings":
            return [batch.rankings]
          case "Findings":
            return batch.findings
          default:
            return []
        }
      })
      .map((fact) => JSON.stringify(fact))
      .sort()
  ),
  Effect.provide(ExportFlow.layer)
)

/** What a crawl of events that nobody disturbs stores. */
export const undisturbed = (facts: Iterable<Scraped>) =>
  Effect.gen(function* () {
    const { url } = yield* site(facts)
    return yield* Effect.andThen(
      UFCStatsFlow.use((flow) => flow.updateEventData),
      dump
    ).pipe(Effect.provide(inMemory(url)))
  }).pipe(Effect.scoped)

/** As much of the facts as one past event and those to come take. */
export const oneNight = (facts: ReadonlyArray<Scraped>): ReadonlyArray<Scraped> => {
  const { fighters, key, matches } = eventOf(facts)
  return facts.flatMap((batch): ReadonlyArray<Scraped> => {
    switch (batch._tag) {
      case "Fighters":
        return [{ ...batch, fighters: batch.fighters.filter(({ facts }) => fighters.includes(facts.ufcstatsId)) }]
      case "Events":
        return [
          { ...batch, events: batch.events.filter((event) => event.ufcstatsId === key || event.status === "scheduled") }
        ]
      case "Matches":
        return [{ ...batch, matches: batch.matches.filter((match) => matches.includes(match)) }]
      default:
        return []
    }
  })
}

/** A past event of the facts, its bouts, the main event first, and whoever fights in them. */
export const eventOf = (facts: ReadonlyArray<Scraped>) => {
  const events = facts.flatMap((batch) => (batch._tag === "Events" ? batch.events : []))
  const key = events.find(({ status }) => status === "completed")!.ufcstatsId
  const matches = facts
    .flatMap((batch) => (batch._tag === "Matches" ? batch.matches : []))
    .filter(({ eventKey }) => eventKey === key)
    .sort((a, b) => (b.cardOrder ?? 0) - (a.cardOrder ?? 0))
  return {
    key,
    matches,
    bouts: matches.map(({ ufcstatsId }) => ufcstatsId),
    fighters: matches.flatMap(({ corners }) => corners.flatMap(({ fighterKey }) => fighterKey ?? []))
  }
}
