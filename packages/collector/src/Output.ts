import { resolve } from "node:path"
import { Console, Effect, FileSystem, Option } from "effect"
import { settings } from "./Config.ts"
import { Halted } from "./Halted.ts"
import { markdown, type RunReport, render, toJson } from "./RunReport.ts"

/** How a run is to be reported. */
export interface Reporting {
  readonly json: boolean
  /** A file for all findings, one JSON object a line. */
  readonly findings: Option.Option<string>
  /** A file for the whole report, as Markdown where it ends with ".md", else as JSON. */
  readonly report: Option.Option<string>
}

/** A path as the person means it: from where they stand. */
export const pathTo = Effect.fnUntraced(function* (named: string) {
  return resolve((yield* settings).standing, named)
}, Effect.orDie)

export const keepAt = (file: string, text: string, flag: "a" | "w") =>
  FileSystem.FileSystem.use((files) => files.writeFileString(file, text, { flag })).pipe(
    Effect.mapError(() => new Halted({ message: `${file} cannot be written.`, exitCode: 2 }))
  )

/** What is written when the run is over. Tried at once: an import of minutes should not end without its findings. */
export const reporter = Effect.fnUntraced(function* ({ findings, json, report }: Reporting) {
  const paths = yield* Effect.forEach([findings, report], (named) =>
    Option.isSome(named) ? Effect.asSome(pathTo(named.value)) : Effect.succeedNone
  )
  for (const path of paths) if (Option.isSome(path)) yield* keepAt(path.value, "", "a")
  const [findingsAt, reportAt] = paths
  return Effect.fnUntraced(function* (told: RunReport) {
    if (findingsAt !== undefined && Option.isSome(findingsAt)) {
      yield* keepAt(findingsAt.value, told.findings.map((finding) => `${JSON.stringify(finding)}\n`).join(""), "w")
    }
    if (reportAt !== undefined && Option.isSome(reportAt)) {
      const text = reportAt.value.endsWith(".md") ? markdown(told) : toJson(told)
      yield* keepAt(reportAt.value, `${text}\n`, "w")
    }
    yield* Console.log(json ? toJson(told) : render(told))
  })
})
