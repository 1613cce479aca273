import { hash } from "node:crypto"
import { createServer, type ServerResponse } from "node:http"
import { setTimeout } from "node:timers/promises"
import type { Scraped } from "@mma-savant/core/collection/Scraped"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import { Effect, Schema } from "effect"
import { relayout } from "./Relayout.ts"
import { Scenario } from "./Scenario.ts"
import { pageAt } from "./SitePages.ts"
import { Stage } from "./Stage.ts"
import { World } from "./World.ts"

export interface SimulatorOptions {
  readonly facts: Iterable<Scraped>
  readonly scenario: Scenario
  /** The day by which events are past or to come. */
  readonly today: IsoDate
  /** A port of this machine; 0 takes a free one. */
  readonly port: number
  /** Is told of every request, when it comes. */
  readonly onRequest?: (path: string) => void
}

/** A running site. */
export interface Simulator {
  /** Where it stands, without a slash at the end; the rankings are at `/rankings`. */
  readonly url: string
  /** How many requests it has answered, those for robots.txt included. */
  readonly served: () => number
  /** How many times each path was asked for. */
  readonly asked: Map<string, number>
}

export class SimulatorUnusable extends Schema.TaggedError<SimulatorUnusable>()("SimulatorUnusable", {
  message: Schema.String
}) {}

const challenge = `<!DOCTYPE html><html><head><title>Checking your browser</title></head>
<body><noscript>Please enable JavaScript and cookies to continue.</noscript><p>Checking your browser before you go on.</p></body></html>`

const unknown = "<h1>Internal Server Error</h1>"

const reply = (response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}) => {
  response.writeHead(status, { "content-type": "text/html;charset=utf-8", ...headers })
  response.end(body)
}

/** A whole site in the markup of the real ones, made of facts, on this machine alone. It ends with its scope. */
export const open = Effect.fn("Simulator.open")(function* ({
  facts,
  onRequest,
  port,
  scenario,
  today
}: SimulatorOptions) {
  const world = new World(facts)
  const stage = new Stage(world, scenario)
  const asked = new Map<string, number>()
  let served = 0

  const answer = (path: string, etag: string | undefined, response: ServerResponse) => {
    if (path === "/robots.txt") {
      return scenario.robots === undefined
        ? reply(response, 404, "")
        : reply(response, 200, scenario.robots, { "content-type": "text/plain" })
    }
    const instead = stage.next(path)
    if (instead?.do === "hang-up") return void response.destroy()
    if (instead?.do === "challenge") return reply(response, 200, challenge)
    if (instead?.do === "status") {
      return reply(
        response,
        instead.status,
        "",
        instead.retryAfter === undefined ? {} : { "retry-after": instead.retryAfter }
      )
    }
    const page = pageAt(world, path, today)
    // The real site, too, answers so for an id that it does not know.
    if (page === null) return reply(response, 500, unknown)
    const html = instead === undefined ? page : relayout(page, instead.change)
    const mark = `"${hash("sha1", html, "base64url")}"`
    return etag === mark ? reply(response, 304, "", { etag: mark }) : reply(response, 200, html, { etag: mark })
  }

  const server = createServer(async (request, response) => {
    const path = request.url ?? "/"
    served++
    onRequest?.(path)
    asked.set(path, (asked.get(path) ?? 0) + 1)
    if (scenario.latency !== undefined) await setTimeout(scenario.latency)
    answer(path, request.headers["if-none-match"], response)
  })
  yield* Effect.acquireRelease(
    Effect.callback<void, SimulatorUnusable>((resume) => {
      server.once("error", ({ message }) =>
        resume(new SimulatorUnusable({ message: `The site cannot be opened: ${message}.` }))
      )
      server.listen(port, "127.0.0.1", () => resume(Effect.void))
    }),
    () =>
      Effect.callback<void>((resume) => {
        server.close(() => resume(Effect.void))
        server.closeAllConnections()
      })
  )
  const address = server.address()
  const simulator: Simulator = {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : port}`,
    served: () => served,
    asked
  }
  return simulator
})

const decode = Schema.decodeUnknownEffect(Scenario)

/** The same, with a scenario of whoever wrote it: what is wrong in it is said. */
export const openScenario = ({
  scenario,
  ...options
}: Omit<SimulatorOptions, "scenario"> & { readonly scenario: unknown }) =>
  Effect.flatMap(
    Effect.mapError(
      decode(scenario, { onExcessProperty: "error" }),
      ({ message }) => new SimulatorUnusable({ message: `That is no scenario: ${message}` })
    ),
    (known) => open({ ...options, scenario: known })
  )
