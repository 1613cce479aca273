import { describe, expect, it } from "@effect/vitest"
import { FightSource } from "@mma-savant/core/collection/FightSource"
import { Effect, Stream } from "effect"
import * as CsvDataset from "../../src/dataset/CsvDataset.ts"
import {
  boutUrl,
  directory,
  event,
  fighter,
  key,
  listing,
  measures,
  plain,
  read,
  record,
  result,
  round,
  write
} from "./Fixture.ts"

const bout = "Ada Stone vs. Bea Wood"

describe("what no store can keep", () => {
  it.effect("two sides found to be one fighter stay by name, and neither has the statistics of the other", () =>
    Effect.gen(function* () {
      const name = "Ada Stone vs. Ada Stone"
      const { matches, places } = yield* read({
        ufc_fight_details: [listing(1, "Night One", name)],
        ufc_fight_results: [result(1, "Night One", name)],
        ufc_fight_stats: [round("Night One", name, 1, "Ada Stone"), round("Night One", name, 1, "Ada Stone")]
      })
      expect(matches[0]?.corners).toMatchObject([
        { fighterKey: null, name: "Ada Stone", result: "WIN", rounds: [] },
        { fighterKey: null, name: "Ada Stone", result: "LOSS", rounds: [] }
      ])
      expect(places("ambiguous-fighter")).toEqual(["ufc_fight_stats.csv:2", "ufc_fight_results.csv:2"])
    })
  )

  it.effect("a place beyond the ninety-ninth is left out and reported, and the bout stays", () =>
    Effect.gen(function* () {
      const bouts = Array.from({ length: 101 }, (_, at) => at + 1)
      const { matches, places } = yield* read({
        ufc_fight_details: bouts.map((n) => listing(n, "Night One", bout)),
        ufc_fight_results: bouts.map((n) => result(n, "Night One", bout)),
        ufc_fight_stats: null
      })
      expect(matches.slice(0, 3).map(({ cardOrder, isMainEvent }) => [cardOrder, isMainEvent])).toEqual([
        [null, true],
        [null, false],
        [99, false]
      ])
      expect(places("impossible")).toEqual(["ufc_fight_results.csv:2", "ufc_fight_results.csv:3"])
    })
  )

  it.effect("the character zero becomes the replacement character", () =>
    Effect.gen(function* () {
      const { fighters } = yield* read({ ufc_fighter_details: [fighter(1, "A\0da", "Stone")], ufc_fighter_tott: [] })
      expect(fighters.map(({ facts }) => facts.name)).toEqual(["A\uFFFDda Stone"])
    })
  )
})

describe("bouts", () => {
  it.effect("a bout is read with its sides in the order of the fight page, red first", () =>
    Effect.gen(function* () {
      const { findings, matches } = yield* read({})
      expect(findings).toEqual([])
      expect(matches).toMatchObject([
        {
          ufcstatsId: key(1),
          eventKey: key(1),
          weightClass: "lightweight",
          isTitleBout: false,
          isMainEvent: true,
          cardOrder: 1,
          method: "KO/TKO",
          methodDetail: "Punch",
          details: "Punches to Head On Ground",
          resultRound: 2,
          resultTime: 275,
          scheduledRounds: 3,
          referee: "Pat Quick",
          status: "completed",
          corners: [
            { fighterKey: key(1), name: "Ada Stone", corner: "red", result: "WIN" },
            { fighterKey: key(2), name: "Bea Wood", corner: "blue", result: "LOSS" }
          ]
        }
      ])
      expect(matches[0]?.corners[0]?.rounds).toMatchObject([
        {
          round: 1,
          sigStrikes: { landed: 9, attempted: 20 },
          controlSeconds: 30,
          takedowns: { landed: 1, attempted: 2 }
        }
      ])
    })
  )

  it.effect("the top row of an event is the main event and has the highest place", () =>
    Effect.gen(function* () {
      const bouts = [bout, "Bea Wood vs. Ada Stone", "Ada Stone vs. Cy Reed"]
      const { matches } = yield* read({
        ufc_fight_details: bouts.map((name, at) => listing(at + 1, "Night One", name)),
        ufc_fight_results: bouts.map((name, at) => result(at + 1, "Night One", name))
      })
      expect(matches.map(({ cardOrder, isMainEvent }) => [cardOrder, isMainEvent])).toEqual([
        [3, true],
        [2, false],
        [1, false]
      ])
    })
  )

  it.effect("every outcome gives both sides their result, and an unknown one gives none", () =>
    Effect.gen(function* () {
      const outcomes = ["W/L", "L/W", "D/D", "NC/NC", "?/?"]
      const { matches, places } = yield* read({
        ufc_fight_details: outcomes.map((_, at) => listing(at + 1, "Night One", bout)),
        ufc_fight_results: outcomes.map((OUTCOME, at) => result(at + 1, "Night One", bout, { OUTCOME })),
        ufc_fight_stats: null
      })
      expect(matches.map(({ corners }) => corners.map((side) => side.result))).toEqual([
        ["WIN", "LOSS"],
        ["LOSS", "WIN"],
        ["DRAW", "DRAW"],
        ["NC", "NC"],
        [null, null]
      ])
      expect(places("unknown-value")).toEqual(["ufc_fight_results.csv:6"])
    })
  )

  it.effect("of a bout that comes twice the row under the listed event stands, and the other is reported", () =>
    Effect.gen(function* () {
      const both = ["Renamed Night", "Night One"]
      const { matches, places } = yield* read({
        ufc_fight_details: both.map((name) => listing(1, name, bout)),
        ufc_fight_results: both.map((name) => result(1, name, bout))
      })
      expect(matches.map(({ eventKey }) => eventKey)).toEqual([key(1)])
      expect(places("duplicate")).toEqual(["ufc_fight_results.csv:2"])
    })
  )

  it.effect("a bout of an event that is not listed is kept without an event", () =>
    Effect.gen(function* () {
      const { matches, places } = yield* read({
        ufc_fight_details: [listing(1, "Lost Night", bout)],
        ufc_fight_results: [result(1, "Lost Night", bout)],
        ufc_fight_stats: null
      })
      expect(matches).toMatchObject([{ eventKey: null, cardOrder: null, isMainEvent: false, status: "completed" }])
      expect(places("unknown-event")).toEqual(["ufc_fight_results.csv:2"])
    })
  )

  it.effect("words outside a closed set leave the field empty and are reported", () =>
    Effect.gen(function* () {
      const { matches, places } = yield* read({
        ufc_fight_results: [result(1, "Night One", bout, { METHOD: "Walkover", WEIGHTCLASS: "Brawl Championship" })]
      })
      expect(matches).toMatchObject([
        { method: null, weightClass: null, isTitleBout: true, title: "Brawl Championship" }
      ])
      expect(places("unknown-value")).toHaveLength(2)
    })
  )

  it.effect("an event whose day has not passed is scheduled, and its bouts without a result too", () =>
    Effect.gen(function* () {
      const { events, matches } = yield* read({
        ufc_event_details: [event(1, "Night One", "November 23, 2026"), event(2, "Night Two", "November 22, 2026")],
        ufc_fight_results: []
      })
      expect(events.map(({ status }) => status)).toEqual(["scheduled", "completed"])
      expect(matches).toMatchObject([{ status: "scheduled", corners: [{ result: null }, { result: null }] }])
    })
  )
})

describe("fighters", () => {
  it.effect("the file of names gives the name, the file of measures an alias", () =>
    Effect.gen(function* () {
      const { fighters } = yield* read({ ufc_fighter_tott: [measures(1, "Ada Pebble Stone"), measures(2, "Bea Wood")] })
      expect(fighters.map(({ aliases, facts }) => [facts.name, aliases])).toEqual([
        ["Ada Stone", ["Ada Pebble Stone"]],
        ["Bea Wood", []]
      ])
      expect(fighters[0]?.facts).toMatchObject({ height: 71, weight: 155, reach: 72, birthdate: "1990-07-13" })
    })
  )

  it.effect("a name that only lacks a blank is no alias", () =>
    Effect.gen(function* () {
      const { fighters, findings } = yield* read({
        ufc_fighter_tott: [measures(1, "AdaStone"), measures(2, "Bea Wood")]
      })
      expect(fighters.flatMap(({ aliases }) => aliases)).toEqual([])
      expect(findings).toEqual([])
    })
  )

  it.effect("a name that is another fighter's, or has no word in common, is no alias and is reported", () =>
    Effect.gen(function* () {
      const { fighters, places } = yield* read({ ufc_fighter_tott: [measures(1, "Bea Wood"), measures(2, "Cy Reed")] })
      expect(fighters.flatMap(({ aliases }) => aliases)).toEqual([])
      expect(places("inconsistent")).toEqual(["ufc_fighter_tott.csv:2", "ufc_fighter_tott.csv:3"])
    })
  )

  it.effect("a fighter of whom only measures are known is a fighter", () =>
    Effect.gen(function* () {
      const { fighters } = yield* read({ ufc_fighter_tott: [measures(9, "Cy Reed")] })
      expect(fighters.map(({ facts }) => facts.name)).toEqual(["Ada Stone", "Bea Wood", "Cy Reed"])
    })
  )

  it.effect("a malformed cell loses only the cell", () =>
    Effect.gen(function* () {
      const { fighters, places } = yield* read({ ufc_fighter_tott: [measures(1, "Ada Stone", "heavy")] })
      expect(fighters[0]?.facts).toMatchObject({ weight: null, height: 71 })
      expect(places("malformed-cell")).toEqual(["ufc_fighter_tott.csv:2"])
    })
  )
})

describe("who a name means", () => {
  /** Ada Stone's opponent is printed "Kim Lee"; `weights` are those of the fighters 11, 12 ... of that name. */
  const kims = (weights: ReadonlyArray<string>, weightClass: string) =>
    read({
      ufc_fighter_details: [...plain.ufc_fighter_details, ...weights.map((_, at) => fighter(11 + at, "Kim", "Lee"))],
      ufc_fighter_tott: weights.map((weight, at) => measures(11 + at, "Kim Lee", weight)),
      ufc_fight_details: [listing(1, "Night One", "Ada Stone vs. Kim Lee")],
      ufc_fight_results: [result(1, "Night One", "Ada Stone vs. Kim Lee", { WEIGHTCLASS: `${weightClass} Bout` })],
      ufc_fight_stats: null
    })

  it.effect("of namesakes the one whose own class is the bout's or the next is meant", () =>
    Effect.gen(function* () {
      const { matches } = yield* kims(["125 lbs.", "155 lbs."], "Bantamweight")
      expect(matches[0]?.corners[1]?.fighterKey).toBe(key(11))
    })
  )

  it.effect("of two who are near enough the one at the very limit is meant", () =>
    Effect.gen(function* () {
      const { matches } = yield* kims(["145 lbs.", "155 lbs.", "--"], "Lightweight")
      expect(matches[0]?.corners[1]?.fighterKey).toBe(key(12))
    })
  )

  it.effect("where nothing tells them apart nobody is meant: the side keeps its printed name", () =>
    Effect.gen(function* () {
      const { matches, places } = yield* kims(["155 lbs.", "155 lbs."], "Lightweight")
      expect(matches[0]?.corners[1]).toMatchObject({ fighterKey: null, name: "Kim Lee", result: "LOSS" })
      expect(places("ambiguous-fighter")).toEqual(["ufc_fight_results.csv:2"])
    })
  )

  it.effect("of namesakes whose weight says nothing the one known to have fought within 18 months is meant", () =>
    Effect.gen(function* () {
      const nights = [
        ["Night One", "July 13, 2024", "Lightweight"],
        ["Night Two", "June 29, 2024", "Featherweight"],
        ["Night Three", "January 01, 2020", "Lightweight"]
      ] as const
      const { matches, places } = yield* read({
        ufc_event_details: nights.map(([name, date], at) => event(at + 1, name, date)),
        ufc_fighter_details: [...plain.ufc_fighter_details, fighter(11, "Kim", "Lee"), fighter(12, "Kim", "Lee")],
        ufc_fighter_tott: [measures(11, "Kim Lee", "160 lbs."), measures(12, "Kim Lee", "145 lbs.")],
        ufc_fight_details: nights.map(([name], at) => listing(at + 1, name, "Ada Stone vs. Kim Lee")),
        ufc_fight_results: nights.map(([name, , weightClass], at) =>
          result(at + 1, name, "Ada Stone vs. Kim Lee", { WEIGHTCLASS: `${weightClass} Bout` })
        ),
        ufc_fight_stats: null
      })
      expect(matches.map(({ corners }) => corners[1]?.fighterKey)).toEqual([key(12), key(12), null])
      expect(places("ambiguous-fighter")).toEqual(["ufc_fight_results.csv:4"])
    })
  )

  it.effect("a name stands for whose name it is before anyone who is also called so", () =>
    Effect.gen(function* () {
      const { matches } = yield* read({
        ufc_fighter_details: [fighter(1, "Ada", "Stone"), fighter(2, "Bea", "Wood"), fighter(3, "Bea", "Oak")],
        ufc_fighter_tott: [measures(3, "Bea Wood")]
      })
      expect(matches[0]?.corners[1]?.fighterKey).toBe(key(2))
    })
  )

  it.effect("an alias is found, and a name that nobody has is kept as printed", () =>
    Effect.gen(function* () {
      const { matches, places } = yield* read({
        ufc_fighter_details: [fighter(1, "Ada", "Rock Stone")],
        ufc_fighter_tott: [measures(1, "Ada Stone")]
      })
      expect(matches[0]?.corners.map(({ fighterKey, name }) => [fighterKey, name])).toEqual([
        [key(1), "Ada Stone"],
        [null, "Bea Wood"]
      ])
      expect(places("unknown-fighter")).toEqual(["ufc_fight_results.csv:2"])
    })
  )
})

describe("statistics", () => {
  const stats = (...lines: ReadonlyArray<string>) => read({ ufc_fight_stats: lines })

  it.effect("more landed than attempted loses that round alone", () =>
    Effect.gen(function* () {
      const { matches, places } = yield* stats(
        round("Night One", bout, 1, "Ada Stone", "21 of 20", "105%"),
        round("Night One", bout, 2, "Ada Stone")
      )
      expect(matches[0]?.corners[0]?.rounds.map(({ round }) => round)).toEqual([2])
      expect(places("impossible")).toEqual(["ufc_fight_stats.csv:2"])
    })
  )

  it.effect("figures that contradict each other are stored and reported", () =>
    Effect.gen(function* () {
      const { matches, places } = yield* stats(round("Night One", bout, 1, "Ada Stone", "9 of 20", "46%"))
      expect(matches[0]?.corners[0]?.rounds).toHaveLength(1)
      expect(places("inconsistent")).toEqual(["ufc_fight_stats.csv:2"])
    })
  )

  it.effect("rounds come out ascending, and a round that comes twice counts once", () =>
    Effect.gen(function* () {
      const rounds = [3, 1, 2, 1].map((number) => round("Night One", bout, number, "Ada Stone"))
      const { matches, places } = yield* stats(...rounds)
      expect(matches[0]?.corners[0]?.rounds.map(({ round }) => round)).toEqual([1, 2, 3])
      expect(places("duplicate")).toEqual(["ufc_fight_stats.csv:5"])
    })
  )

  it.effect("statistics of no listed bout, or of somebody who is not in it, are reported", () =>
    Effect.gen(function* () {
      const { places } = yield* stats(
        round("Night One", "Cy Reed vs. Bea Wood", 1, "Cy Reed"),
        round("Night One", bout, 1, "Cy Reed")
      )
      expect(places("unknown-bout")).toEqual(["ufc_fight_stats.csv:2"])
      expect(places("unknown-fighter")).toEqual(["ufc_fight_stats.csv:3"])
    })
  )

  /** Two bouts of the same names on one night, with another between them in the file. */
  const rematch = (lines: ReadonlyArray<string>) => {
    const bouts = [bout, "Bea Wood vs. Cy Reed", bout]
    return read({
      ufc_fight_details: bouts.map((name, at) => listing(at + 1, "Night One", name)),
      ufc_fight_results: bouts.map((name, at) => result(at + 1, "Night One", name)),
      ufc_fight_stats: lines
    })
  }
  const first = round("Night One", bout, 1, "Ada Stone", "1 of 2", "50%")
  const between = round("Night One", "Bea Wood vs. Cy Reed", 1, "Bea Wood")
  const second = round("Night One", bout, 1, "Ada Stone", "3 of 4", "75%")

  it.effect("two bouts of the same names on one night are told apart by a file in the order of the card", () =>
    Effect.gen(function* () {
      const { matches, places } = yield* rematch([first, between, second])
      expect(matches.map(({ corners }) => corners[0]?.rounds[0]?.sigStrikes?.landed)).toEqual([1, 9, 3])
      expect(places("unknown-bout")).toEqual([])
    })
  )

  it.effect("where the order proves nothing neither bout gets the statistics", () =>
    Effect.gen(function* () {
      const { matches, places } = yield* rematch([between, first])
      expect(matches.map(({ corners }) => corners[0]?.rounds.length)).toEqual([0, 1, 0])
      expect(places("unknown-bout")).toEqual(["ufc_fight_stats.csv:3"])
    })
  )

  it.effect("the file of statistics may be absent", () =>
    Effect.gen(function* () {
      const { findings, matches } = yield* read({ ufc_fight_stats: null })
      expect(matches[0]?.corners.map(({ rounds }) => rounds)).toEqual([[], []])
      expect(findings).toEqual([])
    })
  )
})

describe("a bad row loses only itself", () => {
  const good = (n: number) => fighter(n, `First${n}`, `Last${n}`)
  const bad = {
    "too few columns": "Only,Three,Cells",
    "too many columns": `${good(2)},more`,
    "no key": record("No", "Key", "", boutUrl(1).slice(0, -1)),
    "a name without end": record("Long".repeat(60), "Name", "", "http://ufcstats.com/fighter-details/00000000000000aa"),
    "no name": record("", "", "", "http://ufcstats.com/fighter-details/00000000000000aa"),
    "a quote that is never closed": `"Open,Quote,,http://ufcstats.com/fighter-details/00000000000000aa`,
    "a quote inside a cell": `Mid"dle,Quote,,http://ufcstats.com/fighter-details/00000000000000aa`,
    "text after a quote": `"Closed"er,Quote,,http://ufcstats.com/fighter-details/00000000000000aa`
  }
  it.effect.each(Object.entries(bad))("%s", ([, line]) =>
    Effect.gen(function* () {
      const { fighters, places } = yield* read({
        ufc_fighter_details: [good(1), line, good(3), good(4)],
        ufc_fighter_tott: []
      })
      expect(fighters.map(({ facts }) => facts.name)).toEqual(["First1 Last1", "First3 Last3", "First4 Last4"])
      expect(places("malformed-row")).toEqual(["ufc_fighter_details.csv:3"])
    })
  )

  it.effect("two open quotes near each other lose two rows, not those between", () =>
    Effect.gen(function* () {
      const { fighters, places } = yield* read({
        ufc_fighter_details: [`"Open,A,,x`, good(2), `"Open,B,,x`, good(4)],
        ufc_fighter_tott: []
      })
      expect(fighters.map(({ facts }) => facts.name)).toEqual(["First2 Last2", "First4 Last4"])
      expect(places("malformed-row")).toEqual(["ufc_fighter_details.csv:2", "ufc_fighter_details.csv:4"])
    })
  )

  it.effect("a line break within quotes belongs to the cell, and later lines keep their numbers", () =>
    Effect.gen(function* () {
      const { fighters, places } = yield* read({
        ufc_fighter_details: [record("Two\nLines", "Long", "", good(1).split(",")[3]!), good(2), "bad"],
        ufc_fighter_tott: []
      })
      expect(fighters.map(({ facts }) => facts.name)).toEqual(["Two Lines Long", "First2 Last2"])
      expect(places("malformed-row")).toEqual(["ufc_fighter_details.csv:5"])
    })
  )

  it.effect("a bout whose result is lost stays on the card, without a result", () =>
    Effect.gen(function* () {
      const { matches, places } = yield* read({
        ufc_fight_details: [listing(1, "Night One", bout), listing(2, "Night One", "Bea Wood vs. Ada Stone")],
        ufc_fight_results: ["broken", result(2, "Night One", "Bea Wood vs. Ada Stone")]
      })
      expect(matches.map(({ cardOrder, method, status }) => [cardOrder, method, status])).toEqual([
        [2, null, "unknown"],
        [1, "KO/TKO", "completed"]
      ])
      expect(places("malformed-row")).toEqual(["ufc_fight_results.csv:2"])
    })
  )
})

describe("a source that is not what was expected cannot be read", () => {
  const failure = (path: string) =>
    Effect.flip(FightSource.use(({ scraped }) => Stream.runDrain(scraped)).pipe(Effect.provide(CsvDataset.layer(path))))

  it.effect("a missing directory is named with what it should hold", () =>
    Effect.gen(function* () {
      const error = yield* failure("no/such/directory")
      expect(error._tag).toBe("SourceUnreadable")
      expect(error.message).toContain("no/such/directory")
      expect(error.message).toContain("ufc_event_details.csv")
    })
  )

  it.effect("a missing file is named", () =>
    Effect.gen(function* () {
      expect((yield* failure(yield* directory)).message).toMatch(/ufc_\w+\.csv/)
      expect((yield* failure(yield* write({ ufc_fight_results: null }))).message).toContain("ufc_fight_results.csv")
    })
  )
})
