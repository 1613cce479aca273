import { type ChildProcess, spawn } from "node:child_process"
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"

const program = fileURLToPath(new URL("../src/main.ts", import.meta.url))

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** A real process of the program. */
class Running {
  out = ""
  err = ""
  readonly ended: Promise<Ended>
  private readonly child: ChildProcess

  constructor(args: ReadonlyArray<string>, env: Record<string, string>) {
    const { DATABASE_URL: _, ...inherited } = process.env
    this.child = spawn(process.execPath, [program, ...args], { env: { ...inherited, ...env }, stdio: "pipe" })
    this.child.stdout?.on("data", (chunk) => {
      this.out += chunk
    })
    this.child.stderr?.on("data", (chunk) => {
      this.err += chunk
    })
    this.ended = new Promise((resolve) => {
      this.child.on("close", (code) => resolve({ code, out: this.out, err: this.err }))
    })
  }

  /** Reads no more of what it prints. */
  stopReading(): void {
    this.child.stdout?.destroy()
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal)
  }

  /** Waits until the process has said something that matches. */
  async said(pattern: RegExp): Promise<RegExpExecArray> {
    for (let waited = 0; waited < 30_000; waited += 50) {
      const match = pattern.exec(this.out)
      if (match !== null) return match
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`nothing like ${pattern} in: ${this.out}\n${this.err}`)
  }
}

const run = (args: ReadonlyArray<string>, env: Record<string, string>) =>
  Effect.promise(() => new Running(args, { PORT: "0", ...env }).ended)

const dataDirectory = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "mma-savant-"))),
  (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true }))
)

const serving = (env: Record<string, string>) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const server = new Running(["serve"], { PORT: "0", ...env })
      const [, url = ""] = await server.said(/listens on (\S+)/)
      return { server, url }
    }),
    ({ server }) =>
      Effect.promise(() => {
        server.kill("SIGKILL")
        return server.ended
      })
  )

const question = "How many fights has Islam Makhachev won?"

/** One sentence for people, and nothing of where it came from. */
const isPlain = ({ code, err, out }: Ended) => {
  assert.deepStrictEqual([code, out], [1, ""], err)
  assert.match(err, /^[A-Z0-9][^\n]*\.\n$/)
  assert.notMatch(err, /\.ts/)
}

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

      // The process is gone; its number is another's by now; the note is none.
      for (const note of [`{"url":"${url}","pid":999999999}`, `{"url":"${url}","pid":${process.pid}}`, "{"]) {
        yield* Effect.promise(() => writeFile(join(DATA_DIR, "server.json"), note))
        const alone = yield* run(["ask", question], { DATA_DIR })
        assert.deepStrictEqual([alone.code, alone.err, alone.out], [0, "", asked.out], note)
      }
    }).pipe(Effect.scoped)
  )

  it.live("an answer that nobody reads to its end, as with head, ends without a word", () =>
    Effect.gen(function* () {
      const DATA_DIR = yield* dataDirectory
      const asked = new Running(["ask", question], { DATA_DIR })
      asked.stopReading()
      const { code, err } = yield* Effect.promise(() => asked.ended)
      assert.deepStrictEqual([code, err], [0, ""])
    }).pipe(Effect.scoped)
  )

  it.live("an answer that a killed server left unfinished is interrupted when the next one starts", () =>
    Effect.gen(function* () {
      const DATA_DIR = yield* dataDirectory
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
      const statuses = yield* Effect.forEach(talks, ({ sessionId }) =>
        Effect.promise(async () => {
          const headers = { authorization: `Bearer ${token}` }
          const { messages } = Object(
            await (await fetch(`${second.url}/api/chat/session/${sessionId}`, { headers })).json()
          )
          return Object(Object(messages).at(-1)).status
        })
      )
      assert.include(statuses, "interrupted")
      assert.notInclude(statuses, "streaming")
    }).pipe(Effect.scoped)
  )

  it.live("says in one sentence what keeps it from starting", () =>
    Effect.gen(function* () {
      const DATA_DIR = yield* dataDirectory
      isPlain(yield* run(["serve"], { DATA_DIR, PORT: "many" }))
      isPlain(yield* run(["serve"], { DATA_DIR, CORS_ORIGINS: "http://a.example/path" }))
      isPlain(yield* run(["serve"], { DATA_DIR, HOST: "0.0.0.0" }))
      isPlain(yield* run(["serve"], { DATA_DIR, TOKEN_SECRET: "short" }))
      const unreachable = yield* run(["serve"], { DATA_DIR, DATABASE_URL: "postgres://ana:geheim@127.0.0.1:9/facts" })
      isPlain(unreachable)
      assert.notInclude(unreachable.err, "geheim")
      const file = join(DATA_DIR, "file")
      yield* Effect.promise(() => writeFile(file, ""))
      isPlain(yield* run(["serve"], { DATA_DIR: file }))
      isPlain(yield* run(["token"], { DATA_DIR: join(file, "below") }))
    }).pipe(Effect.scoped)
  )

  it.live("a taken port is named", () =>
    Effect.gen(function* () {
      const DATA_DIR = yield* dataDirectory
      const taken = yield* Effect.acquireRelease(
        Effect.callback<number>((resume) => {
          const server = createServer().listen(0, "127.0.0.1", () => {
            const address = server.address()
            resume(Effect.succeed(typeof address === "object" ? (address?.port ?? 0) : 0))
          })
          return Effect.sync(() => server.close())
        }),
        () => Effect.void
      )
      const refused = yield* run(["serve"], { DATA_DIR, PORT: String(taken) })
      const [sample, ...rest] = refused.err.split(/(?<=\n)/)
      assert.include(sample, "the sample was loaded")
      isPlain({ ...refused, err: rest.join("") })
      assert.include(refused.err, `127.0.0.1:${taken} is taken`)
    }).pipe(Effect.scoped)
  )

  it.live("a wrong use is told how to do it, and ends with 2", () =>
    Effect.gen(function* () {
      const DATA_DIR = yield* dataDirectory
      for (const args of [["ask"], ["ask", " "], ["ask", "--loudly", "what"], ["fly"]]) {
        const { code, err, out } = yield* run(args, { DATA_DIR })
        assert.strictEqual(code, 2, args.join(" "))
        assert.match(out + err, /usage/i)
      }
      assert.deepStrictEqual(yield* Effect.promise(() => readdir(DATA_DIR)), [])
    }).pipe(Effect.scoped)
  )
})
