import { hash } from "node:crypto"
import { zstdCompressSync, zstdDecompressSync } from "node:zlib"
import { PageName } from "@mma-savant/core/collection/Page"
import { type ArchivedPage, comparable, PageArchive } from "@mma-savant/core/collection/PageArchive"
import { Array, DateTime, Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { orUnavailable, rowsOf } from "./Rows.ts"

const known = {
  name: PageName,
  etag: Schema.NullOr(Schema.String),
  lastModified: Schema.NullOr(Schema.String),
  checkedAt: Schema.DateTimeUtcFromDate,
  isSettled: Schema.Boolean
}
const knownIn = rowsOf(Schema.Struct(known))
const pagesIn = rowsOf(Schema.Struct({ ...known, text: Schema.Uint8Array }))
const countIn = rowsOf(Schema.Struct({ dropped: Schema.Int }))

/** Texts are kept compressed: a page has some 90 KB, and most of it is repeated. */
export const layer = Layer.effect(
  PageArchive,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const columns = sql.literal(
      `page.name, etag, last_modified as "lastModified", checked_at as "checkedAt", is_settled as "isSettled"`
    )

    const keep = Effect.fn("PgPageArchive.keep")(
      ({ checkedAt, etag, html, isSettled, lastModified, name }: ArchivedPage) => {
        const key = hash("sha256", comparable(html), "base64url")
        const text = zstdCompressSync(html)
        const seen = DateTime.toDateUtc(checkedAt)
        return sql`
          with kept as (
            insert into page_texts (hash, text) values (${key}, ${text}) on conflict (hash) do nothing
          ), page as (
            insert into collection_pages as known (name, hash, etag, last_modified, checked_at, is_settled)
            values (${name}, ${key}, ${etag}, ${lastModified}, ${seen}, ${isSettled})
            on conflict (name) do update set hash = excluded.hash, etag = excluded.etag,
              last_modified = excluded.last_modified, checked_at = excluded.checked_at,
              is_settled = excluded.is_settled, updated_at = now()
          )
          insert into page_versions as version (name, hash, seen_at) values (${name}, ${key}, ${seen})
          on conflict (name, hash) do update set seen_at = greatest(version.seen_at, excluded.seen_at)`
      },
      Effect.asVoid,
      orUnavailable
    )

    const latest = Effect.fn("PgPageArchive.latest")((name: PageName) =>
      Effect.map(
        pagesIn(
          sql`select ${columns}, text from collection_pages page join page_texts using (hash) where page.name = ${name}`
        ),
        (rows) =>
          Option.map(Array.head(rows), ({ text, ...page }) => ({ ...page, html: zstdDecompressSync(text).toString() }))
      )
    )

    return PageArchive.of({
      keep,
      latest,
      known: Effect.fn("PgPageArchive.known")((names: ReadonlyArray<PageName>) =>
        knownIn(sql`
          select ${columns} from collection_pages page
          where name = any(${names}::text[])`)
      ),
      list: Effect.fn("PgPageArchive.list")((after: PageName | null, limit: number) =>
        knownIn(sql`
          select ${columns} from collection_pages page where ${after}::text is null or name > ${after}
          order by name limit ${limit}`)
      ),
      prune: Effect.fn("PgPageArchive.prune")((before: DateTime.Utc) =>
        Effect.map(
          countIn(sql`
            with dropped as (
              delete from page_versions version using collection_pages page
              where page.name = version.name and page.hash <> version.hash
                and version.seen_at < ${DateTime.toDateUtc(before)}
              returning version.name, version.hash
            ), texts as (
              delete from page_texts text
              where hash in (select hash from dropped)
                and not exists (select from collection_pages page where page.hash = text.hash)
                and not exists (
                  select from page_versions version where version.hash = text.hash
                    and not exists (select from dropped where dropped.name = version.name and dropped.hash = version.hash)
                )
            )
            select count(*)::int as dropped from dropped`),
          ([row]) => row!.dropped
        )
      )
    })
  })
)
