import { assert, layer } from "@effect/vitest"
import { everyPart } from "@mma-savant/core/contract/Talk"
import { MessageId, type MessagePart } from "@mma-savant/core/conversation/ChatMessage"
import { Effect } from "effect"
import { charted } from "./Charted.ts"
import { openToAll, type Person, signUp } from "./People.ts"
import * as Test from "./TestServer.ts"

const titled = (title: string): ReadonlyArray<MessagePart> =>
  everyPart.map((part) => (part.kind === "chart" ? { ...part, spec: { ...part.spec, title } } : part))

const talkOf = Effect.fnUntraced(function* ({ token }: Person) {
  const { request } = yield* Test.TestServer
  const { body } = yield* request("/api/chat/session", { method: "POST", token })
  return String(body["sessionId"])
})

const people = Effect.gen(function* () {
  const owner = yield* signUp(`owner_${crypto.randomUUID().slice(0, 8)}`)
  const talk = yield* talkOf(owner)
  return { owner, talk, picture: `/api/chat/session/${talk}/charts/call_1.svg` }
})

layer(openToAll, { excludeTestServices: true })("the picture of a chart", (it) => {
  it.effect("is an image that can do nothing, in the light and in the dark", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { owner, picture, talk } = yield* people
      yield* charted(owner, talk)
      const light = yield* request(picture, { token: owner.token })
      assert.strictEqual(light.status, 200)
      assert.strictEqual(light.headers.get("content-type"), "image/svg+xml")
      assert.strictEqual(light.headers.get("x-content-type-options"), "nosniff")
      assert.strictEqual(
        light.headers.get("content-security-policy"),
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
      )
      assert.match(light.text, /^<svg .*정찬성.*<\/svg>$/s)
      const dark = yield* request(`${picture}?theme=dark`, { token: owner.token })
      assert.include(dark.text, "#14181d")
      assert.notStrictEqual(dark.headers.get("etag"), light.headers.get("etag"))
      assert.strictEqual((yield* request(`${picture}?theme=sepia`, { token: owner.token })).status, 400)
    })
  )

  it.effect("is its owner's alone: whatever others ask for is not there", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { owner, picture, talk } = yield* people
      const answer = yield* charted(owner, talk)
      const stranger = yield* signUp(`other_${crypto.randomUUID().slice(0, 8)}`)
      const admin = yield* signUp(`admin_${crypto.randomUUID().slice(0, 8)}`, { isAdmin: true })
      for (const { token } of [stranger, admin]) {
        for (const path of [picture, `${picture}?message=${answer}`]) {
          const { body, status } = yield* request(path, { token })
          assert.deepStrictEqual([status, body["code"]], [404, "SESSION_NOT_FOUND"])
        }
      }
      assert.strictEqual((yield* request(picture)).status, 401)
      const elsewhere = `/api/chat/session/${yield* talkOf(stranger)}/charts/call_1.svg`
      for (const path of [elsewhere, `${elsewhere}?message=${answer}`]) {
        const { body, status } = yield* request(path, { token: stranger.token })
        assert.deepStrictEqual([status, body["code"]], [404, "CHART_NOT_FOUND"])
      }
    })
  )

  it.effect.each([
    ["call_2.svg", 404],
    ["%00.svg", 400],
    [`${"x".repeat(97)}.svg`, 404],
    ["call_1.png", 400],
    [".svg", 400],
    ["'%22%25.svg", 404]
  ] as Array<[string, number]>)("of %s there is none", ([name, status]) =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { owner, talk } = yield* people
      yield* charted(owner, talk)
      const answer = yield* request(`/api/chat/session/${talk}/charts/${name}`, { token: owner.token })
      assert.strictEqual(answer.status, status, answer.text)
    })
  )

  it.effect("may be kept by its browser: for good by its message, else as long as it is the latest", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { owner, picture, talk } = yield* people
      const { token } = owner
      const first = yield* charted(owner, talk, titled("First"))
      const second = yield* charted(owner, talk, titled("Second"))
      const latest = yield* request(picture, { token })
      assert.include(latest.text, ">Second<")
      assert.strictEqual(latest.headers.get("cache-control"), "private, no-cache")
      for (const [message, title] of [
        [first, "First"],
        [second, "Second"]
      ] as const) {
        const { headers, text } = yield* request(`${picture}?message=${message}`, { token })
        assert.include(text, `>${title}<`)
        assert.strictEqual(headers.get("cache-control"), "private, max-age=31536000, immutable")
      }
      const known = { "if-none-match": latest.headers.get("etag") ?? "" }
      const again = yield* request(picture, { token, headers: known })
      assert.deepStrictEqual([again.status, again.text], [304, ""])
      yield* charted(owner, talk, titled("Third"))
      assert.strictEqual((yield* request(picture, { token, headers: known })).status, 200)
      const unknown = MessageId.make(crypto.randomUUID())
      assert.strictEqual((yield* request(`${picture}?message=${unknown}`, { token })).status, 404)
    })
  )
})
