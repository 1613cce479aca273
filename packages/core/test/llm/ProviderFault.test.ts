import { assert, it } from "@effect/vitest"
import { providerFault } from "../../src/llm/ProviderFault.ts"
import { FaultKind, vendorError } from "../../src/llm/VendorFault.ts"

/** What every kind of fault is to the person who asked. */
const table: Readonly<Record<FaultKind, readonly [code: string, retryable: boolean, sentence: RegExp]>> = {
  auth: ["PROVIDER_AUTH", false, /refused our key/],
  rate_limited: ["PROVIDER_RATE_LIMITED", true, /is busy.*Try again/],
  spent: ["PROVIDER_RATE_LIMITED", false, /allowance is used up/],
  overloaded: ["PROVIDER_OVERLOADED", true, /too much to do.*Try again/],
  timeout: ["PROVIDER_TIMEOUT", true, /took too long.*Try again/],
  unreachable: ["PROVIDER_UNAVAILABLE", true, /cannot be reached.*Try again/],
  refused: ["CONTENT_REFUSED", false, /declined/],
  context: ["CONTEXT_TOO_LONG", false, /too long.*Begin a new one/],
  request: ["PROVIDER_BAD_RESPONSE", false, /could not take this question/],
  response: ["PROVIDER_BAD_RESPONSE", true, /no usable answer.*Try again/]
}

it.each(FaultKind.literals)("the fault %s has its own code and sentence, without the provider's words", (kind) => {
  const [code, retryable, sentence] = table[kind]
  const fault = providerFault(vendorError("Some", { kind, words: "canary" }))
  assert.deepStrictEqual([fault.code, fault.retryable], [code, retryable])
  assert.match(fault.message, sentence)
  assert.match(fault.message, /^(The language model|This talk)[^\n]*[.]$/)
  assert.notInclude(JSON.stringify(fault), "canary")
})

it("no two kinds of fault are told by the same sentence", () => {
  const sentences = FaultKind.literals.map((kind) => providerFault(vendorError("Some", { kind, words: "" })).message)
  assert.strictEqual(new Set(sentences).size, FaultKind.literals.length)
})
