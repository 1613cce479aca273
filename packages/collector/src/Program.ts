import { resolve } from "node:path"
import { CollectionLog } from "@mma-savant/core/collection/CollectionLog"
import { DataStore } from "@mma-savant/core/collection/DataStore"
import { ExportFlow, type Selection } from "@mma-savant/core/collection/ExportFlow"
import type { FightSource, SourceUnreadable } from "@mma-savant/core/collection/FightSource"
import { ImportFlow } from "@mma-savant/core/collection/ImportFlow"
import { today } from "@mma-savant/core/IsoDate"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { Console, Effect, FileSystem, Layer, Option } from "effect"
import type { Adapters } from "./Adapters.ts"
import { settings } from "./Config.ts"
import * as EloReport from "./EloReport.ts"
import { Halted } from "./Halted.ts"
import * as Progress from "./Progress.ts"
import * as RunReport from "./RunReport.ts"

/** How a run is to be reported. */
export interface Reporting {
  readonly json: boolean
  /** A file for all findings, one JSON object a line. */
  readonly findings: Option.Option<string>
}

const imports = ImportFlow.layer.pipe(Layer.provide(DataStore.layer))

/** What the commands do. */
export const make = (adapters: Adapters) => {
  const flow = imports.pipe(Layer.provide(adapters.store))

  const path = Effect.fnUntraced(function* (named: string) {
    return resolve((yield* settings).standing, named)
  }, Effect.orDie)

  const keepAt = (file: string, text: string, flag: "a" | "w") =>
    FileSystem.FileSystem.use((files) => files.writeFileString(file, text, { flag })).pipe(
      Effect.mapError(() => new Halted({ message: `${file} cannot be written.`, exitCode: 2 }))
    )

  const load = Effect.fn("Collect.load")(function* (
    named: string,
    source: (path: string) => Layer.Layer<FightSource, SourceUnreadable>,
    { findings, json }: Reporting
  ) {
    const from = yield* path(named)
    const file = Option.isSome(findings) ? yield* path(findings.value) : null
    // Tried first: an import of minutes should not end without its findings.
    if (file !== null) yield* keepAt(file, "", "a")
    const onProgress = yield* Progress.make(process.stderr)
    // The source is built first: what cannot be read is said before a database is opened for it.
    const run = yield* ImportFlow.use((imports) => imports.run(onProgress)).pipe(
      Effect.provide(Layer.provideMerge(flow, source(from))),
      Effect.mapError(Halted.of),
      Effect.onInterrupt(() =>
        Console.error("\nInterrupted. What was stored stays; run the same command again to continue.")
      )
    )
    if (file !== null) yield* keepAt(file, run.findings.map((finding) => `${JSON.stringify(finding)}\n`).join(""), "w")
    yield* Console.log(json ? RunReport.toJson(run) : RunReport.render(run))
  })

  const write = Effect.fn("Collect.write")(function* (named: string, selection: Selection) {
    const file = yield* path(named)
    const counts = yield* ExportFlow.use((exports) => adapters.exportSnapshot(file, exports.scraped(selection))).pipe(
      Effect.provide(ExportFlow.layer.pipe(Layer.provide(adapters.store))),
      Effect.mapError(Halted.of)
    )
    const kinds = Object.entries(counts).map(([kind, count]) => `${count.toLocaleString("en-US")} ${kind}`)
    yield* Console.log(`Wrote ${kinds.join(", ")} to ${file}.`)
  })

  const runs = Effect.fn("Collect.runs")(function* (limit: number, json: boolean) {
    const latest = yield* CollectionLog.use((log) => log.runs(limit)).pipe(
      Effect.provide(adapters.store),
      Effect.mapError(Halted.of)
    )
    for (const run of latest) yield* Console.log(json ? RunReport.toJson(run) : RunReport.summary(run))
    if (latest.length === 0 && !json) yield* Console.log("Nothing has been collected yet.")
  })

  /** The results in the database, or in the files of a directory. */
  const results = Effect.fnUntraced(function* (data: Option.Option<string>) {
    const known = Effect.flatMap(today, (day) => StatsReader.use((reader) => reader.results(day)))
    if (Option.isNone(data)) return yield* Effect.provide(known, adapters.store)
    const dataset = adapters.dataset(yield* path(data.value))
    const imported = ImportFlow.use((flow) => flow.run(() => Effect.void)).pipe(Effect.andThen(known))
    return yield* Effect.provide(imported, imports.pipe(Layer.provideMerge(adapters.scratch), Layer.merge(dataset)))
  }, Effect.mapError(Halted.of))

  const elo = Effect.fn("Collect.elo")(function* (data: Option.Option<string>, named: Option.Option<string>) {
    const report = EloReport.of(yield* results(data), Option.isSome(data) ? "files" : "database")
    if (report === null)
      return yield* new Halted({ message: "There is no fight to rate. Import some first.", exitCode: 2 })
    yield* Console.log(report)
    if (Option.isSome(named)) yield* keepAt(yield* path(named.value), `${report}\n`, "w")
  })

  return { load, write, runs, elo }
}
