import { languageModel, type Speaker, type SpokenPart, Vendors } from "@mma-savant/core/llm/Speaker"
import { Context, type Duration, Effect, Exit, Layer, Ref, Stream } from "effect"
import { AiError, LanguageModel, Model, type Prompt, type Response } from "effect/ai"

/** What the model does, in order, when it is called. */
export type Act =
  | { readonly text: string }
  | { readonly tool: string; readonly params: unknown; readonly id?: string }
  | { readonly wait: Duration.Input }
  | { readonly fails: AiError.AiErrorReason }
  /** Ends the call otherwise than the acts before it imply, or with other than 10 tokens in and 5 out. */
  | { readonly finish: Response.FinishReason; readonly tokens?: readonly [input: number, output: number] }

/** One call of the model. */
export type Step = ReadonlyArray<Act>

/** What the model was told in one of its calls. */
export interface Told {
  readonly prompt: Prompt.Prompt
  readonly toolChoice: LanguageModel.ProviderOptions["toolChoice"]
  readonly tools: ReadonlyArray<string>
}

/** What happened to the model. */
export class Script extends Context.Service<
  Script,
  {
    /** The calls so far, in order. */
    readonly told: Effect.Effect<ReadonlyArray<Told>>
    /** Calls that were interrupted before their end. */
    readonly interrupted: Effect.Effect<number>
  }
>()("@mma-savant/adapters/scripted/Script") {}

const failure = (reason: AiError.AiErrorReason): AiError.AiError =>
  AiError.make({ module: "ScriptedModel", method: "streamText", reason })

const finish = (
  reason: Response.FinishReason,
  [input, output]: readonly [number, number] = [10, 5]
): Response.FinishPartEncoded => ({
  type: "finish",
  reason,
  usage: {
    inputTokens: { uncached: undefined, total: input, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: output, text: undefined, reasoning: undefined }
  },
  response: undefined
})

const parts = (act: Act, id: string): Stream.Stream<SpokenPart, AiError.AiError> => {
  if ("wait" in act) return Stream.fromEffectDrain(Effect.sleep(act.wait))
  if ("fails" in act) return Stream.fail(failure(act.fails))
  if ("finish" in act) return Stream.succeed(finish(act.finish, act.tokens))
  if ("tool" in act) {
    return Stream.succeed({ type: "tool-call", id: act.id ?? id, name: act.tool, params: act.params })
  }
  return Stream.make(
    { type: "text-start", id },
    ...(act.text.match(/\s*\S+/g) ?? []).map((delta) => ({ type: "text-delta" as const, id, delta })),
    { type: "text-end", id }
  )
}

/** Replays a step, ending it as its acts imply: with tools called, or with an answer. */
const played = (step: Step, number: number): Stream.Stream<SpokenPart, AiError.AiError> => {
  const acts = step.some((act) => "finish" in act)
    ? step
    : [...step, { finish: step.some((act) => "tool" in act) ? "tool-calls" : "stop" } satisfies Act]
  return Stream.fromIterable(acts.entries()).pipe(Stream.flatMap(([index, act]) => parts(act, `${number}.${index}`)))
}

/**
 * A language model that does what `stepOf` says of each call, of which it is told what the model is told and how many
 * calls there were before. A call without a step is a defect. As one of the vendors it has any name of a model, and one
 * script for them all.
 */
export const layerBy = (
  stepOf: (told: Told, number: number) => Step | undefined
): Layer.Layer<LanguageModel.LanguageModel | Model.ProviderName | Model.ModelName | Script | Vendors> =>
  Model.make(
    "scripted",
    "transcript",
    Layer.effectContext(
      Effect.gen(function* () {
        const calls = yield* Ref.make<ReadonlyArray<Told>>([])
        const interrupted = yield* Ref.make(0)
        const speak = Effect.fnUntraced(function* ({ prompt, toolChoice, tools }: LanguageModel.ProviderOptions) {
          const told: Told = { prompt, toolChoice, tools: tools.map(({ name }) => name) }
          const number = yield* Ref.modify(calls, (before) => [before.length, [...before, told]])
          const step = stepOf(told, number)
          if (step === undefined) return yield* Effect.die(new Error(`the script has no step for call ${number}`))
          const parts = played(step, number).pipe(
            Stream.onExit((exit) =>
              Exit.hasInterrupts(exit) ? Ref.update(interrupted, (count) => count + 1) : Effect.void
            )
          )
          return { parts, allowance: null }
        })
        const speaker: Speaker = { provider: "scripted", model: "transcript", key: "none", speak }
        return Context.make(LanguageModel.LanguageModel, yield* languageModel(speaker)).pipe(
          Context.add(Script, { told: Ref.get(calls), interrupted: Ref.get(interrupted) }),
          Context.add(Vendors, {
            speakers: ({ model, provider }) => (provider === "scripted" ? [{ ...speaker, model }] : [])
          })
        )
      })
    )
  )

/** Replays `steps`, one for each call, whatever it is asked. */
export const layer = (steps: ReadonlyArray<Step>) => layerBy((_, number) => steps[number])
