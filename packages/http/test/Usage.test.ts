import { assert, layer } from "@effect/vitest"
import { modelCall } from "@mma-savant/core/contract/Talk"
import { today } from "@mma-savant/core/IsoDate"
import type { ModelCall } from "@mma-savant/core/llm/ModelCall"
import { UsageLedger } from "@mma-savant/core/llm/UsageLedger"
import { DateTime, Effect, Metric } from "effect"
import { ask, openToAll, type Person, two } from "./People.ts"
import type * as Test from "./TestServer.ts"

const record = ({ id: userId }: Pick<Person, "id">, day: string, calls: ReadonlyArray<Partial<ModelCall>>) =>
  UsageLedger.use((ledger) =>
    ledger.record(calls.map((call) => ({ userId, at: DateTime.makeUnsafe(`${day}T12:00:00Z`), call: modelCall(call) })))
  )

const rowsOf = ({ body }: Test.Answer): ReadonlyArray<Readonly<Record<string, unknown>>> =>
  Array.from(Object(body["rows"]))

const tokens = { input: 1000, cacheRead: 600, cacheWrite: null, output: 50, reasoning: 40 }

layer(openToAll, { excludeTestServices: true })("usage", (it) => {
  it.effect("is told to those who caused it, day by day and model by model, and nobody else's", () =>
    Effect.gen(function* () {
      const { admin, user } = yield* two
      yield* record(admin, "2024-07-01", [{ tokens, cost: 9 }])
      yield* record(user, "2024-07-01", [
        { tokens, cost: 0.25 },
        { model: "test-2", outcome: "failed", firstTokenMs: null }
      ])
      yield* record(user, "2024-07-02", [{ tokens, cost: 0, source: "cache" }])
      const period = "from=2024-07-01&to=2024-07-31"
      const days = yield* ask("GET", `/api/usage?${period}`, user)
      assert.deepStrictEqual(days.body, {
        from: "2024-07-01",
        to: "2024-07-31",
        by: "day",
        rows: [
          {
            key: "2024-07-01",
            calls: 2,
            failed: 1,
            tokens,
            cost: 0.25,
            medianFirstTokenMs: 20,
            medianTotalMs: 300
          },
          { key: "2024-07-02", calls: 1, failed: 0, tokens, cost: 0, medianFirstTokenMs: 20, medianTotalMs: 300 }
        ]
      })
      const models = rowsOf(yield* ask("GET", `/api/usage?by=model&${period}`, user))
      assert.deepStrictEqual(
        models.map(({ cost, key }) => [key, cost]),
        [
          ["openai/test-1", 0.25],
          ["openai/test-2", null]
        ]
      )
    })
  )

  it.effect("is told to administrators for all, by user too", () =>
    Effect.gen(function* () {
      const { admin, user } = yield* two
      yield* record(user, "1972-05-05", [{ cost: 1 }])
      yield* record(admin, "1972-05-05", [{ cost: 2 }])
      const all = (by: string) =>
        Effect.map(ask("GET", `/api/admin/usage?from=1972-05-01&to=1972-05-31${by}`, admin), (answer) =>
          rowsOf(answer).map(({ cost, key }) => [key, cost])
        )
      assert.deepStrictEqual(yield* all("&by=user"), [
        [String(admin.id), 2],
        [String(user.id), 1]
      ])
      assert.deepStrictEqual(yield* all("&by=model"), [["openai/test-1", 3]])
      assert.deepStrictEqual(yield* all(""), [["1972-05-05", 3]])
    })
  )

  it.effect("is that of the month so far where no day is named", () =>
    Effect.gen(function* () {
      const { user } = yield* two
      const day = yield* today
      yield* record(user, day, [{ cost: 1 }])
      const { body } = yield* ask("GET", "/api/usage", user)
      assert.deepInclude(body, { from: `${day.slice(0, 8)}01`, to: day, by: "day" })
      assert.lengthOf(Array.from(Object(body["rows"])), 1)
    })
  )

  it.effect("is counted in the metrics, as all that the process counts", () =>
    Effect.gen(function* () {
      const { admin } = yield* two
      const tokens = Metric.histogram("gen_ai.client.token.usage", { boundaries: [1, 4] })
      const tagged = Metric.withAttributes(tokens, { "gen_ai.request.model": "counted" })
      yield* Effect.forEach([2, 3], (count) => Metric.update(tagged, count))
      const { headers, text } = yield* ask("GET", "/metrics", admin)
      assert.strictEqual(headers.get("content-type"), "text/plain; version=0.0.4; charset=utf-8")
      assert.include(text, `gen_ai_client_token_usage_sum{gen_ai_request_model="counted"} 5\n`)
    })
  )

  it.effect.each([
    ["/api/usage?by=user", "by", "day or model"],
    ["/api/usage?from=yesterday", "from", "a date is written YYYY-MM-DD"],
    ["/api/usage?to=2024-02-30", "to", "no such day in the calendar"],
    ["/api/usage?from=2024-07-02&to=2024-07-01", "to", "not before from"],
    ["/api/usage?from=9999-01-01", "from", "not after today"],
    ["/api/usage?from=2023-01-01&to=2024-07-01", "from", "at most 366 days in all"],
    ["/api/admin/usage?by=hour", "by", "day, model or user"],
    ["/api/admin/usage?from=0001-01-01&to=9999-12-31", "from", "at most 366 days in all"]
  ] as const)("of %s is refused, and names the field %s", ([path, field, message]) =>
    Effect.gen(function* () {
      const { admin } = yield* two
      const { body, status, text } = yield* ask("GET", path, admin)
      assert.deepStrictEqual([status, body["code"], body["detail"]], [400, "VALIDATION", `${field}: ${message}`], text)
      assert.deepStrictEqual(body["errors"], [{ field, message }])
    })
  )
})
