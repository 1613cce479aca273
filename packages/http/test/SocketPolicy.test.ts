import { assert, layer } from "@effect/vitest"
import { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { Effect } from "effect"
import { openToAll, type Person, signUp } from "./People.ts"
import * as Test from "./TestServer.ts"
import { type Opening, open } from "./TestSocket.ts"

const unknownTalk = "6f9619ff-8b86-4011-b42d-00c04fc964ff"

const ticketOf = ({ talk, token }: { readonly talk: string; readonly token: string }) =>
  Test.TestServer.use(({ request }) =>
    Effect.map(request("/api/auth/ws-ticket", { method: "POST", token, json: { sessionId: talk } }), ({ body }) =>
      String(body["ticket"])
    )
  )

let last = 0

/** Somebody with a talk and a ticket to it. */
const talker = Effect.gen(function* () {
  const { request } = yield* Test.TestServer
  const person = yield* signUp(`talker_${++last}`)
  const { token } = person
  const { body } = yield* request("/api/chat/session", { method: "POST", token })
  const talk = String(body["sessionId"])
  return { ...person, talk, ticket: yield* ticketOf({ talk, token }) }
})

const deactivate = ({ id }: Person) => UserRepository.use(({ update }) => update(id, { isActive: false }))
const remove = ({ id }: Person) => UserRepository.use((users) => users.remove(id))

layer(openToAll, { excludeTestServices: true })("the policy of the socket", (it) => {
  /** How an opening is refused, before any frame. */
  const refusal = Effect.fnUntraced(function* (talk: string, opening: Opening) {
    const socket = yield* open(talk, opening)
    socket.hello()
    const end = yield* socket.end
    assert.deepStrictEqual(socket.frames, [])
    return end
  })

  it.effect("lets its owner in, by token and by ticket", () =>
    Effect.gen(function* () {
      const { talk, ticket, token } = yield* talker
      for (const opening of [{ token }, { ticket }]) {
        const socket = yield* open(talk, opening)
        socket.hello()
        assert.strictEqual((yield* socket.awaitFrame("welcome")).sid, talk)
      }
    })
  )

  it.effect("tells others, administrators among them, that there is no such talk", () =>
    Effect.gen(function* () {
      const { talk } = yield* talker
      const other = yield* talker
      const admin = yield* signUp(`admin_${last}`, { isAdmin: true })
      for (const { token } of [other, admin]) {
        const foreign = yield* refusal(talk, { token })
        assert.strictEqual(foreign.code, 4404)
        assert.deepStrictEqual(foreign, yield* refusal(unknownTalk, { token }))
      }
      const { ticket } = other
      assert.strictEqual((yield* refusal(talk, { ticket })).code, 4401)
    })
  )

  it.effect("refuses whoever it does not know, the deactivated and the deleted alike", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { talk, token: good } = yield* talker
      const anonymous = yield* refusal(talk, {})
      assert.strictEqual(anonymous.code, 4401)
      assert.deepStrictEqual(yield* refusal(talk, { token: `${good.slice(0, -4)}AAAA` }), anonymous)
      for (const keepOut of [deactivate, remove]) {
        const { talk, ticket, token, ...person } = yield* talker
        yield* keepOut({ ...person, token })
        assert.deepStrictEqual(yield* refusal(talk, { token }), anonymous)
        assert.deepStrictEqual(yield* refusal(talk, { ticket }), anonymous, "a ticket from before")
      }
      const { talk: left, token } = yield* talker
      yield* request("/api/auth/logout", { method: "POST", token })
      assert.deepStrictEqual(yield* refusal(left, { token }), anonymous, "signed out")
    })
  )

  const id = crypto.randomUUID()
  const requests: ReadonlyArray<readonly [t: string, d: object]> = [
    ["send", { cid: "c1", text: "Who is the champion?" }],
    ["regenerate", { cid: "c1", messageId: id }],
    ["edit", { cid: "c1", messageId: id, text: "Who is the champion?" }],
    ["cancel", { run: `r_${id}` }],
    ["answer", { askId: id, value: 1 }],
    ["resync", { after: 0 }]
  ]

  it.effect("does nothing for somebody who was kept out after the socket was opened, whatever is asked", () =>
    Effect.gen(function* () {
      const { messages } = yield* ConversationRepository
      for (const [t, d] of requests) {
        for (const keepOut of [deactivate, remove]) {
          const { talk, ticket, ...person } = yield* talker
          const socket = yield* open(talk, { ticket })
          socket.hello()
          yield* socket.awaitFrame("snapshot")
          yield* keepOut(person)
          const told = socket.frames.length
          socket.say({ t, id: "r1", d })
          assert.strictEqual((yield* socket.end).code, 4401, t)
          assert.lengthOf(socket.frames, told)
          assert.strictEqual((yield* messages(SessionId.make(talk), { limit: 10, offset: null })).total, 0)
        }
      }
    })
  )

  it.effect("tells of what is somebody else's like of what is not there", () =>
    Effect.gen(function* () {
      const [mine, theirs] = [yield* talker, yield* talker]
      const [socket, other] = [
        yield* open(mine.talk, { ticket: mine.ticket }),
        yield* open(theirs.talk, { ticket: theirs.ticket })
      ]
      for (const each of [socket, other]) {
        each.hello(0)
        yield* each.awaitFrame("welcome")
      }
      const { messageId, run } = yield* other.taken("send", { cid: "c1", text: "word ".repeat(20) })
      const { d: start } = yield* other.awaitFrame("run.start")
      for (const [t, foreign, unknown] of [
        ["send", { cid: "c1", text: "x", parentId: start.messageId }, { cid: "c1", text: "x", parentId: id }],
        ["regenerate", { cid: "c1", messageId }, { cid: "c1", messageId: id }],
        ["edit", { cid: "c1", messageId, text: "x" }, { cid: "c1", messageId: id, text: "x" }],
        ["cancel", { run }, { run: `r_${id}` }],
        ["auth", { ticket: yield* ticketOf(theirs) }, { ticket: "none" }]
      ] as const) {
        const { re: _, ...told } = yield* socket.refused(t, foreign)
        const { re: __, ...unknownTold } = yield* socket.refused(t, unknown)
        assert.deepStrictEqual(told, unknownTold, t)
      }
      const { d: end } = yield* other.awaitFrame("run.end")
      assert.strictEqual(end.status, "completed")
      assert.deepStrictEqual(socket.log, [])
    })
  )

  it.effect("is of no more use to whoever signed out, by the socket or by the ticket", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      for (const json of [{ everywhere: true }, {}]) {
        const { talk, ticket, token } = yield* talker
        const socket = yield* open(talk, { token })
        socket.hello()
        yield* socket.awaitFrame("snapshot")
        yield* request("/api/auth/logout", { method: "POST", token, json })
        socket.ask("c1", "Who is the champion?")
        assert.strictEqual((yield* socket.end).code, 4401)
        assert.isFalse(socket.frames.some(({ t }) => t === "ack" || t === "run.start"))
        assert.strictEqual((yield* refusal(talk, { ticket })).code, 4401)
      }
    })
  )
})
