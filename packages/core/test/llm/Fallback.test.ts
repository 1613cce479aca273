import { assert, it } from "@effect/vitest"
import { type Array as Arr, Effect, Schema } from "effect"
import { fallback } from "../../src/llm/Fallback.ts"
import { FaultKind } from "../../src/llm/VendorFault.ts"
import { type Heard, heardInTime, type Play, scripted } from "./ScriptedSpeaker.ts"

const names = ["first", "second", "third", "fourth"] as const

const chainOf = (plays: ReadonlyArray<Play>) => plays.map((play, at) => scripted([play], { model: names[at]! }))

const heardOf = (...plays: Arr.NonEmptyReadonlyArray<Play>): Effect.Effect<Heard> => {
  const [first, ...others] = chainOf(plays).map(({ speaker }) => speaker)
  return heardInTime(fallback([first!, ...others]))
}

const notice = (from: string, to: string) =>
  ({ _tag: "Notice", kind: "fallback", from: `scripted/${from}`, to: `scripted/${to}` }) as const

it.effect.each<FaultKind>([
  "rate_limited",
  "overloaded",
  "timeout",
  "unreachable",
  "response",
  "auth",
  "spent",
  "context",
  "request"
])("after the fault %s the next model is asked, and whoever listens is told", (kind) =>
  Effect.gen(function* () {
    const { fault, signals, text } = yield* heardOf([{ fails: kind }], [{ text: "Yes." }])
    assert.deepStrictEqual(
      { fault, signals, text },
      { fault: null, signals: [notice("first", "second")], text: "Yes." }
    )
  })
)

it.effect("what one model refuses to answer, no other is asked", () =>
  Effect.gen(function* () {
    const { fault, signals } = yield* heardOf([{ fails: "refused" }], [{ text: "Yes." }])
    assert.deepStrictEqual({ fault, signals }, { fault: "refused", signals: [] })
  })
)

it.effect("what was said before the fault is taken back before the next begins", () =>
  Effect.gen(function* () {
    const { signals, text } = yield* heardOf([{ text: "Ye" }, { fails: "unreachable" }], [{ text: "Yes." }])
    assert.deepStrictEqual({ signals, text }, { signals: [{ _tag: "Reset" }, notice("first", "second")], text: "Yes." })
  })
)

it.effect("a request has ended when the next model is asked", () =>
  Effect.gen(function* () {
    const first = scripted([[{ text: "Ye" }, { fails: "unreachable" }]])
    const second = scripted([[{ text: "Yes." }]]).speaker
    const open: Array<number> = []
    const next = {
      ...second,
      speak: (...options: Parameters<typeof second.speak>) => {
        open.push(first.open)
        return second.speak(...options)
      }
    }
    yield* heardInTime(fallback([first.speaker, next]))
    assert.deepStrictEqual(open, [0])
  })
)

it.effect("of several faults the last is told, and what was said last is kept", () =>
  Effect.gen(function* () {
    const { fault, text } = yield* heardOf([{ fails: "auth" }], [{ text: "Ye" }, { fails: "overloaded" }])
    assert.deepStrictEqual({ fault, text }, { fault: "overloaded", text: "Ye" })
  })
)

const play = Schema.Struct({
  words: Schema.Array(Schema.Literals(["one ", "two ", "세 "])).pipe(Schema.check(Schema.isMaxLength(4))),
  fault: Schema.NullOr(FaultKind)
})

it.effect.prop(
  "what stays heard is what the last model asked has said, and one reset goes with each model that had begun",
  [Schema.Array(play).pipe(Schema.check(Schema.isMinLength(1), Schema.isMaxLength(4)))],
  ([plays]) =>
    Effect.gen(function* () {
      const chain = chainOf(
        plays.map(
          ({ fault, words }): Play => [
            ...words.map((text) => ({ text })),
            ...(fault === null ? [] : [{ fails: fault }])
          ]
        )
      )
      const [first, ...others] = chain.map(({ speaker }) => speaker)
      const { fault, signals, text } = yield* heardInTime(fallback([first!, ...others]))
      const stays = plays.findIndex(({ fault }) => fault === null || fault === "refused")
      const last = stays === -1 ? plays.length - 1 : stays
      assert.deepStrictEqual(
        chain.map(({ begun }) => begun.length),
        plays.map((_, at) => (at <= last ? 1 : 0))
      )
      assert.strictEqual(fault, plays[last]!.fault)
      const begun = plays.slice(0, last).filter(({ words }) => words.length > 0).length
      assert.strictEqual(signals.filter(({ _tag }) => _tag === "Reset").length, begun)
      assert.strictEqual(signals.filter(({ _tag }) => _tag === "Notice").length, last)
      assert.strictEqual(text, plays[last]!.words.join(""))
      assert.isTrue(chain.every(({ open }) => open === 0))
    })
)
