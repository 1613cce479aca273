import { Context, Option } from "effect"
import type { HttpServerRequest } from "effect/http"

/** How many proxies of our own stand before the server; each adds the address it was asked from to `X-Forwarded-For`. */
export const TrustedProxies = Context.Reference<number>("@mma-savant/http/limit/TrustedProxies", {
  defaultValue: () => 0
})

/** An IPv6 customer has a network of 64 bits at least: its addresses are one client. */
const network = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (!address.includes(":")) return address
  const [head = "", tail] = address.toLowerCase().split("::", 2)
  const front = head === "" ? [] : head.split(":")
  const back = tail === undefined || tail === "" ? [] : tail.split(":")
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => "0")
  return `${[...front, ...zeros, ...back].slice(0, 4).join(":")}::/64`
}

/** The address alone: some proxies write the port as well, and an IPv6 address in brackets. */
const addressIn = (hop: string): string => {
  const [, v6, v4] = /^(?:\[([^\]]+)\]|(\d+\.\d+\.\d+\.\d+))(?::\d+)?$/.exec(hop) ?? []
  return v6 ?? v4 ?? hop
}

/** Who asks, as far as the network tells: what a client may write itself is not believed. */
export const clientAddress = (
  { headers, remoteAddress }: HttpServerRequest.HttpServerRequest,
  trustedProxies: number
): string => {
  const peer = Option.getOrElse(remoteAddress, () => "unknown")
  if (trustedProxies === 0) return network(peer)
  const told = (headers["x-forwarded-for"] ?? "").split(",").flatMap((part) => part.trim() || [])
  return network(addressIn([...told, peer].at(-1 - trustedProxies) ?? told[0] ?? peer))
}
