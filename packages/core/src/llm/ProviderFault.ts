import type { AiError } from "effect/ai"
import { type FaultKind, faultKind, isPassing } from "./VendorFault.ts"

/** What a provider's failure means to the person who asked. */
export interface ProviderFault {
  readonly code:
    | "PROVIDER_AUTH"
    | "PROVIDER_RATE_LIMITED"
    | "PROVIDER_OVERLOADED"
    | "PROVIDER_TIMEOUT"
    | "PROVIDER_UNAVAILABLE"
    | "PROVIDER_BAD_RESPONSE"
    | "CONTENT_REFUSED"
    | "CONTEXT_TOO_LONG"
  readonly message: string
  readonly retryable: boolean
}

/** One code and one sentence of ours for each kind of failure; the provider's own words stay in the log. */
const told: Readonly<Record<FaultKind, Pick<ProviderFault, "code" | "message">>> = {
  auth: { code: "PROVIDER_AUTH", message: "The language model refused our key." },
  rate_limited: { code: "PROVIDER_RATE_LIMITED", message: "The language model is busy. Try again in a moment." },
  spent: { code: "PROVIDER_RATE_LIMITED", message: "The language model's allowance is used up." },
  overloaded: { code: "PROVIDER_OVERLOADED", message: "The language model has too much to do. Try again in a moment." },
  timeout: { code: "PROVIDER_TIMEOUT", message: "The language model took too long. Try again." },
  unreachable: {
    code: "PROVIDER_UNAVAILABLE",
    message: "The language model cannot be reached. Try again in a moment."
  },
  refused: { code: "CONTENT_REFUSED", message: "The language model declined to answer this." },
  context: { code: "CONTEXT_TOO_LONG", message: "This talk is too long for the language model. Begin a new one." },
  request: { code: "PROVIDER_BAD_RESPONSE", message: "The language model could not take this question." },
  response: { code: "PROVIDER_BAD_RESPONSE", message: "The language model gave no usable answer. Try again." }
}

export const providerFault = (error: AiError.AiError): ProviderFault => {
  const kind = faultKind(error)
  return { ...told[kind], retryable: isPassing(kind) }
}
