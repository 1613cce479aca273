/**
 * npm run bench:chat
 *
 * The chat server against a bare WebSocket server that echoes, both measured in the same minute: what an idle socket
 * holds, how long after the model's first word the first frame comes, how many frames go out in a second, and what an
 * answer costs. With TEST_DATABASE_URL and TEST_REDIS_URL the same over those servers.
 */

import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { setTimeout } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { WebSocket } from "ws"
import { type Answering, asked } from "./Answers.ts"
import type { Seat } from "./ChatServer.ts"
import { now } from "./Pace.ts"
import type { Question } from "./Vitals.ts"

const sockets = 1000
const talking = 200

const start = async (file: string, args: ReadonlyArray<string> = []) => {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: ["--expose-gc"] })
  const [url] = await once(child, "message")
  return { child, url: String(url) }
}

const tell = async <A>(child: ChildProcess, message: number | Question): Promise<A> => {
  child.send(message)
  return (await once(child, "message"))[0]
}

const opened = async (socket: WebSocket) => {
  await once(socket, "open")
  return socket
}

/** Some at a time: a server takes only so many connections that wait. */
const inTurn = async <A, B>(items: ReadonlyArray<A>, run: (item: A) => Promise<B>): Promise<ReadonlyArray<B>> => {
  const done: Array<B> = []
  for (let from = 0; from < items.length; from += 50)
    done.push(...(await Promise.all(items.slice(from, from + 50).map(run))))
  return done
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

const row = (name: string, ...figures: ReadonlyArray<string>) =>
  console.log(name.padEnd(52) + figures.map((figure) => figure.padStart(14)).join(""))

/** Everyone asks once, at the same time. */
const round = async (child: ChildProcess, clients: ReadonlyArray<WebSocket>, answering: Answering) => {
  const before = await tell<number>(child, "cpu")
  const startedAt = performance.now()
  const told = await Promise.all(clients.map((client) => asking(client, answering)))
  const seconds = (performance.now() - startedAt) / 1000
  const after = await tell<number>(child, "cpu")
  const firsts = told.map(({ first }) => first / 1000)
  const frames = told.reduce((sum, { frames }) => sum + frames, 0)
  const bytes = told.reduce((sum, { bytes }) => sum + bytes, 0)
  return { cpu: (after - before) / 1000 / clients.length, firsts, frames, bytes, seconds }
}

/** As many frames of as many bytes, sent by the client and echoed. */
const echoed = async (child: ChildProcess, clients: ReadonlyArray<WebSocket>, frames: number, bytes: number) => {
  const each = Math.round(frames / clients.length)
  const frame = "x".repeat(Math.round(bytes / frames))
  const before = await tell<number>(child, "cpu")
  const startedAt = performance.now()
  await Promise.all(
    clients.map(
      (client) =>
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
    )
  )
  const seconds = (performance.now() - startedAt) / 1000
  const after = await tell<number>(child, "cpu")
  return { cpu: (after - before) / 1000 / clients.length, seconds }
}

const kibibytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`

const measure = async (name: string, args: ReadonlyArray<string>) => {
  const echo = await start("EchoServer.ts")
  const chat = await start("ChatServer.ts", args)
  const seats = await tell<ReadonlyArray<Seat>>(chat.child, sockets)

  console.log(`\n${name}`)
  const idle = async (child: ChildProcess, open: () => Promise<ReadonlyArray<WebSocket>>) => {
    const warm = await open()
    for (const socket of warm) socket.close()
    await setTimeout(1000)
    const before = await tell<number>(child, "memory")
    const clients = await open()
    await setTimeout(1000)
    return { clients, each: ((await tell<number>(child, "memory")) - before) / sockets }
  }
  const bare = await idle(echo.child, () =>
    inTurn(seats, () => opened(new WebSocket(echo.url, { perMessageDeflate: false })))
  )
  const ours = await idle(chat.child, () => inTurn(seats, (seat) => greeted(chat.url, seat)))
  row(`${sockets} idle sockets: memory of each`, kibibytes(ours.each), "bare", kibibytes(bare.each))

  const clients = ours.clients.slice(0, talking)
  const wordy: Answering = { pieces: 200, letters: 5, pause: 20 }
  await round(chat.child, clients, wordy)
  const streamed = await round(chat.child, clients, wordy)
  row(
    `${talking} answers at once, 200 words, one in 20 ms`,
    `${streamed.cpu.toFixed(2)} ms CPU`,
    `${(streamed.frames / talking).toFixed(0)} frames`
  )
  row(
    "  first frame after the model's first word",
    `${percentile(streamed.firsts, 0.5).toFixed(1)} ms p50`,
    `${percentile(streamed.firsts, 0.95).toFixed(1)} ms p95`
  )
  const burst = await round(chat.child, clients, { ...wordy, pause: 0 })
  row(
    `${talking} answers at once, 200 words at once`,
    `${burst.cpu.toFixed(2)} ms CPU`,
    `${(burst.frames / talking).toFixed(0)} frames`
  )
  const frameful = await round(chat.child, clients, { pieces: 200, letters: 300, pause: 0 })
  const echoes = await echoed(echo.child, bare.clients.slice(0, talking), frameful.frames, frameful.bytes)
  const [rate, bareRate] = [frameful.frames / frameful.seconds, frameful.frames / echoes.seconds]
  row(
    `${talking} answers at once, 200 frames each`,
    `${frameful.cpu.toFixed(2)} ms CPU`,
    `${Math.round(rate)}/s`,
    `bare ${Math.round(bareRate)}/s`,
    `${(rate / bareRate).toFixed(2)} of it`
  )
  const everyone = await round(chat.child, ours.clients, wordy)
  row(
    `${sockets} answers at once, 200 words, one in 20 ms`,
    `${everyone.cpu.toFixed(2)} ms CPU`,
    `${percentile(everyone.firsts, 0.5).toFixed(1)} ms p50`,
    `${percentile(everyone.firsts, 0.95).toFixed(1)} ms p95`
  )
  for (const client of [...ours.clients, ...bare.clients]) client.terminate()
  echo.child.disconnect()
  chat.child.disconnect()
}

await measure("In memory", [])
const { TEST_DATABASE_URL: database, TEST_REDIS_URL: redis } = process.env
if (database !== undefined && redis !== undefined) await measure("PostgreSQL and Redis", [database, redis])
