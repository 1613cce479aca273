import { assert, describe, it } from "@effect/vitest"
import { retryAfter } from "@mma-savant/core/collection/RetryAfter"
import { Duration, Effect } from "effect"
import * as HttpDriver from "../../src/web/HttpDriver.ts"
import { pageOf } from "../../src/web/SavedPages.ts"
import { laws, served } from "./DriverLaws.ts"

laws("HTTP", HttpDriver.layer)

describe("pages over HTTP", () => {
  it.live("a page without end is no answer", () =>
    Effect.gen(function* () {
      const { get } = yield* served((_, __, response) => {
        for (let part = 0; part < 40; part++) response.write("x".repeat(1024 * 1024))
      })
      const fault = yield* Effect.flip(get("/long"))
      assert.include(fault.message, "longer than")
    }).pipe(Effect.scoped, Effect.provide(HttpDriver.layer({ userAgent: "x", timeout: Duration.seconds(5) })))
  )
})

describe("Retry-After", () => {
  const now = Date.parse("2026-12-01T00:00:00Z")
  it.each([
    ["7", 7000],
    [" 0 ", 0],
    ["Tue, 01 Dec 2026 00:01:00 GMT", 60_000],
    ["Mon, 30 Nov 2026 00:00:00 GMT", 0],
    ["999999999", 86_400_000],
    ["-5", null],
    ["soon", null],
    ["", null],
    [null, null]
  ])("%s", (header, expected) => assert.strictEqual(retryAfter(header, now), expected))
})

describe("saved pages", () => {
  it.each([
    ["/event-details/80dbeb1dd5b53e64", "event/80dbeb1dd5b53e64"],
    ["/fight/0064bbc554d85421__copy.html", "fight/0064bbc554d85421"],
    ["/statistics/events/completed?page=all", "completed-events"],
    ["/statistics/fighters?char=b&page=all.html", "fighters/b"],
    ["/rankings.html", "rankings"],
    ["/README.md", null],
    ["/event/not-an-id.html", null]
  ])("%s is %s", (path, name) => {
    const found = pageOf(path)
    assert.strictEqual(found._tag === "Some" ? found.value : null, name)
  })
})
