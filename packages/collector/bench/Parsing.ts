import { spawnSync } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { readEvent } from "@mma-savant/adapters/ufcstats/Event"
import { readEventList } from "@mma-savant/adapters/ufcstats/EventList"
import { readFight } from "@mma-savant/adapters/ufcstats/Fight"
import { readFighter } from "@mma-savant/adapters/ufcstats/Fighter"
import { readFighterList } from "@mma-savant/adapters/ufcstats/FighterList"
import type { ReadPage } from "@mma-savant/core/collection/ScrapedPage"
import { IsoDate } from "@mma-savant/core/IsoDate"
import * as Cheerio from "cheerio"
import { Result } from "effect"

const script = fileURLToPath(new URL("soup.py", import.meta.url))

/** The least ratio to BeautifulSoup that is promised, and how long a measurement lasts at least. */
const promised = 4
const seconds = 2

const today = IsoDate.make("2026-10-05")
const key = "00000000000000ff"
const readers: Readonly<Record<string, (html: string) => ReadPage<unknown>>> = {
  fight: (html: string) => readFight(html, `/fight-details/${key}`),
  event: (html: string) => readEvent(html, `/event-details/${key}`, today),
  fighter: (html: string) => readFighter(html, `/fighter-details/${key}`),
  fighter_list: (html: string) => readFighterList(html, "/statistics/fighters"),
  events_list: (html: string) => readEventList(html, "/statistics/events/completed")
}

const pagesOf = (directory: string, kind: string, read: (html: string) => ReadPage<unknown>) => {
  const paths = readdirSync(join(directory, kind)).map((name) => join(directory, kind, name))
  return paths
    .map((path) => ({ path, html: readFileSync(path, "utf8") }))
    .filter(({ html }) => Result.isSuccess(read(html)))
}

/** Pages per second of processor time, after a round to warm up. */
const rate = (pages: ReadonlyArray<{ readonly html: string }>, work: (html: string) => unknown): number => {
  const round = () => pages.forEach(({ html }) => void work(html))
  round()
  let rounds = 0
  let spent = 0
  const before = process.cpuUsage()
  do {
    round()
    rounds++
    const { system, user } = process.cpuUsage(before)
    spent = (system + user) / 1e6
  } while (spent < seconds)
  return (rounds * pages.length) / spent
}

const asItComes = (html: string): ReadonlyArray<string> => {
  const $ = Cheerio.load(html)
  return $("td p, td a")
    .toArray()
    .map((element) => $(element).text().trim())
}

const soup = (pages: ReadonlyArray<{ readonly path: string }>): number | null => {
  const child = spawnSync(process.env["PYTHON"] ?? "python3", [script, String(seconds)], {
    input: pages.map(({ path }) => path).join("\n"),
    encoding: "utf8"
  })
  return child.status === 0 ? Number(child.stdout) : null
}

/**
 * How many saved pages a second of processor time is enough for, by kind of page: reading all facts with the parsers here,
 * beside the same library as it comes (an HTML5 parser) and BeautifulSoup on lxml, both of which only have to find the
 * text of every paragraph and link in a table's cell. BeautifulSoup is left out where `python3`, or the Python that PYTHON
 * names, does not have it.
 */
export const measureParsing = (directory: string): void => {
  console.log(`${"pages a CPU second".padEnd(20)}here   cheerio as it comes   BeautifulSoup on lxml   ratio`)
  for (const [kind, read] of Object.entries(readers)) {
    const pages = pagesOf(directory, kind, read)
    const here = rate(pages, read)
    const plain = rate(pages, asItComes)
    const other = soup(pages)
    const ratio =
      other === null ? "" : `${(here / other).toFixed(1)}${here / other < promised ? ` (below ${promised})` : ""}`
    const columns = [
      `${kind} (${pages.length})`.padEnd(18),
      here.toFixed(0).padStart(6),
      plain.toFixed(0).padStart(22),
      (other?.toFixed(0) ?? "not there").padStart(24),
      `   ${ratio}`
    ]
    console.log(columns.join(""))
  }
}
