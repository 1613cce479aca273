import { assert, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { EventRepository } from "../src/event/EventRepository.ts"
import type { FighterRepository } from "../src/fighter/FighterRepository.ts"
import { Match } from "../src/match/Match.ts"
import { MatchRepository } from "../src/match/MatchRepository.ts"
import { isCompleted } from "../src/stats/Bout.ts"
import type { BoutResult } from "../src/stats/BoutResult.ts"
import { StatsReader } from "../src/stats/StatsReader.ts"
import { careers, nights, rivals, written } from "./Career.ts"
import { day, eventFacts, matchFacts, side } from "./Facts.ts"
import { someFighters } from "./SomeFighters.ts"

const resultOf = ({
  cardOrder,
  corners,
  event,
  id,
  method,
  methodDetail,
  resultRound,
  weightClass
}: Match): ReadonlyArray<BoutResult> => {
  const [a, b] = corners
  if (event?.date == null || a?.fighterId == null || b?.fighterId == null) return []
  const known = {
    matchId: id,
    date: event.date,
    cardOrder,
    method,
    methodDetail,
    weightClass,
    round: resultRound,
    // The fighters of the laws are told to have none.
    firstStance: null,
    secondStance: null
  }
  return a.fighterId < b.fighterId
    ? [{ ...known, first: a.fighterId, second: b.fighterId, firstResult: a.result, secondResult: b.result }]
    : [{ ...known, first: b.fighterId, second: a.fighterId, firstResult: b.result, secondResult: a.result }]
}

const byId = (results: ReadonlyArray<BoutResult>) => results.toSorted((a, b) => a.matchId - b.matchId)

/** The laws of `results` of {@link StatsReader}, over a layer as its whole suite takes. */
export const suite = (
  adapter: string,
  layer: Layer.Layer<StatsReader | FighterRepository | EventRepository | MatchRepository, unknown>
) =>
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`Results of StatsReader / ${adapter}`, (it) => {
    it.effect.prop(
      "are those of the completed bouts of two identified fighters, up to the day",
      { plans: careers },
      ({ plans }) =>
        Effect.gen(function* () {
          const reader = yield* StatsReader
          const matches = yield* MatchRepository
          const events = yield* EventRepository
          const fighters = yield* someFighters(rivals)
          const cards = nights.map((date) => eventFacts({ date }))
          const eventIds = yield* events.saveAll(cards)
          const facts = plans.map((plan) => written(plan, fighters, eventIds))
          const ids = yield* matches.saveAll(facts)
          const bouts = facts.map(({ eventId, ...known }, index) => {
            const card = cards[eventIds.indexOf(eventId!)]
            const event =
              eventId === null || card === undefined ? null : { id: eventId, name: card.name, date: card.date }
            return new Match({ id: ids[index]!, event, ...known })
          })
          for (const to of [day("2025-01-01"), day("2015-12-12"), day("2015-12-11")]) {
            const own = new Set(ids)
            const found = (yield* reader.results(to)).filter(({ matchId }) => own.has(matchId))
            assert.deepStrictEqual(byId(found), byId(bouts.filter((match) => isCompleted(match, to)).flatMap(resultOf)))
          }
        }),
      { arbitrary: { seed: 1994, runs: 25, size: 24 } }
    )

    it.effect("tell nobody by their order who won", () =>
      Effect.gen(function* () {
        const reader = yield* StatsReader
        const matches = yield* MatchRepository
        const events = yield* EventRepository
        const [low, high] = (yield* someFighters(2)).sort((a, b) => a.id - b.id)
        const eventId = yield* events.save(eventFacts({ date: day("2020-01-01") }))
        const winners = [low!, high!]
        const ids = yield* matches.saveAll(
          winners.map((winner) =>
            matchFacts({ eventId, corners: [side(winner, "WIN"), side(winner === low ? high! : low!, "LOSS")] })
          )
        )
        const found = byId((yield* reader.results(day("2020-01-01"))).filter(({ matchId }) => ids.includes(matchId)))
        assert.deepStrictEqual(
          found.map(({ first, firstResult, secondResult }) => [first, firstResult, secondResult]),
          [
            [low!.id, "WIN", "LOSS"],
            [low!.id, "LOSS", "WIN"]
          ]
        )
      })
    )
  })
