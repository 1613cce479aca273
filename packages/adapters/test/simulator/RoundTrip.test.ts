import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { FightSource } from "@mma-savant/core/collection/FightSource"
import type { Page } from "@mma-savant/core/collection/Page"
import type { Scraped, ScrapedMatch } from "@mma-savant/core/collection/Scraped"
import type { ReadPage } from "@mma-savant/core/collection/ScrapedPage"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { Effect, Result, Stream } from "effect"
import * as CsvDataset from "../../src/dataset/CsvDataset.ts"
import * as SnapshotSource from "../../src/dataset/SnapshotSource.ts"
import { pageAt } from "../../src/simulator/SitePages.ts"
import { World } from "../../src/simulator/World.ts"
import { reader } from "../../src/ufcstats/UfcstatsPages.ts"

const today = IsoDate.make("2026-10-05")
const site = reader("http://site")

const facts = FightSource.use(({ scraped }) => Stream.runCollect(scraped))

/** What the world shows at a page, read back. */
const readBack = (world: World, page: Page) => {
  const url = site.address(page)
  const html = pageAt(world, url.replace("http://site", ""), today)
  if (html === null) throw new Error(`no ${url}`)
  const read: ReadPage<unknown> = site.read(page, html, today)
  if (Result.isFailure(read)) throw read.failure
  return read.success
}

/**
 * The place on the card is not on the page of a bout, fighters have their present names, and a side that nothing identifies
 * has no statistics there.
 */
const ofFightPage = (world: World, { cardOrder: _, isMainEvent: __, ...match }: ScrapedMatch) => ({
  ...match,
  corners: match.corners.map((corner) => ({
    ...corner,
    corner: null,
    name: (corner.fighterKey && world.fighters.get(corner.fighterKey)?.name) ?? corner.name,
    rounds: corner.fighterKey === null ? [] : corner.rounds
  }))
})

/** Where two values differ, whatever the order of keys. */
const unlike = (where: string, told: unknown, seen: unknown): ReadonlyArray<string> => {
  if (typeof told === "object" && told !== null && typeof seen === "object" && seen !== null) {
    const keys = new Set([...Object.keys(told), ...Object.keys(seen)])
    return [...keys].flatMap((key) =>
      unlike(`${where}.${key}`, (told as Record<string, unknown>)[key], (seen as Record<string, unknown>)[key])
    )
  }
  return told === seen ? [] : [`${where}: ${JSON.stringify(told)} read as ${JSON.stringify(seen)}`]
}

/** Of every so many bouts. */
const differences = (batches: ReadonlyArray<Scraped>, every = 1) => {
  const world = new World(batches)
  const found: Array<string> = []
  for (const [at, match] of [...world.matches.values()].entries()) {
    if (at % every !== 0 || match.eventKey === null || match.corners.length < 2) continue
    const { facts } = readBack(world, { kind: "fight", key: match.ufcstatsId })
    const seen = (facts as { match: ScrapedMatch }).match
    const [a, b] = [ofFightPage(world, seen), ofFightPage(world, match)] as unknown as [
      Record<string, unknown>,
      Record<string, unknown>
    ]
    for (const field of Object.keys(b)) found.push(...unlike(`${match.ufcstatsId} ${field}`, b[field], a[field]))
  }
  return found
}

describe("a simulated site", () => {
  it.effect("says of every bout of the sample what the facts say", () =>
    Effect.gen(function* () {
      const batches = yield* facts.pipe(Effect.provide(SnapshotSource.layerSample))
      assert.deepStrictEqual(differences(batches), [])
    })
  )

  it.effect("has every list and page of the sample, and reads as its facts", () =>
    Effect.gen(function* () {
      const batches = yield* facts.pipe(Effect.provide(SnapshotSource.layerSample))
      const world = new World(batches)
      const completed = readBack(world, { kind: "completed-events" }).facts as ReadonlyArray<{ ufcstatsId: string }>
      const upcoming = readBack(world, { kind: "upcoming-events" }).facts as ReadonlyArray<{ ufcstatsId: string }>
      const listed = new Set([...completed, ...upcoming].map(({ ufcstatsId }) => ufcstatsId))
      assert.deepStrictEqual([...listed].sort(), [...world.events.keys()].sort())
      for (const [key, fighter] of world.fighters) {
        const { fighter: seen } = readBack(world, { kind: "fighter", key }).facts as { fighter: { facts: object } }
        // No page of a fighter shows a belt, and a record without one kind of bouts is none.
        const { belt: _, ...expected } = {
          ...fighter,
          noContests: fighter.wins === null ? null : (fighter.noContests ?? 0)
        }
        const { belt: __, ...shown } = seen.facts as typeof fighter
        assert.deepStrictEqual(shown, expected)
      }
    })
  )
})

const path = fileURLToPath(new URL("../../../../../shared/data/ufc", import.meta.url))

describe.skipIf(!existsSync(path))("a simulated site of the data set (skipped without ../shared/data)", () => {
  it.effect("says of one in twenty bouts what the facts say", () =>
    Effect.gen(function* () {
      const batches = yield* facts.pipe(Effect.provide(CsvDataset.layer(path)))
      const found = differences(batches, 20)
      assert.deepStrictEqual(found.slice(0, 40), [])
    })
  )
})
