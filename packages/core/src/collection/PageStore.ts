import { Context, Effect, Layer } from "effect"
import { nothingKnown } from "../fighter/Fighter.ts"
import { FighterRepository } from "../fighter/FighterRepository.ts"
import { IsoDate } from "../IsoDate.ts"
import type { FighterMatch } from "../match/FighterMatch.ts"
import { RankingsRejected } from "../ranking/Ranking.ts"
import { RankingRepository } from "../ranking/RankingRepository.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { DataStore, type Stored, storedBoth, storedNothing } from "./DataStore.ts"
import type { Finding } from "./Finding.ts"
import { eventSettles, fightSettles } from "./Freshness.ts"
import { type Known, keysOf, type Told } from "./Known.ts"
import { type Page, pageName } from "./Page.ts"
import type { PageContents } from "./PageReader.ts"
import { stage, stageFault } from "./RankingStage.ts"
import type { ScrapedCorner, ScrapedFighter, ScrapedMatch } from "./Scraped.ts"

/** What a page says contradicts itself or another page; nothing of it is stored. */
export interface PageRejected {
  readonly _tag: "PageRejected"
  readonly reason: string
  /** The other page, which may be the one that is wrong; null where the page is at odds with itself. */
  readonly other: Page | null
}

/** What storing a page came to. */
export interface StoredPage extends Stored {
  /** The pages that it leads to. */
  readonly children: ReadonlyArray<Page>
  /** Nothing more is expected of it. */
  readonly isSettled: boolean
}

type Storing = Effect.Effect<StoredPage, RankingsRejected | StoreUnavailable | PageRejected>

const ends = { children: [], isSettled: false } as const

/** Somebody of whom a bout's page says hardly more than the name. */
const stranger = ({ fighterKey, name }: ScrapedCorner): ReadonlyArray<ScrapedFighter> =>
  fighterKey === null
    ? []
    : [
        {
          facts: {
            ufcstatsId: fighterKey,
            name,
            ...nothingKnown
          },
          aliases: []
        }
      ]

/** The bouts that a completed event has, as a rule. */
const usualCard = { least: 6, most: 15 } as const

const cardFindings = (url: string, matches: ReadonlyArray<ScrapedMatch>): ReadonlyArray<Finding> =>
  matches.length > 0 &&
  matches.every(({ status }) => status === "completed") &&
  (matches.length < usualCard.least || matches.length > usualCard.most)
    ? [{ rule: "inconsistent", where: url, what: `${matches.length} bouts on a card` }]
    : []

/** What a page tells of, by the key of whatever has one. */
const toldBy = (page: Page, contents: PageContents[Page["kind"]]): Told => {
  switch (page.kind) {
    case "completed-events":
    case "upcoming-events":
      return { events: contents as PageContents["completed-events"] }
    case "fighters":
      return { fighters: contents as PageContents["fighters"] }
    case "event": {
      const { event, matches } = contents as PageContents["event"]
      return { events: [event], matches }
    }
    case "fight": {
      const { fighters, match } = contents as PageContents["fight"]
      return { fighters, matches: [match] }
    }
    case "fighter":
      return { fighters: [(contents as PageContents["fighter"]).fighter] }
    case "rankings":
      return {}
  }
}

/** The list of completed events begins on this day, with UFC 2: only the histories of its fighters lead to the one before. */
const firstListed = IsoDate.make("1994-03-11")

/** The events of the UFC in a history that no list shows. */
const unlisted = (bouts: PageContents["fighter"]["bouts"], since: IsoDate | null): ReadonlyArray<Page> =>
  bouts.flatMap(({ date, eventKey, eventName }): ReadonlyArray<Page> => {
    const isWanted = date !== null && date < firstListed && (since === null || date >= since)
    return isWanted && eventKey !== null && /^UFC\b/.test(eventName ?? "") ? [{ kind: "event", key: eventKey }] : []
  })

const words = { WIN: "a win", LOSS: "a loss", DRAW: "a draw", NC: "a no contest" } as const

/** Where the page of a bout gives a fighter another result than the page of the event did. */
const disagreement = (
  told: ReadonlyArray<Pick<FighterMatch, "fighterId" | "name" | "result">>,
  known: ReadonlyArray<Pick<FighterMatch, "fighterId" | "name" | "result">>
): string | null => {
  for (const { fighterId, name, result } of told) {
    const before = known.find((side) => (fighterId === null ? side.name === name : side.fighterId === fighterId))
    if (result === null || before === undefined || before.result === null || before.result === result) continue
    return `it gives ${name} ${words[result]}, and the page of the event ${words[before.result]}`
  }
  return null
}

/** Stores what pages say, each by its kind, and tells where they lead. */
export class PageStore extends Context.Service<
  PageStore,
  {
    /** What storing a page is about, for the transaction: the page of a bout reads of its event, and changes nothing there. */
    readonly subjects: <P extends Page>(page: P, contents: PageContents[P["kind"]]) => ReadonlyArray<string>
    /** Inside a transaction about the page's subjects. `since` leaves out the events before it. */
    readonly store: <P extends Page>(
      page: P,
      contents: PageContents[P["kind"]],
      scope: { readonly url: string; readonly today: IsoDate; readonly since: IsoDate | null }
    ) => Storing
  }
>()("@mma-savant/core/collection/PageStore") {
  static readonly layer = Layer.effect(
    PageStore,
    Effect.gen(function* () {
      const data = yield* DataStore
      const fighters = yield* FighterRepository
      const rankings = yield* RankingRepository

      /** Whoever is unknown is stored by name; everybody's page is led to. */
      const introduce = Effect.fnUntraced(function* (named: ReadonlyArray<ScrapedFighter>, known: Known) {
        const unique = [...new Map(named.map((fighter) => [fighter.facts.ufcstatsId, fighter])).values()]
        const strangers = unique.filter(({ facts }) => !known.fighters.has(facts.ufcstatsId))
        const stored = strangers.length === 0 ? storedNothing : yield* data.storeFighters(strangers, known)
        const children = unique.map(({ facts }): Page => ({ kind: "fighter", key: facts.ufcstatsId }))
        return { stored, children }
      })

      const eventList = Effect.fnUntraced(function* (listed: PageContents["completed-events"], since: IsoDate | null) {
        const wanted = listed.filter(({ date }) => since === null || date === null || date >= since)
        const stored = yield* data.storeEvents(wanted)
        return {
          ...ends,
          ...stored,
          children: wanted.map(({ ufcstatsId }): Page => ({ kind: "event", key: ufcstatsId }))
        }
      })

      const event = Effect.fnUntraced(function* (contents: PageContents["event"], url: string, today: IsoDate) {
        const { event, matches: bouts } = contents
        const known = yield* data.recall({ events: [event], matches: bouts })
        const before = known.events.get(event.ufcstatsId)
        const { children, stored } = yield* introduce(
          bouts.flatMap(({ corners }) => corners.flatMap(stranger)),
          known
        )
        const keys = bouts.map(({ ufcstatsId }) => ufcstatsId)
        const card = [
          stored,
          yield* data.storeEvents([event], known),
          yield* data.storeMatches(bouts, known),
          before === undefined ? storedNothing : yield* data.cancelOthers(before.id, keys),
          { ...storedNothing, findings: cardFindings(url, bouts) }
        ].reduce(storedBoth)
        return {
          ...card,
          children: [...bouts.map(({ ufcstatsId }): Page => ({ kind: "fight", key: ufcstatsId })), ...children],
          isSettled: eventSettles(contents, today)
        }
      })

      const fight = Effect.fnUntraced(function* (contents: PageContents["fight"], today: IsoDate) {
        const { match } = contents
        const known = yield* data.recall({ fighters: contents.fighters, matches: [match] })
        const { children, stored } = yield* introduce(contents.fighters, known)
        const told = match.corners.map(({ fighterKey, name, result }) => {
          const person = fighterKey === null ? undefined : known.fighters.get(fighterKey)
          return { fighterId: person?.id ?? null, name: person?.name ?? name, result }
        })
        const odds = disagreement(told, known.matches.get(match.ufcstatsId)?.corners ?? [])
        if (odds !== null) {
          const other: Page | null = match.eventKey === null ? null : { kind: "event", key: match.eventKey }
          return yield* Effect.fail<PageRejected>({ _tag: "PageRejected", reason: odds, other })
        }
        const event = match.eventKey === null ? undefined : known.events.get(match.eventKey)
        return {
          ...storedBoth(stored, yield* data.storeMatches([match], known)),
          children,
          isSettled: fightSettles(contents, event?.date ?? null, today)
        }
      })

      const ranked = Effect.fnUntraced(function* (contents: PageContents["rankings"], url: string, today: IsoDate) {
        const { entries: standing } = yield* rankings.current(null)
        const { findings, places } = stage(url, contents.entries, yield* fighters.names, standing)
        const fault = stageFault(contents.entries, places, standing)
        if (fault !== null) return yield* new RankingsRejected({ reason: fault })
        const date = contents.date ?? today
        const keys = new Map(
          (yield* fighters.findMany(places.map(({ fighterId }) => fighterId))).map((one) => [one.id, one.ufcstatsId])
        )
        const entries = places.flatMap(({ fighterId, rank, weightClass }) => {
          const fighterKey = keys.get(fighterId)
          return fighterKey == null ? [] : [{ fighterKey, rank, weightClass }]
        })
        const stored = yield* data.storeRankings({ date, source: "ufc.com", entries })
        return { ...ends, ...storedBoth(stored, { ...storedNothing, findings }) }
      })

      const store = (
        page: Page,
        contents: PageContents[Page["kind"]],
        { since, today, url }: { readonly url: string; readonly today: IsoDate; readonly since: IsoDate | null }
      ): Storing => {
        switch (page.kind) {
          case "completed-events":
          case "upcoming-events":
            return eventList(contents as PageContents["completed-events"], since)
          case "fighters": {
            const listed = contents as PageContents["fighters"]
            const children = listed.map(({ facts }): Page => ({ kind: "fighter", key: facts.ufcstatsId }))
            return Effect.map(data.storeFighters(listed), (stored) => ({ ...stored, children, isSettled: false }))
          }
          case "event":
            return event(contents as PageContents["event"], url, today)
          case "fight":
            return fight(contents as PageContents["fight"], today)
          case "fighter": {
            const { bouts, fighter } = contents as PageContents["fighter"]
            const children = unlisted(bouts, since)
            return Effect.map(data.storeFighters([fighter]), (stored) => ({ ...stored, children, isSettled: false }))
          }
          case "rankings":
            return ranked(contents as PageContents["rankings"], url, today)
        }
      }

      const subjects = (page: Page, contents: PageContents[Page["kind"]]): ReadonlyArray<string> => {
        if (page.kind === "rankings") return [pageName(page)]
        const { events, fighters, matches } = keysOf(toldBy(page, contents))
        return [...fighters, ...matches, ...(page.kind === "fight" ? [] : events)]
      }

      return PageStore.of({ subjects, store })
    })
  )
}
