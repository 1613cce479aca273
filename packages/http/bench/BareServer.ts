/**
 * A bare WebSocket server, in a process of its own, to compare with. It sends back what it is sent; a question it answers
 * with a frame for each piece, and keeps nothing. It says where it is; to every question about itself it answers.
 */

import type { AddressInfo } from "node:net"
import { type WebSocket, WebSocketServer } from "ws"
import { read, recite } from "./Answering.ts"
import { answer, type Question } from "./Vitals.ts"

const sid = crypto.randomUUID()

const give = (socket: WebSocket, question: string) => {
  const run = `r_${crypto.randomUUID()}`
  let seq = 0
  const send = (t: string, d: object) =>
    socket.send(JSON.stringify({ t, d, run, v: 1, sid, ts: new Date().toISOString(), seq: ++seq }))
  recite(read(question), (delta, isLast) => {
    send("part.delta", { part: 0, delta })
    if (isLast) send("run.end", { status: "completed" })
  })
}

const server = new WebSocketServer({ host: "127.0.0.1", port: 0 }, () => {
  process.send!(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
server.on("connection", (socket) => {
  socket.on("message", (data, isBinary) => {
    const text = data.toString()
    if (text.startsWith("{")) give(socket, text)
    else socket.send(data, { binary: isBinary })
  })
})

process.on("disconnect", () => process.exit())
process.on("message", async (question: Question) => process.send!(await answer(question)))
