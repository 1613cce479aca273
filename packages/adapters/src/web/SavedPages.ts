import { readdir, readFile, stat } from "node:fs/promises"
import { join } from "node:path"
import { PageName as Name, type PageName } from "@mma-savant/core/collection/Page"
import type { ArchivedPage } from "@mma-savant/core/collection/PageArchive"
import { DateTime, Effect, Option, Schema } from "effect"

/** The directory cannot be read. */
export class DirectoryUnreadable extends Schema.TaggedError<DirectoryUnreadable>()("DirectoryUnreadable", {
  message: Schema.String
}) {}

const patterns: ReadonlyArray<readonly [pattern: RegExp, name: (found: RegExpExecArray) => string]> = [
  [/(?:^|\/)(event|fight|fighter)(?:-details)?\/([0-9a-f]{16})/, ([, kind, key]) => `${kind}/${key}`],
  [
    /(?:^|\/)(?:statistics\/events|events_list)\/(completed|upcoming)/i,
    ([, which]) => `${which?.toLowerCase()}-events`
  ],
  [/(?:^|\/)statistics\/fighters.*char=([a-z])/, ([, letter]) => `fighters/${letter}`],
  [/(?:^|\/)rankings(?:\.html?|\/index\.html?)?$/, () => "rankings"]
]

/** Which page a file is, by its path below the directory. */
export const pageOf = (path: string): Option.Option<PageName> => {
  for (const [pattern, name] of patterns) {
    const found = pattern.exec(path)
    if (found !== null) return Schema.decodeUnknownOption(Name)(name(found))
  }
  return Option.none()
}

const read = async (directory: string): Promise<ReadonlyArray<ArchivedPage>> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const pages: Array<ArchivedPage> = []
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const name = pageOf(path.slice(directory.length).replaceAll("\\", "/"))
    if (Option.isNone(name)) continue
    const [html, { mtimeMs }] = [await readFile(path, "utf8"), await stat(path)]
    const checkedAt = DateTime.makeUnsafe(Math.floor(mtimeMs))
    pages.push({ name: name.value, html, etag: null, lastModified: null, checkedAt, isSettled: false })
  }
  return pages
}

/**
 * The pages saved in a directory: a copy of a site by its paths, or pages in folders of their kinds, each file's name beginning
 * with the page's id. Of several copies of a page the last by path counts.
 */
export const savedPages = (directory: string): Effect.Effect<ReadonlyArray<ArchivedPage>, DirectoryUnreadable> =>
  Effect.tryPromise({
    try: async () => [...new Map((await read(directory)).map((page) => [page.name, page])).values()],
    catch: () => new DirectoryUnreadable({ message: `${directory} cannot be read as a directory of pages.` })
  })
