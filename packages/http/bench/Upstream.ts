/**
 * The vendor of a bench, in a process of its own, so that the time it takes is not counted as ours. It says where it
 * is, and to each message how many requests it has had. The model that is asked for is what it does.
 */

import { setTimeout } from "node:timers/promises"
import { Effect } from "effect"
import { vendor } from "../../adapters/test/vendor/Vendor.ts"
import { type Dialect, dialects } from "../test/vendor/Dialect.ts"
import { lengths, now, type Pace, word } from "./Pace.ts"

/** Bytes that come together. */
const pieceBytes = 16_384

const torrents = new Map<Dialect, ReadonlyArray<Buffer>>()

const torrent = (dialect: Dialect): ReadonlyArray<Buffer> => {
  const known = torrents.get(dialect)
  if (known !== undefined) return known
  const { begin, end, say } = dialect.telling({ model: "torrent", question: "", results: [] })
  const bytes = Buffer.from([begin(), ...Array.from({ length: lengths.torrent }, () => say(word)), end()].join(""))
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) =>
    bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes)
  )
  torrents.set(dialect, pieces)
  return pieces
}

async function* stream(dialect: Dialect, length: number) {
  const { begin, end, say } = dialect.telling({ model: "stream", question: "", results: [] })
  yield begin()
  for (let count = 0; count < length; count++) {
    yield say(`${now()}`)
    if (count + 1 < length) await setTimeout(2)
  }
  yield end()
}

const serve = Effect.gen(function* () {
  let requests = 0
  const { baseUrl } = yield* vendor(async (response, { url }, body) => {
    requests += 1
    const dialect = Object.values(dialects).find(({ path }) => path === url)!
    response.writeHead(200, { "content-type": "text/event-stream" })
    const pace = dialect.read(JSON.parse(body)).model as Pace
    for await (const piece of pace === "torrent" ? torrent(dialect) : stream(dialect, lengths[pace])) {
      if (response.destroyed) return
      if (!response.write(piece)) await new Promise((done) => response.once("drain", done))
    }
    response.end()
  })
  process.on("message", () => process.send!(requests))
  // The bench is over, however it ended.
  process.on("disconnect", () => process.exit())
  process.send!(baseUrl)
  return yield* Effect.never
})

Effect.runFork(Effect.scoped(serve))
