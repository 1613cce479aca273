import { readFileSync } from "node:fs"
import { ExportFlow } from "@mma-savant/core/collection/ExportFlow"
import { FightSource } from "@mma-savant/core/collection/FightSource"
import { today } from "@mma-savant/core/IsoDate"
import { Console, Effect, Option, Stream } from "effect"
import type { Adapters } from "../Adapters.ts"
import { Halted } from "../Halted.ts"
import { pathTo } from "../Output.ts"

export interface SimulationRequest {
  /** The directory of the community CSV data set; the database when left out. */
  readonly data: Option.Option<string>
  /** A file with a scenario. */
  readonly scenario: Option.Option<string>
  readonly port: number
}

/** The command that serves a whole site on this machine. */
export const make = (adapters: Adapters) => {
  const facts = Effect.fnUntraced(function* (data: Option.Option<string>) {
    if (Option.isSome(data)) {
      return yield* FightSource.use(({ scraped }) => Stream.runCollect(scraped)).pipe(
        Effect.provide(adapters.dataset(yield* pathTo(data.value)))
      )
    }
    return yield* ExportFlow.use(({ scraped }) => Stream.runCollect(scraped({ events: [], latest: null }))).pipe(
      Effect.provide(ExportFlow.layer),
      Effect.provide(adapters.store)
    )
  })

  const scenarioIn = Effect.fnUntraced(function* (named: Option.Option<string>) {
    if (Option.isNone(named)) return {}
    const file = yield* pathTo(named.value)
    return yield* Effect.try({
      try: () => JSON.parse(readFileSync(file, "utf8")) as unknown,
      catch: () => new Halted({ message: `${file} cannot be read as JSON.`, exitCode: 2 })
    })
  })

  return Effect.fn("Collect.simulate")(
    function* ({ data, port, scenario }: SimulationRequest) {
      const site = yield* adapters
        .simulate({ facts: yield* facts(data), scenario: yield* scenarioIn(scenario), today: yield* today, port })
        .pipe(Effect.mapError(Halted.of))
      yield* Console.log(
        [
          `A simulated site stands at ${site.url}. In another terminal:`,
          `UFCSTATS_BASE_URL=${site.url} UFC_RANKINGS_URL=${site.url}/rankings npm run collect -- full`
        ].join("\n")
      )
      return yield* Effect.never
    },
    Effect.scoped,
    Effect.mapError((error) => Halted.of(error as Halted))
  )
}
