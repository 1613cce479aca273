import Anthropic from "@anthropic-ai/sdk"
import { Inbox } from "@mma-savant/core/llm/Inbox"
import type { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import type { Speaker, SpokenPart } from "@mma-savant/core/llm/Speaker"
import { type VendorFault, vendorError } from "@mma-savant/core/llm/VendorFault"
import { farewell, requestSignal } from "@mma-savant/core/llm/VendorRequest"
import { Array as Arr, type Cause, Clock, Effect, Redacted, Stream } from "effect"
import type { AiError } from "effect/ai"
import { allowanceOf } from "./Allowance.ts"
import { AnswerReader } from "./AnswerReader.ts"
import { faultOf } from "./Fault.ts"
import { continued, requestOf } from "./Request.ts"

/** How often an answer that the vendor pauses is asked to go on. */
const mostPauses = 8

export interface AnthropicSettings {
  readonly keys: ReadonlyArray<Redacted.Redacted>
  /** Null is the vendor's own. */
  readonly baseUrl: string | null
  /** How requests are made, where not by the platform. */
  readonly fetch?: typeof fetch
}

const speakWith = (client: Anthropic, config: ModelConfig, key: Redacted.Redacted): Speaker["speak"] => {
  const failed = (fault: VendorFault) => Effect.fail(vendorError("AnthropicSpeaker", fault, key))

  /** A step of the vendor's library. */
  const taken = <A>(step: () => PromiseLike<A>) =>
    Effect.catch(Effect.tryPromise({ try: step, catch: (cause) => cause }), (cause) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => failed(faultOf(cause, now)))
    )

  return Effect.fnUntraced(function* (options) {
    const signal = yield* requestSignal
    const ask = (request: Anthropic.MessageCreateParamsStreaming) =>
      taken(() => client.messages.create(request, { signal }).withResponse())

    const request = requestOf(config, options)
    const { data, response } = yield* ask(request)
    const reader = new AnswerReader()
    let inbox = new Inbox(data)
    let pauses = 0
    let broken: VendorFault | null = null

    const goesOn = () => reader.isPaused && pauses < mostPauses

    const goOn = Effect.suspend(() => {
      pauses += 1
      reader.goOn()
      return Effect.map(ask(continued(request, reader.said)), ({ data }) => {
        inbox = new Inbox(data)
      })
    })

    const read = (come: ReadonlyArray<Anthropic.RawMessageStreamEvent>): Array<SpokenPart> => {
      const parts: Array<SpokenPart> = []
      try {
        if (come.length === 0) throw new Error("the answer has no end")
        for (const event of come) {
          parts.push(...reader.read(event))
          if (reader.isOver) break
        }
        if (reader.isOver && !goesOn()) parts.push(reader.finish)
      } catch (cause) {
        broken = { kind: "response", words: String(cause) }
      }
      return parts
    }

    const pull: Effect.Effect<Arr.NonEmptyReadonlyArray<SpokenPart>, AiError.AiError | Cause.Done> = Effect.suspend(
      () => {
        if (broken !== null) return failed(broken)
        if (goesOn()) return Effect.andThen(goOn, pull)
        if (reader.isOver) return farewell(() => inbox.take())
        return Effect.flatMap(
          taken(() => inbox.take()),
          (come) => {
            const parts = read(come)
            return Arr.isArrayNonEmpty(parts) ? Effect.succeed(parts) : pull
          }
        )
      }
    )

    return {
      parts: Stream.fromPull(Effect.succeed(pull)),
      allowance: allowanceOf(response.headers, yield* Clock.currentTimeMillis)
    }
  })
}

/** The models of the Messages API. A key's client, and with it its connections, is made once. */
export const speakers = ({
  baseUrl,
  fetch,
  keys
}: AnthropicSettings): ((config: ModelConfig) => ReadonlyArray<Speaker>) => {
  const lines = keys.map((key) => ({
    key,
    client: new Anthropic({
      apiKey: Redacted.value(key),
      baseURL: baseUrl,
      maxRetries: 0,
      // The library would log what it cannot read, and trace what is traced here already.
      logLevel: "off",
      openTelemetry: false,
      ...(fetch === undefined ? {} : { fetch })
    })
  }))
  return (config) =>
    lines.map(({ client, key }, index) => ({
      provider: "anthropic",
      model: config.model,
      key: String(index + 1),
      speak: speakWith(client, config, key)
    }))
}
