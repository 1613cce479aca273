/**
 * What lies between a vendor and whoever listens: tokens in a second of CPU time, time to the first token and from the
 * vendor to the listener, through each layer of ours next to the vendor's bare library, in the same run.
 *
 *     npm run bench:llm
 */

import "effect/schema/SchemaJITCompiler/enable"
import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { Effect } from "effect"
import { lengths, now, word } from "./Pace.ts"
import { type Ask, rivals } from "./Rivals.ts"

const upstream = Effect.acquireRelease(
  Effect.promise(async () => {
    const child = fork(fileURLToPath(new URL("./Upstream.ts", import.meta.url)))
    const [url] = await once(child, "message")
    const requests = Effect.promise(async () => {
      child.send("requests")
      const [count] = await once(child, "message")
      return Number(count)
    })
    return { child, url: String(url), requests }
  }),
  ({ child }) => Effect.sync(() => child.kill())
)

const median = (values: ReadonlyArray<number>) => values.toSorted((a, b) => a - b)[values.length >> 1]!

/** No question is asked twice, else it would be answered from what was kept. */
let questions = 0
const question = () => `Who won fight ${++questions}?`

const row = (name: string, figures: ReadonlyArray<string>) =>
  console.log(name.padEnd(24) + figures.map((figure) => figure.padStart(14)).join(""))

type Ways = ReadonlyArray<readonly [name: string, ask: Ask]>

/** The ways take turns, the first of which warms up, so that whatever else the machine does is no one's loss. */
const turns = Effect.fnUntraced(function* <A>(ways: Ways, count: number, measure: (ask: Ask) => Effect.Effect<A>) {
  const measured = ways.map((): Array<A> => [])
  for (let turn = 0; turn <= count; turn++) {
    for (const [at, [, ask]] of ways.entries()) {
      const one = yield* measure(ask)
      if (turn > 0) measured[at]!.push(one)
    }
  }
  return measured
})

const worked = () => {
  const { system, user } = process.cpuUsage()
  return system + user
}

const answers = 5

/** Tokens in a second of CPU time. */
const throughput = Effect.fnUntraced(function* (ask: Ask) {
  let heard = 0
  const startedAt = worked()
  for (let answer = 0; answer < answers; answer++) {
    yield* ask(question(), (delta) => {
      heard += delta.length / word.length
    })
  }
  if (heard !== answers * lengths.torrent) throw new Error(`${heard} tokens were heard`)
  return (heard / (worked() - startedAt)) * 1e6
})

/** Microseconds to the first token. */
const firstToken = Effect.fnUntraced(function* (ask: Ask) {
  const startedAt = now()
  let took = 0
  yield* ask(question(), () => {
    took = now() - startedAt
  })
  return took
})

/** Microseconds of a token from the vendor to the listener. */
const eachToken = Effect.fnUntraced(function* (ask: Ask) {
  const took: Array<number> = []
  yield* ask(question(), (sentAt) => void took.push(now() - Number(sentAt)))
  return median(took)
})

const program = Effect.gen(function* () {
  const { requests, url } = yield* upstream
  for (const { name, ways } of yield* rivals(url, "torrent")) {
    const [bare = 0, ...others] = (yield* turns(ways, 7, throughput)).map(median)
    console.log()
    row(name, ["tokens a CPU s", "ratio"])
    for (const [at, rate] of [bare, ...others].entries()) {
      row(ways[at]![0], [rate.toFixed(0), (rate / bare).toFixed(2)])
    }
  }
  const streams = yield* rivals(url, "stream")
  for (const [at, { name, ways }] of (yield* rivals(url, "greeting")).entries()) {
    const firsts = (yield* turns(ways, 150, firstToken)).map(median)
    const tokens = (yield* turns(streams[at]!.ways, 9, eachToken)).map(median)
    console.log()
    row(name, ["first token us", "added", "each token us", "added"])
    for (const [at, first] of firsts.entries()) {
      const token = tokens[at]!
      row(
        ways[at]![0],
        [first, first - firsts[0]!, token, token - tokens[0]!].map((figure) => figure.toFixed(0))
      )
    }
  }
  console.log()
  for (const { name, ways } of streams) {
    const [, ask] = ways.at(-1)!
    const same = question()
    const before = yield* requests
    yield* Effect.all(
      Array.from({ length: 50 }, () => ask(same, () => {})),
      { concurrency: "unbounded" }
    )
    console.log(`${name}: 50 equal questions at once are ${(yield* requests) - before} call`)
  }
})

await Effect.runPromise(Effect.scoped(program))
