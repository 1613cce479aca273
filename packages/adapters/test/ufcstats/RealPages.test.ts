import { existsSync, readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "@effect/vitest"
import type { ScrapedMatch } from "@mma-savant/core/collection/Scraped"
import type { ReadPage } from "@mma-savant/core/collection/ScrapedPage"
import { EventFacts } from "@mma-savant/core/event/Event"
import { FighterFacts } from "@mma-savant/core/fighter/Fighter"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { MatchFacts } from "@mma-savant/core/match/Match"
import { RoundStats } from "@mma-savant/core/match/MatchStats"
import { Effect, Result, Schema } from "effect"
import { readRankings } from "../../src/ufccom/Rankings.ts"
import { readEvent } from "../../src/ufcstats/Event.ts"
import { readEventList } from "../../src/ufcstats/EventList.ts"
import { readFight } from "../../src/ufcstats/Fight.ts"
import { readFighter } from "../../src/ufcstats/Fighter.ts"
import { readFighterList } from "../../src/ufcstats/FighterList.ts"
import { readDirectory } from "../dataset/Fixture.ts"
import { faultOf, readable } from "./Reading.ts"

const data = fileURLToPath(new URL("../../../../../shared/data", import.meta.url))
const pages = `${data}/pages`
const today = IsoDate.make("2026-10-05")

/** The saved pages of a kind by name; those without a key in their names get one that is nobody's. */
const saved = (kind: string) =>
  readdirSync(`${pages}/${kind}`).map((name) => ({
    name,
    key: /[0-9a-f]{16}/.exec(name)?.[0] ?? null,
    html: readFileSync(`${pages}/${kind}/${name}`, "utf8")
  }))
type Saved = ReturnType<typeof saved>[number]

const nobody = "00000000000000ff"
const events = ({ html, name }: Saved) =>
  readEventList(html, `http://ufcstats.com/statistics/events/${name.startsWith("UPCOMING") ? "upcoming" : "completed"}`)
const event = ({ html, key }: Saved) => readEvent(html, `http://ufcstats.com/event-details/${key ?? nobody}`, today)
const fight = ({ html, key }: Saved) => readFight(html, `http://ufcstats.com/fight-details/${key ?? nobody}`)
const fighters = ({ html }: Saved) => readFighterList(html, "http://ufcstats.com/statistics/fighters?char=a&page=all")
const fighter = ({ html, key }: Saved) => readFighter(html, `http://ufcstats.com/fighter-details/${key ?? nobody}`)
const rankings = ({ html }: Saved) => readRankings(html, "https://www.ufc.com/rankings")

/** The faults of a kind's pages, and what was found on the others. */
const survey = (kind: string, read: (page: Saved) => ReadPage<unknown>) => {
  const faults: Record<string, string> = {}
  const found: Record<string, ReadonlyArray<string>> = {}
  for (const page of saved(kind)) {
    const result = read(page)
    if (Result.isFailure(result)) faults[page.name] = result.failure._tag
    else if (result.success.findings.length > 0) {
      found[page.name.slice(0, 16)] = result.success.findings.map(({ rule, what }) => `${rule}: ${what}`)
    }
  }
  return { faults, found }
}

/** The fields in which one has something else than the other. */
const differences = (seen: object, known: object) =>
  Object.entries(seen).flatMap(([field, value]) => {
    const other = (known as Record<string, unknown>)[field]
    return JSON.stringify(value) === JSON.stringify(other) ? [] : [field]
  })

/** A bout by its own key and its sides by theirs. */
const facing = ({ corners }: ScrapedMatch) =>
  Object.fromEntries(corners.map(({ fighterKey, result }) => [fighterKey, result]))

describe.skipIf(!existsSync(pages))("the saved pages (skipped without ../shared/data/pages)", () => {
  it("events: every one is read, and what it lacks is reported", () => {
    const { faults, found } = survey("event", event)
    expect(faults).toEqual({ "INVALID_ID_http500_body.html": "PageChanged" })
    const missing = (count: number, day: string) =>
      Array.from({ length: count }, () => `malformed-cell: no result of a bout of ${day}`)
    expect(found).toEqual({
      da6dfd09cca1d705: ['unknown-value: weight class "Super Heavyweight"'],
      dde70a112e053a6c: ["unknown-value: a performance of nobody's, without a winner"],
      f3a078277b3b8ff4: missing(12, "2023-10-14"),
      "ufcfn_garcia-ona": missing(13, "2025-11-01")
    })
  })

  it("an event before its day has no findings", () => {
    const page = saved("event").find(({ name }) => name.includes("UPCOMING"))!
    const { facts, findings } = readable(
      readEvent(page.html, `http://ufcstats.com/event-details/${nobody}`, IsoDate.make("2025-10-30"))
    )
    expect(findings).toEqual([])
    expect(facts.event.status).toBe("scheduled")
    expect(new Set(facts.matches.map(({ status }) => status))).toEqual(new Set(["scheduled"]))
  })

  it("fights: every whole one is read, and no figure contradicts another", () => {
    const { faults, found } = survey("fight", fight)
    expect(faults).toEqual({ "fight_fragment__2025-08_eliasvangage.html": "PageChanged" })
    const said = Object.values(found).flat()
    expect(said).toHaveLength(9)
    expect(said.filter((what) => !/^unknown-value: title "(?:UFC|Ultimate|Super)/.test(what))).toEqual([])
  })

  it("fighters: every one is read without findings", () => {
    expect(survey("fighter", fighter)).toEqual({ faults: {}, found: {} })
  })

  it("lists: every row is read without findings", () => {
    expect(survey("fighter_list", fighters)).toEqual({ faults: {}, found: {} })
    expect(survey("events_list", events)).toEqual({ faults: {}, found: {} })
    const count = (name: string) => {
      const page = saved("events_list").find((page) => page.name.includes(name))!
      const { facts } = readable(events(page))
      return [facts.length, facts.filter(({ status }) => status === "scheduled").length]
    }
    expect(count("2023-12-24")).toEqual([674, 1])
    expect(count("2025-11")).toEqual([752, 1])
    expect(count("2026-06")).toEqual([777, 1])
    expect(count("2019-07")).toEqual([25, 1])
    expect(count("UPCOMING")).toEqual([8, 8])
  })

  it("rankings: the page's own panel is read, and what is no page is not", () => {
    const { faults, found } = survey("rankings", rankings)
    expect(Object.values(faults)).toEqual(["PageChanged", "PageChanged"])
    expect(Object.values(found)).toEqual([["malformed-cell: no day of the update"]])
    const page = saved("rankings").find(({ name }) => name.startsWith("ufc.com_"))!
    const { entries } = readable(rankings(page)).facts
    const counts = [...Map.groupBy(entries, ({ weightClass }) => weightClass)].map(([name, of]) => [name, of.length])
    expect(Object.fromEntries(counts)).toEqual({ "mens-pound-for-pound": 15, "womens-bantamweight": 16 })
    const ties = entries.filter(({ rank, weightClass }) => weightClass === "womens-bantamweight" && rank <= 5)
    expect(ties.map(({ rank }) => rank)).toEqual([0, 1, 2, 3, 3, 5])
  })

  it("a challenge is a block for every kind of page", () => {
    for (const page of saved("challenge")) {
      for (const read of [events, event, fight, fighters, fighter, rankings]) {
        expect(faultOf(read(page))).toMatchObject({ _tag: "SourceBlocked", sign: "Checking your browser" })
      }
    }
  })

  it("what is read may be stored", () => {
    const read = <A>(kind: string, reader: (page: Saved) => ReadPage<A>) =>
      saved(kind).flatMap((page) => {
        const result = reader(page)
        return Result.isFailure(result) ? [] : [result.success.facts]
      })
    const matches = [
      ...read("event", event).flatMap(({ matches }) => matches),
      ...read("fight", fight).map(({ match }) => match)
    ]
    const isMatch = Schema.is(MatchFacts)
    const unfit = matches.filter(({ corners, ...match }) => {
      const sides = corners.map(({ fighterKey: _, rounds: __, ...corner }) => ({ ...corner, fighterId: null }))
      return !isMatch({ ...match, eventId: null, corners: sides })
    })
    expect(unfit).toEqual([])
    const rounds = matches.flatMap(({ corners }) => corners.flatMap(({ rounds }) => rounds))
    expect(rounds.length).toBeGreaterThan(500)
    expect(rounds.filter((round) => !Schema.is(RoundStats)(round))).toEqual([])
    const profiles = [
      ...read("fighter", fighter).map(({ fighter }) => fighter),
      ...read("fighter_list", fighters).flat()
    ]
    expect(profiles.filter(({ facts }) => !Schema.is(FighterFacts)(facts))).toEqual([])
    const nights = [...read("events_list", events).flat(), ...read("event", event).map(({ event }) => event)]
    expect(nights.filter((night) => !Schema.is(EventFacts)(night))).toEqual([])
  })

  it("an event and its fights' own pages agree", () => {
    const page = saved("event").find(({ key }) => key === "80dbeb1dd5b53e64")!
    const { matches } = readable(event(page)).facts
    const own = new Map(saved("fight").map((page) => [page.key, page]))
    expect(matches).toHaveLength(11)
    for (const match of matches) {
      const detail = readable(fight(own.get(match.ufcstatsId)!)).facts.match
      expect(facing(detail)).toEqual(facing(match))
      expect(detail.eventKey).toBe("80dbeb1dd5b53e64")
      expect(differences(detail, match).sort()).toEqual(
        [
          "cardOrder",
          "corners",
          "details",
          ...(match.isMainEvent ? ["isMainEvent"] : []),
          ...(detail.judges.length > 0 ? ["judges"] : []),
          "referee",
          "scheduledRounds",
          "timeFormat",
          "title"
        ].filter((field) => field !== "details" || detail.details !== null)
      )
    }
  })

  it("a fighter's history holds the bouts of other promotions and those to come", () => {
    const page = saved("fighter").find(({ name }) => name.startsWith("Alex_Pereira"))!
    const { bouts } = readable(fighter(page)).facts
    expect(bouts.map(({ isScheduled }) => isScheduled)).toEqual([true, ...Array.from({ length: 6 }, () => false)])
    expect(bouts[0]).toMatchObject({ matchKey: "b1f2ec122beda7a5", date: "2023-11-11", opponentName: "Jiri Prochazka" })
    expect(bouts.every(({ eventKey, date, opponentKey }) => eventKey && date && opponentKey)).toBe(true)
  })
})

describe.skipIf(!existsSync(pages) || !existsSync(`${data}/ufc`))(
  "the saved pages beside the community data set (skipped without ../shared/data)",
  () => {
    it.effect("say the same, but for what the site has changed since", () =>
      Effect.gen(function* () {
        const known = yield* readDirectory(`${data}/ufc`)
        const bouts = new Map<string, ScrapedMatch>(known.matches.map((match) => [match.ufcstatsId, match]))
        const changed: Array<string> = []
        let compared = 0
        for (const page of saved("fight")) {
          const other = bouts.get(page.key ?? "")
          if (other === undefined) continue
          compared++
          const {
            cardOrder: _c,
            corners,
            fightOfTheNight: _f,
            isMainEvent: _m,
            ...match
          } = readable(fight(page)).facts.match
          const seen = differences(match, other)
          for (const [at, { performanceOfTheNight: _, rounds, ...corner }] of corners.entries()) {
            const side = other.corners[at]!
            seen.push(...differences(corner, side))
            if (side.rounds.length > 0) seen.push(...differences({ rounds }, side))
          }
          if (seen.length > 0) changed.push(`${page.key}: ${seen.join(", ")}`)
        }
        expect(compared).toBe(128)
        expect(changed).toEqual(["7e27d9f37c217b63: details", "ce151e053721fe69: method, details"])

        const facts = new Map<string, object>(known.fighters.map(({ facts }) => [facts.ufcstatsId, facts]))
        const renewed = saved("fighter").flatMap((page) => {
          const other = facts.get(page.key ?? "")
          if (other === undefined) return []
          const {
            draws: _d,
            losses: _l,
            noContests: _n,
            wins: _w,
            ...own
          } = readable(fighter(page)).facts.fighter.facts
          return differences(own, other).map((field) => `${page.key}: ${field}`)
        })
        expect(renewed).toEqual(["369ea36e450ae62a: birthdate", "275aca31f61ba28c: weight"])

        const nights = new Map<string, object>(known.events.map((night) => [night.ufcstatsId, night]))
        const moved = saved("events_list").flatMap((page) =>
          readable(events(page)).facts.flatMap(({ status: _, ...night }) => {
            const other = nights.get(night.ufcstatsId)
            return other === undefined ? [] : differences(night, other).map((field) => `${night.ufcstatsId}: ${field}`)
          })
        )
        expect(new Set(moved)).toEqual(new Set(["8fa2b06572365321: name", "5efaaf313b652dd7: name"]))

        const cards = saved("event").flatMap((page) =>
          page.key === null || page.key === "f3a078277b3b8ff4" || Result.isFailure(event(page))
            ? []
            : readable(event(page)).facts.matches
        )
        expect(cards.length).toBeGreaterThan(250)
        for (const match of cards) {
          const other = bouts.get(match.ufcstatsId)!
          expect(facing(match)).toEqual(facing(other))
          expect([match.resultRound, match.resultTime, match.cardOrder]).toEqual([
            other.resultRound,
            other.resultTime,
            other.cardOrder
          ])
        }
      })
    )
  }
)
