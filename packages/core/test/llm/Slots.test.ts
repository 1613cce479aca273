import { assert, it } from "@effect/vitest"
import { Schema } from "effect"
import { EventId, FighterId } from "../../src/Identity.ts"
import { AnswerSource } from "../../src/llm/AgentEvent.ts"
import { mergedSlots, noSlots, Slots, slotsOf, type ToolLookup } from "../../src/llm/Slots.ts"
import { table } from "./Table.ts"

const fighter = (id: number, name: string) => ({ fighterId: FighterId.make(id), name })
const [ada, bruno, cole] = [fighter(1, "Ada Stone"), fighter(2, "Bruno Vale"), fighter(3, "Cole O'Hara")]

const resolved = (...found: ReadonlyArray<typeof ada>): ToolLookup => ({
  name: "resolve",
  args: { text: "somebody" },
  result: table(
    ["name", "nickname", "score", "fighterId"],
    found.map(({ fighterId, name }) => [name, null, 1, fighterId])
  )
})

const profile = ({ fighterId, name }: typeof ada): ToolLookup => ({
  name: "fighterProfile",
  args: { fighterId },
  result: table(["name", "record", "rankedIn", "rank", "fighterId"], [[name, "3-1", "Lightweight", 4, fighterId]])
})

const board = (args: object, ...rows: ReadonlyArray<readonly [rank: number, one: typeof ada]>): ToolLookup => ({
  name: "leaderboard",
  args,
  result: table(
    ["rank", "name", "value", "fights", "fighterId"],
    rows.map(([rank, { fighterId, name }]) => [rank, name, 9, 12, fighterId])
  )
})

const historyColumns = ["date", "result", "opponent", "method", "event", "matchId", "opponentId"]

const history = (args: object, ...opponents: ReadonlyArray<typeof ada>): ToolLookup => ({
  name: "fights",
  args,
  result: table(
    historyColumns,
    opponents.map(({ fighterId, name }, at) => ["2024-05-01", "WIN", name, "KO/TKO", `UFC ${300 + at}`, 7, fighterId])
  )
})

const spokenOf = (...calls: ReadonlyArray<ToolLookup>) => slotsOf(calls).fighters.map(({ name }) => name)

it("a fighter is spoken of who is the only one of a name, or whom a tool was asked about", () => {
  assert.deepStrictEqual(slotsOf([resolved(ada)]).fighters, [ada])
  assert.deepStrictEqual(spokenOf(resolved(ada, bruno)), [])
  assert.deepStrictEqual(spokenOf(resolved(ada, bruno), profile(bruno)), ["Bruno Vale"])
  const chosen: ToolLookup = {
    name: "askUser",
    args: { fighterIds: [1, 2] },
    result: table(["fighter", "fighterId"], [["Bruno Vale", 2]])
  }
  assert.deepStrictEqual(spokenOf(resolved(ada, bruno), chosen), ["Bruno Vale"])
})

it("the latest of them stand first, each once, and no more than eight", () => {
  assert.deepStrictEqual(spokenOf(profile(ada), profile(bruno), profile(ada)), ["Ada Stone", "Bruno Vale"])
  const many = Array.from({ length: 10 }, (_, at) => profile(fighter(at + 1, `Fighter ${at + 1}`)))
  assert.deepStrictEqual(
    slotsOf(many).fighters.map(({ fighterId }) => Number(fighterId)),
    [10, 9, 8, 7, 6, 5, 4, 3]
  )
})

it("of two who have met both are spoken of, by names that other tools or the talk gave", () => {
  const meetings: ToolLookup = { ...history({ a: 1, b: 2 }, bruno), name: "headToHead" }
  assert.deepStrictEqual(spokenOf(resolved(ada), meetings), ["Ada Stone", "Bruno Vale"])
  assert.deepStrictEqual(slotsOf([meetings], { ...noSlots, fighters: [ada] }).fighters, [ada, bruno])
  assert.deepStrictEqual(spokenOf(meetings), ["Bruno Vale"])
})

it("of one fight the fighter, the opponent and the event are spoken of; of several none but the fighter", () => {
  const one = slotsOf([resolved(ada), history({ fighterId: 1, limit: 1 }, bruno)])
  assert.deepStrictEqual(one, { ...noSlots, fighters: [ada, bruno], event: { eventId: null, name: "UFC 300" } })
  const several = slotsOf([resolved(ada), history({ fighterId: 1, weightClass: "lightweight" }, bruno, cole)])
  assert.deepStrictEqual(several, { ...noSlots, fighters: [ada], weightClass: "lightweight" })
})

it("a list has its ranks, ten of them, and speaks of the one at its top, if alone there", () => {
  const rows = Array.from({ length: 12 }, (_, at) => [at + 1, fighter(at + 1, `Fighter ${at + 1}`)] as const)
  const long = slotsOf([board({ metric: "wins", weightClass: "flyweight" }, ...rows)])
  assert.deepStrictEqual(
    long.list,
    rows.slice(0, 10).map(([rank, one]) => ({ rank, ...one }))
  )
  assert.deepStrictEqual([long.metric, long.weightClass], ["wins", "flyweight"])
  assert.deepStrictEqual(long.fighters, [fighter(1, "Fighter 1")])
  assert.deepStrictEqual(spokenOf(board({ metric: "wins" }, [1, ada], [1, bruno], [3, cole])), [])
  assert.deepStrictEqual(spokenOf(board({ metric: "wins" }, [1, ada])), ["Ada Stone"])
})

it("in rankings the champion is 0, so that number 2 is the third", () => {
  const rankings: ToolLookup = {
    name: "rankings",
    args: { weightClass: "lightweight" },
    result: table(
      ["rank", "name", "fighterId"],
      [ada, bruno, cole].map(({ fighterId, name }, rank) => [rank, name, fighterId])
    )
  }
  const { fighters, list, weightClass } = slotsOf([rankings])
  assert.deepStrictEqual(
    list.find(({ rank }) => rank === 2),
    { rank: 2, ...cole }
  )
  assert.deepStrictEqual([fighters, weightClass], [[ada], "lightweight"])
})

it("a list takes the place of the list before with its class and metric, and a profile with a rank is no list", () => {
  const before = board({ metric: "knockdowns", weightClass: "lightweight" }, [1, ada], [2, bruno])
  const after = slotsOf([before, board({ metric: "wins" }, [1, cole])])
  assert.deepStrictEqual([after.weightClass, after.metric, after.list], [null, "wins", [{ rank: 1, ...cole }]])
  assert.deepStrictEqual(slotsOf([before, profile(cole)]).list, slotsOf([before]).list)
  assert.deepStrictEqual(slotsOf([before, board({ metric: "wins" })]).list, slotsOf([before]).list)
})

it("a metric is spoken of where it was the only one asked for", () => {
  const figures = (...metrics: ReadonlyArray<string>): ToolLookup => ({
    name: "metric",
    args: { fighterId: 1, metrics },
    result: table(
      ["name", "metric", "value", "unit", "fighterId"],
      metrics.map((metric) => ["Ada Stone", metric, 3, "count", 1])
    )
  })
  assert.deepStrictEqual(slotsOf([figures("wins")]), { ...noSlots, fighters: [ada], metric: "wins" })
  assert.deepStrictEqual(slotsOf([figures("wins"), figures("losses", "draws")]).metric, "wins")
})

it("an event is spoken of by its card, or as the only one of a list", () => {
  const card = (args: object): ToolLookup => ({
    name: "event",
    args,
    result: table(["fighter1", "fighter2"], [["Ada Stone", "Bruno Vale"]], {
      event: { name: "UFC 300: Stone vs. Vale", date: null, location: null, status: "completed" }
    })
  })
  const events = (...ids: ReadonlyArray<number>): ToolLookup => ({
    name: "events",
    args: {},
    result: table(
      ["date", "event", "location", "eventId"],
      ids.map((id) => ["2024-05-01", `UFC ${id}`, "Seoul", id])
    )
  })
  const name = "UFC 300: Stone vs. Vale"
  assert.deepStrictEqual(slotsOf([card({ eventId: 9 })]).event, { eventId: EventId.make(9), name })
  assert.deepStrictEqual(slotsOf([card({ name: "UFC 300" })]).event, { eventId: null, name })
  assert.deepStrictEqual(slotsOf([events(301)]).event, { eventId: EventId.make(301), name: "UFC 301" })
  assert.deepStrictEqual(slotsOf([card({ eventId: 9 }), events(301, 302)]).event?.name, name)
})

it("arguments of any kind are no reason to fail", () => {
  const { result } = profile(ada)
  for (const args of [null, "text", [], { fighterId: "1" }, { metrics: "wins" }, { metric: "unheard-of" }]) {
    assert.deepStrictEqual(slotsOf([{ name: "fighterProfile", args, result }]).fighters, [ada])
  }
})

it("an answer that was stored before there were slots can still be read, and one with slots comes back whole", () => {
  const old = { asOf: null, sampleOnly: false, tools: ["resolve"] }
  assert.deepStrictEqual(Schema.decodeUnknownSync(AnswerSource)(old), old)
  const slots = slotsOf([profile(ada), board({ metric: "wins" }, [1, bruno], [2, cole])])
  const stored = JSON.parse(JSON.stringify({ ...old, slots }))
  assert.deepStrictEqual(Schema.decodeUnknownSync(AnswerSource)(stored), { ...old, slots })
})

const few = Schema.Array(Schema.Literals([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))
const Some = Schema.Struct({
  spoken: few,
  listed: few,
  event: Slots.fields.event,
  metric: Slots.fields.metric,
  weightClass: Slots.fields.weightClass
})

/** The name tells when it was said, so that the later of two can be known. */
const some = ({ listed, spoken, ...rest }: typeof Some.Type, when: string): Slots => ({
  ...rest,
  fighters: spoken.map((id) => fighter(id, `${id} ${when}`)),
  list: listed.map((id, rank) => ({ rank, ...fighter(id, `${id} ${when}`) }))
})

it.prop("however slots are put together, the same comes of it", [Some, Some, Some], (told) => {
  const [a, b, c] = [some(told[0], "a"), some(told[1], "b"), some(told[2], "c")]
  const both = mergedSlots(a, b)
  assert.deepStrictEqual(mergedSlots(both, c), mergedSlots(a, mergedSlots(b, c)))
  assert.deepStrictEqual([mergedSlots(both, noSlots), mergedSlots(noSlots, both)], [both, both])
  const ids = both.fighters.map(({ fighterId }) => fighterId)
  assert.deepStrictEqual([ids.length, new Set(ids).size], [Math.min(8, ids.length), ids.length])
})
