import type { AiError } from "effect/ai"

/** What a provider's failure means to the person who asked. */
export interface ProviderFault {
  readonly code:
    | "PROVIDER_AUTH"
    | "PROVIDER_RATE_LIMITED"
    | "PROVIDER_BAD_RESPONSE"
    | "PROVIDER_UNAVAILABLE"
    | "CONTENT_REFUSED"
  readonly message: string
  readonly retryable: boolean
}

const fault = (code: ProviderFault["code"], message: string, retryable: boolean): ProviderFault => ({
  code,
  message,
  retryable
})

/** One code and one sentence of ours for each kind of failure; the provider's own words stay in the log. */
export const providerFault = ({ reason }: AiError.AiError): ProviderFault => {
  switch (reason._tag) {
    case "AuthenticationError":
      return fault("PROVIDER_AUTH", "The language model refused our key.", false)
    case "RateLimitError":
    case "QuotaExhaustedError":
      return fault("PROVIDER_RATE_LIMITED", "The language model is busy. Try again in a moment.", true)
    case "ContentPolicyError":
      return fault("CONTENT_REFUSED", "The language model declined to answer this.", false)
    case "InvalidRequestError":
      return fault("PROVIDER_BAD_RESPONSE", "The language model could not take this question.", false)
    case "NetworkError":
    case "InternalProviderError":
      return fault("PROVIDER_UNAVAILABLE", "The language model cannot be reached. Try again in a moment.", true)
    default:
      return fault("PROVIDER_BAD_RESPONSE", "The language model gave no usable answer. Try again.", true)
  }
}
