/**
 * npm run bench:chat
 *
 * The chat server against a bare WebSocket server, both measured in the same minute: what an idle socket holds, what an
 * answer costs, how long after the model's first word its first frame comes, and how many frames a second of CPU time
 * gives.
 * With TEST_DATABASE_URL and TEST_REDIS_URL the same over those servers.
 */

import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { setTimeout } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { WebSocket } from "ws"
import { type Answering, asked } from "./Answering.ts"
import type { Seat } from "./ChatServer.ts"
import { now } from "./Pace.ts"
import type { Question } from "./Vitals.ts"

const sockets = 1000
const talking = 200

/** Those who ask one more question while the others are being answered, and milliseconds from one to the next. */
const late = 100
const between = 15

const start = async (file: string, args: ReadonlyArray<string> = []) => {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: ["--expose-gc"] })
  const [url] = await once(child, "message")
  return { child, url: String(url) }
}

const tell = async <A>(child: ChildProcess, message: number | Question): Promise<A> => {
  child.send(message)
  return (await once(child, "message"))[0]
}

/** Some at a time: a server takes only so many connections that wait. */
const inTurn = async <A, B>(items: ReadonlyArray<A>, run: (item: A) => Promise<B>): Promise<ReadonlyArray<B>> => {
  const done: Array<B> = []
  for (let from = 0; from < items.length; from += 50)
    done.push(...(await Promise.all(items.slice(from, from + 50).map(run))))
  return done
}

const opened = async (url: string) => {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  await once(socket, "open")
  return socket
}

/** A socket that has been greeted. */
const greeted = async (url: string, { sessionId, token }: Seat) => {
  const headers = { authorization: `Bearer ${token}` }
  const socket = new WebSocket(`${url}/ws/chat/${sessionId}`, "mma.chat.v1", { headers, perMessageDeflate: false })
  await once(socket, "open")
  socket.send(JSON.stringify({ v: 1, t: "hello", id: "hello", d: {} }))
  await once(socket, "message")
  return socket
}

interface Told {
  /** Microseconds from the model's first word to the first frame of it, and bytes and frames in all. */
  readonly first: number
  readonly frames: number
  readonly bytes: number
}

const asking = (socket: WebSocket, answering: Answering) =>
  new Promise<Told>((done) => {
    let [first, frames, bytes] = [0, 0, 0]
    const hear = (data: Buffer) => {
      frames += 1
      bytes += data.length
      const text = data.toString()
      if (first === 0 && text.includes('"part.delta"')) first = now() - Number(/"delta":"(\d+)/.exec(text)?.[1])
      if (!text.includes('"t":"run.end"')) return
      socket.off("message", hear)
      done({ first, frames, bytes })
    }
    socket.on("message", hear)
    const cid = crypto.randomUUID()
    socket.send(JSON.stringify({ v: 1, t: "send", id: cid, d: { cid, text: asked(answering) } }))
  })

const percentile = (figures: ReadonlyArray<number>, share: number): number =>
  figures.toSorted((a, b) => a - b)[Math.min(figures.length - 1, Math.floor(figures.length * share))]!

const milliseconds = (told: ReadonlyArray<Told>) => told.map(({ first }) => first / 1000)

/** The milliseconds of CPU time that the server takes while something happens. */
const during = async <A>(child: ChildProcess, happen: () => Promise<A>) => {
  const before = await tell<number>(child, "cpu")
  const result = await happen()
  return { result, cpu: ((await tell<number>(child, "cpu")) - before) / 1000 }
}

/** A server and its clients. */
interface Side {
  readonly child: ChildProcess
  readonly clients: ReadonlyArray<WebSocket>
}

/** Everyone asks once, at the same time. */
const round = async ({ child, clients }: Side, answering: Answering) => {
  const askers = clients.slice(0, talking)
  const { cpu, result } = await during(child, () => Promise.all(askers.map((client) => asking(client, answering))))
  const frames = result.reduce((sum, told) => sum + told.frames, 0)
  const bytes = result.reduce((sum, told) => sum + told.bytes, 0)
  return { cpu: cpu / talking, firsts: milliseconds(result), frames, bytes, rate: (frames / cpu) * 1000 }
}

/** Those who ask one after the other, while the others, who did so too, are being answered. */
const latecomers = async ({ clients }: Side, answering: Answering) => {
  const inRow = async (askers: ReadonlyArray<WebSocket>, pieces: number, apart: number) => {
    const told: Array<Promise<Told>> = []
    for (const client of askers) {
      await setTimeout(apart)
      told.push(asking(client, { ...answering, pieces }))
    }
    return told
  }
  const others = await inRow(clients.slice(0, talking), answering.pieces, 5)
  const told = await inRow(clients.slice(talking, talking + late), 2, between)
  await Promise.all(others)
  return milliseconds(await Promise.all(told))
}

interface Welcome {
  readonly t: "welcome"
  readonly d: { readonly epoch: string; readonly head: number }
}

/** Everyone is told all frames of their session again. */
const replayed = async ({ child, clients }: Side) => {
  const resync = (client: WebSocket, d: object) => {
    client.send(JSON.stringify({ v: 1, t: "resync", id: "resync", d }))
  }
  const epochOf = async (client: WebSocket) => {
    resync(client, {})
    const welcome: Welcome = JSON.parse(String((await once(client, "message"))[0]))
    return welcome.d.epoch
  }
  const all = (client: WebSocket, epoch: string) =>
    new Promise<number>((done) => {
      let [heard, head] = [0, Number.POSITIVE_INFINITY]
      client.on("message", (data) => {
        const frame: Welcome | { readonly t: ""; readonly seq?: number } = JSON.parse(String(data))
        if (frame.t === "welcome") head = frame.d.head
        else if (frame.seq !== undefined) heard += 1
        if (heard === head) done(heard)
      })
      resync(client, { after: 0, epoch })
    })
  const listeners = clients.slice(0, talking)
  const epochs = await Promise.all(listeners.map(epochOf))
  await setTimeout(1000)
  const { cpu, result } = await during(child, () =>
    Promise.all(listeners.map((client, at) => all(client, epochs[at]!)))
  )
  return (result.reduce((sum, heard) => sum + heard, 0) / cpu) * 1000
}

/** As many frames of as many bytes are sent by the clients and echoed. */
const echoed = async (
  { child, clients }: Side,
  { bytes, frames }: { readonly frames: number; readonly bytes: number }
) => {
  const each = Math.round(frames / talking)
  const frame = "x".repeat(Math.round(bytes / frames))
  const echo = (client: WebSocket) =>
    new Promise<void>((done) => {
      let heard = 0
      const hear = () => {
        heard += 1
        if (heard < each) return
        client.off("message", hear)
        done()
      }
      client.on("message", hear)
      for (let sent = 0; sent < each; sent++) client.send(frame)
    })
  const { cpu } = await during(child, () => Promise.all(clients.slice(0, talking).map(echo)))
  return ((each * talking) / cpu) * 1000
}

const line = (name: string, ...figures: ReadonlyArray<string>) =>
  console.log(name.padEnd(64) + figures.map((figure) => figure.padStart(12)).join(""))

const row = (name: string, ours: number, bare: number, digits: number) =>
  line(name, ours.toFixed(digits), bare.toFixed(digits), (ours / bare).toFixed(2))

/** KiB that each open socket holds. Others come and go before, so that what is made once is not counted. */
const idle = async (child: ChildProcess, open: () => Promise<ReadonlyArray<WebSocket>>) => {
  for (let warm = 0; warm < 2; warm++) {
    for (const socket of await open()) socket.close()
    await setTimeout(1500)
  }
  const before = await tell<number>(child, "memory")
  const clients = await open()
  await setTimeout(1000)
  return { child, clients, each: ((await tell<number>(child, "memory")) - before) / sockets / 1024 }
}

const measure = async (name: string, args: ReadonlyArray<string>) => {
  const bareServer = await start("BareServer.ts")
  const server = await start("ChatServer.ts", args)
  const seats = await tell<ReadonlyArray<Seat>>(server.child, sockets)
  const bare = await idle(bareServer.child, () => inTurn(seats, () => opened(bareServer.url)))
  const ours = await idle(server.child, () => inTurn(seats, (seat) => greeted(server.url, seat)))

  console.log()
  line(name, "here", "bare", "ratio")
  row(`An idle socket, of ${sockets}: memory in KiB`, ours.each, bare.each, 1)

  const words: Answering = { pieces: 200, letters: 5, pause: 20 }
  const bareWords = await round(bare, words)
  await round(ours, words)
  const ourWords = await round(ours, words)
  const [lateOurs, lateBare] = [await latecomers(ours, words), await latecomers(bare, words)]
  row(`${talking} answers of 200 words, one in 20 ms: CPU of each in ms`, ourWords.cpu, bareWords.cpu, 2)
  row("  frames of each", ourWords.frames / talking, bareWords.frames / talking, 0)
  for (const [share, of] of [
    [0.5, "p50"],
    [0.95, "p95"]
  ] as const) {
    const [atOnce, bareAtOnce] = [percentile(ourWords.firsts, share), percentile(bareWords.firsts, share)]
    row(`  first frame after the first word, all asked at once: ms ${of}`, atOnce, bareAtOnce, 1)
    row(`  the same of one question more: ms ${of}`, percentile(lateOurs, share), percentile(lateBare, share), 1)
  }

  const whole: Answering = { ...words, pause: null }
  for (let warm = 0; warm < 3; warm++) await round(ours, whole)
  const [ourWhole, bareWhole] = [await round(ours, whole), await round(bare, whole)]
  row(`${talking} answers of 200 words at once: CPU of each in ms`, ourWhole.cpu, bareWhole.cpu, 2)
  row("  frames of each", ourWhole.frames / talking, bareWhole.frames / talking, 0)

  const long: Answering = { pieces: 200, letters: 300, pause: 0 }
  const [ourLong, bareLong] = [await round(ours, long), await round(bare, long)]
  row(`${talking} answers of 200 frames: CPU of each in ms`, ourLong.cpu, bareLong.cpu, 2)
  row("  frames of each", ourLong.frames / talking, bareLong.frames / talking, 0)
  row("  frames in a CPU second", ourLong.rate, bareLong.rate, 0)
  const echoes = await echoed(bare, ourLong)
  row("  the same, echoed by the bare", ourLong.rate, echoes, 0)
  row("Frames told again in a CPU second, echoed by the bare", await replayed(ours), echoes, 0)

  for (const client of [...ours.clients, ...bare.clients]) client.terminate()
  bareServer.child.disconnect()
  server.child.disconnect()
}

await measure("In memory", [])
const { TEST_DATABASE_URL: database, TEST_REDIS_URL: redis } = process.env
if (database !== undefined && redis !== undefined) await measure("PostgreSQL and Redis", [database, redis])
