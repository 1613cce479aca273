import { assert, describe, it } from "@effect/vitest"
import type { Scenario } from "@mma-savant/adapters/simulator/Scenario"
import { CollectionLog } from "@mma-savant/core/collection/CollectionLog"
import { Crawler } from "@mma-savant/core/collection/Crawler"
import { CrawlOptions } from "@mma-savant/core/collection/CrawlOptions"
import { DeadLetters } from "@mma-savant/core/collection/DeadLetters"
import { HostGate } from "@mma-savant/core/collection/HostGate"
import type { Scraped } from "@mma-savant/core/collection/Scraped"
import { UFCStatsFlow } from "@mma-savant/core/collection/UFCStatsFlow"
import { UfcstatsId } from "@mma-savant/core/Identity"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { Effect, Layer } from "effect"
import { day, dump, eventOf, inMemory, oneNight, sampleFacts, site } from "./Sites.ts"

const options = (scope: Partial<CrawlOptions["scope"]>, workers = 4) =>
  Layer.succeed(CrawlOptions, {
    scope: { since: null, force: false, allowShrink: false, maxRequests: null, ...scope },
    workers,
    contact: null,
    onProgress: () => Effect.void
  })

/** UFC 1, which no list shows. */
const firstEvent = UfcstatsId.make("6420efac0578988b")

const withFirstEvent = (facts: ReadonlyArray<Scraped>): ReadonlyArray<Scraped> => {
  const [match] = eventOf(facts).matches
  const event = facts.flatMap((batch) => (batch._tag === "Events" ? batch.events : []))[0]!
  return [
    ...facts,
    {
      _tag: "Events",
      events: [
        {
          ...event,
          ufcstatsId: firstEvent,
          name: "UFC 1: The Beginning",
          date: IsoDate.make("1993-11-12"),
          status: "completed"
        }
      ]
    },
    {
      _tag: "Matches",
      matches: [{ ...match!, ufcstatsId: UfcstatsId.make("00000000000000ab"), eventKey: firstEvent, cardOrder: 1 }]
    }
  ]
}

const version = StatsReader.use((reader) => reader.version)

describe("a crawl of a simulated site", () => {
  it.live(
    "stores all that the site says, UFC 1 too, which no list shows, asks for each page once, and an identical rerun writes nothing and sends nothing",
    () =>
      Effect.gen(function* () {
        const { asked, served, url } = yield* site(withFirstEvent(yield* sampleFacts))
        yield* Effect.gen(function* () {
          const flow = yield* UFCStatsFlow
          const first = yield* flow.runFullDataCollection
          assert.deepStrictEqual(yield* (yield* DeadLetters).list({}, 10), [])
          assert.strictEqual(first.run.status, "completed")
          assert.deepStrictEqual(
            [...asked].filter(([, times]) => times > 1),
            []
          )
          assert.strictEqual(first.run.outcome.requests, served())
          const { events, fighters, fights, upcomingEvents } = yield* (yield* StatsReader).status(yield* day)
          assert.deepStrictEqual(
            { events, fighters, fights, upcomingEvents },
            { events: 14, fighters: 264, fights: 158, upcomingEvents: 1 }
          )
          assert.isTrue((yield* dump).some((fact) => fact.includes(`"ufcstatsId":"${firstEvent}"`)))
          assert.isAtLeast((yield* (yield* RankingRepository).current(null)).entries.length, 200)
          const before = [served(), yield* version, yield* dump]
          const again = yield* flow.runFullDataCollection
          assert.deepStrictEqual([again.run.status, again.run.outcome.requests], ["completed", 0])
          assert.isAbove(again.run.outcome.upToDate, 100)
          assert.deepStrictEqual([served(), yield* version, yield* dump], before)
        }).pipe(Effect.provide(inMemory(url)))
      }).pipe(Effect.scoped)
  )

  it.live("of one event collects its bouts and whoever fights in them, and of a fighter the one page", () =>
    Effect.gen(function* () {
      const facts = yield* sampleFacts
      const { asked, url } = yield* site(facts)
      const { bouts, fighters, key } = eventOf(facts)
      yield* Effect.gen(function* () {
        const crawler = yield* Crawler
        assert.strictEqual((yield* crawler.crawlSpecificEvent(key)).run.status, "completed")
        assert.sameMembers(
          [...asked.keys()],
          [
            "/robots.txt",
            `/event-details/${key}`,
            ...bouts.map((bout) => `/fight-details/${bout}`),
            ...fighters.map((fighter) => `/fighter-details/${fighter}`)
          ]
        )
        asked.clear()
        yield* crawler.crawlFighterProfile(fighters[0]!)
        assert.deepStrictEqual([...asked.keys()], [])
      }).pipe(Effect.provide(inMemory(url)))
    }).pipe(Effect.scoped)
  )

  it.live("a budget of requests is kept to the last one, and the run is gone on with", () =>
    Effect.gen(function* () {
      const { served, url } = yield* site(oneNight(yield* sampleFacts))
      yield* Effect.gen(function* () {
        const { run, stopped } = yield* (yield* UFCStatsFlow).updateEventData
        assert.deepStrictEqual([run.status, stopped?._tag, served()], ["interrupted", "BudgetSpent", 20])
      }).pipe(Effect.provide(inMemory(url).pipe(Layer.provide(options({ maxRequests: 20 }, 8)))))
    }).pipe(Effect.scoped)
  )

  it.live("a forced run asks for everything again, and is told that nothing has changed", () =>
    Effect.gen(function* () {
      const facts = yield* sampleFacts
      const { url } = yield* site(facts)
      yield* Effect.gen(function* () {
        const crawler = yield* Crawler
        const { key } = eventOf(facts)
        const first = yield* crawler.crawlSpecificEvent(key)
        const before = [yield* version, yield* dump]
        const again = yield* crawler.crawlSpecificEvent(key)
        const { notModified, requests } = again.run.outcome
        assert.deepStrictEqual([first.run.outcome.notModified, notModified], [0, requests])
        assert.isAbove(requests, 5)
        assert.deepStrictEqual([yield* version, yield* dump], before)
      }).pipe(Effect.provide(inMemory(url).pipe(Layer.provide(options({ force: true })))))
    }).pipe(Effect.scoped)
  )

  it.live("a blocked site stops everything at once, forced or not, until a person resets it", () =>
    Effect.gen(function* () {
      for (const answer of [{ do: "challenge" as const }, { do: "status" as const, status: 403 }]) {
        const { served, url } = yield* site(oneNight(yield* sampleFacts), {
          steps: [{ path: "fight-details", after: 6, answer, times: 1 }]
        })
        yield* Effect.gen(function* () {
          const flow = yield* UFCStatsFlow
          const gate = yield* HostGate
          const first = yield* flow.updateEventData
          assert.deepStrictEqual([first.run.status, first.stopped?._tag], ["blocked", "SourceBlocked"])
          const sent = served()
          const again = yield* flow.updateEventData
          assert.deepStrictEqual([again.run.status, served()], ["blocked", sent])
          assert.strictEqual((yield* gate.reset(null)).length, 1)
          assert.strictEqual((yield* flow.updateEventData).run.status, "completed")
        }).pipe(Effect.provide(inMemory(url).pipe(Layer.provide(options({ force: true }, 16)))))
      }
    }).pipe(Effect.scoped)
  )

  it.live("a changed layout is reported and never stored, whatever the page", () =>
    Effect.gen(function* () {
      const facts = oneNight(yield* sampleFacts)
      const crawled = Effect.fnUntraced(function* (scenario: Scenario) {
        const { url } = yield* site(facts, scenario)
        return yield* Effect.gen(function* () {
          const flow = yield* UFCStatsFlow
          const runs = [yield* flow.updateEventData, yield* flow.updateFighterData]
          const letters = yield* (yield* DeadLetters).list({}, 100)
          return { letters, statuses: runs.map(({ run }) => run.status), stored: yield* dump }
        }).pipe(Effect.provide(inMemory(url)))
      })
      const whole = yield* crawled({})
      for (const change of ["drop-column", "rename-class", "empty-table"] as const) {
        for (const path of ["events/completed", "event-details", "fight-details", "fighter-details", "char="]) {
          const { letters, statuses, stored } = yield* crawled({
            steps: [{ path, answer: { do: "relayout", change } }]
          })
          const changed = letters.filter(({ cause }) => cause === "changed")
          // What is read by its headings alone is read as ever when classes have other names.
          if (changed.length === 0) assert.deepStrictEqual(stored, whole.stored, `${change} of ${path}`)
          else {
            assert.include(statuses, "page-changed")
            assert.isTrue(changed.every(({ reason }) => reason.includes(" has no ")))
            for (const fact of stored) assert.isTrue(whole.stored.includes(fact) || !fact.includes('"rounds":[{'), fact)
          }
        }
      }
    }).pipe(Effect.scoped)
  )

  it.live(
    "pages that fail are asked for again, others are given up with their reason, and dead letters can be replayed and purged",
    () =>
      Effect.gen(function* () {
        const facts = yield* sampleFacts
        const { bouts, key } = eventOf(facts)
        const { asked, url } = yield* site(facts, {
          steps: [
            { path: `fight-details/${bouts[0]}`, times: 1, answer: { do: "status", status: 503 } },
            { path: `fight-details/${bouts[1]}`, times: 1, answer: { do: "hang-up" } },
            { path: `fight-details/${bouts[2]}`, times: 1, answer: { do: "status", status: 404 } }
          ]
        })
        yield* Effect.gen(function* () {
          const crawler = yield* Crawler
          const letters = yield* DeadLetters
          const { run } = yield* crawler.crawlSpecificEvent(key)
          assert.strictEqual(run.status, "partial")
          assert.strictEqual(asked.get(`/fight-details/${bouts[0]}`), 2)
          const dead = yield* letters.list({ run: run.number }, 10)
          assert.deepStrictEqual(
            dead.map(({ cause, page }) => [cause, page]),
            [["missing", `fight/${bouts[2]}`]]
          )
          assert.strictEqual((yield* letters.replay({ run: run.number })).length, 1)
          assert.strictEqual((yield* crawler.crawlSpecificEvent(key)).run.status, "completed")
          assert.strictEqual(yield* letters.purge({}), 0)
        }).pipe(Effect.provide(inMemory(url)))
      }).pipe(Effect.scoped)
  )

  it.live("what a run notes is kept with the run", () =>
    Effect.gen(function* () {
      const { url } = yield* site(yield* sampleFacts)
      yield* Effect.gen(function* () {
        const log = yield* CollectionLog
        const { run } = yield* (yield* UFCStatsFlow).updateEventData
        const noted = yield* log.findings(run.number, 0, 1000)
        const counted = Object.values(run.outcome.findings).reduce((all, count) => all + count, 0)
        assert.strictEqual(noted.length, counted)
        assert.isAbove(counted, 0)
      }).pipe(Effect.provide(inMemory(url)))
    }).pipe(Effect.scoped)
  )
})
