/**
 * A bare WebSocket server, in a process of its own, to compare with: it sends back what it is sent. It says where it is;
 * to every
 * question it answers for itself.
 */

import type { AddressInfo } from "node:net"
import { WebSocketServer } from "ws"
import { answer, type Question } from "./Vitals.ts"

const server = new WebSocketServer({ host: "127.0.0.1", port: 0 }, () => {
  process.send!(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
server.on("connection", (socket) => {
  socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }))
})

process.on("disconnect", () => process.exit())
process.on("message", async (question: Question) => process.send!(await answer(question)))
