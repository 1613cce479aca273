import { type Page, type PageName, pageNamed } from "@mma-savant/core/collection/Page"
import { type KnownPage, PageArchive } from "@mma-savant/core/collection/PageArchive"
import { Effect, Option } from "effect"
import type { Adapters } from "../Adapters.ts"
import { Halted } from "../Halted.ts"
import { pathTo } from "../Output.ts"
import type * as Crawls from "./Crawls.ts"

/** How many names are read at once. */
const pageSize = 1000

const everyName = Effect.gen(function* () {
  const archive = yield* PageArchive
  const pages: Array<Page> = []
  let after: PageName | null = null
  for (;;) {
    const known: ReadonlyArray<KnownPage> = yield* archive.list(after, pageSize)
    for (const { name } of known) pages.push(pageNamed(name))
    if (known.length < pageSize) return pages
    after = known.at(-1)!.name
  }
})

/** The command that reads pages again which are at hand: those that were kept, and first those saved in a directory, if one is named. */
export const make = (adapters: Adapters, crawls: ReturnType<typeof Crawls.make>) =>
  Effect.fn("Collect.replay")(function* (directory: Option.Option<string>, request: Crawls.CrawlRequest) {
    if (request.dryRun && Option.isSome(directory)) {
      return yield* new Halted({
        message: "Pages of a directory are kept before they are read: --dry-run is for pages that are kept already.",
        exitCode: 2
      })
    }
    const kept = Effect.gen(function* () {
      if (Option.isNone(directory)) return yield* everyName
      const pages = yield* adapters.savedPages(yield* pathTo(directory.value))
      const archive = yield* PageArchive
      yield* Effect.forEach(pages, (page) => archive.keep(page), { discard: true })
      return pages.map(({ name }) => pageNamed(name))
    })
    const roots = yield* kept.pipe(
      Effect.provide(adapters.store),
      Effect.mapError((error) => Halted.of(error as Halted))
    )
    if (roots.length === 0) return yield* new Halted({ message: "There is no page to read.", exitCode: 2 })
    yield* crawls.start("replay", null, request, roots)
  })
