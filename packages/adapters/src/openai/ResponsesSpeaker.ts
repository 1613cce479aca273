import { Inbox } from "@mma-savant/core/llm/Inbox"
import type { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import type { Speaker, SpokenPart } from "@mma-savant/core/llm/Speaker"
import { vendorError } from "@mma-savant/core/llm/VendorFault"
import { farewell, requestSignal } from "@mma-savant/core/llm/VendorRequest"
import { Array as Arr, type Cause, Clock, Effect, Redacted, Stream } from "effect"
import type { AiError } from "effect/ai"
import { APIError, BadRequestError, type OpenAI, OpenAIError } from "openai"
import type { ResponseStreamEvent } from "openai/resources/responses/responses"
import { allowanceOf } from "./OpenAiAllowance.ts"
import { openAiClient } from "./OpenAiClient.ts"
import { openAiFault } from "./OpenAiFault.ts"
import { ResponsesAnswer } from "./ResponsesAnswer.ts"
import { responsesRequest } from "./ResponsesRequest.ts"

export interface ResponsesSettings {
  readonly keys: ReadonlyArray<Redacted.Redacted>
  /** Null is the vendor's own. */
  readonly baseUrl: string | null
  /** How requests are made, where not by the platform. */
  readonly fetch?: typeof globalThis.fetch
}

/** A model that does not think has none to seal, and what another account has sealed cannot be opened. */
const isAboutSeals = (cause: unknown): boolean =>
  cause instanceof BadRequestError && /encrypted content/i.test(cause.message)

type Parts = Arr.NonEmptyReadonlyArray<SpokenPart>

/** One of the keys. */
interface Line {
  readonly client: OpenAI
  readonly key: Redacted.Redacted
  /** The models that refused sealed thought: they are asked without from then on. */
  readonly unsealed: Set<string>
}

/** A step of the vendor's library. */
const taken = <A>(step: () => PromiseLike<A>) => Effect.tryPromise({ try: step, catch: (cause) => cause })

const speakWith = ({ client, key, unsealed }: Line, config: ModelConfig): Speaker["speak"] => {
  const failed = (cause: unknown) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Effect.fail(vendorError("ResponsesSpeaker", openAiFault(cause, now), key))
    )
  return Effect.fnUntraced(function* (options) {
    const signal = yield* requestSignal
    const ask = (isSealed: boolean) => {
      const request = responsesRequest(config, options, isSealed)
      return taken(() => client.responses.create(request, { signal }).withResponse())
    }
    const isSealed = !unsealed.has(config.model)
    const { data, response } = yield* ask(isSealed).pipe(
      Effect.catchIf(
        (cause) => isSealed && isAboutSeals(cause),
        () => {
          unsealed.add(config.model)
          return ask(false)
        }
      ),
      Effect.catch(failed)
    )
    const inbox = new Inbox(data)
    const answer = new ResponsesAnswer(config)
    let broken: Error | null = null

    /** The parts of events that came together; what is wrong with one of them is told after the parts before it. */
    const read = (events: ReadonlyArray<ResponseStreamEvent>): ReadonlyArray<SpokenPart> => {
      const parts: Array<SpokenPart> = []
      try {
        for (const event of events) {
          parts.push(...answer.take(event))
          if (answer.isOver) break
        }
      } catch (cause) {
        broken = cause instanceof APIError ? cause : new OpenAIError("an event that cannot be read", { cause })
      }
      return parts
    }

    const next = async (): Promise<Parts> => {
      for (;;) {
        if (broken !== null) throw broken
        const events = await inbox.take()
        if (events.length === 0) throw new OpenAIError("the answer has no end")
        const parts = read(events)
        if (Arr.isReadonlyArrayNonEmpty(parts)) return parts
      }
    }
    const pull = Effect.suspend(
      (): Effect.Effect<Parts, AiError.AiError | Cause.Done> =>
        answer.isOver ? farewell(() => inbox.take()) : Effect.catch(taken(next), failed)
    )
    return { parts: Stream.fromPull(Effect.succeed(pull)), allowance: allowanceOf(response.headers) }
  })
}

/** The models of OpenAI's Responses API. A key's client, and with it its connections, is made once. */
export const speakers = ({
  baseUrl,
  fetch,
  keys
}: ResponsesSettings): ((config: ModelConfig) => ReadonlyArray<Speaker>) => {
  const unsealed = new Set<string>()
  const lines = keys.map((key) => ({
    key,
    client: openAiClient({ apiKey: Redacted.value(key), baseURL: baseUrl, fetch }),
    unsealed
  }))
  return (config) =>
    lines.map((line, at) => ({
      provider: "openai",
      model: config.model,
      key: `${at + 1}`,
      speak: speakWith(line, config)
    }))
}
