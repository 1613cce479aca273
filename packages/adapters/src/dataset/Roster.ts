import * as Cell from "@mma-savant/core/collection/Cell"
import type { Report } from "@mma-savant/core/collection/Finding"
import { measureContradictions } from "@mma-savant/core/collection/Plausibility"
import type { ScrapedFighter } from "@mma-savant/core/collection/Scraped"
import { fold } from "@mma-savant/core/Fold"
import { nothingKnown } from "@mma-savant/core/fighter/Fighter"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import { Stance } from "@mma-savant/core/Stance"
import { Effect, Schema } from "effect"
import { required, valueOf } from "./CellReader.ts"
import { type Row, readTable } from "./Table.ts"

const isStance = Schema.is(Stance)
const nameIn = Cell.label(200)
const compact = (name: string) => fold(name).replaceAll(" ", "")

type MeasureColumn = "FIGHTER" | "HEIGHT" | "WEIGHT" | "REACH" | "STANCE" | "DOB" | "URL"

const stanceOf = (row: Row<MeasureColumn>, report: Report): Stance | null => {
  const printed = Cell.text(row.cells.STANCE)
  if (printed === null || isStance(printed)) return printed
  report("unknown-value", row.where, `stance "${printed}"`)
  return null
}

/**
 * What another printed name of a fighter is good for: an alias, nothing (null) when it only lacks a blank, and undefined
 * when it is somebody else's: the name of another fighter, or without a word in common.
 */
const aliasOf = (printed: string, name: string, names: ReadonlySet<string>): string | null | undefined => {
  if (names.has(printed)) return undefined
  if (compact(printed) === compact(name)) return printed.length < name.length ? null : printed
  const words = new Set(fold(name).split(" "))
  return fold(printed)
    .split(" ")
    .some((word) => words.has(word))
    ? printed
    : undefined
}

/**
 * Everyone in the two files of fighters. The names of the one are the names; where the file of measures has another
 * name under the same address it is an alias, unless it is plainly somebody else's, which is reported.
 */
export const readFighters = Effect.fn("CsvDataset.readFighters")(function* (directory: string, report: Report) {
  const named = yield* readTable(directory, "ufc_fighter_details.csv", ["FIRST", "LAST", "NICKNAME", "URL"], report)
  const measured = yield* readTable(
    directory,
    "ufc_fighter_tott.csv",
    ["FIGHTER", "HEIGHT", "WEIGHT", "REACH", "STANCE", "DOB", "URL"],
    report
  )
  const fighters = new Map<UfcstatsId, ScrapedFighter>()
  for (const row of named) {
    const ufcstatsId = required(row, "URL", Cell.key, report)
    if (ufcstatsId === null) continue
    const name = nameIn(`${row.cells.FIRST} ${row.cells.LAST}`)
    if (name === null || name === Cell.malformed) report("malformed-row", row.where, "a fighter without a name")
    else if (fighters.has(ufcstatsId)) report("duplicate", row.where, `fighter ${ufcstatsId} a second time`)
    else {
      const facts = { ...nothingKnown, ufcstatsId, name, nickname: valueOf(row, "NICKNAME", nameIn, report) }
      fighters.set(ufcstatsId, { facts, aliases: [] })
    }
  }
  const names = new Set([...fighters.values()].map(({ facts }) => facts.name))
  const seen = new Set<UfcstatsId>()
  for (const row of measured) {
    const ufcstatsId = required(row, "URL", Cell.key, report)
    if (ufcstatsId === null) continue
    const printed = valueOf(row, "FIGHTER", nameIn, report)
    const known = fighters.get(ufcstatsId)
    if (seen.has(ufcstatsId)) {
      report("duplicate", row.where, `measures of fighter ${ufcstatsId} a second time`)
      continue
    }
    seen.add(ufcstatsId)
    const name = known?.facts.name ?? printed
    if (name === null) {
      report("malformed-row", row.where, "a fighter without a name")
      continue
    }
    const alias = printed === null || printed === name ? null : aliasOf(printed, name, names)
    if (alias === undefined) report("inconsistent", row.where, `${name} is called "${printed}" here`)
    const facts = {
      ...nothingKnown,
      nickname: known?.facts.nickname ?? null,
      ufcstatsId,
      name,
      height: valueOf(row, "HEIGHT", Cell.height, report),
      weight: valueOf(row, "WEIGHT", Cell.weight, report),
      reach: valueOf(row, "REACH", Cell.reach, report),
      stance: stanceOf(row, report),
      birthdate: valueOf(row, "DOB", Cell.day, report)
    }
    for (const { rule, what } of measureContradictions(facts)) report(rule, row.where, what)
    fighters.set(ufcstatsId, { facts, aliases: alias == null ? [] : [alias] })
  }
  return [...fighters.values()]
})
