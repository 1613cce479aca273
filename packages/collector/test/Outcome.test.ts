import * as NodeServices from "@effect/platform-node/NodeServices"
import { describe, expect, it } from "@effect/vitest"
import { exportSnapshot } from "@mma-savant/adapters/dataset/SnapshotExport"
import * as SnapshotSource from "@mma-savant/adapters/dataset/SnapshotSource"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import * as MemoryCrawlLog from "@mma-savant/adapters/memory/MemoryCrawlLog"
import * as Simulator from "@mma-savant/adapters/simulator/Simulator"
import * as RunWorkflow from "@mma-savant/adapters/workflow/RunWorkflow"
import { CollectionLog } from "@mma-savant/core/collection/CollectionLog"
import { type CollectionRun, RunNumber } from "@mma-savant/core/collection/CollectionRun"
import { FightSource, SourceUnreadable } from "@mma-savant/core/collection/FightSource"
import type { Finding } from "@mma-savant/core/collection/Finding"
import { emptyReport } from "@mma-savant/core/collection/StorageReport"
import { noOutcome } from "@mma-savant/core/collection/VisitOutcome"
import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { ConfigProvider, DateTime, Effect, Layer, Stream } from "effect"
import { TestClock } from "effect/testing"
import type { Adapters } from "../src/Adapters.ts"
import * as Cli from "../src/Cli.ts"
import * as Progress from "../src/Progress.ts"
import * as RunReport from "../src/RunReport.ts"
import { wayTo } from "./crawl/Sites.ts"

const unreadable = () => Layer.effect(FightSource, Effect.fail(new SourceUnreadable({ source: "x", message: "No x." })))
const adapters: Adapters = {
  dataset: unreadable,
  snapshot: SnapshotSource.layer,
  exportSnapshot,
  store: Memory.layer,
  scratch: Memory.layer,
  scratchLog: MemoryCrawlLog.layer,
  alone: RunWorkflow.layerMemory,
  together: () => Layer.effectContext(Effect.fail({ _tag: "NoServer", message: "There is no server." })),
  savedPages: () => Effect.succeed([]),
  sites: () => wayTo("http://127.0.0.1:9"),
  simulate: Simulator.openScenario
}

const halt = (known: Partial<Adapters>, ...args: ReadonlyArray<string>) =>
  Effect.flip(Cli.run({ ...adapters, ...known }, "1.0.0")(args)).pipe(Effect.provide(NodeServices.layer))

describe("how a command ends early", () => {
  it.effect("what was named and cannot be used is 2", () =>
    Effect.gen(function* () {
      expect(yield* halt({}, "import", "x")).toMatchObject({ exitCode: 2, message: "No x." })
    })
  )

  it.effect.each([
    ["COLLECTOR_INTERVAL", "soon"],
    ["UFCSTATS_BASE_URL", "not a url"],
    ["UFC_RANKINGS_URL", "ftp://rankings.test/x"]
  ] as const)("%s of the environment that cannot be used is 2, and is named", ([name, value]) =>
    Effect.gen(function* () {
      const halted = yield* halt({}, "sources")
      expect(halted).toMatchObject({ exitCode: 2, message: expect.stringContaining(name) })
    }).pipe(Effect.provide(ConfigProvider.layer(ConfigProvider.fromUnknown({ [name]: value }))))
  )

  it.effect("a port that is none is 2", () =>
    Effect.gen(function* () {
      expect(yield* halt({}, "simulate", "--port", "99999")).toMatchObject({ exitCode: 2 })
    })
  )

  it.effect("without a fight there is nothing to rate", () =>
    Effect.gen(function* () {
      expect(yield* halt({}, "elo")).toMatchObject({
        exitCode: 2,
        message: "There is no fight to rate. Import some first."
      })
    })
  )

  it.effect("a store that fails on the way is 5", () =>
    Effect.gen(function* () {
      const down = Effect.fail(new StoreUnavailable({ store: "facts", cause: "gone" }))
      const broken = Layer.succeed(
        CollectionLog,
        CollectionLog.of({
          begin: () => down,
          settle: () => down,
          spend: () => down,
          note: () => down,
          find: () => down,
          underway: down,
          runs: () => down,
          findings: () => down
        })
      )
      const empty = FightSource.of({ name: "empty", expected: 0, scraped: Stream.empty })
      const source = () => Layer.succeed(FightSource, empty)
      const store = Layer.merge(Memory.layer, broken)
      expect(yield* halt({ dataset: source, store }, "import", "x")).toMatchObject({ exitCode: 5 })
    })
  )
})

describe("progress", () => {
  const shown = Effect.fnUntraced(function* (isTTY: boolean, steps: number) {
    const written: Array<string> = []
    const onProgress = yield* Progress.ofImport({ isTTY, write: (text) => written.push(text) })
    for (let step = 1; step <= steps; step++) {
      yield* TestClock.adjust("1 second")
      yield* onProgress({ storedMatches: step * 10, expectedMatches: steps * 10 })
    }
    return written
  })

  it.effect("on a terminal one line is drawn over and over, and ended once", () =>
    Effect.gen(function* () {
      const written = yield* shown(true, 4)
      expect(written).toHaveLength(4)
      expect(written.every((text) => text.startsWith("\r"))).toBe(true)
      expect(written[1]).toContain(`[${"#".repeat(15)}${"-".repeat(15)}] 20 of 40 bouts, 10/s, 2 s left`)
      expect(written.filter((text) => text.endsWith("\n"))).toEqual([written[3]])
    })
  )

  it.effect("elsewhere at most ten plain lines come of any number of steps", () =>
    Effect.gen(function* () {
      const written = yield* shown(false, 200)
      expect(written).toHaveLength(10)
      expect(written.at(-1)).toBe("2,000 of 2,000 bouts, 10/s, 0 s left\n")
    })
  )
})

describe("the report of a run", () => {
  const findings = Array.from(
    { length: 5 },
    (_, at): Finding => ({ rule: "duplicate", where: `a.csv:${at}`, what: "twice" })
  )
  const run: CollectionRun = {
    number: RunNumber.make(7),
    plan: {
      flow: "import",
      source: "csv",
      subject: null,
      since: null,
      force: false,
      allowShrink: false,
      maxRequests: null
    },
    status: "completed",
    startedAt: DateTime.makeUnsafe("2026-11-23T10:00:00Z"),
    finishedAt: DateTime.makeUnsafe("2026-11-23T10:00:02.5Z"),
    outcome: {
      ...noOutcome,
      storage: { ...emptyReport, fighters: { inserted: 1200, updated: 2, unchanged: 3, fields: { weight: 2 } } },
      findings: { duplicate: 5 }
    }
  }

  it("gives counts by table, the changed fields, and the first findings of each rule", () => {
    const text = RunReport.render({ ...run, findings, changes: [], deadLetters: [] })
    expect(text).toContain("csv holds in 2.5 s")
    expect(text).toMatch(/fighters +1,200 +2 +3 {2}weight 2/)
    expect(text).toContain("duplicate: 5")
    expect(text).toContain("a.csv:2")
    expect(text).not.toContain("a.csv:3")
    expect(text).toContain("and 2 more")
  })

  it("as JSON holds every finding", () => {
    expect(JSON.parse(RunReport.toJson({ ...run, findings, changes: [], deadLetters: [] })).findings).toEqual(findings)
  })
})
