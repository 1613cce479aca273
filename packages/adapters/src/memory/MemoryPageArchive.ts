import { type ArchivedPage, comparable, type KnownPage, PageArchive } from "@mma-savant/core/collection/PageArchive"
import { DateTime, Effect, Layer, Option } from "effect"
import { MemoryVisits } from "./MemoryVisits.ts"

const withoutText = ({ html: _, ...known }: ArchivedPage): KnownPage => known

const versionOf = ({ html, name }: ArchivedPage): string => `${name} ${comparable(html)}`

export const layer = Layer.effect(
  PageArchive,
  Effect.gen(function* () {
    const { pages, versions } = yield* MemoryVisits
    return PageArchive.of({
      keep: (page) =>
        Effect.sync(() => {
          pages.set(page.name, page)
          versions.set(versionOf(page), page.checkedAt)
        }),
      known: (names) => Effect.sync(() => names.flatMap((name) => pages.get(name) ?? []).map(withoutText)),
      latest: (name) => Effect.sync(() => Option.fromUndefinedOr(pages.get(name))),
      list: (after, limit) =>
        Effect.sync(() =>
          [...pages.values()]
            .filter(({ name }) => after === null || name > after)
            .sort((a, b) => (a.name < b.name ? -1 : 1))
            .slice(0, limit)
            .map(withoutText)
        ),
      prune: (before) =>
        Effect.sync(() => {
          const latest = new Set([...pages.values()].map(versionOf))
          const old = [...versions].filter(([key, seenAt]) => !latest.has(key) && DateTime.isLessThan(seenAt, before))
          for (const [key] of old) versions.delete(key)
          return old.length
        })
    })
  })
)
