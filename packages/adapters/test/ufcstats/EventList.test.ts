import { describe, expect, it } from "@effect/vitest"
import * as Pages from "../../src/simulator/StatsMarkup.ts"
import { readEventList } from "../../src/ufcstats/EventList.ts"
import { faultOf, readable, rules } from "./Reading.ts"

const completed = "http://stats.test/statistics/events/completed?page=all"
const upcoming = "http://stats.test/statistics/events/upcoming?page=all"

const events = [
  { id: Pages.key("a1"), name: "Night 12: Stone vs. Reed", date: "October 10, 2026", location: "Oslo, Norway" },
  { id: Pages.key("a2"), name: "Night 11: Vale vs. Marsh", date: "August 20, 2026", location: "Washington, DC, USA" }
]

const list = (changes: Partial<Pages.ListedEvent>) => Pages.eventList([{ ...events[0]!, ...changes }, events[1]!])

describe("a list of events", () => {
  it("is read in the order of the page, and the first of the completed is the next", () => {
    const { facts, findings } = readable(readEventList(list({ isNext: true }), completed))
    expect(findings).toEqual([])
    expect(facts).toEqual([
      {
        ufcstatsId: events[0]!.id,
        name: events[0]!.name,
        date: "2026-10-10",
        location: "Oslo, Norway",
        venue: null,
        status: "scheduled"
      },
      {
        ufcstatsId: events[1]!.id,
        name: events[1]!.name,
        date: "2026-08-20",
        location: "Washington, DC, USA",
        venue: null,
        status: "completed"
      }
    ])
  })
  it("of the upcoming is of events to come", () => {
    const { facts } = readable(readEventList(list({}), upcoming))
    expect(facts.map(({ status }) => status)).toEqual(["scheduled", "scheduled"])
  })
  it.each([
    ["  March   12 ,2022 ", "2022-03-12"],
    ["May 17 1996", "1996-05-17"],
    ["Aug 20, 2026", "2026-08-20"],
    ["2026-08-20", "2026-08-20"]
  ])("the date %j", (date, iso) => {
    const { facts, findings } = readable(readEventList(list({ date }), completed))
    expect([facts[0]?.date, findings]).toEqual([iso, []])
  })
  it.each(["", "soon", "February 30, 2026"])("the date %j is missing and reported", (date) => {
    const read = readable(readEventList(list({ date }), completed))
    expect([read.facts[0]?.date, read.facts[1]?.date, rules(read)]).toEqual([null, "2026-08-20", ["malformed-cell"]])
  })
  it("an event without a name or a link, or listed twice, loses its row alone", () => {
    const broken = Pages.eventList([{ ...events[0]!, name: "" }, { ...events[0]!, id: "x" }, ...events, events[1]!])
    const read = readable(readEventList(broken, completed))
    expect(read.facts.map(({ ufcstatsId }) => ufcstatsId)).toEqual(events.map(({ id }) => id))
    expect(rules(read)).toEqual(["malformed-row", "malformed-row", "duplicate"])
  })
  it("may be empty when nothing is to come, but not when everything is past", () => {
    expect(readable(readEventList(Pages.eventList([]), upcoming)).facts).toEqual([])
    expect(faultOf(readEventList(Pages.eventList([]), completed))._tag).toBe("PageChanged")
  })
})
