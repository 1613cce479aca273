import type { ScrapedEvent } from "@mma-savant/core/collection/Scraped"
import { fought } from "../Fought.ts"
import type { Gold, Language, Question, RightCall, Template } from "../Question.ts"
import { columns, counted, where } from "../Reading.ts"
import type { World } from "../World.ts"

const pastEvents = (world: World): ReadonlyArray<ScrapedEvent> => [
  ...new Set(world.fought.map((bout) => world.eventOf(bout)!))
]

const mainEvent = (event: ScrapedEvent): Gold => ({
  sql: `${fought} select name from fought where event_key = $2 and is_main_event and result = 'WIN'`,
  params: [event.ufcstatsId],
  fold: (world) =>
    world.fought.flatMap(({ corners, eventKey, isMainEvent }) =>
      eventKey === event.ufcstatsId && isMainEvent
        ? corners.flatMap(({ fighterKey, result }) => (result === "WIN" ? [[world.nameOf(fighterKey)]] : []))
        : []
    )
})

const dated = (event: ScrapedEvent): Gold => ({
  sql: "select date::text from events where ufcstats_id = $2 and $1::date is not null",
  params: [event.ufcstatsId],
  fold: () => [[event.date]]
})

const bouts = (event: ScrapedEvent): Gold => ({
  sql: `${fought} select count(distinct id)::int from fought where event_key = $2`,
  params: [event.ufcstatsId],
  fold: (world) => [[world.fought.filter(({ eventKey }) => eventKey === event.ufcstatsId).length]]
})

const eventRow = (table: Parameters<RightCall["read"]>[0]) => [[table.event?.date ?? null]]

/** "UFC 512" of "UFC 512: Holt vs. Kang": what people call it. */
const shortName = (name: string): string => name.split(":")[0] ?? name

export const cards: Template = ({ seeded, world }) => {
  const asked = (language: Language, text: string, gold: Gold, call: RightCall): Question => ({
    category: "events",
    language,
    text,
    expects: "answer",
    gold,
    names: [],
    call
  })
  const past = pastEvents(world)
  const numbered = past.filter(({ name }) => /^UFC \d+:/.test(name))
  const fullName = (event: ScrapedEvent) => ({ name: event.name })
  const won = seeded.some(numbered, 40).filter((event) => mainEvent(event).fold(world).length === 1)
  const winners = won.slice(0, 4).map((event, index) => {
    const forms = [
      ["en", `who won the main event of ${shortName(event.name)}`],
      ["ko", `${shortName(event.name)} 메인 이벤트 누가 이겼어?`]
    ] as const
    const [language, text] = forms[index % 2]!
    return asked(language, text, mainEvent(event), {
      tool: "event",
      params: fullName(event),
      read: where((row) => row["mainEvent"] === true, "fighter1")
    })
  })
  const days = seeded.some(numbered, 4).map((event, index) => {
    const forms = [
      ["en", `when was ${shortName(event.name)}?`],
      ["ko", `${shortName(event.name)} 언제 열렸어?`]
    ] as const
    const [language, text] = forms[index % 2]!
    return asked(language, text, dated(event), { tool: "event", params: fullName(event), read: eventRow })
  })
  const sizes = seeded.some(numbered, 2).map((event, index) => {
    const forms = [
      ["en", `how many fights were on ${shortName(event.name)}?`],
      ["ko", `${shortName(event.name)}에 경기 몇 개 있었어?`]
    ] as const
    const [language, text] = forms[index % 2]!
    return asked(language, text, bouts(event), { tool: "event", params: fullName(event), read: counted })
  })
  const latest: Gold = {
    sql: `${fought} select event from fought order by date desc limit 1`,
    fold: () => [[past[0]?.name ?? null]]
  }
  const next: Gold = {
    sql: "select name from events where status = 'scheduled' and date >= $1::date order by date limit 1",
    fold: (facts) => {
      const [first] = [...facts.events.values()]
        .filter(({ date, status }) => status === "scheduled" && date !== null && date >= facts.today)
        .sort((a, b) => (a.date! < b.date! ? -1 : 1))
      return first === undefined ? [] : [[first.name]]
    }
  }
  const year = past[0]!.date!.slice(0, 4)
  const before = String(Number(year) - 1)
  const inYear: Gold = {
    sql: `${fought} select count(distinct event_key)::int from fought where date::text like $2`,
    params: [`${before}-%`],
    fold: () => [[past.filter(({ date }) => date?.startsWith(before)).length]]
  }
  const lastCall: RightCall = {
    tool: "event",
    params: { when: "last" },
    read: (table) => [[table.event?.name ?? null]]
  }
  const upcoming: RightCall = { tool: "upcoming", params: { limit: 1 }, read: columns("event") }
  const hasNext = next.fold(world).length > 0
  return [
    ...winners,
    ...days,
    ...sizes,
    asked("en", "what was the last event?", latest, lastCall),
    asked("ko", "마지막 대회가 뭐였어?", latest, lastCall),
    ...(hasNext
      ? [asked("en", "whats the next ufc event", next, upcoming), asked("ko", "다음 대회 언제야?", next, upcoming)]
      : []),
    asked("en", `how many events were there in ${before}?`, inYear, {
      tool: "events",
      params: { from: `${before}-01-01`, to: `${before}-12-31` },
      read: counted
    }),
    asked("ko", `${before}년에 대회 몇 번 열렸어?`, inYear, {
      tool: "events",
      params: { from: `${before}-01-01`, to: `${before}-12-31` },
      read: counted
    })
  ]
}
