/**
 * A bare HTTP server, in a process of its own, to compare with. It answers with the bytes that it has been told to, by
 * path, and does nothing else. It says where it is; to every question about itself it answers.
 */

import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { answer, type Question } from "./Vitals.ts"

const answers = new Map<string, Buffer>()

const server = createServer(({ url }, response) => {
  const body = answers.get(url!)!
  response.writeHead(200, { "content-type": "application/json", "content-length": body.length })
  response.end(body)
})
server.listen(0, "127.0.0.1", () => process.send!(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))

process.on("disconnect", () => process.exit())
process.on("message", async (told: Question | Readonly<Record<string, string>>) => {
  if (typeof told === "string") return process.send!(await answer(told))
  for (const [path, body] of Object.entries(told)) answers.set(path, Buffer.from(body))
  return process.send!(answers.size)
})
