/** The simulated site of a benchmark in a process of its own, which tells what it has served and what that took when it is asked. */

import * as Simulator from "@mma-savant/adapters/simulator/Simulator"
import { Effect, Exit, Scope } from "effect"
import { siteFacts, today } from "./SiteFacts.ts"

/** What a site has served, and the processor time that it took, in seconds. */
export interface SiteCost {
  readonly served: number
  readonly cpu: number
}

const [directory = "", events = "0", latency = "0"] = process.argv.slice(2)
const scope = Scope.makeUnsafe()
const { served, url } = await Effect.runPromise(
  Simulator.open({
    facts: await siteFacts(directory, Number(events)),
    scenario: { latency: Number(latency) },
    today,
    port: 0
  }).pipe(Scope.provide(scope))
)
const before = process.cpuUsage()

process.on("message", () => {
  const { system, user } = process.cpuUsage(before)
  process.send?.({ served: served(), cpu: (system + user) / 1e6 } satisfies SiteCost)
})
process.on("disconnect", () => {
  void Effect.runPromise(Scope.close(scope, Exit.void))
})
process.send?.(url)
