import { assert, describe, it } from "@effect/vitest"
import type { Scenario } from "@mma-savant/adapters/simulator/Scenario"
import * as Simulator from "@mma-savant/adapters/simulator/Simulator"
import { ChangeLog } from "@mma-savant/core/collection/ChangeLog"
import { Crawler } from "@mma-savant/core/collection/Crawler"
import { CrawlOptions } from "@mma-savant/core/collection/CrawlOptions"
import type { Scraped, ScrapedMatch } from "@mma-savant/core/collection/Scraped"
import { UFCStatsFlow } from "@mma-savant/core/collection/UFCStatsFlow"
import type { Fighter } from "@mma-savant/core/fighter/Fighter"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import { FighterId, UfcstatsId } from "@mma-savant/core/Identity"
import { addDays } from "@mma-savant/core/IsoDate"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import { Effect, Layer } from "effect"
import { day, eventOf, inMemory, oneNight, sampleFacts } from "./Sites.ts"

const forced = Layer.succeed(CrawlOptions, {
  scope: { since: null, force: true, allowShrink: false, maxRequests: null },
  workers: 4,
  contact: null,
  onProgress: () => Effect.void
})

const changed = (facts: ReadonlyArray<Scraped>, change: (match: ScrapedMatch) => ScrapedMatch) =>
  facts.map((batch) => (batch._tag === "Matches" ? { ...batch, matches: batch.matches.map(change) } : batch))

/** What a bout is stored as. */
const bout = (key: UfcstatsId) =>
  MatchRepository.use((matches) => Effect.map(matches.findByKeys([key]), ([match]) => match!))

const update = UFCStatsFlow.use((flow) => flow.updateEventData)

/** Two crawls of one night, between which the site has become another one. */
const twice = <A, E, B, F>(
  before: ReadonlyArray<Scraped>,
  after: ReadonlyArray<Scraped>,
  first: Effect.Effect<A, E, MatchRepository | FighterRepository>,
  /** While the later site is still there. */
  second: Effect.Effect<B, F, MatchRepository | FighterRepository | ChangeLog | Crawler>
) =>
  Effect.gen(function* () {
    const today = yield* day
    const open = (facts: ReadonlyArray<Scraped>, port: number, scenario: Scenario = {}) =>
      Simulator.open({ facts, scenario, today, port })
    const port = yield* Effect.scoped(Effect.map(open(before, 0), ({ url }) => Number(new URL(url).port)))
    yield* Effect.gen(function* () {
      const visit = <C, G, R>(facts: ReadonlyArray<Scraped>, then: Effect.Effect<C, G, R>) =>
        Effect.scoped(
          Effect.gen(function* () {
            yield* open(facts, port)
            assert.strictEqual((yield* update).run.status, "completed")
            yield* then
          })
        )
      yield* visit(before, first)
      yield* visit(after, second)
    }).pipe(Effect.provide(inMemory(`http://127.0.0.1:${port}`).pipe(Layer.provide(forced))))
  })

describe("what happens to a site in time", () => {
  it.live("an event that was listed before its results is visited again, and has them", () =>
    Effect.gen(function* () {
      const facts = oneNight(yield* sampleFacts)
      const { bouts } = eventOf(facts)
      const unpublished = changed(facts, (match) => ({
        ...match,
        method: null,
        resultRound: null,
        resultTime: null,
        status: "scheduled",
        corners: match.corners.map((corner) => ({ ...corner, result: null, rounds: [] }))
      }))
      const results = Effect.map(bout(bouts[0]!), ({ corners }) => corners.map(({ result }) => result))
      yield* twice(
        unpublished,
        facts,
        Effect.map(results, (found) => assert.deepStrictEqual(found, [null, null])),
        Effect.map(results, (found) => assert.include([...found], "WIN"))
      )
    })
  )

  it.live("a fighter who is renamed stays the same one, and is found by both names", () =>
    Effect.gen(function* () {
      const facts = oneNight(yield* sampleFacts)
      const { fighters } = eventOf(facts)
      const key = fighters[0]!
      const renamed = facts.map((batch) =>
        batch._tag === "Fighters"
          ? {
              ...batch,
              fighters: batch.fighters.map((fighter) =>
                fighter.facts.ufcstatsId === key
                  ? { ...fighter, facts: { ...fighter.facts, name: "Aurelio Quicksilver" } }
                  : fighter
              )
            }
          : batch
      )
      const named = FighterRepository.use((repository) => repository.findByKeys([key]))
      let before: Pick<Fighter, "id" | "name"> = { id: FighterId.make(1), name: "" }
      yield* twice(
        facts,
        renamed,
        Effect.map(named, ([fighter]) => {
          before = fighter!
          assert.notStrictEqual(before.name, "Aurelio Quicksilver")
        }),
        Effect.gen(function* () {
          assert.strictEqual(
            (yield* Crawler.use((crawler) => crawler.crawlFighterProfile(key))).run.status,
            "completed"
          )
          const after = (yield* named)[0]!
          assert.deepStrictEqual([after.id, after.name], [before.id, "Aurelio Quicksilver"])
          const { names } = yield* FighterRepository
          const { aliases } = (yield* names).find(({ id }) => id === after.id)!
          assert.include([...aliases], before.name)
        })
      )
    })
  )

  it.live("an overturned result replaces the one before, and the change is told", () =>
    Effect.gen(function* () {
      const facts = oneNight(yield* sampleFacts)
      const key = eventOf(facts).bouts[0]!
      const overturned = changed(facts, (match) =>
        match.ufcstatsId === key
          ? {
              ...match,
              method: "Overturned",
              corners: match.corners.map((corner) => ({ ...corner, result: "NC" as const }))
            }
          : match
      )
      yield* twice(
        facts,
        overturned,
        Effect.void,
        Effect.gen(function* () {
          const { corners, method } = yield* bout(key)
          assert.deepStrictEqual([method, ...corners.map(({ result }) => result)], ["Overturned", "NC", "NC"])
          const changes = yield* (yield* ChangeLog).list(2 as never, 0, 100)
          assert.isTrue(
            changes.some((change) => change.key === key && change.field === "method" && change.after === "Overturned")
          )
        })
      )
    })
  )

  it.live("a bout that goes from a card to come is cancelled, and an opponent who is replaced is gone", () =>
    Effect.gen(function* () {
      const facts = oneNight(yield* sampleFacts)
      const today = yield* day
      const { bouts, key } = eventOf(facts)
      const [gone, replaced, other] = [bouts[0]!, bouts[1]!, bouts[2]!]
      const toCome = changed(facts, (match) => ({
        ...match,
        method: null,
        resultRound: null,
        resultTime: null,
        status: "scheduled",
        corners: match.corners.map((corner) => ({ ...corner, result: null, rounds: [] }))
      })).map((batch) =>
        batch._tag === "Events"
          ? {
              ...batch,
              events: batch.events.map((event) =>
                event.ufcstatsId === key ? { ...event, date: addDays(today, 20), status: "scheduled" as const } : event
              )
            }
          : batch
      )
      const stranger = eventOf(facts).matches.find(({ ufcstatsId }) => ufcstatsId === other)!.corners[0]!
      const later = changed(toCome, (match) => {
        if (match.ufcstatsId === gone) return { ...match, status: "cancelled" }
        if (match.ufcstatsId !== replaced) return match
        return { ...match, corners: [match.corners[0]!, { ...stranger, result: null, rounds: [] }] }
      })
      yield* twice(
        toCome,
        later,
        Effect.map(bout(gone), ({ status }) => assert.strictEqual(status, "scheduled")),
        Effect.gen(function* () {
          assert.strictEqual((yield* bout(gone)).status, "cancelled")
          const { corners } = yield* bout(replaced)
          assert.strictEqual(corners.length, 2)
          assert.include(
            corners.map(({ name }) => name),
            stranger.name
          )
        })
      )
    })
  )

  it.live("two bouts of the same two on one card are two bouts", () =>
    Effect.gen(function* () {
      const facts = oneNight(yield* sampleFacts)
      const [first] = eventOf(facts).matches
      const again = UfcstatsId.make("00000000000000aa")
      const rematch: ReadonlyArray<Scraped> = [
        ...facts,
        { _tag: "Matches", matches: [{ ...first!, ufcstatsId: again, cardOrder: 1, isMainEvent: false }] }
      ]
      yield* twice(
        rematch,
        rematch,
        Effect.void,
        Effect.gen(function* () {
          const [one, two] = [yield* bout(first!.ufcstatsId), yield* bout(again)]
          assert.notStrictEqual(one.id, two.id)
          assert.deepStrictEqual(
            one.corners.map(({ fighterId }) => fighterId),
            two.corners.map(({ fighterId }) => fighterId)
          )
        })
      )
    })
  )
})
