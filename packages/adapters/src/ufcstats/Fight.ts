import * as Cell from "@mma-savant/core/collection/Cell"
import { apart, boutContradictions, totalContradictions } from "@mma-savant/core/collection/Invariants"
import type { PageChanged } from "@mma-savant/core/collection/PageFault"
import type { ScrapedCorner, ScrapedFighter, ScrapedMatch } from "@mma-savant/core/collection/Scraped"
import type { FightPage, ReadPage } from "@mma-savant/core/collection/ScrapedPage"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import { finishOf, methodOf } from "@mma-savant/core/match/Finish"
import type { Scorecard } from "@mma-savant/core/match/Match"
import type { Result as BoutResult } from "@mma-savant/core/match/Result"
import { scheduledRounds } from "@mma-savant/core/match/TimeFormat"
import { weightClassIn } from "@mma-savant/core/ranking/WeightClass"
import { Result } from "effect"
import { bonusesOf } from "./Bonuses.ts"
import { readStatistics, type Statistics } from "./FightStatistics.ts"
import { below, type Element, icons, ownLines, textOf } from "./Markup.ts"
import { readMatchup, unmeasured } from "./Matchup.ts"
import { links, Page } from "./Page.ts"

const label = Cell.label(200)
const labels = ["method", "round", "time", "time format", "referee", "details"]

const results: Readonly<Record<string, BoutResult>> = { W: "WIN", L: "LOSS", D: "DRAW", NC: "NC" }

interface Person {
  readonly key: UfcstatsId | null
  readonly name: string
  readonly nickname: string | null
  /** As printed; empty before the bout. */
  readonly status: string
}

const personOf = (page: Page, person: Element): Person | null => {
  const link = links(person, "fighter")[0]
  const status = below(person, "i")[0]
  const name = page.value(page.url, "name", textOf(below(person, "h3")[0] ?? person), label)
  if (status === undefined || name === null) return null
  if (link === undefined) page.report("unknown-fighter", page.url, `"${name}" has no link`)
  const nickname = textOf(below(person, "p")[0] ?? status).replace(/^\s*"|"\s*$/g, "")
  return {
    key: link?.key ?? null,
    name,
    nickname: below(person, "p").length === 0 ? null : page.value(page.url, "nickname", nickname, label),
    status: Cell.text(textOf(status)) ?? ""
  }
}

const cardPattern = /^(\d{1,2}) - (\d{1,2})\.?$/

/** Judges' cards stand in elements of their own, after the words, which do not. */
const cardsOf = (page: Page, details: Element): ReadonlyArray<Scorecard> =>
  below(details, "i").flatMap((item) => {
    const judge = below(item, "span")[0]
    if (judge === undefined) return []
    const score = ownLines(item).join(" ")
    const points = cardPattern.exec(score)
    if (points === null) page.report("malformed-cell", page.url, `card is "${score}"`)
    return points === null
      ? []
      : [{ judge: Cell.text(textOf(judge)) ?? "", points: [Number(points[1]), Number(points[2])] as const }]
  })

type Ending = Pick<
  ScrapedMatch,
  | "method"
  | "methodDetail"
  | "details"
  | "judges"
  | "resultRound"
  | "resultTime"
  | "timeFormat"
  | "scheduledRounds"
  | "referee"
>

const noEnding: Ending = {
  method: null,
  methodDetail: null,
  details: null,
  judges: [],
  resultRound: null,
  resultTime: null,
  timeFormat: null,
  scheduledRounds: null,
  referee: null
}

const endingOf = (page: Page): Result.Result<Ending, PageChanged> =>
  Result.gen(function* () {
    const values = yield* page.labelled(".b-fight-details__label", labels)
    const printed = (name: string) => values.get(name) ?? ""
    const details = page.all(".b-fight-details__text")[1]
    if (details === undefined) return yield* page.lacks(".b-fight-details__text with details")
    const method = page.among(page.url, "method", printed("method"), methodOf)
    const timeFormat = Cell.text(printed("time format"))
    const judges = cardsOf(page, details)
    const lines = ownLines(details)
    const remark = lines.join("; ").replace(/:$/, "")
    const said =
      judges.length > 0 ? { methodDetail: null, details: remark === "" ? null : remark } : finishOf(method, lines)
    return {
      method,
      ...said,
      judges,
      resultRound: page.value(page.url, "round", printed("round"), Cell.round),
      resultTime: page.value(page.url, "time", printed("time"), Cell.clock),
      timeFormat,
      scheduledRounds: scheduledRounds(timeFormat),
      referee: Cell.text(printed("referee"))
    }
  })

const noStatistics: Statistics = { totals: [null, null], rounds: [[], []] }

const statisticsOf = (page: Page, isFought: boolean, people: readonly [Person, Person]) => {
  if (!isFought) return Result.succeed(noStatistics)
  const hasNone =
    page.tables().length === 0 &&
    page.all(".b-fight-details__section").some((section) => /not currently available/i.test(textOf(section)))
  return hasNone ? Result.succeed(noStatistics) : readStatistics(page, [people[0].key, people[1].key])
}

/** Rounds by side; where the page has totals alone, these. */
const roundsOf = ({ rounds, totals }: Statistics, at: 0 | 1) => {
  const total = totals[at]
  return total === null || rounds.some(({ length }) => length > 0) ? rounds[at] : [total]
}

const checked = (page: Page, match: ScrapedMatch, { rounds, totals }: Statistics) => {
  const contradictions = [
    ...boutContradictions(match),
    ...match.corners.flatMap(({ name }, at) => {
      const [total, side] = at === 0 ? [totals[0], rounds[0]] : [totals[1], rounds[1]]
      return total === null ? [] : totalContradictions(name, side, total)
    })
  ]
  for (const { rule, what } of contradictions) page.report(rule, page.url, what)
}

/** A bout, red corner first. */
export const readFight = (html: string, url: string): ReadPage<FightPage> =>
  Page.read(html, url, (page) =>
    Result.gen(function* () {
      const ufcstatsId = yield* page.key("fight")
      const eventKey = links(yield* page.one(".b-content__title"), "event")[0]?.key ?? null
      if (eventKey === null) return yield* page.lacks('.b-content__title a[href*="/event-details/"]')
      const people = page.all(".b-fight-details__person").map((person) => personOf(page, person))
      const [red, blue] = people
      if (red == null || blue == null || people.length !== 2) return yield* page.lacks("two .b-fight-details__person")
      const heading = yield* page.one(".b-fight-details__fight-title")
      const isToCome = red.status === "" && blue.status === "" && page.all(".b-fight-details__content").length === 0
      const ending = isToCome ? noEnding : yield* endingOf(page)
      const statistics = yield* statisticsOf(page, !isToCome, [red, blue])
      const tape = isToCome ? readMatchup(page) : null
      const title = Cell.text(textOf(heading))
      const resultOf = ({ status }: Person) => page.among(url, "result", status, (text) => results[text])
      const outcome = [resultOf(red), resultOf(blue)] as const
      if (!isToCome && red.status === "") page.report("malformed-cell", url, "result is missing")
      const bonuses = bonusesOf(page, url, icons(heading), outcome)
      const corner = (at: 0 | 1, { key, name }: Person): ScrapedCorner => ({
        fighterKey: key,
        name,
        corner: at === 0 ? "red" : "blue",
        result: outcome[at],
        performanceOfTheNight: bonuses.performance[at],
        rounds: roundsOf(statistics, at)
      })
      const match: ScrapedMatch = {
        ...ending,
        ufcstatsId,
        eventKey,
        title,
        weightClass: page.among(url, "title", title ?? "", weightClassIn),
        isTitleBout: bonuses.isTitleBout || /title|championship/i.test(title ?? ""),
        isMainEvent: false,
        cardOrder: null,
        fightOfTheNight: bonuses.fightOfTheNight,
        status: isToCome ? "scheduled" : outcome[0] === null ? "unknown" : "completed",
        corners: [corner(0, red), corner(1, blue)]
      }
      checked(page, match, statistics)
      const fighters = [red, blue].flatMap((person, at): ReadonlyArray<ScrapedFighter> => {
        const { key, name, nickname } = person
        const measures = tape?.[at] ?? unmeasured
        return key === null
          ? []
          : [{ facts: { ufcstatsId: key, name, nickname, belt: null, ...measures }, aliases: [] }]
      })
      return { match: apart(match), fighters, totals: statistics.totals }
    })
  )
