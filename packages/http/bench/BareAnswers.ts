/**
 * A bare HTTP server, in a process of its own, to compare with. It answers with the heads and bodies that it has been told
 * to, by path, and does nothing else. It says where it is; to every question about itself it answers.
 */

import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { answer, type Question } from "./Vitals.ts"

/** An answer as it is sent. */
export interface BareAnswer {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const answers = new Map<string, { readonly headers: BareAnswer["headers"]; readonly body: Buffer }>()

const server = createServer(({ url }, response) => {
  const { body, headers } = answers.get(url!)!
  response.writeHead(200, headers)
  response.end(body)
})
server.listen(0, "127.0.0.1", () => process.send!(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))

process.on("disconnect", () => process.exit())
process.on("message", async (told: Question | Readonly<Record<string, BareAnswer>>) => {
  if (typeof told === "string") return process.send!(await answer(told))
  for (const [path, { body, headers }] of Object.entries(told)) answers.set(path, { headers, body: Buffer.from(body) })
  return process.send!(answers.size)
})
