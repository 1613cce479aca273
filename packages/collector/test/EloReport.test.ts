import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import * as CsvDataset from "@mma-savant/adapters/dataset/CsvDataset"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { DataStore } from "@mma-savant/core/collection/DataStore"
import { ImportFlow } from "@mma-savant/core/collection/ImportFlow"
import { IsoDate } from "@mma-savant/core/IsoDate"
import type { Pairing } from "@mma-savant/core/stats/BoutResult"
import { contest, rateField, spansOf } from "@mma-savant/core/stats/EloTrial"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { Effect, Layer } from "effect"
import { beforeAll, describe, expect, it } from "vitest"
import * as EloReport from "../src/EloReport.ts"

const path = fileURLToPath(new URL("../../../../shared/data/ufc", import.meta.url))

const imported = ImportFlow.use((flow) => flow.run(() => Effect.void)).pipe(
  Effect.andThen(StatsReader.use((reader) => reader.pairings(IsoDate.make("2026-11-23")))),
  Effect.provide(
    ImportFlow.layer.pipe(
      Layer.provide(DataStore.layer),
      Layer.provideMerge(Memory.layer),
      Layer.merge(CsvDataset.layer(path))
    )
  )
)

it("without a fight there is no report", () => {
  expect(EloReport.of([], "database")).toBeNull()
})

describe.skipIf(!existsSync(path))("the community data set of August 2026 (skipped without ../shared/data/ufc)", () => {
  let results: ReadonlyArray<Pairing> = []
  beforeAll(async () => {
    results = await Effect.runPromise(imported)
  }, 60_000)

  it("the rating beats a coin, more wins and Elo without tuning, on years that nothing was chosen on", () => {
    const spans = spansOf(results)!
    const { coin, moreWins, plain, rating } = contest(results, spans)
    expect(spans.measured).toEqual({ after: "2023-08-01", until: "2026-08-01" })
    expect(rating.bouts).toBe(1526)
    expect(coin.logLoss).toBeCloseTo(Math.LN2, 12)
    for (const other of [coin, moreWins, plain]) {
      expect(other.bouts).toBe(rating.bouts)
      expect(rating.logLoss).toBeLessThan(other.logLoss!)
      expect(rating.brier).toBeLessThan(other.brier!)
      expect(rating.accuracy).toBeGreaterThan(other.accuracy!)
    }
    expect(rating.logLoss).toBeLessThan(0.66)
  })

  it("results tossed by a coin cannot be forecast: nothing of a fight leaks into its forecast", () => {
    let state = 1
    const tossed = results.map((bout) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return state < 1_073_741_824 ? bout : { ...bout, firstResult: bout.secondResult, secondResult: bout.firstResult }
    })
    const { accuracy, logLoss } = rateField(tossed).measures
    expect(logLoss).toBeGreaterThan(Math.LN2)
    expect(accuracy).toBeGreaterThan(0.45)
    expect(accuracy).toBeLessThan(0.55)
  })

  it("docs/elo.md is what the program writes, and the parameters in use are the best of the grid", async () => {
    const report = EloReport.of(results, "files")
    const written = await readFile(fileURLToPath(new URL("../../../docs/elo.md", import.meta.url)), "utf8")
    expect(written).toBe(`${report}\n`)
    expect(report).toContain("it is the one in use")
  })
})
