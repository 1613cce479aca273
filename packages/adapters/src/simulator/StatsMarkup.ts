/** Pages in the structure of the statistics site, made from facts. Their markup has the faults of the real ones. */

export const key = (digits: string): string => digits.padStart(16, "0")

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

/** Any text as markup of it. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => entities[letter] ?? letter)

const icon = (name: string) => `<img src="http://icons.test/${name}.png" alt="">`

const host = "http://stats.test"

const page = (content: string) => `<!DOCTYPE html>
<html class="no-js"><head><title> Stats | UFC </title></head>
<body class="b-page"><header class="b-head"><a class="b-head__menu-link" href="/statistics/fighters"> FIGHTERS </a></header>
<section class="b-statistics__section_details"><div class="l-page__container">
${content}
</div></section></body></html>`

const paragraph = (text: string) => `<p class="b-fight-details__table-text">\n      ${text}\n    </p>`
const cell = (...texts: ReadonlyArray<string>) =>
  `<td class="b-fight-details__table-col">\n${texts.map(paragraph).join("\n")}\n</td>`

const heads = (names: ReadonlyArray<string>, style = "b-fight-details__table-col") =>
  `<tr class="b-fight-details__table-row">${names.map((name) => `<th class="${style}"> ${name} </th>`).join("")}</tr>`

const anchor = (kind: string, id: string | null, text: string) =>
  id === null ? text : `<a class="b-link b-link_style_black" href="${host}/${kind}-details/${id}"> ${text} </a>`

const clearRow = `<tr class="b-statistics__table-row"><td class="b-statistics__table-col_type_clear"></td></tr>`

export interface ListedEvent {
  readonly id: string
  readonly name: string
  readonly date: string
  readonly location: string
  readonly isNext?: boolean
}

const eventRow = ({ date, id, isNext, location, name }: ListedEvent) => `
<tr class="b-statistics__table-row${isNext ? "_type_first" : ""}">
  <td class="b-statistics__table-col">${isNext ? icon("next") : ""}
    <i class="b-statistics__table-content">
      <a href="${host}/event-details/${id}" class="b-link b-link_style_${isNext ? "white" : "black"}"> ${name} </a>
      <span class="b-statistics__date"> ${date} </span>
    </i>
  </td>
  <td class="b-statistics__table-col b-statistics__table-col_style_big-top-padding"> ${location} </td>
</tr>`

export const eventList = (events: ReadonlyArray<ListedEvent>) =>
  page(`<table class="b-statistics__table-events">
<thead class="b-statistics__table-caption">${heads(["Name/date", "Location"], "b-statistics__table-col")}</thead>
<tbody>${clearRow}${events.map(eventRow).join("")}</tbody></table>`)

/** First, last, nickname, height, weight, reach, stance, wins, losses, draws. */
export interface ListedFighter {
  readonly id: string | null
  readonly cells: ReadonlyArray<string>
  readonly belt?: boolean
}

const fighterRow = ({ belt, cells, id }: ListedFighter) => `
<tr class="b-statistics__table-row">${cells
  .map(
    (text, at) => `<td class="b-statistics__table-col">${at < 3 ? anchor("fighter", id, text) : `\n ${text}\n`}</td>`
  )
  .join("")}<td class="b-statistics__table-col">${belt ? icon("belt") : ""}</td></tr>`

export const fighterList = (fighters: ReadonlyArray<ListedFighter>) =>
  page(
    `<table class="b-statistics__table"><thead class="b-statistics__table-caption">${heads(
      ["First", "Last", "Nickname", "Ht.", "Wt.", "Reach", "Stance", "W", "L", "D", "Belt"],
      "b-statistics__table-col"
    )}</thead><tbody>${clearRow}${fighters.map(fighterRow).join("")}</tbody></table>`
  )

export interface Side {
  readonly id: string | null
  readonly name: string
}

export interface CardBout {
  readonly id: string | null
  readonly sides: ReadonlyArray<Side>
  readonly flags?: ReadonlyArray<string>
  readonly weightClass?: string
  readonly icons?: ReadonlyArray<string>
  readonly method?: readonly [string, string]
  readonly round?: string
  readonly time?: string
}

const flag = (text: string) =>
  `<a class="b-flag b-flag_style_green"><i class="b-flag__inner"><i class="b-flag__text">${text}<i class="b-flag__corner"></i></i></i></a>`

const link = (id: string | null) =>
  id === null ? "" : ` onclick="doNav('${host}/fight-details/${id}')" data-link="${host}/fight-details/${id}"`

const cardRow = ({ flags = [], icons = [], id, method, round, sides, time, weightClass = "Lightweight" }: CardBout) => `
<tr class="b-fight-details__table-row js-fight-details-click"${link(id)}>
${cell(...flags.map(flag))}
${cell(...sides.map((side) => anchor("fighter", side.id, side.name)))}
${flags.length === 0 ? cell() + cell() + cell("View</br> Matchup") + cell() : cell("0", "0") + cell("1", "2") + cell("0", "0") + cell("0", "0")}
${cell(`${weightClass}<br>\n${icons.map(icon).join("\n")}`)}
${cell(...(method ?? ["", ""]))}
${cell(round ?? "")}
${cell(time ?? "")}
</tr>`

const item = (label: string, value: string) =>
  `<li class="b-list__box-list-item"><i class="b-list__box-item-title">\n ${label}\n </i>\n ${value}\n</li>`

export const cardHeads = ["W/L", "Fighter", "Kd", "Str", "Td", "Sub", "Weight class", "Method", "Round", "Time"]

export const event = (facts: {
  readonly name: string
  readonly date: string
  readonly location: string
  readonly bouts: ReadonlyArray<CardBout>
}) =>
  page(`<h2 class="b-content__title"><span class="b-content__title-highlight">\n ${facts.name}\n </span></h2>
<ul class="b-list__box-list">${item("Date:", facts.date)}${item("Location:", facts.location)}</ul>
<i class="b-statistics__table-preview-item">Bonuses: ${["fight", "perf", "sub", "ko"].map(icon).join("")}</i>
<table class="b-fight-details__table js-fight-table">
<thead class="b-fight-details__table-head">${heads(cardHeads)}</thead>
<tbody class="b-fight-details__table-body">${facts.bouts.map(cardRow).join("")}</tbody></table>`)

export interface HistoryBout {
  readonly id: string
  readonly flag: string
  readonly opponent: Side
  readonly event: { readonly id: string; readonly name: string; readonly date: string }
  readonly method?: readonly [string, string]
  readonly round?: string
  readonly time?: string
}

const eventCell = (event: HistoryBout["event"]) => cell(anchor("event", event.id, event.name), event.date)

const historyRow = (own: Side, bout: HistoryBout) => {
  const names = cell(anchor("fighter", own.id, own.name), anchor("fighter", bout.opponent.id, bout.opponent.name))
  if (bout.flag === "next") {
    return `<tr class="b-fight-details__table-row b-fight-details__table-row_type_first">
${cell(`<a class="b-flag b-flag_style_red" href="${host}/fight-details/${bout.id}"><i class="b-flag__text">next</i></a>`)}
${names}
<td class="b-fight-details__table-col">
<td class="b-fight-details__table-col" colspan="2"><p><a href="${host}/fight-details/${bout.id}">Matchup<br/> Preview</a></p></td>
${cell()}${eventCell(bout.event)}${cell()}${cell()}${cell()}</tr>`
  }
  return `<tr class="b-fight-details__table-row js-fight-details-click"${link(bout.id)}>
${cell(flag(bout.flag))}${names}${cell("0", "0")}${cell("1", "2")}${cell("0", "0")}${cell("0", "0")}
${eventCell(bout.event)}${cell(...(bout.method ?? []))}${cell(bout.round ?? "")}${cell(bout.time ?? "")}</tr>`
}

export interface Profile {
  readonly own: Side
  readonly record: string
  readonly nickname: string
  readonly items: Readonly<Record<string, string>>
  readonly bouts: ReadonlyArray<HistoryBout>
}

export const fighter = ({ bouts, items, nickname, own, record }: Profile) =>
  page(`<h2 class="b-content__title"><span class="b-content__title-highlight"> ${own.name} </span>
<span class="b-content__title-record"> Record: ${record} </span></h2>
<p class="b-content__Nickname"> ${nickname} </p>
<ul class="b-list__box-list">${Object.entries(items)
    .map(([label, value]) => item(label, value))
    .join("")}${item("", "")}</ul>
<i class="b-list__box-item-title"> Career statistics: </i>
<table class="b-fight-details__table js-fight-table"><thead class="b-fight-details__table-head">${heads(
    cardHeads.with(6, "Event")
  )}</thead><tbody class="b-fight-details__table-body">${clearRow}${bouts
    .map((bout) => historyRow(own, bout))
    .join("")}</tbody></table>`)

/** One side's cells of a row of each kind of table, without the name. */
export interface Line {
  readonly totals: ReadonlyArray<string>
  readonly strikes: ReadonlyArray<string>
}

export interface FightFacts {
  readonly event: Side
  readonly people: ReadonlyArray<Side & { readonly status: string; readonly nickname?: string }>
  readonly title: string
  readonly icons?: ReadonlyArray<string>
  readonly ending?: Readonly<Record<string, string>>
  /** Free words before the cards, or instead of them. */
  readonly words?: ReadonlyArray<string>
  readonly cards?: ReadonlyArray<readonly [judge: string, score: string]>
  /** All of the bout first, then its rounds; none where the site has no statistics. */
  readonly lines: ReadonlyArray<readonly [Line, Line]>
  readonly tape?: ReadonlyArray<readonly [label: string, first: string, second: string]>
  readonly lastColumns?: readonly [string, string, string]
}

const person = ({ id, name, nickname, status }: FightFacts["people"][number]) => `
<div class="b-fight-details__person"><i class="b-fight-details__person-status"> ${status} </i>
<div class="b-fight-details__person-text"><h3 class="b-fight-details__person-name">
<a class='b-link b-fight-details__person-link' ${id === null ? "" : `href=${host}/fighter-details/${id}`}>${name} </a></h3>
<p class="b-fight-details__person-title"> ${nickname === undefined ? "" : `"${nickname}"`} </p></div></div>`

const labelled = (label: string, value: string, at: number) => `
<i class="b-fight-details__text-item${at === 0 ? "_first" : ""}"><i class="b-fight-details__label"> ${label}: </i>
${at === 0 ? `<i style="font-style: normal"> ${value} </i>` : value} </i>`

const content = ({ cards = [], ending = {}, words = [] }: FightFacts) => `
<div class="b-fight-details__content"><p class="b-fight-details__text">${Object.entries(ending)
  .map(([label, value], at) => labelled(label, value, at))
  .join("")}</p>
<p class="b-fight-details__text"><i class="b-fight-details__text-item_first"><i class="b-fight-details__label"> Details: </i></i>
${words.join("\n\n          \n")}
${cards.map(([judge, score]) => `<i class="b-fight-details__text-item"><span>${judge}</span>\n ${score} </i>`).join("")}</p></div>`

const statRow = (people: FightFacts["people"], cells: readonly [ReadonlyArray<string>, ReadonlyArray<string>]) =>
  `<tr class="b-fight-details__table-row">${cell(...people.map(({ id, name }) => anchor("fighter", id, name)))}${cells[0]
    .map((text, at) => cell(text, cells[1][at]!))
    .join("")}</tr>`

const totalHeads = ["Fighter", "KD", "Sig. str.", "Sig. str. %", "Total str.", "Td", "Td %"]
const strikeHeads = ["Fighter", "Sig. str", "Sig. str. %", "Head", "Body", "Leg", "Distance", "Clinch", "Ground"]

const tables = (facts: FightFacts, kind: "totals" | "strikes") => {
  const names =
    kind === "strikes" ? strikeHeads : [...totalHeads, ...(facts.lastColumns ?? ["Sub. att", "Rev.", "Ctrl"])]
  const rows = facts.lines.map(([a, b]) => statRow(facts.people, [a[kind], b[kind]]))
  const byRound = rows.slice(1).map(
    (row, at) => `<thead class="b-fight-details__table-row b-fight-details__table-row_type_head">
<th class="b-fight-details__table-col" colspan="10"> Round ${at + 1} </th></thead>${row}`
  )
  return `<section class="b-fight-details__section"><table style="width: 745px">
<thead class="b-fight-details__table-head">${heads(names)}</thead><tbody>${rows[0]}</tbody></table></section>
<section class="b-fight-details__section"><table class="b-fight-details__table js-fight-table">
<thead class="b-fight-details__table-head_rnd">${heads(kind === "totals" ? names.with(5, "Td %") : names)}</thead>
<tbody class="b-fight-details__table-body">${byRound.join("")}</tbody></table></section>`
}

const matchup = (tape: NonNullable<FightFacts["tape"]>, people: FightFacts["people"]) =>
  `<table class="b-fight-details__table"><thead>${heads(["", ...people.map(({ name }) => name)])}</thead><tbody>${tape
    .map((texts) => `<tr class="b-fight-details__table-row-preview">${texts.map((text) => cell(text)).join("")}</tr>`)
    .join("")}</tbody></table>`

const none = `<section class="b-fight-details__section"> Round-by-round stats not currently available. </section>`

export const fight = (facts: FightFacts) =>
  page(`<h2 class="b-content__title">${anchor("event", facts.event.id, facts.event.name)}</h2>
<div class="b-fight-details"><div class="b-fight-details__persons">${facts.people.map(person).join("")}</div>
<div class="b-fight-details__fight"><i class="b-fight-details__fight-title">${(facts.icons ?? []).map(icon).join("")}
 ${facts.title} </i>${facts.ending === undefined ? "" : content(facts)}</div>
${facts.tape !== undefined ? matchup(facts.tape, facts.people) : facts.lines.length === 0 ? none : tables(facts, "totals") + tables(facts, "strikes")}
</div>`)
