import { assert, layer } from "@effect/vitest"
import { day, eventFacts, matchFacts, side } from "@mma-savant/core/contract/Facts"
import { EventRepository } from "@mma-savant/core/event/EventRepository"
import { addDays, today } from "@mma-savant/core/IsoDate"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import { Effect } from "effect"
import * as Test from "./TestServer.ts"

const storeEvents = Effect.gen(function* () {
  const events = yield* EventRepository
  const recent = addDays(yield* today, -3)
  const ids = yield* events.saveAll([
    eventFacts({ name: "UFC 1: 100%", date: day("2023-12-31"), location: "Paris, France", status: "completed" }),
    eventFacts({ name: "UFC 2", date: day("2024-02-29"), location: "Seoul, South Korea", status: "completed" }),
    eventFacts({ name: "UFC 3: Seoul", date: day("2024-01-01"), location: "Paris, France", status: "completed" }),
    eventFacts({ name: "UFC 4", date: day("2024-03-01"), status: "cancelled" }),
    eventFacts({ name: "UFC 5", date: recent, status: "completed" })
  ])
  yield* (yield* MatchRepository).saveAll(
    (["KO/TKO", "U-DEC"] as const).map((method, index) =>
      matchFacts({
        eventId: ids[4]!,
        cardOrder: index + 1,
        status: "completed",
        method,
        resultRound: 3,
        corners: [side({ id: null, name: "A" }, "WIN"), side({ id: null, name: "B" }, "LOSS")]
      })
    )
  )
  return ids
})

layer(Test.layer, { excludeTestServices: true })("lists of events", (it) => {
  it.effect(
    "H-01, H-02, H-04: are told newest first, by year and month earliest first, by what they contain, and page by page",
    () =>
      Effect.gen(function* () {
        const ids = yield* storeEvents
        const { request } = yield* Test.TestServer
        const body = (path: string) => Effect.map(request(path), (answer) => Object(answer.body))
        /** The places of the events told, in the order above, from 1. */
        const told = (path: string) =>
          Effect.map(body(path), ({ items }) =>
            Array.from(items, (item) => ids.indexOf((Object(item).event ?? Object(item)).id) + 1)
          )
        for (const [path, expected] of [
          ["/api/events", [5, 4, 2, 3, 1]],
          ["/api/events?year=2024", [3, 2, 4]],
          ["/api/events?year=2024&month=2", [2]],
          ["/api/events?year=2023&month=12", [1]],
          ["/api/events?year=2024&status=completed", [3, 2]],
          ["/api/events/past?limit=2", [5, 2]],
          ["/api/events/search?q=seoul", [3, 2]],
          ["/api/events/search?q=SEOUL&type=location", [2]],
          ["/api/events/search?q=seoul&type=name", [3]],
          ["/api/events/search?q=paris", [3, 1]],
          ["/api/events/search?q=%25&type=name", [1]]
        ] as const) {
          assert.deepStrictEqual(yield* told(path), [...expected], path)
        }
        for (const [path, expected] of [
          ["/api/events?year=2024&limit=1", [3, 2, 4]],
          ["/api/events/past?limit=1", [5, 2, 3, 1]],
          ["/api/events/search?q=ufc&limit=2", [5, 4, 2, 3, 1]],
          ["/api/events/search?q=seoul&limit=1", [3, 2]]
        ] as const) {
          const found: Array<number> = []
          let next: string | null = path
          while (next !== null) {
            found.push(...(yield* told(next)))
            const nextCursor: string | null = (yield* body(next)).nextCursor
            next = nextCursor === null ? null : `${path}&cursor=${nextCursor}`
          }
          assert.deepStrictEqual(found, [...expected], path)
        }
        const exciting = yield* body("/api/matches/exciting?days=3&limit=1")
        assert.deepStrictEqual([exciting.fights, exciting.matches[0].score, exciting.matches.length], [2, 4, 1])
        const { comebacks, fights } = yield* body("/api/matches/comebacks?days=3")
        assert.deepStrictEqual(
          [fights, comebacks.length, comebacks[0].flags],
          [2, 1, ["late_finish", "knockout_comeback"]]
        )
        // L-16
        const nothing = yield* body("/api/matches/exciting?days=2")
        assert.deepStrictEqual([nothing.fights, nothing.matches], [0, []])
      })
  )
})
