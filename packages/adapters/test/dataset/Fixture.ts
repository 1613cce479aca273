import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { FightSource } from "@mma-savant/core/collection/FightSource"
import type { FindingRule } from "@mma-savant/core/collection/Finding"
import { Effect, Stream } from "effect"
import { TestClock } from "effect/testing"
import * as CsvDataset from "../../src/dataset/CsvDataset.ts"

/** An empty directory that goes with the scope. */
export const directory = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "mma-savant-"))),
  (path) => Effect.promise(() => rm(path, { recursive: true }))
)

/** `n` in the sixteen digits of a key. */
export const key = (n: number): string => n.toString(16).padStart(16, "0")
export const fighterUrl = (n: number) => `http://ufcstats.com/fighter-details/${key(n)}`
export const eventUrl = (n: number) => `http://ufcstats.com/event-details/${key(n)}`
export const boutUrl = (n: number) => `http://ufcstats.com/fight-details/${key(n)}`

/** A record of a file; cells that need quotes get them. */
export const record = (...cells: ReadonlyArray<string>): string =>
  cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")

const headers = {
  ufc_event_details: "EVENT,URL,DATE,LOCATION",
  ufc_fight_details: "EVENT,BOUT,URL",
  ufc_fight_results: "EVENT,BOUT,OUTCOME,WEIGHTCLASS,METHOD,ROUND,TIME,TIME FORMAT,REFEREE,DETAILS,URL",
  ufc_fight_stats:
    "EVENT,BOUT,ROUND,FIGHTER,KD,SIG.STR.,SIG.STR. %,TOTAL STR.,TD,TD %,SUB.ATT,REV.,CTRL,HEAD,BODY,LEG,DISTANCE,CLINCH,GROUND",
  ufc_fighter_details: "FIRST,LAST,NICKNAME,URL",
  ufc_fighter_tott: "FIGHTER,HEIGHT,WEIGHT,REACH,STANCE,DOB,URL"
}
export type Files = Record<keyof typeof headers, ReadonlyArray<string>>

export const event = (n: number, name: string, date = "March 02, 2024") =>
  record(name, eventUrl(n), date, "Springfield, Ohio, USA")

export const fighter = (n: number, first: string, last: string) => record(first, last, "", fighterUrl(n))

export const measures = (n: number, name: string, weight = "155 lbs.") =>
  record(name, `5' 11"`, weight, `72"`, "Orthodox", "Jul 13, 1990", fighterUrl(n))

export const listing = (n: number, event: string, bout: string) => record(event, bout, boutUrl(n))

export const result = (n: number, event: string, bout: string, known: Partial<Record<string, string>> = {}) =>
  record(
    `${event} `,
    bout,
    known["OUTCOME"] ?? "W/L",
    known["WEIGHTCLASS"] ?? "Lightweight Bout",
    known["METHOD"] ?? "KO/TKO ",
    known["ROUND"] ?? "2",
    known["TIME"] ?? "4:35",
    known["TIME FORMAT"] ?? "3 Rnd (5-5-5)",
    known["REFEREE"] ?? "Pat Quick",
    known["DETAILS"] ?? "Punches to Head On Ground ",
    boutUrl(n)
  )

/** A round in which every strike went to the head at distance. */
export const round = (
  event: string,
  bout: string,
  number: number,
  fighter: string,
  strikes = "9 of 20",
  percent = "45%"
) =>
  record(
    event,
    bout,
    `Round ${number}`,
    fighter,
    "0",
    strikes,
    percent,
    strikes,
    "1 of 2",
    "50%",
    "0",
    "0",
    "0:30",
    strikes,
    "0 of 0",
    "0 of 0",
    strikes,
    "0 of 0",
    "0 of 0"
  )

/** Two lightweights who met once, with one round of statistics. */
export const plain: Files = {
  ufc_event_details: [event(1, "Night One")],
  ufc_fighter_details: [fighter(1, "Ada", "Stone"), fighter(2, "Bea", "Wood")],
  ufc_fighter_tott: [measures(1, "Ada Stone"), measures(2, "Bea Wood")],
  ufc_fight_details: [listing(1, "Night One", "Ada Stone vs. Bea Wood")],
  ufc_fight_results: [result(1, "Night One", "Ada Stone vs. Bea Wood")],
  ufc_fight_stats: [
    round("Night One", "Ada Stone vs. Bea Wood", 1, "Ada Stone"),
    round("Night One", "Ada Stone vs. Bea Wood", 1, "Bea Wood")
  ]
}

/** The files in a directory of their own; null leaves one out. */
export const write = Effect.fnUntraced(function* (files: Partial<Record<keyof Files, ReadonlyArray<string> | null>>) {
  const path = yield* directory
  for (const name of Object.keys(headers) as Array<keyof Files>) {
    const lines = files[name] === undefined ? plain[name] : files[name]
    if (lines === null) continue
    yield* Effect.promise(() => writeFile(join(path, `${name}.csv`), `${[headers[name], ...lines].join("\n")}\n`))
  }
  return path
})

/** Everything the data set in a directory says, as of 23 November 2026. */
export const readDirectory = Effect.fnUntraced(function* (path: string) {
  yield* TestClock.setTime(Date.parse("2026-11-23T12:00:00Z"))
  const batches = yield* FightSource.use(({ scraped }) => Stream.runCollect(scraped)).pipe(
    Effect.provide(CsvDataset.layer(path))
  )
  const findings = batches.flatMap((batch) => (batch._tag === "Findings" ? batch.findings : []))
  return {
    batches,
    fighters: batches.flatMap((batch) => (batch._tag === "Fighters" ? batch.fighters : [])),
    events: batches.flatMap((batch) => (batch._tag === "Events" ? batch.events : [])),
    matches: batches.flatMap((batch) => (batch._tag === "Matches" ? batch.matches : [])),
    findings,
    /** Where a rule found something. */
    places: (rule: FindingRule) => findings.flatMap((finding) => (finding.rule === rule ? [finding.where] : []))
  }
})

export const read = (files: Parameters<typeof write>[0]) => Effect.flatMap(write(files), readDirectory)
