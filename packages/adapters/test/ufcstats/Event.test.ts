import { describe, expect, it } from "@effect/vitest"
import { IsoDate } from "@mma-savant/core/IsoDate"
import * as Pages from "../../src/simulator/StatsMarkup.ts"
import { readEvent } from "../../src/ufcstats/Event.ts"
import { faultOf, readable, rules } from "./Reading.ts"

const today = IsoDate.make("2026-10-05")
const id = Pages.key("e1")
const url = `https://www.stats.test/event-details/${id}`

const stone = { id: Pages.key("f1"), name: "Ada Stone" }
const reed = { id: Pages.key("f2"), name: "Bea Reed" }
const bout: Pages.CardBout = {
  id: Pages.key("b1"),
  sides: [stone, reed],
  flags: ["win"],
  method: ["KO/TKO", "Punches"],
  round: "2",
  time: "0:30"
}

const read = (bouts: ReadonlyArray<Pages.CardBout>, date = "September 19, 2026") =>
  readable(readEvent(Pages.event({ name: "Night 12", date, location: "Oslo, Norway", bouts }), url, today))
const only = (changes: Partial<Pages.CardBout>, date?: string) => {
  const page = read([{ ...bout, ...changes }], date)
  return { ...page, match: page.facts.matches[0], results: page.facts.matches[0]?.corners.map(({ result }) => result) }
}
const toCome: Partial<Pages.CardBout> = { flags: [], method: ["", ""], round: "", time: "" }

describe("an event", () => {
  it("is read with its bouts", () => {
    const { facts, findings } = read([bout])
    expect(findings).toEqual([])
    expect(facts.event).toEqual({
      ufcstatsId: id,
      name: "Night 12",
      date: "2026-09-19",
      location: "Oslo, Norway",
      venue: null,
      status: "completed"
    })
    const side = { corner: null, performanceOfTheNight: false, rounds: [] }
    expect(facts.matches).toEqual([
      {
        ufcstatsId: bout.id,
        eventKey: id,
        weightClass: "lightweight",
        title: null,
        isTitleBout: false,
        isMainEvent: true,
        cardOrder: 1,
        fightOfTheNight: false,
        method: "KO/TKO",
        methodDetail: "Punch",
        details: null,
        resultRound: 2,
        resultTime: 30,
        timeFormat: null,
        scheduledRounds: null,
        referee: null,
        judges: [],
        status: "completed",
        corners: [
          { ...side, fighterKey: stone.id, name: "Ada Stone", result: "WIN" },
          { ...side, fighterKey: reed.id, name: "Bea Reed", result: "LOSS" }
        ]
      }
    ])
  })
  it.each([
    [["win"], ["WIN", "LOSS"]],
    [
      ["draw", "draw"],
      ["DRAW", "DRAW"]
    ],
    [
      ["nc", "nc"],
      ["NC", "NC"]
    ]
  ])("flags %j", (flags, results) => {
    const page = only({ flags })
    expect([page.results, page.findings]).toEqual([results, []])
  })
  it.each([[["loss?"]], [["win", "draw"]]])("flags %j are nobody's result, and reported", (flags) => {
    const page = only({ flags })
    expect([page.results, page.match?.status, rules(page)]).toEqual([[null, null], "unknown", ["unknown-value"]])
  })
  it("an unknown flag of one row is not another's", () => {
    const { facts } = read([bout, { ...bout, id: Pages.key("b2"), flags: ["dance"] }])
    expect(facts.matches[1]?.corners[1]?.result).toBeNull()
  })
  it("a past bout without a flag has no result, and is reported", () => {
    const page = only(toCome)
    expect([page.results, page.match?.status, rules(page)]).toEqual([[null, null], "unknown", ["malformed-cell"]])
    expect(page.facts.event.status).toBe("unknown")
  })
  it("a bout to come has no result, no bonuses and no findings", () => {
    const page = only({ ...toCome, icons: ["perf", "fight", "belt"] }, "January 1, 2999")
    expect(page.match).toMatchObject({ status: "scheduled", isTitleBout: true, fightOfTheNight: false, method: null })
    expect(page.match?.corners.map(({ performanceOfTheNight }) => performanceOfTheNight)).toEqual([false, false])
    expect([page.results, page.findings, page.facts.event.status]).toEqual([[null, null], [], "scheduled"])
  })
  it("a flag on a bout to come is not believed", () => {
    const page = only({}, "January 1, 2999")
    expect([page.results, rules(page)]).toEqual([[null, null], ["inconsistent"]])
  })
  it("on the day itself what has a flag is over, and the event once all have", () => {
    const later = { ...bout, ...toCome, id: Pages.key("b2") }
    expect(read([later, bout], "October 5, 2026").facts.event.status).toBe("scheduled")
    expect(read([later, bout], "October 5, 2026").facts.matches.map(({ status }) => status)).toEqual([
      "scheduled",
      "completed"
    ])
    expect(read([bout], "October 5, 2026").facts.event.status).toBe("completed")
  })
  it.each([
    [["belt", "fight"], true, true, [false, false]],
    [["perf"], false, false, [true, false]],
    [["belt", "ko", "sub"], true, false, [false, false]]
  ])("icons %j", (icons, isTitleBout, fightOfTheNight, performance) => {
    const page = only({ icons })
    expect(page.match).toMatchObject({ isTitleBout, fightOfTheNight })
    expect(page.match?.corners.map(({ performanceOfTheNight }) => performanceOfTheNight)).toEqual(performance)
    expect(page.findings).toEqual([])
  })
  it("an unknown icon is reported, and so is a performance of nobody's", () => {
    expect(rules(only({ icons: ["mystery"] }))).toEqual(["unknown-value"])
    expect(rules(only({ icons: ["perf"], flags: ["draw", "draw"] }))).toEqual(["unknown-value"])
  })
  it("a link decides who fights, whatever the name", () => {
    const silvas = ["294aa73dbf37d281", "12ebd7d157e91701"].map((id) => ({ id, name: "Bruno Silva" }))
    const page = only({ sides: [stone, silvas[1]!] })
    expect(page.match?.corners[1]).toMatchObject({ fighterKey: silvas[1]!.id, name: "Bruno Silva" })
  })
  it("without a link a side keeps its name, and is reported", () => {
    const page = only({ sides: [stone, { id: null, name: "Bruno Silva" }] })
    expect(page.match?.corners[1]).toMatchObject({ fighterKey: null, name: "Bruno Silva" })
    expect(rules(page)).toEqual(["unknown-fighter"])
  })
  it("places count every row, and only the top row is the main event", () => {
    const bouts = ["b3", "b2", "b1"].map((id) => ({ ...bout, id: Pages.key(id) }))
    const places = (page: ReturnType<typeof read>) =>
      page.facts.matches.map(({ cardOrder, isMainEvent }) => [cardOrder, isMainEvent])
    expect(places(read(bouts))).toEqual([
      [3, true],
      [2, false],
      [1, false]
    ])
    const undecided = read([{ ...bouts[0]!, sides: [stone] }, ...bouts.slice(1)])
    expect(places(undecided)).toEqual([
      [2, false],
      [1, false]
    ])
    expect(rules(undecided)).toEqual(["malformed-row"])
  })
  it("a class outside the set keeps the bout", () => {
    const page = only({ weightClass: "Super Heavyweight" })
    expect([page.match?.weightClass, rules(page)]).toEqual([null, ["unknown-value"]])
  })
  it.each([
    ["Women's Strawweight", "womens-strawweight"],
    ["Light Heavyweight", "light-heavyweight"],
    ["Catch Weight", "catch-weight"],
    ["Open Weight", "open-weight"]
  ])("class %j", (weightClass, slug) => expect(only({ weightClass }).match?.weightClass).toBe(slug))
  it.each([
    [["U-DEC", ""], "U-DEC", null],
    [["SUB", "Rear Naked Choke"], "SUB", "Rear Naked Choke"],
    [["KO/TKO", "Spinning Back Kicks"], "KO/TKO", "Spinning Back Kick"],
    [["DQ", "Illegal Knees"], "DQ", "Illegal Knee"],
    [["CNC", ""], "CNC", null],
    [["Overturned", ""], "Overturned", null],
    [["", ""], null, null]
  ] as const)("method %j", (printed, method, methodDetail) => {
    const page = only({ method: printed })
    expect([page.match?.method, page.match?.methodDetail, page.findings]).toEqual([method, methodDetail, []])
  })
  it("malformed cells lose themselves alone", () => {
    const page = only({ method: ["Magic", ""], round: "eleven", time: "4.35" })
    expect(page.match).toMatchObject({ method: null, resultRound: null, resultTime: null, status: "completed" })
    expect(rules(page)).toEqual(["unknown-value", "malformed-cell", "malformed-cell"])
  })
  it("a bout a second time, or without a link, loses its row", () => {
    const page = read([bout, bout, { ...bout, id: null }])
    expect([page.facts.matches.length, rules(page)]).toEqual([1, ["duplicate", "malformed-row"]])
  })
  it("an event to come may have no bouts yet, a past one not", () => {
    expect(read([], "January 1, 2999").facts).toMatchObject({ matches: [], event: { status: "scheduled" } })
    const past = Pages.event({ name: "Night 12", date: "June 1, 2020", location: "Oslo", bouts: [] })
    expect(faultOf(readEvent(past, url, today))._tag).toBe("PageChanged")
  })
  it("an address of another kind is no event", () => {
    const html = Pages.event({ name: "Night 12", date: "June 1, 2020", location: "Oslo", bouts: [bout] })
    expect(faultOf(readEvent(html, `http://stats.test/fight-details/${id}`, today))._tag).toBe("PageChanged")
  })
})
