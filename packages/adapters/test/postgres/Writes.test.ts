import { assert, it } from "@effect/vitest"
import { eventFacts, fighterFacts, matchFacts, roundStats, side } from "@mma-savant/core/contract/Facts"
import { EventRepository } from "@mma-savant/core/event/EventRepository"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as Postgres from "../../src/postgres/Postgres.ts"
import { statements } from "./Statements.ts"
import { layerEmptied, testDatabases } from "./TestDatabases.ts"

const today = IsoDate.make("2026-01-01")

const bouts = (count: number) =>
  Array.from({ length: count }, () =>
    matchFacts({ corners: [side({ id: null, name: "Red" }), side({ id: null, name: "Blue" })] })
  )

for (const { layer: database, name } of testDatabases()) {
  const layer = Postgres.layer.pipe(Layer.provideMerge(layerEmptied), Layer.provideMerge(database))
  it.layer(layer, { timeout: "60 seconds" })(`Writes / ${name}`, (it) => {
    it.effect("a thousand are written in as many statements as one", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const events = yield* EventRepository
        const matches = yield* MatchRepository
        const many = <A>(make: () => A) => Array.from({ length: 1000 }, make)
        assert.strictEqual(yield* statements(fighters.saveAll(many(() => fighterFacts()))), 1)
        assert.strictEqual(yield* statements(events.saveAll(many(() => eventFacts()))), 1)
        const one = yield* statements(matches.saveAll(bouts(1)))
        assert.strictEqual(yield* statements(matches.saveAll(bouts(1000))), one)
        const ids = yield* matches.saveAll(bouts(1000))
        const sides = ids.map((matchId) => ({ matchId, position: 1, rounds: [roundStats(1)] }) as const)
        assert.strictEqual(yield* statements(matches.saveStats(sides)), 1)
        assert.strictEqual(yield* statements(matches.stats(ids)), 1)
        assert.strictEqual(yield* statements(matches.findMany(ids)), 1)
      })
    )

    it.effect("saving what is known already writes no row and leaves the version alone", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const fighters = yield* FighterRepository
        const events = yield* EventRepository
        const matches = yield* MatchRepository
        const reader = yield* StatsReader
        const fighter = fighterFacts({ height: 71, weight: 155, reach: 70.5, nickname: "Ñandú" })
        const event = eventFacts({ date: today, location: "Łódź" })
        const save = Effect.gen(function* () {
          const id = yield* fighters.save(fighter)
          yield* fighters.saveAliases([{ fighterId: id, alias: "Other", source: "test" }])
          const eventId = yield* events.save(event)
          const corners = [side({ id, name: fighter.name }, "WIN"), side({ id: null, name: "Blue" }, "LOSS")]
          const judges = [{ judge: "A", points: [28, 29] as const }]
          const matchId = yield* matches.save(matchFacts({ ...bout, eventId, corners, judges }))
          yield* matches.saveStats([{ matchId, position: 1, rounds: [roundStats(1, { knockdowns: 1 })] }])
        })
        const bout = matchFacts()
        yield* save
        // Postgres gives every written row a new place.
        const places = Effect.forEach(
          ["fighters", "fighter_aliases", "events", "matches", "fighter_matches", "basic_match_stats"],
          (table) => sql`select ctid::text as place from ${sql(table)} order by 1`
        )
        const [before, version] = [yield* places, (yield* reader.status(today)).version]
        yield* save
        assert.deepStrictEqual(yield* places, before)
        assert.strictEqual((yield* reader.status(today)).version, version)
      })
    )

    it.effect("characters that Postgres cannot keep are replaced, in values and in searches", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const id = yield* fighters.save(fighterFacts({ name: "Nul\0l \\u0000 Half\uD800" }))
        assert.strictEqual((yield* fighters.get(id)).name, "Nul\uFFFDl \\u0000 Half\uFFFD")
        for (const text of ["nul\0l \\u0000", "half\uD800"]) {
          const { items } = yield* fighters.search({ text, limit: 10, after: null })
          assert.deepStrictEqual(
            items.map((fighter) => fighter.id),
            [id]
          )
        }
      })
    )

    it.effect("a position that no list gave out leads to a page, not to a crash", () =>
      Effect.gen(function* () {
        const events = yield* EventRepository
        const matches = yield* MatchRepository
        yield* events.save(eventFacts({ date: today }))
        for (const key of ["", "x", "2020-13-45", "2020-01-01|xx", "|", "9999-12-31|99|99", "' or 1=1"]) {
          for (const order of ["latest", "earliest"] as const) {
            const after = { key, id: 2_147_483_647 }
            assert.isAtMost((yield* events.search({ order, limit: 5, after })).items.length, 5)
            assert.isAtMost((yield* matches.search({ order, limit: 5, after })).items.length, 5)
          }
        }
      })
    )

    it.effect("the status is counted again when a fact or the day changes, and not otherwise", () =>
      Effect.gen(function* () {
        const events = yield* EventRepository
        const reader = yield* StatsReader
        yield* events.save(eventFacts({ date: today, status: "scheduled" }))
        const first = yield* reader.status(today)
        assert.deepStrictEqual(yield* reader.status(today), first)
        const tomorrow = yield* reader.status(IsoDate.make("2026-01-02"))
        assert.deepStrictEqual(tomorrow, { ...first, upcomingEvents: first.upcomingEvents - 1 })
        yield* events.save(eventFacts({ date: today, status: "scheduled" }))
        const after = yield* reader.status(today)
        assert.strictEqual(after.upcomingEvents, first.upcomingEvents + 1)
        assert.strictEqual(after.events, first.events + 1)
      })
    )

    it.effect("the view of totals says what the tally says", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const fighters = yield* FighterRepository
        const events = yield* EventRepository
        const matches = yield* MatchRepository
        const reader = yield* StatsReader
        const facts = [fighterFacts(), fighterFacts()]
        const [a, b] = yield* fighters.saveAll(facts)
        const [past, future] = yield* events.saveAll([
          eventFacts({ date: IsoDate.make("2020-01-01") }),
          eventFacts({ date: IsoDate.make("9999-01-01") })
        ])
        const pair = (own: "WIN" | "LOSS" | "DRAW" | "NC" | null, other: typeof own) => [
          side({ id: a!, name: facts[0]!.name }, own),
          side({ id: b!, name: facts[1]!.name }, other)
        ]
        yield* matches.saveAll([
          matchFacts({
            eventId: past!,
            method: "TKO - Doctor's Stoppage",
            isTitleBout: true,
            corners: pair("WIN", "LOSS")
          }),
          matchFacts({ eventId: past!, method: "SUB", corners: pair("LOSS", "WIN") }),
          matchFacts({ eventId: past!, method: "S-DEC", corners: pair("WIN", "LOSS") }),
          matchFacts({ eventId: past!, method: "M-DEC", corners: pair("DRAW", "DRAW") }),
          matchFacts({ eventId: past!, method: "Overturned", corners: pair("NC", "NC") }),
          matchFacts({ eventId: past!, status: "cancelled", corners: pair("WIN", "LOSS") }),
          matchFacts({ eventId: past!, corners: pair(null, null) }),
          matchFacts({ eventId: future!, corners: pair("WIN", "LOSS") })
        ])
        const tallies = yield* reader.tallies({ to: today, fighterIds: [a!, b!] })
        const totals = yield* sql`
          select fighter_id as "fighterId", fighter as name, json_build_object('fights', fights, 'wins', wins,
            'losses', losses, 'draws', draws, 'noContests', no_contests, 'koTkoWins', ko_tko_wins,
            'submissionWins', submission_wins, 'decisionWins', decision_wins, 'titleFights', title_fights) as sums
          from mma_ro.fighter_records where fighter_id = any(${[a!, b!]}::int[]) order by fighter_id`
        assert.strictEqual(totals.length, 2)
        for (const { fighterId, name: shown, sums } of tallies) {
          const { decisionWins, draws, fights, koTkoWins, losses, noContests, submissionWins, titleFights, wins } = sums
          assert.deepStrictEqual(
            totals.find((total) => total["fighterId"] === fighterId),
            {
              fighterId,
              name: shown,
              sums: { decisionWins, draws, fights, koTkoWins, losses, noContests, submissionWins, titleFights, wins }
            }
          )
        }
      })
    )
  })
}
