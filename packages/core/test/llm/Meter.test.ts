import { assert, it } from "@effect/vitest"
import { type Duration, Effect, Fiber, Metric, Stream } from "effect"
import { TestClock } from "effect/testing"
import { metered } from "../../src/llm/Meter.ts"
import { CallLog, type ModelCall } from "../../src/llm/ModelCall.ts"
import { languageModel, type Speaker, type SpokenPart } from "../../src/llm/Speaker.ts"
import { estimatedTokens } from "../../src/llm/TokenEstimate.ts"
import { vendorError } from "../../src/llm/VendorFault.ts"

type Finish = Extract<SpokenPart, { readonly type: "finish" }>
type Usage = Finish["usage"]

/** What a call does before its head and after it. */
interface Call {
  readonly head?: ReadonlyArray<Pause>
  readonly parts?: ReadonlyArray<SpokenPart | Pause>
}
type Pause = { readonly wait: Duration.Input } | "breaks off"

const played = (act: SpokenPart | Pause) => {
  if (act === "breaks off") return Stream.fail(vendorError("Meter.test", { kind: "unreachable", words: "gone" }))
  return "wait" in act ? Stream.fromEffectDrain(Effect.sleep(act.wait)) : Stream.succeed(act)
}

/** A speaker of one call after the other, each with nothing but the parts it is given. */
const scriptedSpeaker = (script: ReadonlyArray<Call>, model = "transcript"): Speaker => {
  const calls = script.values()
  return {
    provider: "scripted",
    model,
    key: "1",
    speak: Effect.fnUntraced(function* () {
      const { head = [], parts = [] } = calls.next().value!
      yield* Stream.runDrain(Stream.flatMap(Stream.fromIterable(head), played))
      return { parts: Stream.flatMap(Stream.fromIterable(parts), played), allowance: null }
    })
  }
}

const said = (...deltas: ReadonlyArray<string>): ReadonlyArray<SpokenPart> => [
  { type: "text-start", id: "0" },
  ...deltas.map((delta): SpokenPart => ({ type: "text-delta", id: "0", delta })),
  { type: "text-end", id: "0" }
]

const finishWith = (usage: Usage, metadata: NonNullable<Finish["metadata"]> = {}): SpokenPart => ({
  type: "finish",
  reason: "stop",
  usage,
  metadata
})
const finish = finishWith({ inputTokens: { total: 10 }, outputTokens: { total: 5 } })

const prices = { input: 4, cacheRead: 0.5, cacheWrite: 5, output: 20 }

/** The calls that a speaker was logged with while the effect ran. */
const logged = Effect.fnUntraced(function* <A, E, R>(effect: Effect.Effect<A, E, R>) {
  const calls: Array<ModelCall> = []
  yield* Effect.exit(effect).pipe(Effect.provideService(CallLog, (call) => Effect.sync(() => void calls.push(call))))
  return calls
})

const asked = (speaker: Speaker) =>
  Stream.unwrap(Effect.map(languageModel(speaker), (model) => model.streamText({ prompt: "Who is Ada Stone?" })))

/** What is logged of the first call of a script that is listened to until its end. */
const calledBy = (...script: ReadonlyArray<Call>) =>
  Effect.map(logged(Stream.runDrain(asked(metered(scriptedSpeaker(script), () => prices)))), ([call, ...more]) => {
    assert.deepStrictEqual(more, [], "a call is told once")
    return call!
  })

const nothingTold: Usage = { inputTokens: {}, outputTokens: {} }

const inputTold = { input: 1000, cacheRead: 600, cacheWrite: 100, output: null, reasoning: null }

/** A head that tells what was read, as a vendor does that counts at both ends. */
const head: SpokenPart = {
  type: "response-metadata",
  id: "r",
  modelId: "m-1",
  metadata: { savant: { tokens: inputTold } }
}

const untold = { input: null, cacheRead: null, cacheWrite: null, output: null, reasoning: null }

it.effect("a completed call is told with the vendor's numbers, its cost and its times", () =>
  Effect.gen(function* () {
    const usage: Usage = {
      inputTokens: { uncached: 300, total: 1000, cacheRead: 600, cacheWrite: 100 },
      outputTokens: { total: 50, text: 10, reasoning: 40 }
    }
    const script: Call = {
      head: [{ wait: 300 }],
      parts: [head, { wait: 200 }, ...said("Ada", " Stone"), { wait: 500 }, finishWith(usage)]
    }
    const running = yield* Effect.forkChild(calledBy(script))
    yield* TestClock.adjust(2000)
    assert.deepStrictEqual(yield* Fiber.join(running), {
      provider: "scripted",
      model: "transcript",
      source: "model",
      tokens: { input: 1000, cacheRead: 600, cacheWrite: 100, output: 50, reasoning: 40 },
      estimated: false,
      cost: (300 * 4 + 600 * 0.5 + 100 * 5 + 50 * 20) / 1_000_000,
      firstTokenMs: 500,
      totalMs: 1000,
      outcome: "completed"
    })
  })
)

it.effect("the end of the answer is told before its last part goes on", () =>
  Effect.gen(function* () {
    const seen: Array<number> = []
    const calls: Array<ModelCall> = []
    yield* asked(metered(scriptedSpeaker([{ parts: [...said("yes"), finish] }]), () => prices)).pipe(
      Stream.runForEach((part) => Effect.sync(() => void (part.type === "finish" && seen.push(calls.length)))),
      Effect.provideService(CallLog, (call) => Effect.sync(() => void calls.push(call)))
    )
    assert.deepStrictEqual(seen, [1])
  })
)

it.effect("what the vendor does not tell is estimated from what was read and said, and flagged", () =>
  Effect.gen(function* () {
    const part: SpokenPart = { type: "tool-call", id: "1", name: "resolve", params: { text: "Ada" } }
    const { cost, estimated, tokens } = yield* calledBy({
      parts: [...said("안녕, Ada 🥊"), part, finishWith(nothingTold)]
    })
    assert.isTrue(estimated)
    const output = estimatedTokens(`안녕, Ada 🥊resolve{"text":"Ada"}`)
    assert.strictEqual(output, Math.ceil((6 + 6 + 4 + 7 + 14) / 4))
    assert.isAbove(tokens.input!, 0)
    assert.deepStrictEqual(tokens, { ...untold, input: tokens.input, output })
    assert.strictEqual(cost, (tokens.input! * 4 + output * 20) / 1_000_000)
  })
)

it.effect("a number that is none is not told", () =>
  Effect.gen(function* () {
    const usage: Usage = {
      inputTokens: { total: -5, cacheRead: -1 },
      outputTokens: { total: 5, reasoning: 2 ** 31 }
    }
    const { estimated, tokens } = yield* calledBy({ parts: [...said("yes"), finishWith(usage)] })
    assert.isTrue(estimated)
    assert.isAbove(tokens.input!, 0)
    assert.deepStrictEqual(tokens, { ...untold, input: tokens.input, output: 5 })
  })
)

it.effect("the vendor's own cost goes before ours", () =>
  Effect.gen(function* () {
    const usage: Usage = { inputTokens: { total: 10 }, outputTokens: { total: 5 } }
    const told = finishWith(usage, { openrouter: { cost: 0.0125 } })
    assert.strictEqual((yield* calledBy({ parts: [...said("yes"), told] })).cost, 0.0125)
    for (const cost of ["much", -1]) {
      const nonsense = finishWith(usage, { openrouter: { cost } })
      assert.strictEqual((yield* calledBy({ parts: [...said("yes"), nonsense] })).cost, (10 * 4 + 5 * 20) / 1_000_000)
    }
  })
)

it.effect("a call that fails before its head is told without tokens or cost", () =>
  Effect.gen(function* () {
    const call = yield* calledBy({ head: ["breaks off"] })
    assert.deepInclude(call, { tokens: untold, estimated: false, cost: null, firstTokenMs: null, outcome: "failed" })
  })
)

it.effect("a call that fails in the middle is told with what the head told, and what was said", () =>
  Effect.gen(function* () {
    const call = yield* calledBy({ parts: [head, ...said("12345678"), "breaks off"] })
    assert.deepInclude(call, {
      tokens: { ...inputTold, output: 2 },
      estimated: true,
      firstTokenMs: 0,
      outcome: "failed"
    })
    assert.strictEqual(call.cost, (300 * 4 + 600 * 0.5 + 100 * 5 + 2 * 20) / 1_000_000)
  })
)

it.effect("an answer that just stops is a failure", () =>
  Effect.gen(function* () {
    assert.strictEqual((yield* calledBy({ parts: said("and then") })).outcome, "failed")
  })
)

const forever = [{ wait: "1 hour" }] as const

it.effect("a call that is interrupted is told as cancelled, with what is known by then", () =>
  Effect.gen(function* () {
    for (const [script, known] of [
      [{ head: [{ wait: "1 hour" }] }, { tokens: untold, estimated: false, firstTokenMs: null }],
      [{ parts: [head, ...forever] }, { tokens: { ...inputTold, output: 0 }, estimated: true, firstTokenMs: null }],
      [
        { parts: [head, ...said("12345678"), ...forever] },
        { tokens: { ...inputTold, output: 2 }, estimated: true, firstTokenMs: 0 }
      ]
    ] as const) {
      const speaker = metered(scriptedSpeaker([script]), () => prices)
      const running = yield* Effect.forkChild(logged(Stream.runDrain(asked(speaker)).pipe(Effect.timeout("5 seconds"))))
      yield* TestClock.adjust("5 seconds")
      const [call, ...more] = yield* Fiber.join(running)
      assert.lengthOf(more, 0)
      assert.deepInclude(call, { ...known, totalMs: 5000, outcome: "cancelled" })
    }
  })
)

it.effect("a call to whose end nobody listens is cancelled, and one of which the finish was heard is not", () =>
  Effect.gen(function* () {
    const parts = [...said("yes"), finish]
    for (const [count, outcome] of [
      [2, "cancelled"],
      [parts.length, "completed"]
    ] as const) {
      const speaker = metered(scriptedSpeaker([{ parts: [...parts, ...forever] }]), () => prices)
      const [call] = yield* logged(asked(speaker).pipe(Stream.take(count), Stream.runDrain))
      assert.strictEqual(call?.outcome, outcome)
    }
  })
)

it.effect("two calls at once are told apart", () =>
  Effect.gen(function* () {
    const script = ["1234", "123456789"].map((text) => ({ parts: [...said(text), finishWith(nothingTold)] }))
    const speaker = metered(scriptedSpeaker(script), () => prices)
    const calls = yield* logged(
      Effect.all([Stream.runDrain(asked(speaker)), Stream.runDrain(asked(speaker))], { concurrency: "unbounded" })
    )
    assert.sameMembers(
      calls.map(({ tokens }) => tokens.output),
      [1, 3]
    )
  })
)

it.effect("a price may depend on how much was read", () =>
  Effect.gen(function* () {
    const usage: Usage = { inputTokens: { total: 1_000_000 }, outputTokens: { total: 0 } }
    const speaker = scriptedSpeaker([{ parts: [...said("yes"), finishWith(usage)] }])
    const [call] = yield* logged(
      Stream.runDrain(
        asked(metered(speaker, (_provider, _model, input = 0) => ({ ...prices, input: input > 900_000 ? 8 : 4 })))
      )
    )
    assert.strictEqual(call?.cost, 8)
  })
)

it.effect("the span learns the numbers, and nothing of what was said", () =>
  Effect.gen(function* () {
    const spans: Array<ReadonlyMap<string, unknown>> = []
    const heard = scriptedSpeaker([{ parts: [head, ...said("a canary sings"), finish] }])
    const watched: Speaker = {
      ...heard,
      speak: (options) =>
        Effect.suspend(() => {
          assert.strictEqual(options.span._tag, "Span")
          if (options.span._tag === "Span") spans.push(options.span.attributes)
          return heard.speak(options)
        })
    }
    yield* Stream.runDrain(asked(metered(watched, () => prices)))
    const [attributes] = spans
    assert.deepInclude(Object.fromEntries(attributes!), {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "scripted",
      "gen_ai.request.model": "transcript",
      "gen_ai.response.id": "r",
      "gen_ai.response.model": "m-1",
      "gen_ai.response.finish_reasons": ["stop"],
      "gen_ai.usage.input_tokens": 10,
      "gen_ai.usage.output_tokens": 5
    })
    assert.notMatch(JSON.stringify([...attributes!]), /canary|Ada Stone/)
  })
)

it.effect("tokens and seconds are counted by vendor, model and outcome", () =>
  Effect.gen(function* () {
    const model = crypto.randomUUID()
    const speaker = metered(
      scriptedSpeaker([{ head: [{ wait: 400 }], parts: [...said("yes"), finish] }, { head: ["breaks off"] }], model),
      () => prices
    )
    const running = yield* Effect.forkChild(
      logged(Effect.andThen(Stream.runDrain(asked(speaker)), Stream.runDrain(asked(speaker))))
    )
    yield* TestClock.adjust(400)
    yield* Fiber.join(running)
    const found = (yield* Metric.snapshot).filter(({ attributes }) => attributes?.["gen_ai.request.model"] === model)
    const seen = found.map(({ attributes, id, state }) => [
      id,
      attributes?.["gen_ai.provider.name"],
      attributes?.["gen_ai.token.type"],
      attributes?.["outcome"],
      "count" in state ? state.count : null,
      "sum" in state ? state.sum : null
    ])
    assert.sameDeepMembers(seen, [
      ["gen_ai.client.operation.duration", "scripted", undefined, "completed", 1, 0.4],
      ["gen_ai.client.operation.duration", "scripted", undefined, "failed", 1, 0],
      ["gen_ai.client.token.usage", "scripted", "input", "completed", 1, 10],
      ["gen_ai.client.token.usage", "scripted", "output", "completed", 1, 5]
    ])
  })
)
