import { ExportFlow } from "@mma-savant/core/collection/ExportFlow"
import { FightSource } from "@mma-savant/core/collection/FightSource"
import { type Verification, verify } from "@mma-savant/core/collection/Verification"
import { Console, Effect, Stream } from "effect"
import type { Adapters } from "../Adapters.ts"
import { Halted } from "../Halted.ts"
import { pathTo } from "../Output.ts"

/** Keys and conflicts that are shown of each kind before the rest is only counted. */
const shown = 10

const listed = (title: string, items: ReadonlyArray<string>): ReadonlyArray<string> =>
  items.length === 0
    ? []
    : [
        `${title}: ${items.length}`,
        ...items.slice(0, shown).map((item) => `  ${item}`),
        ...(items.length > shown ? [`  and ${items.length - shown} more`] : [])
      ]

const said = (value: unknown) => JSON.stringify(value).slice(0, 60)

const render = ({ conflicts, tables }: Verification): string =>
  [
    ...Object.entries(tables).flatMap(([kind, { beyond, equal, missing }]) => [
      `${kind}: ${equal} equal, ${missing.length} missing here, ${beyond.length} only here`,
      ...listed("  missing here", missing),
      ...listed("  only here", beyond)
    ]),
    ...[...Map.groupBy(conflicts, ({ field, kind, reason }) => `${reason}: ${kind} ${field}`)].flatMap(
      ([title, found]) =>
        listed(
          title,
          found.map(({ key, stored, told }) => `${key}  ${said(stored)} here, ${said(told)} there`)
        )
    )
  ].join("\n")

/** The command that holds the database against a data set. It ends with 5 where something is missing or told differently. */
export const make = (adapters: Adapters) =>
  Effect.fn("Collect.verify")(
    function* (named: string, json: boolean) {
      const told = yield* FightSource.use(({ scraped }) => Stream.runCollect(scraped)).pipe(
        Effect.provide(adapters.dataset(yield* pathTo(named)))
      )
      const stored = yield* ExportFlow.use(({ scraped }) =>
        Stream.runCollect(scraped({ events: [], latest: null }))
      ).pipe(Effect.provide(ExportFlow.layer), Effect.provide(adapters.store))
      const found = verify(stored, told)
      yield* Console.log(json ? JSON.stringify(found) : render(found))
      const missing = Object.values(found.tables).reduce((all, table) => all + table.missing.length, 0)
      if (missing + found.conflicts.length > 0) {
        return yield* new Halted({
          message: `${missing} facts are missing here, and ${found.conflicts.length} fields are told differently.`,
          exitCode: 5
        })
      }
    },
    Effect.mapError((error) => Halted.of(error as Halted))
  )
