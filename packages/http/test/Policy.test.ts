import { assert, describe, it, layer } from "@effect/vitest"
import { Access } from "@mma-savant/core/auth/Access"
import { RunId } from "@mma-savant/core/conversation/ChatMessage"
import { AskId } from "@mma-savant/core/conversation/Inquiry"
import { RunLeases } from "@mma-savant/core/conversation/RunLeases"
import type { TurnRepository } from "@mma-savant/core/conversation/TurnRepository"
import { FighterId } from "@mma-savant/core/Identity"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { Effect, Schema } from "effect"
import { HttpApiEndpoint, OpenApi } from "effect/http-api"
import { Api } from "../src/Api.ts"
import { Permitted } from "../src/auth/Permitted.ts"
import { SignedIn } from "../src/auth/SignedIn.ts"
import { Watching } from "../src/conversation/Watching.ts"
import { RateClass } from "../src/limit/RateClass.ts"
import { route } from "../src/request/RoutePolicy.ts"
import { statedPolicy } from "../src/request/Routes.ts"
import { charted } from "./Charted.ts"
import { storeFacts } from "./Facts.ts"
import { openToAll, type Person, password, signUp } from "./People.ts"
import * as Test from "./TestServer.ts"

/** What is there while a route is asked. */
interface World {
  readonly fighter: number
  readonly rival: number
  readonly event: number
  readonly nextEvent: number
  readonly match: number
  /** Whose user and talk it is. */
  readonly owner: Person
  readonly talk: string
  /** Whose credentials are given where some are asked for in the body. */
  readonly bystander: Person
  /** A word that nobody has used. */
  readonly fresh: string
}

/** How a route is asked so that it succeeds, for whoever may. */
interface Asked {
  readonly id?: string | number
  readonly run?: string
  readonly picture?: string
  /** What a route that cannot do without a query is asked. */
  readonly query?: string
  readonly json?: unknown
  /** The same about what is nobody's, where the thing is its owner's: others must not tell the two apart. */
  readonly unknown?: Pick<Asked, "id" | "run" | "picture" | "json">
  /** Whether even administrators are others. */
  readonly intimate?: boolean
  /** Whether the answer goes on until its client leaves. */
  readonly isEndless?: boolean
}

/** Some things have to be there before. */
type Asking = Asked | Effect.Effect<Asked, never, Test.TestServer | RunLeases | TurnRepository>

const unknownTalk = "6f9619ff-8b86-4011-b42d-00c04fc964ff"
const unknownUser = 2_000_000_000

const ofEvent = ({ event }: World): Asked => ({ id: event })
const ofMatch = ({ match }: World): Asked => ({ id: match })
const greeting = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } }

const ofFighter = ({ fighter }: World): Asked => ({ id: fighter })
const ofUser =
  (json?: unknown) =>
  ({ owner }: World): Asked => ({ id: owner.id, json, unknown: { id: unknownUser, json } })
const plain = (): Asked => ({})

const ofTalk =
  (json?: unknown, more: Partial<Asked> = {}) =>
  ({ talk }: World): Asked => ({ id: talk, json, unknown: { id: unknownTalk, json }, intimate: true, ...more })

/** A question that the owner asked in the talk, and whose answer takes a while. */
const questionIn = Effect.fnUntraced(function* ({ owner: { token }, talk: sessionId }: World) {
  const { request } = yield* Test.TestServer
  const json = { sessionId, content: "word ".repeat(100) }
  const { body } = yield* request("/api/chat/message", { method: "POST", token, json })
  return { messageId: String(body["messageId"]), run: RunId.make(String(body["run"])) }
})

const ofQuestion = (json: object) => (world: World) =>
  Effect.map(questionIn(world), ({ messageId }) => ofTalk({ messageId, ...json })(world))

const ofRun = (world: World) =>
  Effect.map(questionIn(world), ({ run }) => ofTalk(undefined, { run, unknown: { id: unknownTalk, run } })(world))

const ofAnswer = (world: World) => Effect.as(questionIn(world), ofTalk(undefined, { isEndless: true })(world))

const ofChart = (world: World) => {
  const picture = "call_1.svg"
  const asked = ofTalk(undefined, { picture, unknown: { id: unknownTalk, picture } })(world)
  return Effect.as(Effect.orDie(charted(world.owner, world.talk)), asked)
}

/** The answer asks back. */
const ofInquiry = Effect.fnUntraced(function* (world: World) {
  const { inquire } = yield* RunLeases
  const { run } = yield* questionIn(world)
  const askId = AskId.make(crypto.randomUUID())
  const fighterId = FighterId.make(world.fighter)
  yield* Effect.orDie(inquire(run, { askId, kind: "disambiguate", options: [{ fighterId, label: "Ana" }] }))
  return ofTalk({ askId, value: fighterId })(world)
})

/** Every route, by who may use it: a route states no less by mistake. */
const table: Readonly<Record<Access, Readonly<Record<string, (world: World) => Asking>>>> = {
  anyone: {
    "GET /": plain,
    "GET /health": plain,
    "GET /livez": plain,
    "GET /readyz": plain,
    "GET /api/fighters": plain,
    "GET /api/head-to-head": ({ fighter, rival }) => ({ query: `?a=${fighter}&b=${rival}` }),
    "GET /api/compare": ({ fighter, rival }) => ({ query: `?a=${fighter}&b=${rival}` }),
    "GET /api/fighters/{id}": ofFighter,
    "GET /api/fighters/{id}/stats": ofFighter,
    "GET /api/fighters/{id}/profile": ofFighter,
    "GET /api/fighters/{id}/history": ofFighter,
    "GET /api/fighters/{id}/stances": ofFighter,
    "GET /api/fighters/{id}/rankings": ofFighter,
    "GET /api/fighters/{id}/timeline": ofFighter,
    "GET /api/fighters/{id}/trend": ofFighter,
    "GET /api/events": plain,
    "GET /api/events/upcoming": plain,
    "GET /api/events/past": plain,
    "GET /api/events/next": plain,
    "GET /api/events/calendar": () => ({ query: "?year=2024" }),
    "GET /api/events/timeline": plain,
    "GET /api/events/trends": plain,
    "GET /api/events/search": () => ({ query: "?q=night" }),
    "GET /api/events/compare": ({ event, nextEvent }) => ({ query: `?a=${event}&b=${nextEvent}` }),
    "GET /api/events/{id}": ofEvent,
    "GET /api/events/{id}/summary": ofEvent,
    "GET /api/events/{id}/analysis": ofEvent,
    "GET /api/matches/exciting": plain,
    "GET /api/matches/comebacks": plain,
    "GET /api/matches/{id}": ofMatch,
    "GET /api/matches/{id}/results": ofMatch,
    "GET /api/matches/{id}/stats": ofMatch,
    "GET /api/rankings": plain,
    "GET /api/rankings/history": plain,
    "GET /api/rankings/elite": () => ({ query: "?weightClass=womens-strawweight" }),
    "GET /api/metrics": plain,
    "GET /api/dashboards/overview": plain,
    "GET /api/dashboards/finishes": plain,
    "GET /api/dashboards/striking": plain,
    "GET /api/dashboards/grappling": plain,
    "GET /api/leaderboards/{metric}": () => ({ id: "wins" }),
    "GET /api/series/{metric}": ({ fighter }) => ({ id: "wins", query: `?fighterIds=${fighter}` }),
    "GET /api/groups/{metric}": () => ({ id: "finish-rate" }),
    "GET /api/records/{record}": () => ({ id: "knockdowns" }),
    "GET /api/models": plain,
    "POST /api/auth/login": ({ bystander: { username } }) => ({ json: { username, password } }),
    "POST /api/auth/refresh": ({ bystander: { refreshToken } }) => ({ json: { refreshToken } }),
    "POST /api/auth/signup": ({ fresh }) => ({ json: { username: fresh, email: `${fresh}@example.org`, password } })
  },
  user: {
    "POST /api/chat/session": plain,
    "GET /api/chat/sessions": plain,
    "GET /api/chat/session/{sessionId}": ofTalk(),
    "PUT /api/chat/session/{sessionId}": ofTalk({ title: "Strikers" }),
    "DELETE /api/chat/session/{sessionId}": ofTalk(),
    "GET /api/chat/session/{sessionId}/events": ofTalk(undefined, { isEndless: true }),
    "GET /api/chat/session/{sessionId}/charts/{picture}": ofChart,
    "POST /api/chat/message": ({ talk }) => ({
      json: { sessionId: talk, content: "one" },
      unknown: { json: { sessionId: unknownTalk, content: "one" } },
      intimate: true
    }),
    "POST /api/chat/session/{sessionId}/regenerate": ofQuestion({}),
    "POST /api/chat/session/{sessionId}/edit": ofQuestion({ content: "one" }),
    "POST /api/chat/session/{sessionId}/runs/{run}/cancel": ofRun,
    "POST /api/chat/session/{sessionId}/answers": ofInquiry,
    "POST /api/chat/stream": ({ talk }) => {
      const asking = {
        messages: [{ id: "m1", role: "user", parts: [{ type: "text", text: "one" }] }],
        trigger: "submit-message"
      }
      return { json: { id: talk, ...asking }, unknown: { json: { id: unknownTalk, ...asking } }, intimate: true }
    },
    "GET /api/chat/stream/{sessionId}": ofAnswer,
    "GET /api/chat/stream/{sessionId}/stream": ofAnswer,
    "POST /mcp": () => ({ json: { jsonrpc: "2.0", id: 1, method: "initialize", params: greeting } }),
    "POST /api/auth/logout": plain,
    "PUT /api/auth/password": () => ({ json: { current: password, next: "Battery staple 8" } }),
    "GET /api/auth/me": plain,
    "GET /api/usage": plain,
    "POST /api/auth/ws-ticket": ({ talk }) => ({
      json: { sessionId: talk },
      unknown: { json: { sessionId: unknownTalk } },
      intimate: true
    })
  },
  "self-or-admin": {
    "GET /api/users/{id}": ofUser(),
    "PUT /api/users/{id}": ofUser({ profileImageUrl: null }),
    "DELETE /api/users/{id}": ofUser()
  },
  admin: {
    "GET /api/users": plain,
    "POST /api/users": ({ fresh }) => ({ json: { username: fresh, email: `${fresh}@example.org` } }),
    "GET /api/admin/stats": plain,
    "POST /api/admin/cache/invalidate": plain,
    "GET /api/admin/usage": plain,
    "GET /metrics": plain,
    "PUT /api/admin/users/{id}/activation": ofUser({ isActive: true }),
    "PUT /api/admin/users/{id}/daily-limit": ofUser({ dailyRequestLimit: 7 }),
    "PUT /api/admin/users/{id}/role": ofUser({ isAdmin: false })
  }
}

const actors = ["anonymous", "bad token", "other", "owner", "disabled", "admin"] as const
type Actor = (typeof actors)[number]

const accessOf = Schema.decodeUnknownEffect(Access)
const isRateClass = Schema.is(Schema.NullOr(RateClass))

/** What the policy alone makes of it. */
const expected = (access: Access, actor: Actor, { intimate = false }: Asked): "granted" | 401 | 403 | 404 => {
  if (access === "anyone") return "granted"
  if (actor === "anonymous" || actor === "bad token" || actor === "disabled") return 401
  if (access === "admin" && actor !== "admin") return 403
  if (intimate && actor !== "owner") return 404
  return access === "self-or-admin" && actor === "other" ? 404 : "granted"
}

const specification = OpenApi.fromApi(Api)

const operations = Object.entries(specification.paths).flatMap(([path, methods]) =>
  Object.entries(Object(methods)).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    operation: Object(operation)
  }))
)

/** The answer without what is told of the single request, and of what was asked about. */
const told = ({ body, headers, status, text }: Test.Answer, subjects: ReadonlyArray<string | number> = []) => {
  const masked = subjects.reduce<string>(
    (masked, subject) => masked.replaceAll(new RegExp(`(?<=id |session |"subject":"?)${subject}\\b`, "g"), "SUBJECT"),
    text.replace(String(body["errorId"]), "ERROR")
  )
  const varying = ["date", "x-request-id", "content-length", "ratelimit-remaining", "ratelimit-reset"]
  return [status, masked, [...headers].filter(([name]) => !varying.includes(name))]
}

/** An answer that goes on, without what it goes on with; null for one that does not. */
const beginningOf = Effect.fnUntraced(function* (address: string, token: string | undefined) {
  const { url } = yield* Test.TestServer
  return yield* Effect.promise(async (): Promise<Test.Answer | null> => {
    const leaving = new AbortController()
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const response = await fetch(`${url}${address}`, { headers, signal: leaving.signal })
    leaving.abort()
    return response.ok ? { status: response.status, headers: response.headers, body: {}, text: "" } : null
  })
})

let last = 0

layer(openToAll, { excludeTestServices: true })("the policy of", (it) => {
  const newWorld = Effect.gen(function* () {
    const { request } = yield* Test.TestServer
    const fresh = `fresh_${++last}`
    const owner = yield* signUp(`owner_${last}`)
    const { body } = yield* request("/api/chat/session", { method: "POST", token: owner.token })
    const { ana, bea, coming, main, past } = yield* storeFacts
    const bystander = yield* signUp(`bystander_${last}`)
    const world: World = {
      fighter: ana,
      rival: bea,
      event: past,
      nextEvent: coming,
      match: main,
      owner,
      talk: String(body["sessionId"]),
      bystander,
      fresh
    }
    return world
  })

  /** The token of somebody, with all the rights that they once had. */
  const tokenOf = Effect.fnUntraced(function* (actor: Actor, { owner }: World) {
    const users = yield* UserRepository
    switch (actor) {
      case "anonymous":
        return undefined
      case "bad token":
        return `${owner.token.slice(0, -4)}AAAA`
      case "other":
        return (yield* signUp(`other_${last}`)).token
      case "owner":
        return owner.token
      case "disabled":
        yield* users.update(owner.id, { isActive: false })
        return owner.token
      case "admin":
        return (yield* signUp(`admin_${last}`, { isAdmin: true })).token
    }
  })

  it.effect("every route is that of the specification which the server gives", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { body } = yield* request("/openapi.json")
      assert.deepStrictEqual(body, JSON.parse(JSON.stringify(specification)))
      const known = Object.values(table).flatMap((routes) => Object.keys(routes))
      assert.sameMembers(
        operations.map(({ name }) => name),
        known
      )
    })
  )

  it.effect.each(operations)("$name", ({ method, name, operation, path }) =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const access = yield* accessOf(operation["x-access"])
      assert.isTrue(isRateClass(operation["x-rate-class"]), "what it counts as")
      const howTo = table[access][name]
      assert.isDefined(howTo, `not known as a route for ${access}`)
      const success = Number(Object.keys(operation.responses).find((status) => status.startsWith("2")))
      const ask = Effect.fnUntraced(function* (
        token: string | undefined,
        { id, isEndless = false, json, picture, query = "", run }: Asked,
        options: Test.Asking = {}
      ) {
        const address = path.replace(/\{(\w+)\}/g, (_, name) => String({ run, picture }[String(name)] ?? id)) + query
        const begun = isEndless ? yield* beginningOf(address, token) : null
        return begun ?? (yield* request(address, { method, token, json, ...options }))
      })

      const stranger = told(yield* request("/api/auth/me"))
      for (const actor of actors) {
        const world = yield* newWorld
        const asking = howTo(world)
        const asked = Effect.isEffect(asking) ? yield* asking : asking
        const token = yield* tokenOf(actor, world)
        const verdict = expected(access, actor, asked)
        if (method === "GET") {
          const { status } = yield* ask(token, asked, { method: "HEAD" })
          assert.strictEqual(status, verdict === "granted" ? success : verdict, `HEAD, ${actor}`)
        }
        const answer = yield* ask(token, asked)
        assert.strictEqual(answer.status, verdict === "granted" ? success : verdict, `${actor}: ${answer.text}`)
        if (verdict === 401) assert.deepStrictEqual(told(answer), stranger, actor)
        if (verdict === 404) {
          const subjects = [world.owner.id, world.talk, unknownUser, unknownTalk]
          const unknown = yield* ask(token, asked.unknown!)
          assert.deepStrictEqual(told(answer, subjects), told(unknown, subjects), actor)
        }
        // Whoever may not is not told either what would be wrong with the request.
        if (method !== "GET" && (verdict === 401 || verdict === 403)) {
          const headers = { "content-type": "application/json" }
          const { status } = yield* ask(token, { id: "none" }, { headers, body: "{" })
          assert.strictEqual(status, verdict, `${actor}, who asks for nonsense`)
        }
      }
    })
  )
})

describe("a route", () => {
  const declared = HttpApiEndpoint.get("get", "/things/:id")
  const stating = (access: Access) => declared.annotateMerge(route({ summary: "A thing", access, rate: "read" }))

  it("that states no policy is refused, by its name", () => {
    assert.throws(() => statedPolicy(declared), "GET /things/:id states no policy")
    assert.throws(() => statedPolicy(declared.middleware(Permitted).middleware(SignedIn)), "states no policy")
  })

  it("that has not what keeps its policy is refused", () => {
    for (const access of ["user", "self-or-admin", "admin"] as const) {
      assert.throws(() => statedPolicy(stating(access)), `GET /things/:id does not keep its policy: ${access}`)
    }
    for (const access of ["self-or-admin", "admin"] as const) {
      assert.throws(() => statedPolicy(stating(access).middleware(SignedIn)), "does not keep its policy")
      assert.throws(() => statedPolicy(stating(access).middleware(Permitted)), "does not keep its policy")
    }
  })

  it("whose path does not say whose thing it is, is not for oneself or an administrator", () => {
    const nameless = HttpApiEndpoint.get("get", "/things/:thing")
      .annotateMerge(route({ summary: "A thing", access: "self-or-admin", rate: "read" }))
      .middleware(Permitted)
      .middleware(SignedIn)
    assert.throws(() => statedPolicy(nameless), "does not keep its policy")
  })

  it("that keeps its policy is taken with it", () => {
    assert.deepStrictEqual(statedPolicy(stating("anyone")), { access: "anyone", rate: "read" })
    for (const watched of [stating("user").middleware(SignedIn), stating("user").middleware(Watching)])
      assert.strictEqual(statedPolicy(watched).access, "user")
    const kept = stating("self-or-admin").middleware(Permitted).middleware(SignedIn)
    assert.strictEqual(statedPolicy(kept).access, "self-or-admin")
  })
})
