import { assert, describe, it } from "@effect/vitest"
import * as Pages from "@mma-savant/adapters/simulator/StatsMarkup"
import type { RunPlan } from "@mma-savant/core/collection/CollectionRun"
import type { Page } from "@mma-savant/core/collection/Page"
import { UfcstatsId } from "@mma-savant/core/Identity"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { figures, line, oneRound, reed, stone } from "../../../adapters/test/ufcstats/Bout.ts"
import { crawledFrom, night, type Shown, scripted } from "./ScriptedSite.ts"

const key = (digits: string) => UfcstatsId.make(Pages.key(digits))
const event = { kind: "event", key: key("e1") } as const
const fight = { kind: "fight", key: key("b1") } as const
const fighter = { kind: "fighter", key: key("f1") } as const

const bout = (number: number): Pages.CardBout => ({
  id: Pages.key(`b${number}`),
  sides: [reed, stone],
  flags: ["win"],
  method: ["U-DEC", ""],
  round: "1",
  time: "5:00"
})
const card = (bouts: ReadonlyArray<Pages.CardBout>, date = "September 19, 2026") =>
  Pages.event({ name: "Night 12", date, location: "Oslo, Norway", bouts })
const someBouts = (count: number) => Array.from({ length: count }, (_, at) => bout(at + 1))

const items = {
  "Height:": "6' 4\"",
  "Weight:": "205 lbs.",
  "Reach:": '79"',
  "STANCE:": "Orthodox",
  "DOB:": "Jul 07, 1987",
  "SLpM:": "5.11",
  "Str. Acc.:": "62%",
  "SApM:": "3.70",
  "Str. Def:": "51%",
  "TD Avg.:": "0.22",
  "TD Acc.:": "100%",
  "TD Def.:": "70%",
  "Sub. Avg.:": "0.2"
}
const fought: Pages.HistoryBout = {
  id: fight.key,
  flag: "win",
  opponent: reed,
  event: { id: event.key, name: "Night 12", date: "Sep. 19, 2026" },
  method: ["SUB", ""],
  round: "1",
  time: "4:35"
}
const profile: Pages.Profile = { own: stone, record: "1-1-0", nickname: "", items, bouts: [fought] }

/** A site of a bout's page and, where they are given, other ones. */
const site = (facts: Pages.FightFacts, more: Readonly<Record<string, string>> = {}): Shown => {
  const pages: Readonly<Record<string, string>> = { [`/fight-details/${fight.key}`]: Pages.fight(facts), ...more }
  return (path) => pages[path]
}

const crawled = (shown: Shown, root: Page, known: Partial<RunPlan> = {}) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(night.epochMilliseconds)
    return yield* crawledFrom([root], known).pipe(Effect.provide(scripted(shown)))
  })

const isBout = (fact: string) => fact.includes(`"ufcstatsId":"${fight.key}"`)

describe("a page that says what cannot be is rejected as a whole", () => {
  const rejected = (facts: Pages.FightFacts, said: string) =>
    Effect.gen(function* () {
      const { letters, status, stored } = yield* crawled(site(facts), fight)
      assert.strictEqual(status, "partial")
      const [letter, ...others] = letters
      assert.deepStrictEqual([others, letter?.cause, letter?.attempts], [[], "rejected", 3])
      assert.include(letter?.reason, said)
      assert.deepStrictEqual(stored.filter(isBout), [])
    })

  it.effect("landed <= attempted", () =>
    rejected(figures({ td: "2 of 1", tdPercent: "---" }, {}), 'takedowns "2 of 1"')
  )
  it.effect("significant <= total", () => rejected(figures({ total: "16 of 40" }, {}), "of only 16 of 40 in all"))
  it.effect("the round is one of the format", () =>
    rejected({ ...oneRound, ending: { ...oneRound.ending, Round: "4" } }, "round 4 of")
  )
  it.effect("the time is one of the round", () =>
    rejected({ ...oneRound, ending: { ...oneRound.ending, Time: "5:01" } }, "lasted 5:01")
  )
  it.effect("results are a legal pair", () =>
    rejected({ ...oneRound, people: oneRound.people.map((one) => ({ ...one, status: "W" })) }, "results WIN and WIN")
  )
  it.effect("the page of the event agrees with the page of the bout", () =>
    Effect.gen(function* () {
      const swapped = {
        ...oneRound,
        people: oneRound.people.map((one, at) => ({ ...one, status: at === 0 ? "W" : "L" }))
      }
      const shown = site({ ...swapped, cards: [] }, { [`/event-details/${event.key}`]: card(someBouts(1)) })
      const { letters, stored } = yield* crawled(shown, event)
      assert.deepInclude(letters, {
        page: `fight/${fight.key}` as never,
        cause: "rejected",
        attempts: 3,
        reason: "it gives Ada Stone a win, and the page of the event a loss"
      })
      assert.isTrue(stored.some((fact) => isBout(fact) && !fact.includes('"rounds":[{')))
    })
  )
  it.effect.each([
    [
      "a list of events",
      { kind: "completed-events" },
      (count: number) =>
        Pages.eventList(
          Array.from({ length: count }, (_, at) => ({
            id: Pages.key(`a${at}`),
            name: `Night ${at}`,
            date: "June 06, 2026",
            location: "Oslo"
          }))
        )
    ],
    [
      "a list of fighters",
      { kind: "fighters", letter: "s" },
      (count: number) =>
        Pages.fighterList(
          Array.from({ length: count }, (_, at) => ({
            id: Pages.key(`c${at}`),
            cells: ["Ada", "Stone", "", "--", "--", "--", "", "1", "0", "0"]
          }))
        )
    ],
    ["a card", event, (count: number) => card(someBouts(count), "October 04, 2026")]
  ] as const)("%s never becomes shorter, unless it may", ([, root, of]) => {
    let length = 8
    const path = root.kind === "event" ? "/event-details" : "/statistics"
    return Effect.gen(function* () {
      yield* TestClock.setTime(night.epochMilliseconds)
      const refused = (known: Partial<RunPlan>) =>
        Effect.map(crawledFrom([root], known), ({ letters }) =>
          letters.filter(({ cause }) => cause === "rejected").map(({ reason }) => reason)
        )
      assert.deepStrictEqual(yield* refused({}), [])
      length = 7
      yield* TestClock.adjust("7 hours")
      assert.deepStrictEqual(yield* refused({}), ["it has 7 entries, and had 8"])
      assert.deepStrictEqual(yield* refused({ allowShrink: true }), [])
    }).pipe(Effect.provide(scripted((asked) => (asked.startsWith(path) ? of(length) : undefined))))
  })
})

describe("a page that is hardly true is stored, and what is doubtful is found", () => {
  const stored = (shown: Shown, root: Page, said: string) =>
    Effect.gen(function* () {
      const { findings, letters, stored } = yield* crawled(shown, root)
      assert.deepStrictEqual(
        letters.filter(({ cause }) => cause !== "missing"),
        []
      )
      assert.isTrue(
        findings.some((found) => found.startsWith("inconsistent: ") && found.includes(said)),
        findings.join("\n")
      )
      const key = root.kind === "event" ? fight.key : "key" in root ? root.key : ""
      assert.isTrue(stored.some((fact) => fact.includes(`"ufcstatsId":"${key}"`)))
      return stored
    })
  const ofFight = (facts: Pages.FightFacts, said: string) => stored(site(facts), fight, said)
  const ofFighter = (known: Partial<Pages.Profile>, said: string) =>
    stored((path) => (path.endsWith(fighter.key) ? Pages.fighter({ ...profile, ...known }) : undefined), fighter, said)
  const ofCard = (bouts: ReadonlyArray<Pages.CardBout>, said: string) =>
    stored((path) => (path.endsWith(event.key) ? card(bouts) : undefined), event, said)
  const none = "0 of 0"

  it.effect("head + body + leg = significant", () =>
    ofFight(figures({ targets: ["16 of 37", none, none] }, {}), "17 of 37 significant strikes, 16 of 37 by target")
  )
  it.effect("distance + clinch + ground = significant", () =>
    ofFight(figures({ positions: ["17 of 36", none, none] }, {}), "17 of 37 significant strikes, 17 of 36 by position")
  )
  it.effect("the sum of the rounds = the totals", () =>
    ofFight(
      { ...oneRound, lines: [[line({ kd: "2" }), line({})], oneRound.lines[1]!] },
      "Ada Stone: 0 knockdowns in the rounds, 2 in all"
    )
  )
  it.effect("the printed percentage = floor(100 landed / attempted)", () =>
    ofFight(figures({ sigPercent: "46%" }, {}), "46% of significant strikes, not 45%")
  )
  it.effect("control of both <= the round and five seconds", () =>
    ofFight(figures({ ctrl: "0:31" }, {}), "5:06 of control in round 1")
  )
  it.effect("the judges' cards give the outcome", () =>
    ofFight(
      { ...oneRound, cards: oneRound.cards!.map(([judge]) => [judge, "30 - 27."] as const) },
      "loser first, give a loss and not a win"
    )
  )
  it.effect("two distinct fighters, on the page of a bout and on that of the event", () =>
    Effect.gen(function* () {
      const said = "Ada Stone on both sides"
      const people = [oneRound.people[0]!, { ...oneRound.people[0]!, status: "W" }]
      for (const facts of [
        yield* ofFight({ ...oneRound, people, lines: [] }, said),
        yield* ofCard([{ ...bout(1), sides: [stone, stone] }], said)
      ]) {
        const match = JSON.parse(facts.find(isBout)!) as { corners: ReadonlyArray<{ fighterKey: string | null }> }
        assert.deepStrictEqual(
          match.corners.map(({ fighterKey }) => fighterKey),
          [stone.id, null]
        )
      }
    })
  )
  it.effect("6 to 15 bouts on a card that was fought", () =>
    Effect.gen(function* () {
      yield* ofCard(someBouts(5), "5 bouts on a card")
      yield* ofCard(someBouts(16), "16 bouts on a card")
      const { findings } = yield* crawled((path) => (path.endsWith(event.key) ? card(someBouts(6)) : undefined), event)
      assert.deepStrictEqual(findings, [])
    })
  )
  it.effect("a fighter's results in the UFC <= the record", () =>
    Effect.gen(function* () {
      yield* ofFighter({ record: "0-1-0" }, "1 wins listed, 0 recorded")
      yield* ofFighter({ bouts: [{ ...fought, flag: "nc" }] }, "1 no contests listed, 0 recorded")
    })
  )
  it.effect("measures are those of a person", () =>
    Effect.gen(function* () {
      yield* ofFighter({ items: { ...items, "Height:": "4' 1\"" } }, "a height of 49 in")
      yield* ofFighter({ items: { ...items, "Weight:": "850 lbs." } }, "a weight of 850 lb")
      const facts = yield* ofFighter({ items: { ...items, "Reach:": '30"' } }, "a reach of 30 in")
      assert.isTrue(facts.some((fact) => fact.includes('"reach":30')))
    })
  )
  it.effect("an age is that of somebody who fights", () =>
    Effect.gen(function* () {
      yield* ofFighter({ items: { ...items, "DOB:": "Jul 07, 2016" } }, "an age of 10 at the bout of 2026-09-19")
      yield* ofFighter({ items: { ...items, "DOB:": "Jul 07, 1950" } }, "an age of 76 at the bout of 2026-09-19")
    })
  )
})
