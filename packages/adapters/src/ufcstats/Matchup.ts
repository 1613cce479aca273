import * as Cell from "@mma-savant/core/collection/Cell"
import type { ScrapedFighter } from "@mma-savant/core/collection/Scraped"
import { stanceOf } from "./FighterList.ts"
import { below, textOf } from "./Markup.ts"
import type { Page } from "./Page.ts"

type Measures = Pick<
  ScrapedFighter["facts"],
  "height" | "weight" | "reach" | "stance" | "birthdate" | "wins" | "losses" | "draws" | "noContests"
>

const noRecord = { wins: null, losses: null, draws: null, noContests: null }

/** Where there is no tape. */
export const unmeasured: Measures = {
  height: null,
  weight: null,
  reach: null,
  stance: null,
  birthdate: null,
  ...noRecord
}

/** Both fighters' measures and records by the tale of the tape, which stands on the page until the bout is fought. */
export const readMatchup = (page: Page): readonly [Measures, Measures] => {
  const rows = page
    .all(".b-fight-details__table-row-preview")
    .map((row) => below(row, "td").map((cell) => Cell.text(textOf(cell)) ?? ""))
  const values = new Map(rows.map(([label = "", ...sides]) => [label.toLowerCase(), sides]))
  for (const label of ["wins/losses/draws", "height", "weight", "reach", "stance", "dob"]) {
    if (values.get(label)?.length !== 2) page.report("malformed-row", page.url, `no tape of ${label}`)
  }
  const side = (at: 0 | 1): Measures => {
    const value = <A>(label: string, parse: (cell: string) => Cell.Cell<A>) =>
      page.value(page.url, label, values.get(label)?.[at] ?? "", parse)
    return {
      height: value("height", Cell.height),
      weight: value("weight", Cell.weight),
      reach: value("reach", Cell.reach),
      stance: page.among(page.url, "stance", values.get("stance")?.[at] ?? "", stanceOf),
      birthdate: value("dob", Cell.day),
      ...(value("wins/losses/draws", Cell.record) ?? noRecord)
    }
  }
  return [side(0), side(1)]
}
