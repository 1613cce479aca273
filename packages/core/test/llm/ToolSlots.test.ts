import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Layer, Stream } from "effect"
import { day, eventFacts, fighterFacts, matchFacts, side } from "../../contract/Facts.ts"
import { EventRepository } from "../../src/event/EventRepository.ts"
import { FighterRepository } from "../../src/fighter/FighterRepository.ts"
import { FighterService } from "../../src/fighter/FighterService.ts"
import { Inquirer } from "../../src/llm/Inquirer.ts"
import * as SavantHandlers from "../../src/llm/SavantHandlers.ts"
import { SavantTools } from "../../src/llm/SavantTools.ts"
import { noSlots, slotsOf } from "../../src/llm/Slots.ts"
import { isTable } from "../../src/llm/ToolTable.ts"
import { MatchRepository } from "../../src/match/MatchRepository.ts"
import { RankingRepository } from "../../src/ranking/RankingRepository.ts"

const savant = SavantHandlers.layer.pipe(Layer.provide(FighterService.layer), Layer.provideMerge(Memory.layer))

it.effect("the tools give what slots are made of", () =>
  Effect.gen(function* () {
    const [one, two] = yield* (yield* FighterRepository).saveAll(
      ["Ada Stone", "Bruno Vale"].map((name) => fighterFacts({ name }))
    )
    const facts = eventFacts({ name: "UFC 300: Stone vs. Vale", date: day("1969-05-01"), status: "completed" })
    const eventId = yield* (yield* EventRepository).save(facts)
    yield* (yield* MatchRepository).save(
      matchFacts({
        eventId,
        weightClass: "lightweight",
        status: "completed",
        corners: [side({ id: one!, name: "Ada Stone" }, "WIN"), side({ id: two!, name: "Bruno Vale" }, "LOSS")]
      })
    )
    const entries = [two!, one!].map((fighterId, rank) => ({ weightClass: "lightweight", rank, fighterId }) as const)
    yield* (yield* RankingRepository).replace({ date: day("1969-06-01"), source: "test", entries })
    const tools = yield* SavantTools
    const call = Effect.fnUntraced(function* (name: keyof typeof tools.tools, args: object) {
      const [last] = yield* Effect.flatMap(tools.handle(name, args as never, "1"), Stream.runCollect)
      const result = last?.result
      if (!isTable(result)) return assert.fail(`${name} gave no table`)
      return slotsOf([{ name, args, result }], { ...noSlots, fighters: [first, second] })
    })
    const [first, second] = [
      { fighterId: one!, name: "Ada Stone" },
      { fighterId: two!, name: "Bruno Vale" }
    ]
    const lightweight = { ...noSlots, weightClass: "lightweight" } as const
    const event = { eventId, name: facts.name }
    for (const [name, args, expected] of [
      ["resolve", { text: "ada stone" }, { ...noSlots, fighters: [first] }],
      ["askUser", { fighterIds: [one, two] }, { ...noSlots, fighters: [second] }],
      ["fighterProfile", { fighterId: one }, { ...noSlots, fighters: [first] }],
      ["metric", { fighterId: one, metrics: ["wins"] }, { ...noSlots, fighters: [first], metric: "wins" }],
      ["headToHead", { a: one, b: two }, { ...noSlots, fighters: [first, second], event: { ...event, eventId: null } }],
      ["fights", { weightClass: "lightweight" }, { ...lightweight, event: { ...event, eventId: null } }],
      ["event", { eventId }, { ...noSlots, event }],
      ["events", {}, { ...noSlots, event }],
      [
        "leaderboard",
        { metric: "fights", weightClass: "lightweight" },
        {
          ...lightweight,
          metric: "fights",
          list: [
            { rank: 1, ...first },
            { rank: 1, ...second }
          ]
        }
      ],
      [
        "rankings",
        { weightClass: "lightweight" },
        {
          ...lightweight,
          fighters: [second],
          list: [
            { rank: 0, ...second },
            { rank: 1, ...first }
          ]
        }
      ],
      ["dataStatus", {}, noSlots]
    ] as const) {
      assert.deepStrictEqual(yield* call(name, args), expected, name)
    }
  }).pipe(
    Effect.provideService(Inquirer, (options) => Effect.succeed(options[1]!.fighterId)),
    Effect.provide(savant)
  )
)
