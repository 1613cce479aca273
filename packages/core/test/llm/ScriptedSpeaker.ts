import { Clock, type Duration, Effect, Fiber, Stream } from "effect"
import type { LanguageModel } from "effect/ai"
import { TestClock } from "effect/testing"
import { type ModelSignal, SignalSink } from "../../src/llm/ModelSignal.ts"
import type { KeyAllowance, Speaker, SpokenPart } from "../../src/llm/Speaker.ts"
import { type FaultKind, faultKind } from "../../src/llm/VendorFault.ts"
import { type Call, finish as finishing, type Happening, scriptedSpeaker } from "./ScriptedCalls.ts"

/** What a speaker does, in order: short for a {@link Call} with a text and a finish. */
export type Act =
  | { readonly text: string }
  | { readonly wait: Duration.Input }
  | { readonly fails: FaultKind; readonly retryAfter?: Duration.Duration }
  /** A part that says something about the answer and nothing of it. */
  | "metadata"
  /** What comes before it comes before the head; a speaker that has none gives its head at once. */
  | "head"

export type Play = ReadonlyArray<Act>

/** The end of every play. */
export const finish = finishing()

const happens = (act: Act): ReadonlyArray<Happening> => {
  if (typeof act === "string" || "text" in act) return []
  return "wait" in act ? [act] : [{ fails: { kind: act.fails, words: "scripted", retryAfter: act.retryAfter } }]
}

const said = (act: Act): ReadonlyArray<SpokenPart | Happening> => {
  if (act === "metadata") return [{ type: "response-metadata", id: "1" }]
  if (typeof act === "object" && "text" in act) return [{ type: "text-delta", id: "1", delta: act.text }]
  return happens(act)
}

const callOf = (play: Play): Call => {
  const at = play.indexOf("head")
  return { head: play.slice(0, Math.max(at, 0)).flatMap(happens), parts: [...play.slice(at + 1).flatMap(said), finish] }
}

/** A speaker that plays its plays, one for each call, the last of them again and again. */
export const scripted = (
  plays: readonly [Play, ...ReadonlyArray<Play>],
  { allowance, ...named }: Partial<Pick<Speaker, "key" | "model"> & { readonly allowance: KeyAllowance }> = {}
) => {
  const speaker = scriptedSpeaker((number) => {
    const call = callOf(plays[number] ?? plays.at(-1)!)
    return allowance === undefined ? call : { ...call, allowance }
  }, named)
  return {
    speaker,
    /** When each call began, in milliseconds since 1970. */
    get begun() {
      return speaker.heard.map(({ at }) => at)
    },
    /** Requests that have not ended. */
    get open() {
      return speaker.heard.filter(({ closed }) => !closed).length
    }
  }
}

export const allowed = (known: Partial<KeyAllowance>): KeyAllowance => ({
  requestsLeft: null,
  tokensLeft: null,
  resetMs: null,
  ...known
})

/** What whoever listens to a call hears of it; `fault` is null when it came to its end. */
export interface Heard {
  /** Without what was taken back. */
  readonly text: string
  readonly signals: ReadonlyArray<ModelSignal>
  readonly fault: FaultKind | null
  /** From the question to the end, in milliseconds. */
  readonly milliseconds: number
}

// No speaker of these tests reads what it is asked.
const anything = {} as LanguageModel.ProviderOptions

/** Asks a speaker and listens to the end. */
export const heard = ({ speak }: Speaker): Effect.Effect<Heard> =>
  Effect.gen(function* () {
    let text = ""
    const signals: Array<ModelSignal> = []
    const from = yield* Clock.currentTimeMillis
    const fault = yield* Stream.unwrap(Effect.map(speak(anything), ({ parts }) => parts)).pipe(
      Stream.runForEach((part) =>
        Effect.sync(() => {
          if (part.type === "text-delta") text += part.delta
        })
      ),
      Effect.match({ onSuccess: () => null, onFailure: faultKind }),
      Effect.provideService(SignalSink, (signal) =>
        Effect.sync(() => {
          signals.push(signal)
          if (signal._tag === "Reset") text = ""
        })
      )
    )
    return { text, signals, fault, milliseconds: (yield* Clock.currentTimeMillis) - from }
  })

/** The same, with as much time going by as it takes. */
export const heardInTime = (speaker: Speaker): Effect.Effect<Heard> =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(heard(speaker))
    yield* TestClock.adjust("1 hour")
    return yield* Fiber.join(fiber)
  })
