import { assert, describe, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { type Division, rankings } from "@mma-savant/adapters/simulator/RankingsMarkup"
import * as Pages from "@mma-savant/adapters/simulator/StatsMarkup"
import { DataStore } from "@mma-savant/core/collection/DataStore"
import { day, eventFacts, fighterFacts, matchFacts } from "@mma-savant/core/contract/Facts"
import { EventRepository } from "@mma-savant/core/event/EventRepository"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import { UfcstatsId } from "@mma-savant/core/Identity"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import { isPoundForPound, WeightClass, weightClassName } from "@mma-savant/core/ranking/WeightClass"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { oneRound } from "../../../adapters/test/ufcstats/Bout.ts"
import { crawledFrom, night, scripted } from "./ScriptedSite.ts"

// The numbers are those of the project's acceptance cases.

const key = (digits: string) => UfcstatsId.make(Pages.key(digits))
const person = (digits: string): Pages.Side & { readonly id: UfcstatsId } => ({
  id: key(digits),
  name: `Ada ${digits}`
})
const [ada, bea, cleo] = [person("a1"), person("a2"), person("a3")]

describe("what is stored again", () => {
  const stored = DataStore.layer.pipe(Layer.provideMerge(Memory.layer))
  const fighter = (known: Parameters<typeof fighterFacts>[0]) => ({
    facts: { ...fighterFacts({ ...known, name: "Ada Stone" }), ufcstatsId: key("f1") },
    aliases: []
  })

  it.effect("G-80, G-81 a missing value takes nothing away", () =>
    Effect.gen(function* () {
      const data = yield* DataStore
      yield* data.storeFighters([fighter({ nickname: "The Rock", reach: 72 })])
      yield* data.storeFighters([fighter({ nickname: null, reach: null })])
      const [known] = yield* (yield* FighterRepository).findByKeys([key("f1")])
      assert.deepStrictEqual([known?.nickname, known?.reach], ["The Rock", 72])
    }).pipe(Effect.provide(stored))
  )

  it.effect("G-82 an event under another name and day is the same event", () =>
    Effect.gen(function* () {
      const data = yield* DataStore
      const event = { ...eventFacts({ name: "Night 12", date: day("2026-05-01") }), ufcstatsId: key("e1") }
      yield* data.storeEvents([event])
      const [before] = yield* (yield* EventRepository).findByKeys([key("e1")])
      yield* data.storeEvents([{ ...event, name: "Night 12: A vs. B", date: day("2026-05-08") }])
      const [after] = yield* (yield* EventRepository).findByKeys([key("e1")])
      assert.deepStrictEqual([after?.id, after?.name, after?.date], [before?.id, "Night 12: A vs. B", "2026-05-08"])
    }).pipe(Effect.provide(stored))
  )

  it.effect("G-43, G-44 titles and bonuses stay, and an opponent who is replaced is gone", () =>
    Effect.gen(function* () {
      const data = yield* DataStore
      const { corners: _, eventId: __, ...facts } = matchFacts({ isTitleBout: true, fightOfTheNight: true })
      const side = ({ id, name }: ReturnType<typeof person>) => ({
        fighterKey: id,
        name,
        corner: null,
        result: null,
        performanceOfTheNight: false,
        rounds: []
      })
      for (const { id, name } of [ada, bea, cleo]) {
        yield* data.storeFighters([{ facts: { ...fighterFacts({ name }), ufcstatsId: id }, aliases: [] }])
      }
      const match = { ...facts, ufcstatsId: key("b1"), eventKey: null, corners: [side(ada), side(bea)] }
      yield* data.storeMatches([match])
      yield* data.storeMatches([
        { ...match, isTitleBout: false, fightOfTheNight: false, corners: [side(ada), side(cleo)] }
      ])
      const [known] = yield* (yield* MatchRepository).findByKeys([key("b1")])
      assert.deepStrictEqual(
        known?.corners.map(({ name }) => name),
        [ada.name, cleo.name]
      )
      assert.deepStrictEqual([known?.isTitleBout, known?.fightOfTheNight], [true, true])
    }).pipe(Effect.provide(stored))
  )
})

describe("rankings", () => {
  const ranked = WeightClass.literals.filter(
    (weightClass) => !/^(?:catch|open)/.test(weightClass) && weightClass !== "womens-featherweight"
  )
  const people = ranked.flatMap((_, at) =>
    ["Kade", "Kolt"].map((last, place) => ({ id: key(`${at}0${place}`), name: `Ze${"abcdefghijklm"[at]} ${last}` }))
  )
  const divisions = (champions: 0 | 1): ReadonlyArray<Division> =>
    ranked.map((weightClass, at) => {
      const [first, second] = [people[at * 2 + champions]!.name, people[at * 2 + 1 - champions]!.name]
      return isPoundForPound(weightClass)
        ? {
            heading: weightClassName(weightClass),
            card: first,
            rows: [
              ["1", first],
              ["2", second]
            ]
          }
        : { heading: weightClassName(weightClass), card: first, rows: [["1", second]] }
    })
  const list = Pages.fighterList(
    people.map(({ id, name }) => ({ id, cells: [...name.split(" "), "", "--", "--", "--", "", "1", "0", "0"] }))
  )

  it.effect("G-64, G-65 take the place of those before as a whole, or not at all", () => {
    let shown = rankings({ media: divisions(0) })
    return Effect.gen(function* () {
      yield* TestClock.setTime(night.epochMilliseconds)
      const standing = Effect.map(
        RankingRepository.use((repository) => repository.current(null)),
        ({ entries }) => entries.map(({ name, rank, weightClass }) => `${weightClass} ${rank} ${name}`).sort()
      )
      const sync = crawledFrom([{ kind: "rankings" }], { flow: "rankings", force: true })
      yield* crawledFrom([{ kind: "fighters", letter: "k" }], { flow: "fighters" })
      assert.strictEqual((yield* sync).status, "completed")
      const before = yield* standing
      assert.strictEqual(before.length, 26)
      for (const page of [
        "",
        "<!doctype html><html><body></body></html>",
        rankings({ media: divisions(1).slice(0, 1) }),
        rankings({ media: divisions(1).slice(1) })
      ]) {
        shown = page
        assert.notStrictEqual((yield* sync).status, "completed")
        assert.deepStrictEqual(yield* standing, before)
      }
      shown = rankings({ media: divisions(1) })
      assert.strictEqual((yield* sync).status, "completed")
      const after = yield* standing
      assert.strictEqual(after.filter((place) => before.includes(place)).length, 0)
    }).pipe(
      Effect.provide(scripted((path) => (path === "/rankings" ? shown : path.includes("char=k") ? list : undefined)))
    )
  })
})

describe("a page that fails", () => {
  const fight = { kind: "fight", key: key("b1") } as const

  it.effect("G-69 once is asked for again, and always is given up", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(night.epochMilliseconds)
      for (const failures of [1, Number.POSITIVE_INFINITY]) {
        let left = failures
        const site = scripted((path) =>
          path.startsWith("/fight") ? (left-- > 0 ? null : Pages.fight(oneRound)) : undefined
        )
        const { letters } = yield* crawledFrom([fight]).pipe(Effect.provide(site))
        assert.deepStrictEqual(
          letters.filter(({ page }) => page.startsWith("fight/")).map(({ attempts, cause }) => [attempts, cause]),
          failures === 1 ? [] : [[3, "unanswered"]]
        )
      }
    })
  )

  it.effect("G-99 of the letter b is reported, and nothing of the letter a is stored for it", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(night.epochMilliseconds)
      const list = Pages.fighterList([{ id: ada.id, cells: ["Ada", "Abel", "", "--", "--", "--", "", "1", "0", "0"] }])
      const { letters, outcome } = yield* crawledFrom(
        [
          { kind: "fighters", letter: "a" },
          { kind: "fighters", letter: "b" }
        ],
        { flow: "fighters" }
      ).pipe(
        Effect.provide(
          scripted((path) => (path.includes("char=a") ? list : path.includes("char=b") ? null : undefined))
        )
      )
      assert.isTrue(letters.some(({ cause, page }) => page === "fighters/b" && cause === "unanswered"))
      assert.strictEqual(outcome.storage.fighters.inserted, 1)
      assert.strictEqual(outcome.storage.fighters.unchanged, 0)
    })
  )

  it.effect("G-98 leaves no driver open", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(night.epochMilliseconds)
      const drivers = { open: 0, opened: 0 }
      const { status } = yield* crawledFrom([fight]).pipe(Effect.provide(scripted(() => undefined, [], drivers)))
      assert.deepStrictEqual([status, drivers], ["partial", { open: 0, opened: 1 }])
    })
  )
})
