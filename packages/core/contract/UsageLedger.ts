import { assert, it } from "@effect/vitest"
import { Array as Arr, DateTime, Effect, type Layer, Schema } from "effect"
import type { ConversationRepository } from "../src/conversation/ConversationRepository.ts"
import { TurnRepository } from "../src/conversation/TurnRepository.ts"
import { UserId } from "../src/Identity.ts"
import { IsoDate } from "../src/IsoDate.ts"
import type { CallTokens, ModelCall } from "../src/llm/ModelCall.ts"
import { type UsageEntry, UsageLedger } from "../src/llm/UsageLedger.ts"
import { mostUsageDays, type UsageRow } from "../src/llm/UsageReport.ts"
import { UserRepository } from "../src/user/UserRepository.ts"
import { freshWord } from "./Facts.ts"
import { begun, modelCall, newSession, newUser, turnEnd } from "./Talk.ts"

const nobody = UserId.make(2_147_483_647)

const someone = Effect.gen(function* () {
  return (yield* (yield* UserRepository).create(newUser())).id
})

const at = (day: string, time = "12:00:00.000"): DateTime.Utc => DateTime.makeUnsafe(`${day}T${time}Z`)

const between = (from: string, to: string) => ({ from: IsoDate.make(from), to: IsoDate.make(to) })

const july = between("2024-07-01", "2024-07-31")

const entry = (userId: UserId | null, call: Partial<ModelCall> = {}, when = at("2024-07-10")): UsageEntry => ({
  userId,
  at: when,
  call: modelCall(call)
})

const keysOf = (rows: ReadonlyArray<UsageRow>) => rows.map(({ key }) => key)

const small = (maximum: number) => Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum })))
const count = Schema.NullOr(small(2_000_000_000))

/** Entries whose costs are sums of powers of two, which add up without loss in any order. */
const entries = Schema.Array(
  Schema.Struct({
    day: small(30),
    model: small(3),
    tokens: Schema.Struct({ input: count, cacheRead: count, cacheWrite: count, output: count, reasoning: count }),
    cost: Schema.NullOr(small(1_000_000)),
    firstTokenMs: Schema.NullOr(small(100_000)),
    totalMs: small(100_000),
    outcome: Schema.Literals(["completed", "cancelled", "failed"])
  })
).pipe(Schema.check(Schema.isMaxLength(40)))

const kinds = ["input", "cacheRead", "cacheWrite", "output", "reasoning"] as const satisfies ReadonlyArray<
  keyof CallTokens
>

/** The sum of what is told; null where nothing is. */
const sum = (numbers: ReadonlyArray<number | null>): number | null =>
  numbers.reduce((total, number) => (number === null ? total : (total ?? 0) + number), null)

/** The laws of {@link UsageLedger}. The layer gives it, the users and the talks over one store. */
export const suite = (
  adapter: string,
  layer: Layer.Layer<UsageLedger | TurnRepository | ConversationRepository | UserRepository, unknown>
) =>
  it.layer(layer, { timeout: "60 seconds" })(`UsageLedger / ${adapter}`, (it) => {
    it.effect("a user's calls are summed, and nobody else's", () =>
      Effect.gen(function* () {
        const ledger = yield* UsageLedger
        const [userId, other] = [yield* someone, yield* someone]
        const tokens = { input: 2_000_000_000, cacheRead: 30, cacheWrite: null, output: 7, reasoning: 3 }
        yield* ledger.record([
          entry(userId, { tokens, cost: 0.25, firstTokenMs: 100, totalMs: 900 }),
          entry(userId, { tokens, cost: 0.0000001, firstTokenMs: 250, totalMs: 1000, source: "shared" }),
          entry(userId, { outcome: "failed", cost: null, firstTokenMs: null, totalMs: 9 }),
          entry(userId, { outcome: "cancelled", cost: null, firstTokenMs: 1, totalMs: 2 }),
          entry(other, { tokens, cost: 4 }),
          entry(null, { tokens, cost: 8 })
        ])
        const untold = { input: null, cacheRead: null, cacheWrite: null, output: null, reasoning: null }
        assert.deepStrictEqual(modelCall().tokens, untold)
        assert.deepStrictEqual(yield* ledger.report({ userId, ...july, by: "day" }), [
          {
            key: "2024-07-10",
            calls: 4,
            failed: 1,
            tokens: { input: 4_000_000_000, cacheRead: 60, cacheWrite: null, output: 14, reasoning: 6 },
            cost: 0.2500001,
            medianFirstTokenMs: 175,
            medianTotalMs: 950
          }
        ])
      })
    )

    it.effect("what is not known is null, and what cost nothing is 0", () =>
      Effect.gen(function* () {
        const ledger = yield* UsageLedger
        const userId = yield* someone
        assert.deepStrictEqual(yield* ledger.report({ userId, ...july, by: "model" }), [])
        const unknown = { cost: null, outcome: "failed", firstTokenMs: null } as const
        const tokens = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 }
        const kept = { source: "cache", tokens, cost: 0, firstTokenMs: 0, totalMs: 0 } as const
        yield* ledger.record([entry(userId, { ...unknown, model: "a" }), entry(userId, { ...kept, model: "b" })])
        assert.deepStrictEqual(yield* ledger.report({ userId, ...july, by: "model" }), [
          { key: "openai/b", calls: 1, failed: 0, tokens, cost: 0, medianFirstTokenMs: 0, medianTotalMs: 0 },
          {
            key: "openai/a",
            calls: 1,
            failed: 1,
            tokens: modelCall().tokens,
            cost: null,
            medianFirstTokenMs: null,
            medianTotalMs: null
          }
        ])
      })
    )

    it.effect("a day begins and ends at midnight in UTC, and both days of a period are in it", () =>
      Effect.gen(function* () {
        const ledger = yield* UsageLedger
        const userId = yield* someone
        const times = [
          at("2024-06-30", "23:59:59.999"),
          at("2024-07-01", "00:00:00.000"),
          at("2024-07-31", "23:59:59.999"),
          at("2024-08-01", "00:00:00.000")
        ]
        yield* ledger.record(times.map((time) => entry(userId, {}, time)))
        const days = (from: string, to: string) =>
          Effect.map(ledger.report({ userId, ...between(from, to), by: "day" }), keysOf)
        assert.deepStrictEqual(yield* days("2024-07-01", "2024-07-31"), ["2024-07-01", "2024-07-31"])
        assert.deepStrictEqual(yield* days("2024-07-31", "2024-07-31"), ["2024-07-31"])
        assert.lengthOf(yield* days("0001-01-01", "9999-12-31"), 4)
      })
    )

    it.effect("models and users come by cost, then by calls, then by key, unknown costs last", () =>
      Effect.gen(function* () {
        const ledger = yield* UsageLedger
        const userId = yield* someone
        const models = [
          ["dear", 5],
          ["Twice", 1],
          ["twice", 1],
          ["free", 0],
          ["unknown", null],
          ["called often", 0.5],
          ["called often", 0.5]
        ] as const
        yield* ledger.record(models.map(([model, cost]) => entry(userId, { model, cost })))
        assert.deepStrictEqual(
          keysOf(yield* ledger.report({ userId, ...july, by: "model" })),
          ["dear", "called often", "Twice", "twice", "free", "unknown"].map((model) => `openai/${model}`)
        )
      })
    )

    it.effect("by user, everybody and nobody has a row", () =>
      Effect.gen(function* () {
        const ledger = yield* UsageLedger
        const period = between("1970-03-01", "1970-03-02")
        const when = at("1970-03-02")
        const [first, second] = [yield* someone, yield* someone]
        yield* ledger.record([
          entry(first, { cost: 1 }, when),
          entry(second, { cost: 3 }, when),
          entry(null, { cost: 2 }, when),
          entry(nobody, { cost: 2 }, when)
        ])
        const costs = (rows: ReadonlyArray<UsageRow>) => rows.map(({ cost, key }) => [key, cost])
        const all = yield* ledger.report({ userId: null, ...period, by: "user" })
        assert.deepStrictEqual(costs(all), [
          [null, 4],
          [String(second), 3],
          [String(first), 1]
        ])
        assert.deepStrictEqual(costs(yield* ledger.report({ userId: second, ...period, by: "user" })), [
          [String(second), 3]
        ])
      })
    )

    it.effect("calls of a user who is deleted stay, as nobody's", () =>
      Effect.gen(function* () {
        const ledger = yield* UsageLedger
        const period = between("1971-03-01", "1971-03-02")
        const userId = yield* someone
        yield* ledger.record([entry(userId, { cost: 1 }, at("1971-03-01"))])
        yield* (yield* UserRepository).remove(userId)
        assert.deepStrictEqual(yield* ledger.report({ userId, ...period, by: "day" }), [])
        const rows = yield* ledger.report({ userId: null, ...period, by: "user" })
        assert.deepStrictEqual(
          rows.map(({ calls, cost, key }) => [key, calls, cost]),
          [[null, 1, 1]]
        )
      })
    )

    it.effect("a report is of the earliest 366 days or the 100 dearest models", () =>
      Effect.gen(function* () {
        const ledger = yield* UsageLedger
        const userId = yield* someone
        const day = (number: number) => DateTime.add(at("2020-01-01"), { days: number })
        yield* ledger.record(
          Arr.makeBy(400, (number) =>
            entry(userId, { model: `model ${number % 130}`, cost: number % 130 }, day(number))
          )
        )
        const period = between("2020-01-01", "2029-12-31")
        const days = keysOf(yield* ledger.report({ userId, ...period, by: "day" }))
        assert.deepStrictEqual(
          days,
          Arr.makeBy(mostUsageDays, (number) => DateTime.formatIsoDateUtc(day(number)))
        )
        const models = keysOf(yield* ledger.report({ userId, ...period, by: "model" }))
        assert.lengthOf(models, 100)
        assert.strictEqual(models[0], "openai/model 129")
      })
    )

    it.effect.prop(
      "the rows of a report add up to its entries, however they are gathered",
      { entries },
      ({ entries }) =>
        Effect.gen(function* () {
          const ledger = yield* UsageLedger
          const userId = yield* someone
          const calls = entries.map(({ cost, day: _, model, ...call }) =>
            modelCall({ ...call, model: `model ${model}`, cost: cost === null ? null : cost / 1024 })
          )
          const when = (index: number) => DateTime.add(at("2024-07-01"), { days: entries[index]!.day })
          yield* ledger.record(calls.map((call, index) => entry(userId, call, when(index))))
          for (const by of ["day", "model", "user"] as const) {
            const rows = yield* ledger.report({ userId, ...july, by })
            assert.strictEqual(new Set(keysOf(rows)).size, rows.length)
            assert.strictEqual(sum(rows.map((row) => row.calls)) ?? 0, calls.length)
            assert.strictEqual(
              sum(rows.map((row) => row.failed)) ?? 0,
              calls.filter(({ outcome }) => outcome === "failed").length
            )
            assert.strictEqual(sum(rows.map((row) => row.cost)), sum(calls.map((call) => call.cost)))
            for (const kind of kinds) {
              assert.strictEqual(
                sum(rows.map(({ tokens }) => tokens[kind])),
                sum(calls.map(({ tokens }) => tokens[kind]))
              )
            }
          }
        }),
      { arbitrary: { runs: 20 } }
    )

    it.effect("the calls of an answer are entered with its end, as its user's, and once", () =>
      Effect.gen(function* () {
        const ledger = yield* UsageLedger
        const turns = yield* TurnRepository
        const word = freshWord()
        const session = yield* newSession()
        const { userId } = session
        const calls = [
          modelCall({ model: `${word}\0`, outcome: "failed", cost: null, firstTokenMs: null }),
          modelCall({ model: word, cost: 0.5, estimated: true }),
          modelCall({ model: word, cost: 0, source: "cache" })
        ]
        const asked = yield* begun(session)
        yield* turns.finish(turnEnd(asked.answerId, { calls }))
        yield* turns.finish(turnEnd(asked.answerId, { calls }))
        const silent = yield* begun(session)
        yield* turns.finish(turnEnd(silent.answerId, { status: "failed" }))
        const rows = yield* ledger.report({ userId, ...between("1970-01-01", "9999-12-31"), by: "model" })
        assert.deepStrictEqual(
          rows.map(({ calls, cost, failed }) => ({ calls, cost, failed })),
          [
            { calls: 2, cost: 0.5, failed: 0 },
            { calls: 1, cost: null, failed: 1 }
          ]
        )
        assert.strictEqual(rows[0]?.key, `openai/${word}`)
      })
    )
  })
