import * as Cell from "@mma-savant/core/collection/Cell"
import type { Report } from "@mma-savant/core/collection/Finding"
import type { ScrapedEvent } from "@mma-savant/core/collection/Scraped"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import { Effect } from "effect"
import { required, valueOf } from "./CellReader.ts"
import { readTable } from "./Table.ts"

/** The listed events. One is completed once its day is past. */
export const readEvents = Effect.fn("CsvDataset.readEvents")(function* (
  directory: string,
  today: IsoDate,
  report: Report
) {
  const rows = yield* readTable(directory, "ufc_event_details.csv", ["EVENT", "URL", "DATE", "LOCATION"], report)
  const events = new Map<UfcstatsId, ScrapedEvent>()
  for (const row of rows) {
    const ufcstatsId = required(row, "URL", Cell.key, report)
    const name = required(row, "EVENT", Cell.label(300), report)
    if (ufcstatsId === null || name === null) continue
    if (events.has(ufcstatsId)) {
      report("duplicate", row.where, `event ${ufcstatsId} a second time`)
      continue
    }
    const date = valueOf(row, "DATE", Cell.day, report)
    events.set(ufcstatsId, {
      ufcstatsId,
      name,
      date,
      location: valueOf(row, "LOCATION", Cell.label(300), report),
      venue: null,
      status: date === null ? "unknown" : date < today ? "completed" : "scheduled"
    })
  }
  return [...events.values()]
})
