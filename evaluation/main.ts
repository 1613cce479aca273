import "effect/schema/SchemaJITCompiler/enable"
import { mkdir, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as CsvDataset from "@mma-savant/adapters/dataset/CsvDataset"
import { IsoDate, today } from "@mma-savant/core/IsoDate"
import { version } from "@mma-savant/core/Version"
import { Console, Effect, Layer, Logger, Option, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import { type Evaluation, evaluate } from "./Evaluation.ts"
import * as League from "./fixture/League.ts"
import { json, markdown, summary } from "./Report.ts"
import { misses } from "./Score.ts"
import { thirdModel } from "./ThirdModel.ts"

/** Paths are those of whoever called npm. */
const fromCaller = (path: string): string => resolve(process.env["INIT_CWD"] ?? ".", path)

const flags = {
  data: Flag.String("data").pipe(
    Flag.optional,
    Flag.withDescription("The directory of the community CSV data set, to ask about as well")
  ),
  day: Flag.String("day").pipe(
    Flag.withSchema(IsoDate),
    Flag.optional,
    Flag.withDescription("The day on which the data set is asked about, such as 2026-09-01; today when left out")
  ),
  out: Flag.String("out").pipe(
    Flag.optional,
    Flag.withDescription("Write evaluation.md and evaluation.json into this directory")
  ),
  mutants: Flag.Boolean("mutants").pipe(
    Flag.withDefault(true),
    Flag.withDescription("Break the program in many ways and see that it is noticed; --no-mutants saves half a minute")
  ),
  all: Flag.Boolean("all").pipe(Flag.withDefault(false), Flag.withDescription("Show every question that is not right")),
  third: Flag.Boolean("model").pipe(
    Flag.withDefault(false),
    Flag.withDescription("Ask the model that ASSISTANT_MODEL names as well, which costs money")
  ),
  limit: Flag.Int("limit").pipe(
    Flag.withSchema(Schema.Int.pipe(Schema.check(Schema.isGreaterThanOrEqualTo(1)))),
    Flag.withDefault(20),
    Flag.withDescription("How many questions that model is asked at most, on each of the two grounds")
  )
}

const report = Effect.fnUntraced(function* (
  evaluations: ReadonlyArray<Evaluation>,
  out: Option.Option<string>,
  command: string
) {
  if (Option.isNone(out)) return
  const directory = fromCaller(out.value)
  yield* Effect.promise(async () => {
    await mkdir(directory, { recursive: true })
    await writeFile(join(directory, "evaluation.md"), markdown(evaluations, command))
    await writeFile(join(directory, "evaluation.json"), json(evaluations))
  })
})

const command = Command.make("eval", flags, ({ all, data, day, limit, mutants, out, third: isAsked }) =>
  Effect.gen(function* () {
    const third = isAsked ? { ...(yield* thirdModel), limit } : null
    const now = Option.getOrElse(day, () => null) ?? (yield* today)
    const fields = [
      { name: "The league of the fixture", day: League.today, source: League.source, isWhole: true },
      ...Option.match(data, {
        onNone: () => [],
        onSome: (path) => [
          { name: "The community data set", day: now, source: CsvDataset.layer(fromCaller(path)), isWhole: false }
        ]
      })
    ]
    const evaluations = yield* Effect.forEach(fields, ({ isWhole, ...field }) =>
      evaluate(field, { attacks: isWhole, mutants: isWhole && mutants, third }).pipe(
        Effect.tap((evaluation) => Console.log(summary(evaluation, all)))
      )
    )
    const path = Option.match(data, { onNone: () => "", onSome: () => ` -- --data path/to/the/csv/files --day ${now}` })
    yield* report(evaluations, out, `npm run eval${path}`)
    const missed = evaluations.flatMap(misses)
    for (const miss of missed) yield* Console.error(`missed: ${miss}`)
    if (missed.length > 0) process.exitCode = 1
  })
).pipe(Command.withDescription("Asks the assistant questions whose answers are known"))

Command.runWith(command, { version })(process.argv.slice(2)).pipe(
  Effect.tapError((error) => (error._tag === "ShowHelp" ? Effect.void : Console.error(error.message))),
  Effect.provide(Layer.mergeAll(NodeServices.layer, Logger.layer([]))),
  NodeRuntime.runMain({ disableErrorReporting: true })
)
