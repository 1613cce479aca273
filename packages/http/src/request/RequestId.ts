import { Context } from "effect"

/** The header in which clients may name a request, and in which they are told its name. */
export const requestIdHeader = "x-request-id"

/** The name of the request being answered: it stands in every log line about it and in every problem. */
export const RequestId: Context.Reference<string> = Context.Reference("@mma-savant/http/request/RequestId", {
  defaultValue: () => "none"
})

/** The client's own name for a request when it is a sane one, else a new one. */
export const requestIdFrom = (header: string | undefined): string =>
  header !== undefined && /^[\w.-]{1,64}$/.test(header) ? header : crypto.randomUUID()
