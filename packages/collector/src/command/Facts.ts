import { DataStore } from "@mma-savant/core/collection/DataStore"
import { ExportFlow, type Selection } from "@mma-savant/core/collection/ExportFlow"
import type { FightSource, SourceUnreadable } from "@mma-savant/core/collection/FightSource"
import { ImportFlow } from "@mma-savant/core/collection/ImportFlow"
import { today } from "@mma-savant/core/IsoDate"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { Console, Effect, Layer, Option } from "effect"
import type { Adapters } from "../Adapters.ts"
import * as EloReport from "../EloReport.ts"
import { Halted } from "../Halted.ts"
import { keepAt, pathTo, type Reporting, reporter } from "../Output.ts"
import * as Progress from "../Progress.ts"
import { reportOf } from "../RunRecord.ts"

const imports = ImportFlow.layer.pipe(Layer.provide(DataStore.layer))

/** The commands that move facts in bulk, and those that read them. */
export const make = (adapters: Adapters) => {
  const flow = imports.pipe(Layer.provideMerge(adapters.store))

  const load = Effect.fn("Collect.load")(function* (
    named: string,
    source: (path: string) => Layer.Layer<FightSource, SourceUnreadable>,
    reporting: Reporting
  ) {
    const from = yield* pathTo(named)
    const tell = yield* reporter(reporting)
    const onProgress = yield* Progress.ofImport(process.stderr)
    // The source is built first: what cannot be read is said before a database is opened for it.
    const report = yield* Effect.flatMap(
      ImportFlow.use((imports) => imports.run(onProgress)),
      reportOf
    ).pipe(
      Effect.provide(Layer.provideMerge(flow, source(from))),
      Effect.mapError(Halted.of),
      Effect.onInterrupt(() =>
        Console.error("\nInterrupted. What was stored stays; run the same command again to continue.")
      )
    )
    yield* tell(report)
  })

  const write = Effect.fn("Collect.write")(function* (named: string, selection: Selection) {
    const file = yield* pathTo(named)
    const counts = yield* ExportFlow.use((exports) => adapters.exportSnapshot(file, exports.scraped(selection))).pipe(
      Effect.provide(ExportFlow.layer.pipe(Layer.provide(adapters.store))),
      Effect.mapError(Halted.of)
    )
    const kinds = Object.entries(counts).map(([kind, count]) => `${count.toLocaleString("en-US")} ${kind}`)
    yield* Console.log(`Wrote ${kinds.join(", ")} to ${file}.`)
  })

  /** The results in the database, or in the files of a directory. */
  const results = Effect.fnUntraced(function* (data: Option.Option<string>) {
    const known = Effect.flatMap(today, (day) => StatsReader.use((reader) => reader.pairings(day)))
    if (Option.isNone(data)) return yield* Effect.provide(known, adapters.store)
    const dataset = adapters.dataset(yield* pathTo(data.value))
    const imported = ImportFlow.use((flow) => flow.run(() => Effect.void)).pipe(Effect.andThen(known))
    return yield* Effect.provide(imported, imports.pipe(Layer.provideMerge(adapters.scratch), Layer.merge(dataset)))
  }, Effect.mapError(Halted.of))

  const elo = Effect.fn("Collect.elo")(function* (data: Option.Option<string>, named: Option.Option<string>) {
    const report = EloReport.of(yield* results(data), Option.isSome(data) ? "files" : "database")
    if (report === null)
      return yield* new Halted({ message: "There is no fight to rate. Import some first.", exitCode: 2 })
    yield* Console.log(report)
    if (Option.isSome(named)) yield* keepAt(yield* pathTo(named.value), `${report}\n`, "w")
  })

  return { load, write, elo }
}
