import { assert, it } from "@effect/vitest"
import { everyPart } from "@mma-savant/core/contract/Talk"
import { MessageId, SessionId } from "@mma-savant/core/conversation/ChatMessage"
import type { FrameBody, LoggedFrame } from "@mma-savant/core/conversation/ChatProtocol"
import { Effect, Sink, Stdio, Stream } from "effect"
import { printAnswer } from "../src/ask/PrintAnswer.ts"

const sid = SessionId.make("00000000-0000-4000-8000-000000000001")
const messageId = MessageId.make("00000000-0000-4000-8000-000000000002")

/** What is printed of an answer, and what besides. */
const printed = (...bodies: ReadonlyArray<FrameBody>) => {
  const ended: FrameBody = { t: "run.end", d: { status: "completed", messageId } }
  const frames = [...bodies, ended].map((body, index): LoggedFrame => ({ ...body, v: 1, sid, seq: index + 1, ts: "" }))
  const out: Array<string | Uint8Array> = []
  const err: Array<string | Uint8Array> = []
  const stdio = Stdio.layerTest({
    stdout: () => Sink.forEachArray((texts) => Effect.sync(() => out.push(...texts))),
    stderr: () => Sink.forEachArray((texts) => Effect.sync(() => err.push(...texts)))
  })
  return Effect.map(Effect.provide(printAnswer(Stream.fromIterable(frames)), stdio), () => ({
    out: out.join(""),
    err: err.join("")
  }))
}

const text = (part: number, delta: string): FrameBody => ({ t: "part.delta", d: { part, delta } })

const table: FrameBody = {
  t: "part.delta",
  d: {
    part: 1,
    delta: {
      kind: "table",
      tool: "fights",
      table: {
        columns: ["name"],
        rows: [["Ada Stone"]],
        unit: null,
        asOf: null,
        sampleOnly: false,
        coverage: null,
        truncated: false,
        total: null,
        minFights: null,
        event: null,
        note: null
      }
    }
  }
}

it.effect("the answer alone is printed, and what is noticed of the model is told beside it", () =>
  Effect.gen(function* () {
    const { err, out } = yield* printed(
      { t: "run.notice", d: { kind: "retry", delayMs: 1540 } },
      { t: "run.notice", d: { kind: "fallback", from: "a/one", to: "b/two" } },
      { t: "run.notice", d: { kind: "cache_hit" } },
      text(0, "Yes, "),
      text(0, "she did.")
    )
    assert.strictEqual(out, "Yes, she did.")
    assert.deepStrictEqual(err.trim().split("\n"), [
      "The language model is asked again in 1.5 s.",
      "a/one gives no answer: b/two is asked.",
      "The answer is one that was kept."
    ])
  })
)

it.effect("an answer that begins anew says so where the words before it stand", () =>
  Effect.gen(function* () {
    const { out } = yield* printed(text(0, "Half an"), { t: "run.reset", d: { fromPart: 0 } }, text(0, "All of it."))
    assert.match(out, /^Half an\n\n.*begins anew:.*\n\nAll of it\.$/)
  })
)

it.effect("a reset that takes nothing back that was printed says nothing", () =>
  Effect.gen(function* () {
    const { out } = yield* printed(text(0, "Looking."), { t: "run.reset", d: { fromPart: 1 } }, text(1, " Found."))
    assert.strictEqual(out, "Looking. Found.")
  })
)

it.effect("rows that stand in the text are not printed again, unless that text was taken back", () =>
  Effect.gen(function* () {
    const rows = text(0, "| name |\n| Ada Stone |")
    assert.notInclude((yield* printed(rows, table)).out, "----")
    const { out } = yield* printed(rows, { t: "run.reset", d: { fromPart: 0 } }, text(0, "One:"), table)
    assert.include(out, "----")
  })
)

it.effect("a chart is printed in letters", () =>
  Effect.gen(function* () {
    const fallback = "Wins\nAda Stone  ██  2"
    const delta = everyPart.find((part) => part.kind === "chart")!
    const { out } = yield* printed(text(0, "These:"), {
      t: "part.delta",
      d: { part: 1, delta: { ...delta, fallback } }
    })
    assert.strictEqual(out, `These:\n\n${fallback}`)
  })
)
