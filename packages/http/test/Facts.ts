import { day, eventFacts, fighterFacts, matchFacts, roundStats, side } from "@mma-savant/core/contract/Facts"
import { EventRepository } from "@mma-savant/core/event/EventRepository"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import { Effect } from "effect"

/** Two fighters who met once at a past event, a third without a bout, an event to come, and rankings. */
export const storeFacts = Effect.gen(function* () {
  const fighters = yield* FighterRepository
  const events = yield* EventRepository
  const matches = yield* MatchRepository
  const rankings = yield* RankingRepository
  const [ana, bea, cleo] = yield* fighters.saveAll([
    fighterFacts({ name: "Ana Alvarez", nickname: "50% Iron", height: 66, reach: 0.5 * 134, stance: "Orthodox" }),
    fighterFacts({ name: "Bea Brandão" }),
    fighterFacts({ name: "Cleo Clark" })
  ])
  const [past, coming] = yield* events.saveAll([
    eventFacts({ name: "Night 1", date: day("2024-05-04"), status: "completed" }),
    eventFacts({ name: "Night 2", date: day("2990-01-02"), status: "scheduled" })
  ])
  const ids = { ana: ana!, bea: bea!, cleo: cleo!, past: past!, coming: coming! }
  const [opener, main] = yield* matches.saveAll([
    matchFacts({ eventId: ids.past, cardOrder: 1, status: "completed" }),
    matchFacts({
      eventId: ids.past,
      cardOrder: 2,
      isMainEvent: true,
      method: "SUB",
      resultRound: 2,
      resultTime: 100,
      status: "completed",
      corners: [side({ id: ids.ana, name: "Ana Alvarez" }, "WIN"), side({ id: ids.bea, name: "Bea Brandão" }, "LOSS")]
    })
  ])
  yield* matches.saveStats([{ matchId: main!, position: 1, rounds: [roundStats(1, { knockdowns: 1 }), roundStats(2)] }])
  yield* rankings.replace({
    date: day("2024-05-07"),
    source: "test",
    entries: [
      { weightClass: "womens-strawweight", rank: 0, fighterId: ids.ana },
      { weightClass: "womens-flyweight", rank: 3, fighterId: ids.bea }
    ]
  })
  return { ...ids, opener: opener!, main: main! }
})
