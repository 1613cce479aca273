/**
 * How fast pages are read, by kind, beside other parsers, and how long a crawl of a whole simulated site takes, beside the
 * ideal. With TEST_DATABASE_URL it goes to a database of its own on that server, which is gone afterwards.
 *
 *     npm run bench:collect -- [--pages <directory of saved pages>] [--data <directory of the data set>]
 *       [--events <the latest so many>] [--latency <milliseconds>] [--workers <pages at a time>]
 */

import { resolve } from "node:path"
import { parseArgs } from "node:util"
import { measureCrawling } from "./Crawling.ts"
import { measureParsing } from "./Parsing.ts"

const { values } = parseArgs({
  options: {
    pages: { type: "string" },
    data: { type: "string" },
    events: { type: "string", default: "1000" },
    latency: { type: "string", default: "20" },
    workers: { type: "string", default: "16" }
  }
})
const { data, pages } = values
const from = (named: string) => resolve(process.env["INIT_CWD"] ?? ".", named)

if (pages === undefined) console.log("No parser is measured: --pages names no directory of saved pages.")
else measureParsing(from(pages))
if (data === undefined) console.log("No crawl is measured: --data names no directory of the data set.")
else {
  const server = process.env["TEST_DATABASE_URL"] ?? null
  if (server === null) console.log("The database is embedded: TEST_DATABASE_URL names no server.")
  const numbers = { events: Number(values.events), latency: Number(values.latency), workers: Number(values.workers) }
  if (!(await measureCrawling({ directory: from(data), server, ...numbers }))) process.exitCode = 1
}
