/**
 * The clients of a bench, in a process of their own, so that the time they take is not counted as the server's. To each
 * load it answers how many requests were answered.
 */

import { Agent, get } from "node:http"
import { setTimeout } from "node:timers/promises"

/** What is to be asked, by how many at a time, and for how many milliseconds or until so many are answered. */
export interface Load {
  /** `{n}` in it stands for another number in each request, from 0 on. */
  readonly url: string
  readonly token: string | null
  readonly clients: number
  readonly milliseconds: number
  readonly most?: number
  /** How many are asked a second; as many as are answered, where it is not said. */
  readonly rate?: number
}

const ask = (agent: Agent, url: string, headers: Record<string, string>) =>
  new Promise<void>((done, failed) => {
    const asked = get(url, { agent, headers }, (answer) => {
      answer.resume()
      if (answer.statusCode !== 200) failed(new Error(`${url} answers with status ${answer.statusCode}`))
      answer.on("end", done)
    })
    asked.on("error", failed)
  })

process.on("message", async ({ clients, milliseconds, most = Number.POSITIVE_INFINITY, rate, token, url }: Load) => {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  // A server may end connections that rest between two loads.
  const agent = new Agent({ keepAlive: true })
  const begin = performance.now()
  const end = begin + milliseconds
  const gap = rate === undefined ? 0 : 1000 / rate
  let asked = 0
  const client = async () => {
    while (performance.now() < end && asked < most) {
      const n = asked++
      const early = begin + n * gap - performance.now()
      if (early > 0) await setTimeout(early)
      await ask(agent, url.replace("{n}", String(n)), headers)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  agent.destroy()
  process.send!(asked)
})
