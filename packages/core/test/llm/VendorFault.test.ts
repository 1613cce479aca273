import { assert, it } from "@effect/vitest"
import { Duration, Schema } from "effect"
import { AiError } from "effect/ai"
import { FaultKind, faultKind, isPassing, retryAfter, vendorError, vendorFault } from "../../src/llm/VendorFault.ts"

const made = (reason: AiError.AiErrorReason) => AiError.make({ module: "Some", method: "streamText", reason })

const Asked = Schema.Struct({
  kind: FaultKind,
  words: Schema.String.pipe(Schema.check(Schema.isMaxLength(500))),
  waitMs: Schema.NullOr(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 86_400_000 }))))
})

const json = Schema.fromJsonString(Schema.toCodecJson(AiError.AiError))
const encode = Schema.encodeSync(json)
const decode = Schema.decodeSync(json)

it.prop("a fault that has become an error is the same fault again, also in another process", [Asked], ([asked]) => {
  const { kind, waitMs, words } = asked
  const wait = waitMs === null ? undefined : Duration.millis(waitMs)
  const error = vendorError("Some", { kind, words, retryAfter: wait })
  for (const same of [error, decode(encode(error))]) {
    const fault = vendorFault(same)
    assert.strictEqual(fault.kind, kind)
    assert.strictEqual(fault.words, words.toWellFormed())
    assert.strictEqual(fault.retryAfter && Duration.toMillis(fault.retryAfter), waitMs ?? undefined)
  }
})

it("no more than 500 letters of a vendor's words are kept, and none of them is broken", () => {
  const { words } = vendorFault(vendorError("Some", { kind: "spent", words: `${"a".repeat(499)}🥊🥊` }))
  assert.strictEqual(words, `${"a".repeat(499)}\uFFFD`)
})

it.each<readonly [kind: FaultKind, passing: boolean]>([
  ["rate_limited", true],
  ["overloaded", true],
  ["timeout", true],
  ["unreachable", true],
  ["response", true],
  ["auth", false],
  ["spent", false],
  ["refused", false],
  ["context", false],
  ["request", false]
])("whether %s may pass: %s", (kind, passing) => {
  assert.strictEqual(isPassing(kind), passing)
})

it.each<readonly [kind: FaultKind, reason: AiError.AiErrorReason]>([
  ["auth", new AiError.AuthenticationError({ kind: "InvalidKey" })],
  ["rate_limited", new AiError.RateLimitError({})],
  ["spent", new AiError.QuotaExhaustedError({})],
  ["refused", new AiError.ContentPolicyError({ description: "x" })],
  ["unreachable", new AiError.NetworkError({ reason: "TransportError", method: "POST", url: "https://x.example" })],
  ["unreachable", new AiError.InternalProviderError({ description: "x" })],
  ["request", new AiError.InvalidRequestError({ description: "x" })],
  ["request", new AiError.InvalidUserInputError({ description: "x" })],
  ["request", new AiError.UnsupportedSchemaError({ description: "x" })],
  ["response", new AiError.InvalidOutputError({ description: "x" })],
  ["response", new AiError.ToolNotFoundError({ toolName: "x", availableTools: [] })],
  ["response", new AiError.UnknownError({})]
])("an error that others made is the fault %s", (kind, reason) => {
  assert.strictEqual(faultKind(made(reason)), kind)
})

it("what others say of the wait counts, and what they note is not taken for ours", () => {
  const wait = Duration.seconds(3)
  assert.deepStrictEqual(retryAfter(made(new AiError.RateLimitError({ retryAfter: wait }))), wait)
  const foreign = made(new AiError.RateLimitError({ metadata: { savant: { kind: "weather" }, other: null } }))
  assert.deepStrictEqual([faultKind(foreign), retryAfter(foreign)], ["rate_limited", undefined])
})
