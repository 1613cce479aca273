import { lstat, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { describe, expect, it } from "@effect/vitest"
import { DataStore } from "@mma-savant/core/collection/DataStore"
import { ExportFlow, type Selection } from "@mma-savant/core/collection/ExportFlow"
import { ImportFlow } from "@mma-savant/core/collection/ImportFlow"
import { wroteNothing } from "@mma-savant/core/collection/StorageReport"
import { EventRepository } from "@mma-savant/core/event/EventRepository"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import { UfcstatsId } from "@mma-savant/core/Identity"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import * as CsvDataset from "../../src/dataset/CsvDataset.ts"
import * as SnapshotExport from "../../src/dataset/SnapshotExport.ts"
import * as SnapshotSource from "../../src/dataset/SnapshotSource.ts"
import * as Memory from "../../src/memory/Memory.ts"
import { directory, event, key, listing, measures, plain, result, write } from "./Fixture.ts"

const store = Layer.merge(ImportFlow.layer, ExportFlow.layer).pipe(
  Layer.provideMerge(DataStore.layer),
  Layer.provideMerge(Memory.layer)
)
const inNewStore = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.provide(effect, Layer.fresh(store))

const load = (source: typeof SnapshotSource.layerSample) =>
  ImportFlow.use(({ run }) => run(() => Effect.void)).pipe(Effect.provide(source))

const exportSnapshot = (file: string, selection: Selection) =>
  ExportFlow.use(({ scraped }) => SnapshotExport.exportSnapshot(file, scraped(selection)))

const everything = { latest: null, events: [] }

/** Three nights, the last of them to come, with everything a bout can have, and rankings. */
const fill = Effect.gen(function* () {
  yield* TestClock.setTime(Date.parse("2026-11-23T12:00:00Z"))
  const nights = ["Night One", "Night Two", "Night Three"]
  const path = yield* write({
    ufc_event_details: [
      event(1, "Night One"),
      event(2, "Night Two", "May 04, 2024"),
      event(3, "Night Three", "December 12, 2026")
    ],
    ufc_fighter_tott: [measures(1, "Ada Pebble Stone"), measures(2, "Bea Wood")],
    ufc_fight_details: nights.map((name, at) => listing(at + 1, name, "Ada Stone vs. Bea Wood")),
    ufc_fight_results: [
      ...plain.ufc_fight_results,
      result(2, "Night Two", "Ada Stone vs. Cy Reed", {
        METHOD: "Decision - Split",
        DETAILS: "Jo Low 28 - 29.Al Moe 29 - 28.Ed Roe 28 - 29.",
        WEIGHTCLASS: "UFC Lightweight Title Bout"
      })
    ]
  })
  yield* load(CsvDataset.layer(path))
  const fighters = yield* (yield* FighterRepository).findByKeys([UfcstatsId.make(key(1)), UfcstatsId.make(key(2))])
  yield* (yield* RankingRepository).replace({
    date: IsoDate.make("2026-09-01"),
    source: "test",
    entries: fighters.map(({ id }, rank) => ({ fighterId: id, rank, weightClass: "lightweight" as const }))
  })
  return path
})

/** All that the store knows, without its own ids. */
const facts = Effect.gen(function* () {
  const events = yield* (yield* EventRepository).search({ order: "latest", limit: 100, after: null })
  const matches = yield* (yield* MatchRepository).search({ order: "latest", limit: 100, after: null })
  const stats = yield* (yield* MatchRepository).stats(matches.items.map(({ id }) => id))
  const fighters = yield* (yield* FighterRepository).search({ text: "", limit: 100, after: null })
  const names = yield* (yield* FighterRepository).names
  const rankings = yield* (yield* RankingRepository).current(null)
  const keyOf = new Map(fighters.items.map(({ id, ufcstatsId }) => [id, ufcstatsId]))
  return {
    events: events.items.map(({ id: _, ...known }) => known),
    matches: matches.items.map(({ corners, event, id, ...known }) => ({
      ...known,
      event: event?.name,
      corners: corners.map(({ fighterId, ...side }) => ({ ...side, key: fighterId && keyOf.get(fighterId) })),
      rounds: stats.filter(({ matchId }) => matchId === id).map(({ position, rounds }) => ({ position, rounds }))
    })),
    fighters: fighters.items.map(({ id, ...known }) => ({
      ...known,
      aliases: names.find((named) => named.id === id)?.aliases
    })),
    rankings: {
      date: rankings.date,
      entries: rankings.entries.map(({ fighterId, ...place }) => ({ ...place, key: keyOf.get(fighterId) }))
    }
  }
})

describe("a snapshot", () => {
  it.effect("carries every fact into another store, and nothing is new there when it is loaded again", () =>
    Effect.gen(function* () {
      const file = join(yield* directory, "all.jsonl")
      const before = yield* inNewStore(
        Effect.gen(function* () {
          yield* fill
          expect(yield* exportSnapshot(file, everything)).toEqual({ fighters: 2, events: 3, matches: 3, rankings: 1 })
          return yield* facts
        })
      )
      expect(before.matches.flatMap(({ rounds }) => rounds)).toHaveLength(2)
      const again = `${file}.again`
      yield* inNewStore(
        Effect.gen(function* () {
          yield* load(SnapshotSource.layer(file))
          expect(yield* facts).toEqual(before)
          expect(wroteNothing((yield* load(SnapshotSource.layer(file))).outcome.storage)).toBe(true)
          yield* exportSnapshot(again, everything)
        })
      )
      const [one, two] = yield* Effect.promise(() => Promise.all([readFile(file, "utf8"), readFile(again, "utf8")]))
      expect(two).toBe(one)
    })
  )

  it.effect("of selected events holds these, what is scheduled, and their fighters", () =>
    Effect.gen(function* () {
      const path = yield* directory
      const names = (file: string) =>
        inNewStore(
          Effect.gen(function* () {
            yield* load(SnapshotSource.layer(file))
            return (yield* facts).events.map(({ name }) => name)
          })
        )
      yield* inNewStore(
        Effect.gen(function* () {
          yield* fill
          yield* exportSnapshot(join(path, "latest"), { latest: 1, events: [] })
          yield* exportSnapshot(join(path, "named"), { latest: null, events: [UfcstatsId.make(key(1))] })
          const error = yield* Effect.flip(
            exportSnapshot(join(path, "x"), { latest: 1, events: [UfcstatsId.make(key(9))] })
          )
          expect(error).toMatchObject({ _tag: "EventUnknown", message: expect.stringContaining(key(9)) })
        })
      )
      expect(yield* names(join(path, "latest"))).toEqual(["Night Three", "Night Two"])
      expect(yield* names(join(path, "named"))).toEqual(["Night Three", "Night One"])
    })
  )

  it.effect("with characters that no store keeps gives text that is found unchanged", () =>
    Effect.gen(function* () {
      const file = join(yield* directory, "odd.jsonl")
      yield* inNewStore(Effect.andThen(fill, exportSnapshot(file, everything)))
      const sound = yield* Effect.promise(() => readFile(file, "utf8"))
      yield* Effect.promise(() =>
        writeFile(file, sound.replaceAll("Bea Wood", "B\\u0000ea \\ud800Wood \\ud83e\\udd4a"))
      )
      const names = yield* inNewStore(
        Effect.gen(function* () {
          yield* load(SnapshotSource.layer(file))
          return (yield* facts).fighters.map(({ name }) => name)
        })
      )
      expect(names).toContain("B\uFFFDea \uFFFDWood \u{1F94A}")
    })
  )

  it.effect("never takes the place of what is no file", () =>
    Effect.gen(function* () {
      const file = join(yield* directory, "device")
      yield* Effect.promise(() => symlink("/dev/null", file))
      const error = yield* inNewStore(Effect.flip(exportSnapshot(file, everything)))
      expect(error.message).toBe(`${file} cannot be written: it is no regular file.`)
      expect((yield* Effect.promise(() => lstat(file))).isSymbolicLink()).toBe(true)
    })
  )

  it.effect("that cannot be written leaves nothing behind", () =>
    Effect.gen(function* () {
      const path = yield* directory
      const error = yield* inNewStore(Effect.flip(exportSnapshot(join(path, "no", "such", "place"), everything)))
      expect(error).toMatchObject({ _tag: "SnapshotUnwritable", message: expect.stringContaining("place") })
      expect(yield* Effect.promise(() => readdir(path))).toEqual([])
      yield* Effect.promise(() => mkdir(join(path, "taken")))
      yield* inNewStore(Effect.flip(exportSnapshot(join(path, "taken"), everything)))
      expect(yield* Effect.promise(() => readdir(path))).toEqual(["taken"])
    })
  )
})

describe("a damaged snapshot gives nothing and names the line", () => {
  const damage: Record<string, readonly [hurt: (lines: Array<string>) => Array<string>, where: string]> = {
    "cut off within a line": [(lines) => [lines.join("\n").slice(0, -9)], "line 10"],
    "cut off between lines": [(lines) => [...lines.slice(0, -2), ""], "rankings up to line 9"],
    "a line that is no JSON": [(lines) => lines.with(3, "{"), "line 4"],
    "a value out of bounds": [(lines) => lines.with(1, lines[1]!.replace(",155,", ",15500,")), "line 2"],
    "an unknown kind": [(lines) => lines.with(4, '["venue"]'), "line 5"],
    "the same key twice": [(lines) => lines.toSpliced(2, 1, lines[1]!), "line 3"],
    "a bout before its fighters": [(lines) => lines.toSpliced(1, 0, lines[7]!), "line 2"],
    "a fighter on both sides": [(lines) => lines.with(6, lines[6]!.replaceAll(key(2), key(1))), "on both sides"],
    "a round twice": [
      (lines) => {
        const at = lines.findIndex((line) => line.includes('"red"') && line.includes("[9,20]"))
        const bout = JSON.parse(lines[at]!)
        bout[13][0][5].push(bout[13][0][5][0])
        return lines.with(at, JSON.stringify(bout))
      },
      "do not ascend"
    ],
    "two champions": [
      (lines) => lines.map((line) => line.replace('["lightweight",1,', '["lightweight",0,')),
      "line 10: in the rankings of 2026-09-01 lightweight has two champions"
    ],
    "a fighter ranked twice": [
      (lines) => lines.map((line) => (line.startsWith('["rankings"') ? line.replaceAll(key(2), key(1)) : line)),
      `line 10: in the rankings of 2026-09-01 fighter ${key(1)} stands twice in lightweight`
    ],
    "another version": [(lines) => lines.with(0, lines[0]!.replace('"version":1', '"version":2')), "line 1"],
    "an empty file": [() => [""], "line 1"]
  }
  it.effect.each(Object.entries(damage))("%s", ([, [hurt, where]]) =>
    Effect.gen(function* () {
      const file = join(yield* directory, "damaged.jsonl")
      yield* inNewStore(Effect.andThen(fill, exportSnapshot(file, everything)))
      const lines = (yield* Effect.promise(() => readFile(file, "utf8"))).split("\n")
      yield* Effect.promise(() => writeFile(file, hurt(lines).join("\n")))
      yield* inNewStore(
        Effect.gen(function* () {
          const error = yield* Effect.flip(load(SnapshotSource.layer(file)))
          expect(error).toMatchObject({ _tag: "SourceUnreadable", message: expect.stringContaining(where) })
          expect((yield* facts).fighters).toEqual([])
        })
      )
    })
  )

  it.effect("a file that is not there is named", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(inNewStore(load(SnapshotSource.layer("no/such/file.jsonl"))))
      expect(error).toMatchObject({ _tag: "SourceUnreadable", message: expect.stringContaining("no/such/file.jsonl") })
    })
  )
})

describe("the sample", () => {
  it.effect("loads whole: past events with their cards, statistics, rankings and an event to come", () =>
    inNewStore(
      Effect.gen(function* () {
        const run = yield* load(SnapshotSource.layerSample)
        expect(run.plan.source).toBe("sample")
        expect(run.outcome.findings).toEqual({})
        const events = yield* (yield* EventRepository).search({ order: "latest", limit: 100, after: null })
        expect(events.items.filter(({ status }) => status === "completed").length).toBeGreaterThanOrEqual(12)
        expect(events.items.some(({ status }) => status === "scheduled")).toBe(true)
        const [makhachev] = (yield* (yield* FighterRepository).search({
          text: "Islam Makhachev",
          limit: 1,
          after: null
        })).items
        const career = yield* (yield* MatchRepository).career(makhachev!.id, IsoDate.make("2026-11-23"))
        expect(career.map(({ event }) => event?.name.split(":")[0])).toEqual(["UFC 322", "UFC 311", "UFC 302"])
        expect((yield* (yield* MatchRepository).stats(career.map(({ id }) => id))).length).toBeGreaterThan(0)
        const brunos = yield* (yield* FighterRepository).search({ text: "Bruno Silva", limit: 10, after: null })
        expect(brunos.items.map(({ weight }) => weight).sort()).toEqual([125, 185])
        expect((yield* (yield* RankingRepository).current(null)).entries.length).toBeGreaterThan(0)
        const matches = yield* (yield* MatchRepository).search({
          order: "latest",
          limit: 100,
          after: null,
          result: "NC"
        })
        expect(matches.items.length).toBeGreaterThan(0)
      })
    )
  )
})
