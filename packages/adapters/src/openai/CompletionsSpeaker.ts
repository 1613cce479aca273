import { Inbox } from "@mma-savant/core/llm/Inbox"
import type { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import type { Speaker, SpokenPart } from "@mma-savant/core/llm/Speaker"
import { type VendorFault, vendorError } from "@mma-savant/core/llm/VendorFault"
import { farewell, requestSignal } from "@mma-savant/core/llm/VendorRequest"
import { Array as Arr, type Cause, Clock, Duration, Effect, Redacted, Stream } from "effect"
import type { AiError } from "effect/ai"
import type OpenAI from "openai"
import { CompletionsAnswer } from "./CompletionsAnswer.ts"
import type { CompletionsChunk } from "./CompletionsChunk.ts"
import { bodyError, completionsFault } from "./CompletionsFault.ts"
import { completionsRequest } from "./CompletionsRequest.ts"
import { allowanceOf } from "./OpenAiAllowance.ts"
import { openAiClient } from "./OpenAiClient.ts"

interface Access {
  readonly keys: ReadonlyArray<Redacted.Redacted>
  /** How the server is reached, other than by Node. */
  readonly fetch?: typeof globalThis.fetch
}

/** Who is asked, by which keys; a `baseUrl` of null is the vendor's own. */
export type CompletionsSettings =
  | (Access & { readonly provider: "huggingface" | "openrouter"; readonly baseUrl: string | null })
  /** A server of one's own, which may need no key. */
  | (Access & { readonly provider: "compatible"; readonly baseUrl: string })

type Parts = Arr.NonEmptyReadonlyArray<SpokenPart>

/** How long usage is waited for when the model is done. */
const patience = Duration.seconds(1)

const homes = { huggingface: "https://router.huggingface.co/v1", openrouter: "https://openrouter.ai/api/v1" }

/** What OpenRouter shows of whoever asks. */
const appearance = { "HTTP-Referer": "https://mma-savant.example", "X-Title": "MMA Savant" }

const clientOf = (settings: CompletionsSettings, key: Redacted.Redacted | null): OpenAI =>
  openAiClient({
    apiKey: key === null ? "none" : Redacted.value(key),
    baseURL: settings.provider === "compatible" ? settings.baseUrl : (settings.baseUrl ?? homes[settings.provider]),
    defaultHeaders: {
      ...(settings.provider === "openrouter" ? appearance : {}),
      ...(key === null ? { Authorization: null } : {})
    },
    fetch: settings.fetch
  })

const speakWith = (client: OpenAI, config: ModelConfig, key: Redacted.Redacted | null): Speaker["speak"] => {
  const failed = (fault: VendorFault) => Effect.fail(vendorError("CompletionsSpeaker", fault, key))
  /** A step of the vendor's library. */
  const taken = <A>(step: () => PromiseLike<A>) =>
    Effect.catch(Effect.tryPromise({ try: step, catch: (cause) => cause }), (cause) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => failed(completionsFault(cause, now)))
    )
  return Effect.fnUntraced(function* (options) {
    const request = completionsRequest(config, options)
    const signal = yield* requestSignal
    const { data, response } = yield* taken(() => client.chat.completions.create(request, { signal }).withResponse())
    if (response.headers.get("content-type")?.includes("application/json")) {
      return yield* taken(async () => Promise.reject(bodyError(await response.json())))
    }
    const inbox = new Inbox<CompletionsChunk | null>(data)
    const answer = new CompletionsAnswer(config)
    const next = taken(() => inbox.take())
    // What breaks off or stalls once the model is done takes nothing from the answer but its usage.
    const rest = next.pipe(
      Effect.timeout(patience),
      Effect.orElseSucceed(() => [])
    )
    const read = (chunks: ReadonlyArray<CompletionsChunk | null>): ReadonlyArray<SpokenPart> => {
      const parts: Array<SpokenPart> = []
      for (const chunk of chunks) {
        parts.push(...answer.take(chunk))
        if (answer.isOver) break
      }
      return parts
    }
    const pull: Effect.Effect<Parts, AiError.AiError | Cause.Done> = Effect.suspend(() => {
      if (answer.isOver) return farewell(() => inbox.take())
      return Effect.flatMap(answer.fault === null ? rest : next, (chunks) => {
        const isDone = chunks.length === 0
        if (isDone && answer.fault !== null) return failed(answer.fault)
        const parts = isDone ? answer.end() : read(chunks)
        return Arr.isReadonlyArrayNonEmpty(parts) ? Effect.succeed(parts) : pull
      })
    })
    return { parts: Stream.fromPull(Effect.succeed(pull)), allowance: allowanceOf(response.headers) }
  })
}

/** A speaker for each key: Hugging Face's router, OpenRouter, or any server that speaks Chat Completions. */
export const speakers = (settings: CompletionsSettings): ((config: ModelConfig) => ReadonlyArray<Speaker>) => {
  const keys = settings.provider === "compatible" && settings.keys.length === 0 ? [null] : settings.keys
  const clients = keys.map((key) => ({ key, client: clientOf(settings, key) }))
  return (config) =>
    clients.map(({ client, key }, at) => ({
      provider: config.provider,
      model: config.model,
      key: `${at + 1}`,
      speak: speakWith(client, config, key)
    }))
}
