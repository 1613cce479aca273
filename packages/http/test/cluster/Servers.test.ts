import { assert, layer } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { SqlClient } from "effect/sql"
import { Cluster, describeCluster, fan, request, talk, usedBy } from "./Cluster.ts"
import { before, slowly } from "./SlowVendor.ts"

const atOnce = { concurrency: "unbounded" } as const

const whole = slowly.join("")

describeCluster("two servers (needs TEST_DATABASE_URL and redis-server)", () => {
  layer(Cluster.layer, { excludeTestServices: true, timeout: "2 minutes" })((it) => {
    it.effect("take the same question for one, however often it comes to both: asked, answered and counted once", () =>
      Effect.gen(function* () {
        const { asked, machines } = yield* Cluster
        const somebody = yield* fan()
        const one = yield* talk(somebody, machines)
        const { client, sessionId } = one
        const text = `Which is it? (${sessionId})`
        const watchers = yield* Effect.forEach(machines, (machine) => one.another([machine]))
        const overSockets = watchers.map(({ client }) =>
          Effect.promise(() => client.request("send", { cid: "same", text }))
        )
        const overHttp = machines.map((machine) =>
          request(machine, "POST", "/api/chat/message", {
            token: somebody.token,
            key: "same",
            json: { sessionId, content: text }
          }).pipe(Effect.map(({ body }) => body))
        )
        const fiveTimes = Array.from({ length: 5 }, () => [...overSockets, ...overHttp]).flat()
        const turns = yield* Effect.all(fiveTimes, atOnce)
        const [turn] = turns
        assert.deepStrictEqual(
          turns.map(({ messageId, run }) => [messageId, run]),
          turns.map(() => [turn.messageId, turn.run])
        )
        assert.strictEqual((yield* one.answerTo(turn)).status, "completed")
        assert.strictEqual(client.messages.size, 2)
        yield* one.assertLevel(machines[1])
        assert.lengthOf(
          asked.filter(({ question }) => question === text),
          1
        )
        assert.strictEqual(yield* usedBy(somebody), 1)
      }).pipe(Effect.scoped)
    )

    it.effect("give 10 answers to 200 questions at once of somebody who has 10 left", () =>
      Effect.gen(function* () {
        const { asked, machines } = yield* Cluster
        const somebody = yield* fan(10)
        const already = asked.length
        const ask = (index: number) =>
          request(machines[index % 2]!, "POST", "/api/chat/message", {
            token: somebody.token,
            json: { content: `Is it ${index}?` }
          })
        const answers = yield* Effect.forEach(Array.from({ length: 200 }).keys(), ask, atOnce)
        const count = (wanted: number, code?: string) =>
          answers.filter(({ body, status }) => status === wanted && body.code === code).length
        assert.deepStrictEqual([count(202), count(429, "QUOTA_EXCEEDED")], [10, 190])
        const sql = yield* SqlClient.SqlClient
        yield* sql<{ completed: number }>`
          select count(*)::int as completed from messages m join conversations c on c.id = m.conversation_id
          where c.user_id = ${somebody.id} and role = 'assistant' and status = 'completed'`.pipe(
          Effect.delay("50 millis"),
          Effect.repeat({ until: ([row]) => row!.completed === 10 }),
          Effect.timeout("10 seconds")
        )
        assert.strictEqual(asked.length - already, 10)
        assert.strictEqual(yield* usedBy(somebody), 10)
      })
    )

    it.effect("stop each other's answers, and the vendor with them, and what was stopped stops nothing else", () =>
      Effect.gen(function* () {
        const { asked, machines } = yield* Cluster
        const [a, b] = machines
        const somebody = yield* fan()
        const one = yield* talk(somebody, [a])
        const other = yield* one.another([b])
        const overSocket = (run: string) => Effect.promise(() => other.client.request("cancel", { run }))
        const overHttp = (run: string) =>
          request(b, "POST", `/api/chat/session/${one.sessionId}/runs/${run}/cancel`, { token: somebody.token })
        const isOver = { status: 409, code: "RUN_NOT_ACTIVE" }
        const lateCancel = (run: string) =>
          Effect.map(overHttp(run), ({ body, status }) => ({ status, code: body.code }))

        const spoken = yield* one.ask("Tell")
        yield* one.heard(spoken, slowly[4]!)
        yield* overSocket(spoken.run)
        assert.strictEqual((yield* one.answerTo(spoken)).status, "cancelled")
        const heard = asked.at(-1)!
        const { told } = heard
        yield* Effect.promise(() => heard.left)
        yield* Effect.sleep("200 millis")
        assert.isAtMost(heard.told - told, 1)
        assert.isAtLeast(heard.told, 5)

        const unspoken = yield* one.ask("Think")
        yield* one.begun(unspoken)
        assert.deepStrictEqual(yield* lateCancel(spoken.run), isOver)
        assert.strictEqual((yield* overHttp(unspoken.run)).status, 202)
        assert.strictEqual((yield* one.answerTo(unspoken)).status, "cancelled")
        yield* Effect.promise(() => asked.at(-1)!.left)

        const last = yield* one.ask("Is it so?")
        assert.deepStrictEqual(yield* lateCancel(unspoken.run), isOver)
        assert.strictEqual((yield* one.answerTo(last)).status, "completed")
        assert.deepStrictEqual(yield* lateCancel(last.run), isOver)
        yield* one.assertLevel(b)
      }).pipe(Effect.scoped)
    )

    it.effect("that lose Redis and all that it held take and give every answer, and go on when it is back", () =>
      Effect.gen(function* () {
        const { machines, redis } = yield* Cluster
        const [a, b] = machines
        const somebody = yield* fan()
        const here = yield* talk(somebody, [a, b])
        const there = yield* talk(somebody, [b, a])
        const readiness = Effect.map(
          Effect.forEach(machines, (machine) => request(machine, "GET", "/readyz")),
          (answers) => answers.map(({ status }) => status)
        )
        assert.deepStrictEqual(yield* readiness, [200, 200])
        const question = yield* here.ask("Tell")
        yield* here.heard(question, slowly[9]!)
        yield* redis.kill
        // Whoever was recognised before asks on, and is answered in the record.
        const first = yield* there.ask("Is it so?")
        const sql = yield* SqlClient.SqlClient
        const answered = sql<{ count: number }>`
          select count(*)::int as count from messages m join conversations c on c.id = m.conversation_id
          where c.session_id = ${there.sessionId} and role = 'assistant' and status = 'completed'`.pipe(
          Effect.map(([row]) => row!.count)
        )
        const untilAnswered = (wanted: number) =>
          Effect.delay(answered, "50 millis").pipe(
            Effect.repeat({ until: (count) => count === wanted }),
            Effect.timeout("10 seconds")
          )
        yield* untilAnswered(1)
        assert.deepStrictEqual(yield* readiness, [503, 503])
        const askedAt = Date.now()
        const second = yield* there.ask("And this?")
        yield* untilAnswered(2)
        // By now no command waits for Redis any more.
        assert.isBelow(Date.now() - askedAt, 3000)
        assert.deepStrictEqual(
          there.frames.filter(({ t }) => t === "nack"),
          []
        )
        // Nobody is let in meanwhile.
        const { body, status } = yield* request(a, "POST", "/api/auth/ws-ticket", {
          token: somebody.token,
          json: { sessionId: here.sessionId }
        })
        assert.deepStrictEqual([status, body.code], [503, "DATA_UNAVAILABLE"])
        yield* redis.start
        assert.strictEqual((yield* here.answerTo(question)).status, "completed")
        assert.strictEqual(here.wordsOn(question), whole)
        for (const told of [first, second]) assert.strictEqual((yield* there.answerTo(told)).status, "completed")
        assert.deepStrictEqual(yield* readiness, [200, 200])
        yield* here.assertLevel(b)
        yield* there.assertLevel(a)
      }).pipe(Effect.scoped)
    )

    it.effect("that cannot reach the database for five seconds give every answer, and go on when it is back", () =>
      Effect.gen(function* () {
        const { machines, postgres } = yield* Cluster
        const [a, b] = machines
        const somebody = yield* fan()
        const here = yield* talk(somebody, [a, b])
        const there = yield* talk(somebody, [b, a])
        const looking = yield* talk(somebody, [b, a])
        const question = yield* here.ask("Tell")
        const lookedUp = yield* looking.ask("Look")
        yield* looking.heard(lookedUp, before)
        // The tool that is asked next finds nothing; what the vendor says to that is its own affair.
        yield* postgres.shut
        const late = yield* Effect.forkChild(there.ask("Is it so?"))
        yield* Effect.sleep("5 seconds")
        yield* postgres.open
        assert.strictEqual((yield* here.answerTo(question)).status, "completed")
        assert.strictEqual(here.wordsOn(question), whole)
        assert.strictEqual((yield* looking.answerTo(lookedUp)).status, "completed")
        assert.strictEqual(looking.wordsOn(lookedUp), before + whole)
        assert.strictEqual((yield* there.answerTo(yield* Fiber.join(late))).status, "completed")
        for (const one of [here, there, looking]) yield* one.assertLevel(a)
      }).pipe(Effect.scoped)
    )

    it.effect(
      "of which one is told to stop give every answer: it those it has begun, the other what is asked then",
      () =>
        Effect.gen(function* () {
          const { machines } = yield* Cluster
          const [a, b] = machines
          const somebody = yield* fan()
          const talking = yield* talk(somebody, [a, b])
          const idle = yield* talk(somebody, [a, b])
          const question = yield* talking.ask("Tell")
          yield* talking.heard(question, slowly[4]!)
          const logged = a.server.err.length
          a.server.kill("SIGTERM")
          const elsewhere = yield* idle.ask("Is it so?")
          const next = yield* talking.ask("And this?")
          assert.strictEqual((yield* request(a, "GET", "/readyz")).status, 503)
          assert.strictEqual((yield* idle.answerTo(elsewhere)).status, "completed")
          assert.strictEqual((yield* talking.answerTo(question)).status, "completed")
          assert.strictEqual(talking.wordsOn(question), whole)
          const ended = yield* Effect.promise(() => a.server.ended).pipe(Effect.timeout("30 seconds"))
          assert.strictEqual(ended.code, 0, ended.err)
          // Nothing is wrong with that.
          assert.notMatch(ended.err.slice(logged), /"(WARN|ERROR)"/)
          const endedAt = Date.now()
          assert.strictEqual((yield* talking.answerTo(next)).status, "completed")
          assert.isBelow(Date.now() - endedAt, 8000)
          for (const one of [talking, idle]) yield* one.assertLevel(b)
        }).pipe(Effect.scoped)
    )
  })
})
