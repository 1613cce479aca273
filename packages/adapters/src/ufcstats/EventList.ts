import * as Cell from "@mma-savant/core/collection/Cell"
import type { ScrapedEvent } from "@mma-savant/core/collection/Scraped"
import type { ReadPage } from "@mma-savant/core/collection/ScrapedPage"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import { Result } from "effect"
import { below, icons, textOf } from "./Markup.ts"
import { links, Page, type Row } from "./Page.ts"

const headings = ["name/date", "location"]
const label = Cell.label(300)

// The next event stands first on the list of completed ones, and is marked in three ways.
const isNext = ({ cells, element }: Row): boolean =>
  icons(element).includes("next") ||
  element.attribs["class"]?.includes("type_first") === true ||
  below(cells[0]!, "a").some(({ attribs }) => attribs["class"]?.includes("style_white"))

/** The events of `/statistics/events/completed` or `/upcoming`, in the order of the page; none twice. */
export const readEventList = (html: string, url: string): ReadPage<ReadonlyArray<ScrapedEvent>> =>
  Page.read(html, url, (page) =>
    Result.gen(function* () {
      const table = yield* page.table(headings)
      if (below(table.element, "td").length === 0) return yield* page.lacks("table.b-statistics__table-events td")
      const isUpcoming = url.includes("/upcoming")
      const events = new Map<UfcstatsId, ScrapedEvent>()
      for (const row of page.rows(table)) {
        if (row === null) continue
        const { cells, where } = row
        const link = links(cells[0]!, "event")[0]
        const name = page.value(where, "name", link?.text ?? "", label)
        if (link === undefined || name === null) {
          page.report("malformed-row", where, "no link to an event with a name")
          continue
        }
        if (events.has(link.key)) {
          page.report("duplicate", where, `event ${link.key} a second time`)
          continue
        }
        const printed = below(cells[0]!, "span").map(textOf).join(" ")
        const date = page.value(where, "date", printed, Cell.day)
        if (date === null && Cell.text(printed) === null) page.report("malformed-cell", where, "date is missing")
        events.set(link.key, {
          ufcstatsId: link.key,
          name,
          date,
          location: page.value(where, "location", textOf(cells[1]!), label),
          venue: null,
          status: isUpcoming || isNext(row) ? "scheduled" : "completed"
        })
      }
      if (events.size === 0 && !isUpcoming) return yield* page.lacks('tr a[href*="/event-details/"]')
      return [...events.values()]
    })
  )
