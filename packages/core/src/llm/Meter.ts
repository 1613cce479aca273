import { Cause, Clock, Effect, Exit, Metric, Option, Schema, Stream } from "effect"
import { type LanguageModel, type Response, Telemetry } from "effect/ai"
import { costOf } from "./Cost.ts"
import { finishTokens } from "./FinishTokens.ts"
import { CallLog, CallTokens, type ModelCall, untoldTokens } from "./ModelCall.ts"
import { priceOf } from "./ModelCatalog.ts"
import { isSubstance, type Speaker, type SpokenPart } from "./Speaker.ts"
import { estimatedInput, estimatedTokens } from "./TokenEstimate.ts"

/** Named and cut as the conventions of OpenTelemetry have it. */
const tokenUsage = Metric.histogram("gen_ai.client.token.usage", {
  description: "Tokens of a call of a language model",
  boundaries: Array.from({ length: 14 }, (_, power) => 4 ** power)
})
const operationDuration = Metric.histogram("gen_ai.client.operation.duration", {
  description: "Seconds of a call of a language model",
  boundaries: Array.from({ length: 14 }, (_, power) => 0.01 * 2 ** power)
})

const tokensOfHead = Schema.decodeUnknownOption(Schema.Struct({ savant: Schema.Struct({ tokens: CallTokens }) }))
const dollars = Schema.Finite.pipe(Schema.check(Schema.isGreaterThanOrEqualTo(0)))
const costOfFinish = Schema.decodeUnknownOption(Schema.Struct({ openrouter: Schema.Struct({ cost: dollars }) }))

/** What the vendor itself says that the call costs. */
const toldCost = ({ metadata }: Response.FinishPartEncoded): number | null =>
  Option.match(costOfFinish(metadata), { onNone: () => null, onSome: ({ openrouter }) => openrouter.cost })

/** What has been heard of one answer. */
class Hearing {
  firstAt: number | null = null
  finish: Response.FinishPartEncoded | undefined
  id: string | undefined
  model: string | undefined
  private told = untoldTokens
  private said = ""

  take(parts: ReadonlyArray<SpokenPart>, clock: Clock.Clock): void {
    for (const part of parts) {
      if (this.firstAt === null && isSubstance(part)) this.firstAt = clock.currentTimeMillisUnsafe()
      switch (part.type) {
        case "response-metadata":
          this.told = Option.match(tokensOfHead(part.metadata), {
            onNone: () => this.told,
            onSome: ({ savant }) => savant.tokens
          })
          this.id = part.id ?? this.id
          this.model = part.modelId ?? this.model
          break
        case "text-delta":
        case "reasoning-delta":
          this.said += part.delta
          break
        case "tool-call":
          this.said += part.name + JSON.stringify(part.params)
          break
        case "finish":
          this.finish = part
          break
        default:
          break
      }
    }
  }

  /** What the vendor told, at the end or by then. */
  get tokens(): CallTokens {
    return this.finish === undefined ? this.told : finishTokens(this.finish.usage)
  }

  get written(): number {
    return estimatedTokens(this.said)
  }
}

/**
 * The speaker, each call of which is told to the {@link CallLog} when it ends: completed with its finish, failed, or
 * cancelled by the close of its scope. Of an answer that had begun, what the vendor does not tell of input and output
 * is estimated, and the call says so; of one that had not, nothing is known. The cost is the vendor's own word, else it
 * follows from the prices. The span and the metrics learn the numbers, and nothing of what was said.
 */
export const metered = (speaker: Speaker, pricesOf = priceOf): Speaker => {
  const { model, provider } = speaker
  const attributes = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": provider,
    "gen_ai.request.model": model
  }

  const called = (options: LanguageModel.ProviderOptions, hearing: Hearing | null) => {
    const told = hearing?.tokens ?? untoldTokens
    const estimated = hearing !== null && (told.input === null || told.output === null)
    const tokens = estimated
      ? { ...told, input: told.input ?? estimatedInput(options), output: told.output ?? hearing.written }
      : told
    const cost = hearing?.finish === undefined ? null : toldCost(hearing.finish)
    const prices = pricesOf(provider, model, tokens.input ?? 0)
    return { provider, model, source: "model" as const, tokens, estimated, cost: cost ?? costOf(prices, tokens) }
  }

  const measured = ({ outcome, tokens, totalMs }: ModelCall) => {
    const tagged = { ...attributes, outcome }
    const counts = { input: tokens.input, output: tokens.output }
    return Effect.andThen(
      Metric.update(Metric.withAttributes(operationDuration, tagged), totalMs / 1000),
      Effect.forEach(Object.entries(counts), ([type, count]) =>
        count === null
          ? Effect.void
          : Metric.update(Metric.withAttributes(tokenUsage, { ...tagged, "gen_ai.token.type": type }), count)
      )
    )
  }

  return {
    ...speaker,
    speak: Effect.fnUntraced(function* (options) {
      const clock = yield* Clock.Clock
      const log = yield* CallLog
      const startedAt = clock.currentTimeMillisUnsafe()
      const hearing = new Hearing()
      let isBegun = false
      let isSettled = false

      const settle = (outcome: ModelCall["outcome"]) =>
        Effect.suspend(() => {
          if (isSettled) return Effect.void
          isSettled = true
          const since = (at: number) => Math.max(0, at - startedAt)
          const call: ModelCall = {
            ...called(options, isBegun ? hearing : null),
            firstTokenMs: hearing.firstAt === null ? null : since(hearing.firstAt),
            totalMs: since(clock.currentTimeMillisUnsafe()),
            outcome
          }
          const { finish, id, model } = hearing
          Telemetry.addGenAIAnnotations(options.span, {
            response: { id, model, finishReasons: finish === undefined ? undefined : [finish.reason] },
            usage: { inputTokens: call.tokens.input, outputTokens: call.tokens.output }
          })
          return Effect.andThen(log(call), measured(call))
        }).pipe(Effect.uninterruptible)

      /** Whoever stops listening interrupts; that is told by the close of the scope. */
      const failed = (cause: Cause.Cause<unknown>) => (Cause.hasInterrupts(cause) ? Effect.void : settle("failed"))

      Telemetry.addGenAIAnnotations(options.span, {
        operation: { name: "chat" },
        provider: { name: provider },
        request: { model }
      })
      yield* Effect.addFinalizer((exit) =>
        settle(Exit.isFailure(exit) && !Cause.hasInterrupts(exit.cause) ? "failed" : "cancelled")
      )
      const { allowance, parts } = yield* Effect.tapCause(speaker.speak(options), failed)
      isBegun = true
      return {
        allowance,
        parts: Stream.transformPull(parts, (pull) =>
          Effect.succeed(
            pull.pipe(
              Effect.tapCause(failed),
              Effect.flatMap((chunk) => {
                hearing.take(chunk, clock)
                return hearing.finish === undefined ? Effect.succeed(chunk) : Effect.as(settle("completed"), chunk)
              })
            )
          )
        )
      }
    })
  }
}
