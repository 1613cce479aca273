import { RunNumber } from "@mma-savant/core/collection/CollectionRun"
import { PageName } from "@mma-savant/core/collection/Page"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { Option, Schema } from "effect"
import { Argument, Flag } from "effect/cli"
import type { CrawlRequest } from "./command/Crawls.ts"

export const upTo = (maximum: number) => Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum })))

const off = (name: string, description: string) =>
  Flag.Boolean(name).pipe(Flag.withDefault(false), Flag.withDescription(description))

export const json = off("json", "Print JSON")

/** How a run is reported. */
export const reporting = {
  json: off("json", "Print the report as JSON, with every finding"),
  findings: Flag.String("findings").pipe(
    Flag.optional,
    Flag.withDescription("Write every finding to this file, one JSON object a line")
  ),
  report: Flag.String("report").pipe(
    Flag.optional,
    Flag.withDescription("Write the whole report to this file, as Markdown where it ends with .md, else as JSON")
  )
}

const workers = Flag.Int("workers").pipe(
  Flag.withSchema(upTo(64)),
  Flag.withDefault(4),
  Flag.withDescription("Pages visited at a time, 1 to 64; a site is asked no faster for it")
)

/** How a crawl is done. */
export const crawling = {
  ...reporting,
  workers,
  dryRun: off("dry-run", "Write nothing, and tell what would have been written"),
  maxRequests: Flag.Int("max-requests").pipe(
    Flag.withSchema(upTo(1_000_000)),
    Flag.optional,
    Flag.withDescription("Stop when so many requests have been sent")
  ),
  since: Flag.String("since").pipe(
    Flag.withSchema(IsoDate),
    Flag.optional,
    Flag.withDescription("Only events from this day on, YYYY-MM-DD")
  ),
  force: off("force", "Ask for pages again of which nothing more is expected"),
  allowShrink: off("allow-shrink", "Take lists that have become shorter")
}

type Given = Omit<CrawlRequest, "scope"> & {
  readonly maxRequests: Option.Option<number>
  readonly since: Option.Option<string>
  readonly force: boolean
  readonly allowShrink: boolean
}

export const requestOf = ({ allowShrink, force, maxRequests, since, ...request }: Given): CrawlRequest => ({
  ...request,
  scope: { allowShrink, force, maxRequests: Option.getOrNull(maxRequests), since: Option.getOrNull(since) }
})

/** How a run that began before is gone on with: its scope is what it was. */
export const resuming = { ...reporting, workers }

export const run = Argument.Int("run").pipe(Argument.withSchema(RunNumber))

/** Which dead letters. */
export const scope = {
  run: Flag.Int("run").pipe(Flag.withSchema(RunNumber), Flag.optional, Flag.withDescription("Only those of a run")),
  page: Flag.String("page").pipe(
    Flag.withSchema(PageName),
    Flag.optional,
    Flag.withDescription('Only this page, such as "event/80dbeb1dd5b53e64"')
  )
}

export const scopeOf = (given: { readonly run: Option.Option<RunNumber>; readonly page: Option.Option<PageName> }) => ({
  run: Option.getOrUndefined(given.run),
  page: Option.getOrUndefined(given.page)
})
