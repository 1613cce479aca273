import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { vendor } from "../../adapters/test/vendor/Vendor.ts"
import { vendorFetch } from "../src/model/VendorFetch.ts"

const ask = (address: string) => Effect.promise(() => vendorFetch(address).catch((failure: unknown) => failure))

describe("how vendors are asked", () => {
  it.live("an answer comes as it is, status, head and body", () =>
    Effect.gen(function* () {
      const said = `${"x".repeat(5_000_000)}\n`.repeat(3)
      const { baseUrl } = yield* vendor((response) => {
        response.writeHead(429, { "retry-after": "7", "content-type": "text/plain" }).end(said)
      })
      const response = yield* ask(baseUrl)
      assert.instanceOf(response, Response)
      assert.deepStrictEqual([response.status, response.headers.get("retry-after")], [429, "7"])
      assert.isTrue((yield* Effect.promise(() => response.text())) === said)
    })
  )

  it.live("a line without an end breaks the answer off, and the connection with it", () =>
    Effect.gen(function* () {
      const { baseUrl, closed } = yield* vendor((response) => {
        const more = () => {
          while (!response.destroyed && response.write("x".repeat(65_536)));
          if (!response.destroyed) response.once("drain", more)
        }
        more()
      })
      const response = yield* ask(baseUrl)
      assert.instanceOf(response, Response)
      const failure = yield* Effect.promise(() => response.text().catch((failure: unknown) => failure))
      assert.instanceOf(failure, Error)
      yield* closed
    })
  )

  it.live("nobody is sent on to another address", () =>
    Effect.gen(function* () {
      let visits = 0
      const elsewhere = yield* vendor((response) => {
        visits += 1
        response.end("welcome")
      })
      const { baseUrl } = yield* vendor((response) => {
        response.writeHead(302, { location: elsewhere.baseUrl }).end()
      })
      assert.instanceOf(yield* ask(baseUrl), TypeError)
      assert.strictEqual(visits, 0)
    })
  )
})
