import { assert, layer } from "@effect/vitest"
import { QuestionText } from "@mma-savant/core/conversation/ChatProtocol"
import { RunNotActive } from "@mma-savant/core/conversation/Conversation"
import { EventNotFound } from "@mma-savant/core/event/Event"
import { FighterNotFound } from "@mma-savant/core/fighter/Fighter"
import { EventId, FighterId } from "@mma-savant/core/Identity"
import { Effect, flow, Stream } from "effect"
import { FetchHttpClient, HttpClient, HttpClientRequest } from "effect/http"
import { HttpApiClient, HttpApiMiddleware } from "effect/http-api"
import { Api } from "../src/Api.ts"
import { SignedIn } from "../src/auth/SignedIn.ts"
import { storeFacts } from "./Facts.ts"
import * as Test from "./TestServer.ts"

const asBearer = (token: string) =>
  HttpApiMiddleware.layerClient(SignedIn, ({ next, request }) => next(HttpClientRequest.bearerToken(request, token)))

const same = (client: HttpClient.HttpClient): HttpClient.HttpClient => client

const clientFor = Effect.fnUntraced(function* (sub: string, more: typeof same = same) {
  const { tokenOf, url } = yield* Test.TestServer
  return yield* HttpApiClient.make(Api, {
    transformClient: flow(HttpClient.mapRequest(HttpClientRequest.prependUrl(url)), more)
  }).pipe(Effect.provide([asBearer(yield* tokenOf(sub)), FetchHttpClient.layer]))
})

layer(Test.layer, { excludeTestServices: true })("REST routes", (it) => {
  it.effect("the root names the server and its links, all of which answer", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { system } = yield* clientFor("a")
      const { links, name, version } = yield* system.root()
      assert.deepStrictEqual([name, version], ["MMA Savant API", "1.0.0"])
      for (const link of Object.values(links)) assert.strictEqual((yield* request(link)).status, 200, link)
    })
  )

  it.effect("health, liveness and readiness", () =>
    Effect.gen(function* () {
      const { system } = yield* clientFor("a")
      assert.strictEqual((yield* system.health()).status, "healthy")
      assert.strictEqual((yield* system.livez()).status, "ok")
      assert.strictEqual((yield* system.readyz()).status, "ready")
    })
  )

  it.effect("the specification lists every route with its errors, and the reference shows it", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { body } = yield* request("/openapi.json")
      const paths = Object.keys(body["paths"] as object)
      for (const path of [
        "/api/fighters/{id}/stats",
        "/api/chat/session/{sessionId}",
        "/api/auth/ws-ticket",
        "/readyz"
      ]) {
        assert.include(paths, path)
      }
      const { post: create } = Object(body["paths"])["/api/chat/session"]
      assert.deepStrictEqual(Object.keys(create.responses), ["201", "400", "401", "413", "415", "429", "500", "503"])
      assert.isFalse(create.requestBody.required)
      for (const operation of Object.values(Object(body["paths"])).flatMap((path) => Object.values(Object(path)))) {
        assert.isNotEmpty(Object(operation).summary)
      }
      for (const path of ["/docs", "/docs/"]) {
        const reference = yield* request(path)
        assert.match(reference.headers.get("content-type") ?? "", /text\/html/)
        assert.include(reference.headers.get("content-security-policy"), "script-src 'unsafe-inline'")
        assert.include(reference.text, "createApiReference")
      }
    })
  )

  it.effect("facts are listed, found, counted and dated", () =>
    Effect.gen(function* () {
      const ids = yield* storeFacts
      const { comparison, events, fighters, matches, rankings } = yield* clientFor("a")
      // The state of the data is asked of the store every two seconds at most.
      yield* Effect.sleep("2100 millis")

      const everybody = yield* fighters.search({ query: { limit: 2 } })
      assert.deepStrictEqual(
        everybody.items.map(({ name }) => name),
        ["Ana Alvarez", "Bea Brandão"]
      )
      assert.strictEqual(everybody.asOf, "2024-05-04")
      const rest = yield* fighters.search({ query: { limit: 2, cursor: everybody.nextCursor! } })
      assert.deepStrictEqual([rest.items.map(({ name }) => name), rest.nextCursor], [["Cleo Clark"], null])
      const { request } = yield* Test.TestServer
      const turned = yield* request(
        `/api/fighters?limit=1&cursor=${(yield* request("/api/fighters?limit=2")).body["nextCursor"]}`
      )
      assert.deepStrictEqual([turned.status, Object(turned.body["items"])[0].name], [200, "Cleo Clark"])
      for (const path of ["fighters?q=a", "fighters?stance=Orthodox", `fighters/${ids.ana}/history?`, "events/past?"]) {
        const cursor = (yield* request("/api/fighters?limit=2")).body["nextCursor"]
        const { body, status } = yield* request(`/api/${path}&cursor=${cursor}`)
        assert.deepStrictEqual(
          [status, body["errors"]],
          [400, [{ field: "cursor", message: "not a cursor of this list" }]],
          path
        )
      }
      assert.lengthOf((yield* fighters.search({ query: { q: "brandao" } })).items, 1)
      assert.lengthOf((yield* fighters.search({ query: { q: "_" } })).items, 0)
      const rookies = yield* fighters.search({ query: { experience: "rookie", stance: "Orthodox", undefeated: false } })
      assert.deepStrictEqual(
        rookies.items.map(({ id }) => id),
        [ids.ana]
      )
      assert.lengthOf((yield* fighters.search({ query: { undefeated: true } })).items, 0)
      assert.deepStrictEqual(
        (yield* fighters.search({ query: { q: "%" } })).items.map(({ id }) => id),
        [ids.ana]
      )

      const ana = yield* fighters.get({ params: { id: ids.ana } })
      assert.deepStrictEqual([ana.name, ana.heightCm, ana.asOf], ["Ana Alvarez", 167.6, "2024-05-04"])
      const stats = yield* fighters.stats({ params: { id: ids.ana } })
      assert.deepStrictEqual({ ...stats.record }, { wins: 1, losses: 0, draws: 0, noContests: 0 })
      assert.deepStrictEqual(stats.coverage, { fights: 1, measuredFights: 1 })
      assert.strictEqual(stats.figures.find(({ metric }) => metric === "submission-wins")?.value, 1)
      const none = yield* fighters.stats({ params: { id: ids.cleo } })
      assert.deepStrictEqual([none.coverage.fights, none.lastFight], [0, null])
      const profile = yield* fighters.profile({ params: { id: ids.ana } })
      assert.deepStrictEqual(
        [profile.fighter.name, profile.age, profile.streak, profile.latestBouts.length, profile.rankings.date],
        ["Ana Alvarez", null, { kind: "win", length: 1 }, 1, "2024-05-07"]
      )
      const beas = { params: { id: ids.bea } }
      const places = yield* fighters.rankings(beas)
      assert.deepStrictEqual(
        places.rankings.map(({ rank, weightClass }) => [weightClass, rank]),
        [["womens-flyweight", 3]]
      )
      const history = yield* fighters.history({ ...beas, query: { limit: 1 } })
      assert.deepStrictEqual([history.items.map(({ matchId }) => matchId), history.nextCursor], [[ids.main], null])
      const { stances } = yield* fighters.stances(beas)
      assert.deepStrictEqual(stances.find(({ stance }) => stance === "Orthodox")?.winRate, 0)
      const career = yield* fighters.timeline({ params: { id: ids.bea } })
      assert.deepStrictEqual(
        career.bouts.map(({ matchId, opponent, result }) => [matchId, opponent?.id, result]),
        [[ids.main, ids.ana, "LOSS"]]
      )
      assert.deepStrictEqual([career.mainEvents, career.coverage.fights, career.asOf], [1, 1, "2024-05-04"])
      assert.strictEqual((yield* fighters.trend({ params: { id: ids.ana } })).form, "hot_streak")
      assert.strictEqual((yield* fighters.trend({ params: { id: ids.cleo } })).form, "no_data")
      const met = yield* comparison.headToHead({ query: { a: ids.bea, b: ids.ana } })
      assert.deepStrictEqual([met.a.name, met.bouts.map(({ matchId }) => matchId)], ["Bea Brandão", [ids.main]])
      assert.deepStrictEqual([met.record.losses, met.coverage], [1, { fights: 1, measuredFights: 0 }])
      const both = yield* comparison.fighters({ query: { a: ids.bea, b: ids.ana } })
      assert.deepStrictEqual(
        [both.fighter1.name, both.fighter2.record.wins, both.totals[0]?.winner, both.prediction.predictedWinner],
        ["Bea Brandão", 1, "fighter2", "fighter2"]
      )
      assert.isAbove(both.forecast?.fighter2.probability ?? 0, 0.5)
      assert.isNull((yield* comparison.fighters({ query: { a: ids.ana, b: ids.cleo } })).forecast)

      assert.deepStrictEqual(
        (yield* events.list({ query: {} })).items.map(({ id }) => id),
        [ids.coming, ids.past]
      )
      const inMay = yield* events.list({ query: { from: ana.asOf!, to: ana.asOf! } })
      assert.deepStrictEqual(
        inMay.items.map(({ id }) => id),
        [ids.past]
      )
      assert.deepStrictEqual(
        (yield* events.upcoming({ query: {} })).items.map(({ id }) => id),
        [ids.coming]
      )
      const night = yield* events.get({ params: { id: ids.past } })
      assert.deepStrictEqual(
        night.matches.map(({ id }) => id),
        [ids.main, ids.opener]
      )
      assert.deepStrictEqual(
        night.matches[0]?.corners.map(({ name, result }) => [name, result]),
        [
          ["Ana Alvarez", "WIN"],
          ["Bea Brandão", "LOSS"]
        ]
      )

      const inYear = yield* events.list({ query: { year: 2024 } })
      assert.deepStrictEqual(
        inYear.items.map(({ id }) => id),
        [ids.past]
      )
      assert.lengthOf((yield* events.list({ query: { year: 2024, month: 4 } })).items, 0)
      assert.lengthOf((yield* events.list({ query: { status: "scheduled" } })).items, 1)
      const held = yield* events.past({ query: {} })
      assert.deepStrictEqual(
        held.items.map(({ id, mainEvent }) => [id, mainEvent?.matchId]),
        [[ids.past, ids.main]]
      )
      const [announced] = (yield* events.upcoming({ query: {} })).items
      assert.deepStrictEqual([announced?.mainEvent, announced?.featured], [null, []])
      const around = yield* events.next({})
      assert.deepStrictEqual([around.next?.id, around.last?.id, around.asOf], [ids.coming, ids.past, "2024-05-04"])
      const { periods } = yield* events.calendar({ query: { year: 2024, month: 5 } })
      assert.deepStrictEqual(
        periods.map(({ events, period }) => [period, events.map(({ id }) => id)]),
        [["04", [ids.past]]]
      )
      assert.lengthOf((yield* events.trends({ query: {} })).periods, 5)
      assert.strictEqual((yield* events.timeline({ query: { by: "year" } })).by, "year")
      const first = yield* events.search({ query: { q: "NIGHT", limit: 1 } })
      const second = yield* events.search({ query: { q: "night", cursor: first.nextCursor! } })
      assert.deepStrictEqual(
        [...first.items, ...second.items].map(({ event, relevance }) => [event.id, relevance]),
        [
          [ids.coming, 1],
          [ids.past, 1]
        ]
      )
      assert.isNull(second.nextCursor)
      assert.deepStrictEqual((yield* events.search({ query: { q: "night", type: "location" } })).items, [])
      const summary = yield* events.summary({ params: { id: ids.past } })
      assert.deepInclude(summary, { bouts: 2, mainEvents: 1, submissions: 1, averageSeconds: 400 })
      assert.deepStrictEqual([summary.event.id, summary.asOf], [ids.past, "2024-05-04"])
      assert.deepStrictEqual(summary.coverage, { fights: 1, measuredFights: 1 })
      const analysis = yield* events.analysis({ params: { id: ids.past } })
      assert.deepInclude(analysis.quality, { champions: null, rankedFighters: null, fighters: 2 })
      assert.deepStrictEqual(
        [analysis.rankingImpact.rankedOn, analysis.fightsOfTheNight[0]?.score, analysis.comebacks.length],
        [null, 5, 1]
      )
      const nights = yield* events.compare({ query: { a: ids.past, b: ids.coming } })
      assert.deepStrictEqual([nights.a.event.id, nights.moreBouts, nights.boutDifference], [ids.past, "a", 2])

      const bout = yield* matches.get({ params: { id: ids.main } })
      assert.deepStrictEqual([bout.id, bout.event?.id, bout.asOf], [ids.main, ids.past, "2024-05-04"])
      const { loser, seconds, winner } = yield* matches.results({ params: { id: ids.main } })
      assert.deepStrictEqual([winner?.name, loser?.name, seconds], ["Ana Alvarez", "Bea Brandão", 400])
      const { sides } = yield* matches.stats({ params: { id: ids.main } })
      assert.deepStrictEqual(
        sides.map(({ name, rounds, totals }) => [name, rounds.length, totals?.knockdowns]),
        [
          ["Ana Alvarez", 2, 1],
          ["Bea Brandão", 0, undefined]
        ]
      )
      // The last event was more than a year ago.
      assert.deepStrictEqual((yield* matches.exciting({ query: { days: 365 } })).matches, [])
      assert.deepStrictEqual((yield* matches.comebacks({ query: {} })).comebacks, [])

      const all = yield* rankings.current({ query: {} })
      assert.deepStrictEqual([all.date, all.items.length], ["2024-05-07", 2])
      const straw = yield* rankings.current({ query: { weightClass: "womens-strawweight" } })
      assert.deepStrictEqual(
        straw.items.map(({ name, rank }) => [name, rank]),
        [["Ana Alvarez", 0]]
      )
      const dated = yield* rankings.history({ query: { limit: 1 } })
      const before = yield* rankings.history({ query: { limit: 1, cursor: dated.nextCursor! } })
      assert.deepStrictEqual(
        [...dated.items, ...before.items].map(({ date, name, weightClass }) => [date, name, weightClass]),
        [
          ["2024-05-07", "Ana Alvarez", "womens-strawweight"],
          ["2024-05-07", "Bea Brandão", "womens-flyweight"]
        ]
      )
      const best = yield* rankings.elite({ query: { weightClass: "womens-strawweight" } })
      assert.deepStrictEqual(
        [best.ranked, best.depth, best.elite.map(({ record }) => record.wins), best.leaders[0]?.rows[0]?.value],
        [1, "low", [1], 1]
      )
      assert.deepStrictEqual(best.coverage, { fights: 1, measuredFights: 1 })
    })
  )

  it.effect("a session is made, found by its owner, and by nobody else", () =>
    Effect.gen(function* () {
      const mine = yield* clientFor("owner")
      const other = yield* clientFor("other")
      const titled = yield* mine.chat.createSession({ payload: { title: "Strikers" } })
      const { sessionId, title } = yield* mine.chat.createSession({ payload: null })
      assert.strictEqual(titled.title, "Strikers")
      assert.match(title, /^Chat of \d{4}-\d\d-\d\d \d\d:\d\d$/)
      const found = yield* mine.chat.getSession({ params: { sessionId }, query: {} })
      assert.deepStrictEqual([found.sessionId, found.title, found.messages], [sessionId, title, []])
      const foreign = yield* Effect.flip(other.chat.getSession({ params: { sessionId }, query: {} }))
      assert.strictEqual(foreign._tag, "SessionNotFound")
      assert.strictEqual(
        (yield* Effect.flip(other.auth.issueTicket({ payload: { sessionId } })))._tag,
        "SessionNotFound"
      )
    })
  )

  it.effect("a client of the specification asks, and is told the frames of the answer", () =>
    Effect.gen(function* () {
      const { tokenOf } = yield* Test.TestServer
      const bearer = HttpClient.mapRequest(HttpClientRequest.bearerToken(yield* tokenOf("asker")))
      const { messages, watch } = yield* clientFor("asker", bearer)
      const asked = yield* messages.addMessage({ headers: {}, payload: { content: QuestionText.make("one two") } })
      const { run, sessionId } = asked.body
      assert.strictEqual(asked.headers.location, `/api/chat/session/${sessionId}/events`)
      const events = yield* watch.watchSession({ params: { sessionId }, query: { after: 0 }, headers: {} })
      const frames = yield* events.pipe(
        Stream.takeUntil(({ t }) => t === "run.end"),
        Stream.runCollect
      )
      assert.deepStrictEqual([frames[0]?.t, frames.at(-1)?.t], ["welcome", "run.end"])
      const over = yield* Effect.flip(messages.cancelRun({ params: { sessionId, run } }))
      assert.deepStrictEqual(over, new RunNotActive({ run }))
    })
  )

  it.effect("me is the user of the token, entered once", () =>
    Effect.gen(function* () {
      const { auth } = yield* clientFor("newcomer")
      const first = yield* auth.me()
      assert.deepStrictEqual([first.username, first.email, first.isAdmin], ["newcomer", "newcomer@example.org", false])
      assert.strictEqual((yield* auth.me()).id, first.id)
    })
  )

  it.effect("an error comes back to a client as what it was", () =>
    Effect.gen(function* () {
      const { events, fighters } = yield* clientFor("a")
      const fighterId = FighterId.make(2_000_000_000)
      const fighter = yield* Effect.flip(fighters.get({ params: { id: fighterId } }))
      assert.deepStrictEqual(fighter, new FighterNotFound({ id: fighterId }))
      const eventId = EventId.make(2_000_000_000)
      const event = yield* Effect.flip(events.get({ params: { id: eventId } }))
      assert.deepStrictEqual(event, new EventNotFound({ id: eventId }))
    })
  )
})
