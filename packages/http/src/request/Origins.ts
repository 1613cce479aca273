import { Context } from "effect"

/** The origins of other sites whose pages may use the API and open sockets, such as `https://example.org`. */
export const Origins = Context.Reference<ReadonlyArray<string>>("@mma-savant/http/request/Origins", {
  defaultValue: () => []
})

/**
 * Whether a socket may be opened: by a page of an allowed origin or of this server, or by a program, which sends no
 * origin.
 */
export const mayConnect = (
  { host, origin }: Readonly<Record<string, string | undefined>>,
  allowed: ReadonlyArray<string>
): boolean => origin === undefined || allowed.includes(origin) || URL.parse(origin)?.host === host
