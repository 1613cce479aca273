import { assert, it } from "@effect/vitest"
import { AiError } from "effect/ai"
import { providerFault } from "../../src/llm/ProviderFault.ts"

const fault = (reason: AiError.AiErrorReason) =>
  providerFault(AiError.make({ module: "Some", method: "streamText", reason }))

it.each<readonly [law: string, reason: AiError.AiErrorReason, code: string, retryable: boolean]>([
  ["a refused key", new AiError.AuthenticationError({ kind: "InvalidKey" }), "PROVIDER_AUTH", false],
  ["too many questions", new AiError.RateLimitError({}), "PROVIDER_RATE_LIMITED", true],
  ["a provider that is down", new AiError.InternalProviderError({ description: "x" }), "PROVIDER_UNAVAILABLE", true],
  ["an answer that is none", new AiError.InvalidOutputError({ description: "x" }), "PROVIDER_BAD_RESPONSE", true]
])("%s has its own code and sentence, without the provider's words", (_, reason, code, retryable) => {
  const { message, ...rest } = fault(reason)
  assert.deepStrictEqual(rest, { code, retryable })
  assert.match(message, /^The language model .*[.]$/)
})
