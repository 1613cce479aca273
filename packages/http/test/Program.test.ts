import { readdir, stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { dataDirectory, isPlain, preparedDirectory, Running, run, serving } from "./Running.ts"

const question = "How many fights has Islam Makhachev won?"

describe("the program", () => {
  it.live("serves the sample from an empty directory, answers with and without a server, and stops cleanly", () =>
    Effect.gen(function* () {
      const DATA_DIR = yield* dataDirectory
      const { server, url } = yield* serving({ DATA_DIR })
      const [, token = ""] = yield* Effect.promise(() => server.said(/^Token[^:]*: (\S+)$/m))
      const printed = yield* run(["token"], { DATA_DIR })
      assert.match(printed.out, /^\S+\n$/)
      for (const bearer of [token, printed.out.trim()]) {
        const me = yield* Effect.promise(() =>
          fetch(`${url}/api/auth/me`, { headers: { authorization: `Bearer ${bearer}` } })
        )
        assert.strictEqual(me.status, 200)
      }
      const secretMode = (yield* Effect.promise(() => stat(join(DATA_DIR, "development.secret")))).mode & 0o777
      assert.strictEqual(secretMode, 0o600)

      const asked = yield* run(["ask", question], { DATA_DIR })
      assert.deepStrictEqual([asked.code, asked.err], [0, ""])
      assert.match(asked.out, /Makhachev[\s\S]+As of \d{4}-\d\d-\d\d - .*sample data/)
      assert.isTrue(
        server.err.split("\n").some((line) => line.includes("/ws/chat/")),
        "the server was asked"
      )

      isPlain(yield* run(["serve"], { DATA_DIR }))

      server.kill("SIGTERM")
      const startedAt = Date.now()
      const ended = yield* Effect.promise(() => server.ended)
      assert.strictEqual(ended.code, 0, ended.err)
      assert.isBelow(Date.now() - startedAt, 5000)
      assert.notInclude(ended.err, token)
      for (const line of ended.err.trim().split("\n")) assert.doesNotThrow(() => JSON.parse(line), line)
      assert.notInclude(yield* Effect.promise(() => readdir(DATA_DIR)), "server.json")

      yield* Effect.promise(() => writeFile(join(DATA_DIR, "server.json"), `{"url":"${url}","pid":999999999}`))
      const alone = yield* run(["ask", question], { DATA_DIR })
      assert.deepStrictEqual([alone.code, alone.err, alone.out], [0, "", asked.out])
    }).pipe(Effect.scoped)
  )

  it.live("an answer that nobody reads to its end, as with head, ends without a word", () =>
    Effect.gen(function* () {
      const DATA_DIR = yield* preparedDirectory
      const asked = new Running(["ask", question], { DATA_DIR })
      asked.stopReading()
      const { code, err } = yield* Effect.promise(() => asked.ended)
      assert.deepStrictEqual([code, err], [0, ""])
    }).pipe(Effect.scoped)
  )

  it.live("an answer that a killed server left unfinished is interrupted soon after the next one starts", () =>
    Effect.gen(function* () {
      const DATA_DIR = yield* preparedDirectory
      const first = yield* serving({ DATA_DIR })
      const [, token = ""] = yield* Effect.promise(() => first.server.said(/^Token[^:]*: (\S+)$/m))
      const ask = async (url: string) => {
        const headers = { authorization: `Bearer ${token}` }
        const made = await fetch(`${url}/api/chat/session`, { method: "POST", headers })
        const { sessionId } = Object(await made.json())
        const socket = new WebSocket(`${url.replace("http", "ws")}/ws/chat/${sessionId}`, { headers })
        await new Promise((resolve) => socket.addEventListener("open", resolve))
        socket.send(JSON.stringify({ v: 1, t: "hello", id: "h", d: {} }))
        socket.send(JSON.stringify({ v: 1, t: "send", id: "s", d: { cid: "c", text: question } }))
        return { sessionId, socket }
      }
      const talks = yield* Effect.promise(() => Promise.all(Array.from({ length: 10 }, () => ask(first.url))))
      // The question is kept before it is acknowledged, and its answer takes longer than the death of the server.
      yield* Effect.promise(
        () =>
          new Promise<void>((resolve) => {
            for (const { socket } of talks)
              socket.addEventListener("message", ({ data }) => {
                if (JSON.parse(String(data)).t === "ack") resolve()
              })
          })
      )
      first.server.kill("SIGKILL")
      yield* Effect.promise(() => first.server.ended)
      const second = yield* serving({ DATA_DIR })
      const statuses = Effect.forEach(talks, ({ sessionId }) =>
        Effect.promise(async () => {
          const headers = { authorization: `Bearer ${token}` }
          const { messages } = Object(
            await (await fetch(`${second.url}/api/chat/session/${sessionId}`, { headers })).json()
          )
          return Object(Object(messages).at(-1)).status
        })
      )
      const ended = yield* statuses.pipe(
        Effect.delay("500 millis"),
        Effect.repeat({ until: (all) => !all.some((status) => status === "streaming" || status === "queued") }),
        Effect.timeout("20 seconds")
      )
      assert.include(ended, "interrupted")
    }).pipe(Effect.scoped)
  )

  it.live("a wrong use is told how to do it, and ends with 2", () =>
    Effect.gen(function* () {
      const DATA_DIR = yield* dataDirectory
      const { code, err, out } = yield* run(["ask", " "], { DATA_DIR })
      assert.strictEqual(code, 2)
      assert.match(out + err, /usage/i)
      assert.deepStrictEqual(yield* Effect.promise(() => readdir(DATA_DIR)), [])
    }).pipe(Effect.scoped)
  )
})
