/**
 * What it costs to read: fighter statistics, an event with its card, a search and a leaderboard, made for each request and
 * kept, from the server in a process of its own, next to a bare node:http server that answers with the same bytes, in the
 * same run. Over the full data set, or the sample; with TEST_DATABASE_URL in a database of its own on that server, which is
 * gone afterwards; with TEST_REDIS_URL also from what another server shared.
 *
 *     npm run bench:read [-- <directory of the data set>]
 */

import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { Effect } from "effect"
import { freshDatabase } from "../../adapters/test/postgres/FreshDatabase.ts"
import type { Load } from "./Load.ts"
import type { ReadServerOptions } from "./ReadServer.ts"
import type { Question } from "./Vitals.ts"

const [named] = process.argv.slice(2)
const directory = named === undefined ? null : resolve(process.env["INIT_CWD"] ?? ".", named)
const { TEST_DATABASE_URL: postgres, TEST_REDIS_URL: redis } = process.env

/** Milliseconds of a turn, and how many there are; the first warms up. */
const turn = 1000
const turns = 5
const clients = 16

/** Answers that one server shares with another, few enough that all are shared. */
const sharedAnswers = 500

/** How many times the CPU of the bare answer a kept one may take, and statements that an event with its card may. */
const mostRatio = 2.5
const mostStatements = 2

const started: Array<ChildProcess> = []

const start = async (file: string, ...args: ReadonlyArray<string>) => {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args)
  started.push(child)
  const [url] = await once(child, "message")
  return { child, url: String(url) }
}
type Server = Awaited<ReturnType<typeof start>>

const tell = async <A>({ child }: Pick<Server, "child">, message: object | Question): Promise<A> => {
  child.send(message)
  return (await once(child, "message"))[0]
}

const clientsOf = () => {
  const child = fork(fileURLToPath(new URL("./Load.ts", import.meta.url)))
  started.push(child)
  return { child }
}

interface Cost {
  /** Microseconds of the server's CPU for a request, and requests a second. */
  readonly cpu: number
  readonly rate: number
}

const measure = async (server: Server, from: Pick<Server, "child">, path: string, most?: number): Promise<Cost> => {
  const before = await tell<number>(server, "cpu")
  const startedAt = performance.now()
  const load: Load = {
    url: `${server.url}${path}`,
    token: null,
    clients,
    milliseconds: turn,
    ...(most ? { most } : {})
  }
  const answered = await tell<number>(from, load)
  const seconds = (performance.now() - startedAt) / 1000
  return { cpu: ((await tell<number>(server, "cpu")) - before) / answered, rate: answered / seconds }
}

const median = (costs: ReadonlyArray<Cost>): Cost => {
  const middle = (values: ReadonlyArray<number>) => values.toSorted((a, b) => a - b)[values.length >> 1]!
  return { cpu: middle(costs.map(({ cpu }) => cpu)), rate: middle(costs.map(({ rate }) => rate)) }
}

const bodyOf = async (server: Server, path: string) => {
  const response = await fetch(`${server.url}${path}`)
  return response.status === 200 ? await response.text() : null
}

const firstIn = async (server: Server, path: string): Promise<number> =>
  JSON.parse((await bodyOf(server, path)) ?? "{}").items[0].id

/** The paths that are read: `/{n}` of them that nobody has asked for. */
const pathsOn = async (server: Server) => {
  const fighter = await firstIn(server, "/api/fighters?q=makhachev")
  const event = await firstIn(server, "/api/events?limit=1&to=2024-12-31")
  const paths = {
    "fighter statistics": `/api/fighters/${fighter}/stats`,
    "event with card": `/api/events/${event}`,
    search: "/api/fighters?q=silva",
    leaderboard: "/api/leaderboards/wins?limit=20"
  }
  const kinds = []
  for (const [name, path] of Object.entries(paths)) {
    const body = await bodyOf(server, path)
    if (body === null) console.log(`${name}: nothing at ${path}`)
    else kinds.push({ name, path, body, anew: `${path}${path.includes("?") ? "&" : "?"}n={n}-` })
  }
  return kinds
}

const row = (name: string, figures: ReadonlyArray<string>) =>
  console.log(name.padEnd(20) + figures.map((figure) => figure.padStart(11)).join(""))

const bench = async (databaseUrl: string | null) => {
  const options: ReadServerOptions = {
    databaseUrl,
    // Without a database of their own, servers share nothing.
    redisUrl: databaseUrl === null ? null : (redis ?? null),
    prefix: `bench-${process.pid}:`,
    directory
  }
  const begin = () => start("./ReadServer.ts", JSON.stringify(options))
  const server = await begin()
  const bare = await start("./BareAnswers.ts")
  const from = clientsOf()
  const kinds = await pathsOn(server)
  const statements = await tell<Record<string, number>>(
    server,
    kinds.map(({ path }) => path)
  )
  await tell(bare, Object.fromEntries(kinds.map(({ body, path }) => [path, body])))

  row(databaseUrl === null ? "embedded Postgres" : "Postgres server", [
    "bytes",
    "statements",
    "bare us",
    "kept us",
    "ratio",
    "made us",
    "shared us",
    "kept /s",
    "made /s"
  ])
  const misses: Array<string> = []
  for (const { anew, body, name, path } of kinds) {
    const costs = { bare: [] as Cost[], kept: [] as Cost[], made: [] as Cost[] }
    for (let i = 0; i <= turns; i++) {
      const [first, second, third] = [
        await measure(bare, from, path),
        await measure(server, from, path),
        await measure(server, from, `${anew}${name.length}-${i}`)
      ]
      if (i === 0) continue
      costs.bare.push(first)
      costs.kept.push(second)
      costs.made.push(third)
    }
    const [plain, kept, made] = [median(costs.bare), median(costs.kept), median(costs.made)]
    let shared = "-"
    if (options.redisUrl !== null) {
      const other = await begin()
      await measure(other, from, path)
      await measure(server, from, `${anew}shared`, sharedAnswers)
      shared = (await measure(other, from, `${anew}shared`, sharedAnswers)).cpu.toFixed(0)
      other.child.kill()
    }
    const ratio = kept.cpu / plain.cpu
    const whole = [plain.cpu, kept.cpu].map((cpu) => cpu.toFixed(0))
    row(name, [
      String(Buffer.byteLength(body)),
      String(statements[path]),
      ...whole,
      ratio.toFixed(2),
      made.cpu.toFixed(0),
      shared,
      kept.rate.toFixed(0),
      made.rate.toFixed(0)
    ])
    if (ratio > mostRatio) misses.push(`${name}: kept, it takes ${ratio.toFixed(2)} times the bare answer`)
    if (name === "event with card" && statements[path]! > mostStatements)
      misses.push(`${name}: ${statements[path]} statements`)
  }
  for (const miss of misses) console.log(`over the aim of ${mostRatio} times and ${mostStatements} statements: ${miss}`)
}

const main = Effect.gen(function* () {
  const database = postgres === undefined ? null : (yield* freshDatabase(postgres)).href
  yield* Effect.acquireRelease(Effect.void, () =>
    Effect.sync(() => {
      for (const child of started) child.kill()
    })
  )
  yield* Effect.promise(() => bench(database))
})

await Effect.runPromise(Effect.scoped(main))
