import { assert, describe, it } from "@effect/vitest"
import * as Pages from "@mma-savant/adapters/simulator/StatsMarkup"
import { pageName } from "@mma-savant/core/collection/Page"
import { PageArchive } from "@mma-savant/core/collection/PageArchive"
import { UfcstatsId } from "@mma-savant/core/Identity"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { oneRound, reed, stone } from "../../../adapters/test/ufcstats/Bout.ts"
import { crawledFrom, night, type Shown, scripted } from "./ScriptedSite.ts"

const event = { kind: "event", key: UfcstatsId.make(Pages.key("e1")) } as const
const fight = UfcstatsId.make(Pages.key("b1"))
const paths = { event: `/event-details/${event.key}`, fight: `/fight-details/${fight}` }

const card = (winner: Pages.Side, loser: Pages.Side) =>
  Pages.event({
    name: "Night 12",
    date: "October 04, 2026",
    location: "Oslo, Norway",
    bouts: [{ id: fight, sides: [winner, loser], flags: ["win"], method: ["U-DEC", ""], round: "1", time: "5:00" }]
  })
const bout = (winner: Pages.Side) =>
  Pages.fight({
    ...oneRound,
    cards: [],
    people: oneRound.people.map((one) => ({ ...one, status: one.id === winner.id ? "W" : "L" }))
  })

/** A site whose pages of an event and of its bout are each other ones from a request for them on. */
const settling = (shown: { readonly event: ReadonlyArray<string>; readonly fight: ReadonlyArray<string> }) => {
  const asked: Array<string> = []
  const script: Shown = (path) => {
    const times = asked.filter((one) => one === path).length
    const pages = path === paths.event ? shown.event : path === paths.fight ? shown.fight : []
    return pages[Math.min(times, pages.length) - 1]
  }
  return { layer: scripted(script, asked), times: (path: string) => asked.filter((one) => one === path).length }
}

const winners = (stored: ReadonlyArray<string>) =>
  stored
    .filter((fact) => fact.includes(`"ufcstatsId":"${fight}"`))
    .flatMap((fact) => (JSON.parse(fact) as { corners: ReadonlyArray<{ name: string; result: string }> }).corners)
    .filter(({ result }) => result === "WIN")
    .map(({ name }) => name)

/** Whether a bout's own page was read, which alone has rounds. */
const hasRounds = (stored: ReadonlyArray<string>) => stored.some((fact) => fact.includes('"rounds":[{'))

const gaveUp = <A extends { readonly cause: string }>(letters: ReadonlyArray<A>) =>
  letters.filter(({ cause }) => cause === "rejected")

describe("two pages that disagree", () => {
  it.effect("are both asked for again in the run: the bout's page was the late one", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(night.epochMilliseconds)
      const site = settling({ event: [card(reed, stone)], fight: [bout(stone), bout(reed)] })
      const { letters, stored } = yield* crawledFrom([event]).pipe(Effect.provide(site.layer))
      assert.deepStrictEqual([gaveUp(letters), winners(stored), hasRounds(stored)], [[], [reed.name], true])
      assert.strictEqual(site.times(paths.fight), 2)
    })
  )

  it.effect("are both asked for again in the run: the event's page was the late one, though it was at hand", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(night.epochMilliseconds)
      const site = settling({ event: [card(stone, reed), card(reed, stone)], fight: [bout(reed)] })
      yield* Effect.gen(function* () {
        yield* crawledFrom([event], { maxRequests: 2 })
        const { letters, stored } = yield* crawledFrom([event])
        assert.deepStrictEqual([gaveUp(letters), winners(stored), hasRounds(stored)], [[], [reed.name], true])
        assert.deepStrictEqual([site.times(paths.event), site.times(paths.fight)], [2, 2])
      }).pipe(Effect.provide(site.layer))
    })
  )

  it.effect(
    "and go on to are given up after three attempts, with the reason, and nothing of the bout's page is stored",
    () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(night.epochMilliseconds)
        const site = settling({ event: [card(reed, stone)], fight: [bout(stone)] })
        const { letters, status, stored } = yield* crawledFrom([event]).pipe(Effect.provide(site.layer))
        assert.deepStrictEqual(
          [status, winners(stored), hasRounds(stored), site.times(paths.fight)],
          ["partial", [reed.name], false, 3]
        )
        assert.deepStrictEqual(
          gaveUp(letters).map(({ attempts, reason }) => [attempts, reason]),
          [[3, "it gives Ada Stone a win, and the page of the event a loss"]]
        )
      })
  )

  it.effect("among those kept are given up at once: no time settles them", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(night.epochMilliseconds)
      const pages = [event, { kind: "fight", key: fight }] as const
      const texts = [card(reed, stone), bout(stone)]
      yield* Effect.gen(function* () {
        const archive = yield* PageArchive
        for (const [at, page] of pages.entries()) {
          const marks = { etag: null, lastModified: null, checkedAt: night, isSettled: true }
          yield* archive.keep({ name: pageName(page), html: texts[at]!, ...marks })
        }
        const { letters } = yield* crawledFrom(pages, { flow: "replay" })
        assert.deepStrictEqual(
          letters.map(({ attempts, cause }) => [attempts, cause]),
          [[1, "rejected"]]
        )
      }).pipe(Effect.provide(settling({ event: [], fight: [] }).layer))
    })
  )
})
