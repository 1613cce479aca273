import { Clock, type Duration, Effect, Stream } from "effect"
import type { AiError, LanguageModel, Response } from "effect/ai"
import { type ModelSignal, SignalSink } from "../../src/llm/ModelSignal.ts"
import type { KeyAllowance, Speaker, SpokenPart } from "../../src/llm/Speaker.ts"
import { type VendorFault, vendorError } from "../../src/llm/VendorFault.ts"

/** What happens in a call besides its parts: time passes by the clock, a fault ends it, or something is told of it. */
export type Happening =
  | { readonly wait: Duration.Input }
  | { readonly fails: VendorFault }
  | { readonly signals: ModelSignal }

/** One call; nothing is added to it, so one without a finish just stops. */
export interface Call {
  /** Until the head comes. */
  readonly head?: ReadonlyArray<Happening>
  readonly allowance?: KeyAllowance
  /** After the head. */
  readonly parts?: ReadonlyArray<SpokenPart | Happening>
}

/** What became of one call. */
export interface Heard {
  readonly options: LanguageModel.ProviderOptions
  /** When it was made, in milliseconds of the clock. */
  readonly at: number
  /** Whether its head came. */
  begun: boolean
  /** The parts that were taken of it. */
  taken: number
  /** Whether its scope was closed. */
  closed: boolean
}

export interface ScriptedSpeaker extends Speaker {
  /** The calls so far, in order. */
  readonly heard: ReadonlyArray<Heard>
}

const begins: SpokenPart = { type: "response-metadata", id: "response", modelId: "scripted" }

/** The parts of a text, each piece a delta. */
export const said = (...pieces: ReadonlyArray<string>): ReadonlyArray<SpokenPart> => [
  { type: "text-start", id: "0" },
  ...pieces.map((delta): SpokenPart => ({ type: "text-delta", id: "0", delta })),
  { type: "text-end", id: "0" }
]

export const finish = (reason: Response.FinishReason = "stop"): SpokenPart => ({
  type: "finish",
  reason,
  usage: {
    inputTokens: { uncached: undefined, total: 10, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: 5, text: undefined, reasoning: undefined }
  }
})

/** A call that answers with a text. */
export const answers = (...pieces: ReadonlyArray<string>): Call => ({ parts: [begins, ...said(...pieces), finish()] })

/** A call that fails before its head. */
export const fails = (fault: VendorFault): Call => ({ head: [{ fails: fault }] })

/** A call that fails after what is said. */
export const breaksOff = (fault: VendorFault, ...pieces: ReadonlyArray<string>): Call => ({
  parts: [begins, ...said(...pieces).slice(0, -1), { fails: fault }]
})

const happens = (act: Happening): Effect.Effect<void, AiError.AiError> => {
  if ("wait" in act) return Effect.sleep(act.wait)
  if ("fails" in act) return Effect.fail(vendorError("ScriptedCalls", act.fails))
  return Effect.flatMap(SignalSink, (tell) => tell(act.signals))
}

/**
 * A speaker that plays a call of the script each time it is asked, whatever it is asked; a call too many is a defect.
 * A script may also be a function of the call's number, from 0.
 */
export const scriptedSpeaker = (
  script: ReadonlyArray<Call> | ((number: number) => Call),
  named: Partial<Pick<Speaker, "provider" | "model" | "key">> = {}
): ScriptedSpeaker => {
  const heard: Array<Heard> = []
  return {
    provider: "scripted",
    model: "transcript",
    key: "1",
    ...named,
    heard,
    speak: Effect.fnUntraced(function* (options) {
      const number = heard.length
      const one: Heard = { options, at: yield* Clock.currentTimeMillis, begun: false, taken: 0, closed: false }
      heard.push(one)
      yield* Effect.addFinalizer(() =>
        Effect.sync(() => {
          one.closed = true
        })
      )
      const call = typeof script === "function" ? script(number) : script[number]
      if (call === undefined) return yield* Effect.die(new Error(`the script has no call ${number}`))
      yield* Effect.forEach(call.head ?? [], happens, { discard: true })
      one.begun = true
      const parts = Stream.fromIterable(call.parts ?? []).pipe(
        Stream.flatMap((act) => {
          if (!("type" in act)) return Stream.fromEffectDrain(happens(act))
          one.taken += 1
          return Stream.succeed(act)
        })
      )
      return { parts, allowance: call.allowance ?? null }
    })
  }
}
