import { Duration, Option, Redacted, Schema } from "effect"
import { AiError } from "effect/ai"

/** Everything that goes wrong at a vendor. */
export const FaultKind = Schema.Literals([
  /** The key is not good, or not for this model. */
  "auth",
  /** Too many requests or tokens for now. */
  "rate_limited",
  /** What the key may spend is spent. */
  "spent",
  /** The vendor has too much to do. */
  "overloaded",
  /** No answer in time. */
  "timeout",
  /** The vendor cannot be reached, or broke off. */
  "unreachable",
  /** The vendor will not answer this. */
  "refused",
  /** The talk is longer than the model's context. */
  "context",
  /** The request is wrong: our bug, or a configuration that the model does not take. */
  "request",
  /** The answer is not what the protocol says, or has no end. */
  "response"
])
export type FaultKind = typeof FaultKind.Type

/** Letters of a vendor's words that are kept for the log. */
const mostLetters = 500

/** What went wrong; `words` are the vendor's own, for the log alone. */
export interface VendorFault {
  readonly kind: FaultKind
  readonly words: string
  /** How long the vendor asks to be left alone. */
  readonly retryAfter?: Duration.Duration | undefined
}

/** What an error remembers of the fault; not every reason has a place for it of its own. */
const Noted = Schema.Struct({
  savant: Schema.Struct({ kind: FaultKind, words: Schema.String, retryAfterMs: Schema.NullOr(Schema.Finite) })
})

const reasonOf = ({ kind, retryAfter, words }: VendorFault): AiError.AiErrorReason => {
  const description = words.slice(0, mostLetters).toWellFormed()
  const retryAfterMs = retryAfter === undefined ? null : Duration.toMillis(retryAfter)
  const metadata = { savant: { kind, words: description, retryAfterMs } }
  switch (kind) {
    case "auth":
      return new AiError.AuthenticationError({ kind: "Unknown", description, metadata })
    case "rate_limited":
      return new AiError.RateLimitError({ metadata, ...(retryAfter === undefined ? {} : { retryAfter }) })
    case "spent":
      return new AiError.QuotaExhaustedError({ metadata })
    case "refused":
      return new AiError.ContentPolicyError({ description, metadata })
    case "context":
    case "request":
      return new AiError.InvalidRequestError({ description, metadata })
    case "response":
      return new AiError.InvalidOutputError({ description, metadata })
    case "overloaded":
    case "timeout":
    case "unreachable":
      return new AiError.InternalProviderError({ description, metadata })
  }
}

/** The fault as the error of Effect's port; `module` names the adapter. A key that the vendor repeats is not told on. */
export const vendorError = (
  module: string,
  { words, ...fault }: VendorFault,
  key: Redacted.Redacted | null = null
): AiError.AiError => {
  const told = key === null ? words : words.replaceAll(Redacted.value(key), "<redacted>")
  return AiError.make({ module, method: "speak", reason: reasonOf({ ...fault, words: told }) })
}

/** What the errors mean that others make: the port itself, and models that are no vendor's. */
const kinds: Readonly<Record<AiError.AiErrorReason["_tag"], FaultKind>> = {
  AuthenticationError: "auth",
  RateLimitError: "rate_limited",
  QuotaExhaustedError: "spent",
  ContentPolicyError: "refused",
  NetworkError: "unreachable",
  InternalProviderError: "unreachable",
  InvalidRequestError: "request",
  InvalidUserInputError: "request",
  UnsupportedSchemaError: "request",
  ToolConfigurationError: "request",
  ToolkitRequiredError: "request",
  InvalidToolResultError: "request",
  ToolResultEncodingError: "request",
  ToolNotFoundError: "response",
  ToolParameterValidationError: "response",
  InvalidOutputError: "response",
  InvalidResponseError: "response",
  StructuredOutputError: "response",
  UnknownError: "response"
}

const decodeNoted = Schema.decodeUnknownOption(Noted)

/** The fault that an error stands for, whoever made it. */
export const vendorFault = ({ reason, retryAfter }: AiError.AiError): VendorFault =>
  Option.match(decodeNoted("metadata" in reason ? reason.metadata : {}), {
    onNone: () => ({ kind: kinds[reason._tag], words: reason.message, retryAfter }),
    onSome: ({ savant: { kind, retryAfterMs, words } }) => ({
      kind,
      words,
      retryAfter: retryAfterMs === null ? undefined : Duration.millis(retryAfterMs)
    })
  })

export const faultKind = (error: AiError.AiError): FaultKind => vendorFault(error).kind

/** How long the vendor asks to be left alone; undefined where it does not say. */
export const retryAfter = (error: AiError.AiError): Duration.Duration | undefined => vendorFault(error).retryAfter

/** Whether the same request may fare better later, or with another key or vendor. */
export const isPassing = (kind: FaultKind): boolean =>
  kind === "rate_limited" ||
  kind === "overloaded" ||
  kind === "timeout" ||
  kind === "unreachable" ||
  kind === "response"
