import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "@effect/vitest"
import { DataStore } from "@mma-savant/core/collection/DataStore"
import { ImportFlow } from "@mma-savant/core/collection/ImportFlow"
import { wroteNothing } from "@mma-savant/core/collection/StorageReport"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import * as CsvDataset from "../../src/dataset/CsvDataset.ts"
import * as Memory from "../../src/memory/Memory.ts"
import { readDirectory } from "./Fixture.ts"

const path = fileURLToPath(new URL("../../../../../shared/data/ufc", import.meta.url))

describe.skipIf(!existsSync(path))("the community data set of August 2026 (skipped without ../shared/data/ufc)", () => {
  it.effect("everyone and every bout is read, and what cannot be used is reported", () =>
    Effect.gen(function* () {
      const { events, fighters, findings, matches } = yield* readDirectory(path)
      expect([fighters.length, events.length, matches.length]).toEqual([4582, 782, 8810])
      expect(new Set(events.map(({ status }) => status))).toEqual(new Set(["completed"]))
      expect(matches.filter(({ eventKey }) => eventKey === null)).toHaveLength(2)
      const first = (result: string) => matches.filter(({ corners }) => corners[0]?.result === result).length
      expect([first("WIN") + first("LOSS"), first("NC"), first("DRAW")]).toEqual([8655, 90, 65])
      expect(matches.filter(({ corners }) => corners.every(({ rounds }) => rounds.length > 0))).toHaveLength(7953)
      const rules = [...Map.groupBy(findings, ({ rule }) => rule)].map(([rule, found]) => [rule, found.length])
      expect(Object.fromEntries(rules)).toEqual({
        duplicate: 25,
        inconsistent: 4,
        "unknown-event": 2,
        "unknown-fighter": 3,
        "unknown-value": 16
      })
    })
  )

  it.effect("every shared name is told apart, and only the misspelt one stays without a fighter", () =>
    Effect.gen(function* () {
      const { fighters, matches } = yield* readDirectory(path)
      const names = Map.groupBy(fighters, ({ facts }) => facts.name)
      const weights = new Map(fighters.map(({ facts }) => [facts.ufcstatsId, facts.weight]))
      const corners = matches.flatMap((match) => match.corners.map((corner) => ({ ...corner, match })))
      const shared = corners.filter(({ name }) => (names.get(name)?.length ?? 0) > 1)
      expect(shared).toHaveLength(50)
      expect(shared.filter(({ fighterKey }) => fighterKey === null)).toEqual([])
      const unknown = corners.filter(({ fighterKey }) => fighterKey === null)
      expect(unknown.map(({ name }) => name)).toEqual(["Rafael Cerquiera", "Rafael Cerquiera", "Rafael Cerquiera"])
      const weightOf = (name: string, weightClass: string) =>
        new Set(
          shared
            .filter((corner) => corner.name === name && corner.match.weightClass === weightClass)
            .map(({ fighterKey }) => weights.get(fighterKey!))
        )
      expect(weightOf("Bruno Silva", "flyweight")).toEqual(new Set([125]))
      expect(weightOf("Bruno Silva", "bantamweight")).toEqual(new Set([125]))
      expect(weightOf("Bruno Silva", "middleweight")).toEqual(new Set([185]))
      expect(weightOf("Jean Silva", "lightweight")).toEqual(new Set([145]))
      expect(weightOf("Joey Gomez", "bantamweight")).toEqual(new Set([135]))
    })
  )

  it.effect("the two bouts of one night at Ultimate Japan have their own statistics", () =>
    Effect.gen(function* () {
      const { matches } = yield* readDirectory(path)
      const attempts = (suffix: string) =>
        matches
          .find(({ ufcstatsId }) => ufcstatsId === suffix)
          ?.corners[0]?.rounds.map((round) => round.submissionAttempts)
      expect(attempts("ec1bda9a4c2aab42")).toEqual([2])
      expect(attempts("2750ac5854e8b28b")).toEqual([0])
    })
  )

  it.effect("a second import writes nothing", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.parse("2026-11-23T12:00:00Z"))
      yield* Effect.gen(function* () {
        const { run } = yield* ImportFlow
        const first = yield* run(() => Effect.void)
        expect(first.outcome.storage.matches.inserted).toBe(8810)
        expect(first.outcome.storage.statistics.inserted).toBe(15_906)
        const second = yield* run(() => Effect.void)
        expect(wroteNothing(second.outcome.storage)).toBe(true)
        expect(second.outcome.storage.matches.unchanged).toBe(8810)
      }).pipe(
        Effect.provide(
          ImportFlow.layer.pipe(
            Layer.provide(DataStore.layer),
            Layer.provide(Memory.layer),
            Layer.provideMerge(CsvDataset.layer(path))
          )
        )
      )
    })
  )
})
