import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import { HttpServerRequest } from "effect/http"
import { clientAddress } from "../src/limit/ClientAddress.ts"

const asked = (remoteAddress: string, forwarded?: string) =>
  HttpServerRequest.fromWeb(
    new Request("http://localhost/", { headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded } })
  ).modify({ remoteAddress: Option.some(remoteAddress) })

const of = (trustedProxies: number, remoteAddress: string, forwarded?: string) =>
  clientAddress(asked(remoteAddress, forwarded), trustedProxies)

describe("who asks", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::9", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:db8:1:2::", "2001:db8:1:2::/64"],
    ["2001:db8:1::5:6:7:8", "2001:db8:1:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"]
  ])("%s is the client %s", (address, client) => {
    assert.strictEqual(of(0, address), client)
  })

  it("what a client writes itself is not believed without a proxy", () => {
    assert.strictEqual(of(0, "192.0.2.7", "203.0.113.9"), "192.0.2.7")
  })

  it.each([
    [1, "203.0.113.9", "203.0.113.9"],
    [1, "198.51.100.1, 203.0.113.9", "203.0.113.9"],
    [1, " 198.51.100.1 ,203.0.113.9 ", "203.0.113.9"],
    [2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"],
    [2, "203.0.113.9, 10.0.0.1", "203.0.113.9"],
    [2, "203.0.113.9", "203.0.113.9"],
    [1, "2001:db8:1:2::9", "2001:db8:1:2::/64"],
    [1, "203.0.113.9:4711", "203.0.113.9"],
    [1, "[2001:db8:1:2::9]:4711", "2001:db8:1:2::/64"],
    [1, "[2001:db8:1:2::9]", "2001:db8:1:2::/64"],
    [1, "", "10.0.0.2"],
    [1, undefined, "10.0.0.2"]
  ])("behind %i proxies, of `%s` the client is %s", (proxies, forwarded, client) => {
    assert.strictEqual(of(proxies, "10.0.0.2", forwarded), client)
  })
})
