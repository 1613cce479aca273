/**
 * What it costs to read: fighter statistics, an event with its card, a search and a leaderboard, made for each request and
 * kept, from the server in a process of its own, next to a bare node:http server that sends the same heads and bodies, in
 * the same run. What is kept and the bare answer are asked for at the same pace, one after the other, when both programs
 * are warm. Over the full data set, or the sample; with TEST_DATABASE_URL in a database of its own on that server, which is
 * gone afterwards; with TEST_REDIS_URL also with requests counted in Redis, and from what another server shared. Nobody
 * hears what the servers log.
 *
 *     npm run bench:read [-- <directory of the data set>]
 */

import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { Effect } from "effect"
import { freshDatabase } from "../../adapters/test/postgres/FreshDatabase.ts"
import type { BareAnswer } from "./BareAnswers.ts"
import type { Load } from "./Load.ts"
import type { ReadServerOptions } from "./ReadServer.ts"
import type { Question } from "./Vitals.ts"

const [named] = process.argv.slice(2)
const directory = named === undefined ? null : resolve(process.env["INIT_CWD"] ?? ".", named)
const { TEST_DATABASE_URL: postgres, TEST_REDIS_URL: redis } = process.env

/** Milliseconds of a turn, and how many there are. */
const turn = 1000
const turns = 7
const clients = 16

/** Requests after which a program is taken for warm, and milliseconds that this may take. */
const warming = { most: 10_000, milliseconds: 20_000 }

/** Of what the slowest answers at most, the part that all are asked for when they are compared. */
const pace = 0.6

/** Answers that one server shares with another, few enough that all are shared. */
const sharedAnswers = 300

/** How many times the CPU of the bare answer a kept one may take, and statements that an event with its card may. */
const mostRatio = 2.5
const mostStatements = 2

const started: Array<ChildProcess> = []

const launch = (file: string, ...args: ReadonlyArray<string>) => {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args)
  started.push(child)
  // It has said why, and nobody else would answer.
  child.on("exit", (code) => void (code && process.exit(code)))
  return child
}

const start = async (file: string, ...args: ReadonlyArray<string>) => {
  const child = launch(file, ...args)
  const [url] = await once(child, "message")
  return { child, url: String(url) }
}
type Server = Awaited<ReturnType<typeof start>>

const tell = async <A>({ child }: Pick<Server, "child">, message: object | Question): Promise<A> => {
  child.send(message)
  return (await once(child, "message"))[0]
}

const clientsOf = () => ({ child: launch("./Load.ts") })

interface Cost {
  /** Microseconds of the server's CPU for a request, and requests a second. */
  readonly cpu: number
  readonly rate: number
}

type Asking = Partial<Pick<Load, "most" | "rate" | "milliseconds">>

const measure = async (server: Server, from: Pick<Server, "child">, path: string, asking: Asking = {}) => {
  const before = await tell<number>(server, "cpu")
  const startedAt = performance.now()
  const load: Load = { url: `${server.url}${path}`, token: null, clients, milliseconds: turn, ...asking }
  const answered = await tell<number>(from, load)
  const seconds = (performance.now() - startedAt) / 1000
  return { cpu: ((await tell<number>(server, "cpu")) - before) / answered, rate: answered / seconds } satisfies Cost
}

const middle = (values: ReadonlyArray<number>) => values.toSorted((a, b) => a - b)[values.length >> 1]!

/** What the transport adds by itself. */
const transport = new Set(["connection", "date", "keep-alive", "transfer-encoding"])

const answerOf = async (server: Server, path: string): Promise<BareAnswer | null> => {
  const response = await fetch(`${server.url}${path}`)
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !transport.has(name)))
  const body = await response.text()
  return response.status === 200 ? { headers, body } : null
}

const firstIn = async (server: Server, path: string): Promise<number> =>
  JSON.parse((await answerOf(server, path))?.body ?? "{}").items[0].id

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
    const answer = await answerOf(server, path)
    if (answer === null) console.log(`${name}: nothing at ${path}`)
    else kinds.push({ name, path, answer, anew: `${path}${path.includes("?") ? "&" : "?"}n={n}-` })
  }
  return kinds
}

type Kind = Awaited<ReturnType<typeof pathsOn>>[number]

/** What an answer costs that another server has shared. */
const sharedCost = async (maker: Server, finder: Server, from: Pick<Server, "child">, { anew, path }: Kind) => {
  await measure(finder, from, path, warming)
  let cost = 0
  // The first are found to warm up.
  for (const time of ["a", "b"]) {
    const asking = { most: sharedAnswers, milliseconds: 60_000 }
    await measure(maker, from, `${anew}shared-${time}`, asking)
    cost = (await measure(finder, from, `${anew}shared-${time}`, asking)).cpu
  }
  return cost
}

/** The servers that are compared take turns, so that whatever else the machine does is no one's loss. */
const keptCosts = async (servers: ReadonlyArray<Server>, from: Pick<Server, "child">, path: string) => {
  let slowest = Number.POSITIVE_INFINITY
  for (const server of servers) {
    await measure(server, from, path, warming)
    slowest = Math.min(slowest, (await measure(server, from, path)).rate)
  }
  const costs: Array<Array<number>> = servers.map(() => [])
  for (let i = 0; i < turns; i++) {
    for (const [at, server] of servers.entries()) {
      costs[at]!.push((await measure(server, from, path, { rate: pace * slowest })).cpu)
    }
  }
  const [bare = []] = costs
  return costs.map((cpu) => ({ cpu: middle(cpu), ratio: middle(cpu.map((own, i) => own / bare[i]!)) }))
}

/** What is asked for as fast as it is answered, the first turn aside. */
const fullCost = async (server: Server, from: Pick<Server, "child">, pathOf: (turn: number) => string) => {
  const costs: Array<Cost> = []
  for (let i = 0; i <= 3; i++) costs.push(await measure(server, from, pathOf(i)))
  const [, ...warm] = costs
  return { cpu: middle(warm.map(({ cpu }) => cpu)), rate: middle(warm.map(({ rate }) => rate)) } satisfies Cost
}

const row = (name: string, figures: ReadonlyArray<string>) =>
  console.log(name.padEnd(20) + figures.map((figure) => figure.padStart(11)).join(""))

const bench = async (databaseUrl: string | null) => {
  const options: ReadServerOptions = { databaseUrl, redisUrl: null, prefix: `bench-${process.pid}:`, directory }
  const begin = (redisUrl: string | null) => start("./ReadServer.ts", JSON.stringify({ ...options, redisUrl }))
  const server = await begin(null)
  const bare = await start("./BareAnswers.ts")
  const from = clientsOf()
  const kinds = await pathsOn(server)
  const statements = await tell<Record<string, number>>(
    server,
    kinds.map(({ path }) => path)
  )
  await tell(bare, Object.fromEntries(kinds.map(({ answer, path }) => [path, answer])))
  // Without a database of their own, servers share nothing.
  const sharers = databaseUrl === null || redis === undefined ? [] : [await begin(redis), await begin(redis)]
  const [maker, finder] = sharers

  row(databaseUrl === null ? "embedded Postgres" : "Postgres server", [
    ...["bytes", "statements", "bare us", "kept us", "ratio", "in Redis", "ratio", "shared us", "made us"],
    ...["bare /s", "kept /s", "made /s"]
  ])
  const misses: Array<string> = []
  for (const kind of kinds) {
    const { anew, answer, name, path } = kind
    const compared = await keptCosts([bare, server, ...(maker === undefined ? [] : [maker])], from, path)
    const [plain, kept, counted] = compared
    const fastest = await fullCost(bare, from, () => path)
    const fast = await fullCost(server, from, () => path)
    const made = await fullCost(server, from, (turn) => `${anew}${name.length}-${turn}`)
    const shared = maker === undefined || finder === undefined ? null : await sharedCost(maker, finder, from, kind)
    row(name, [
      ...[Buffer.byteLength(answer.body), statements[path]!].map(String),
      plain!.cpu.toFixed(0),
      ...[kept, counted].flatMap((cost) =>
        cost === undefined ? ["-", "-"] : [cost.cpu.toFixed(0), cost.ratio.toFixed(2)]
      ),
      shared?.toFixed(0) ?? "-",
      ...[made.cpu, fastest.rate, fast.rate, made.rate].map((figure) => figure.toFixed(0))
    ])
    if (kept!.ratio > mostRatio) misses.push(`${name}: kept, it takes ${kept!.ratio.toFixed(2)} times the bare answer`)
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
