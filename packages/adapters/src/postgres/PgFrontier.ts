import type { RunNumber } from "@mma-savant/core/collection/CollectionRun"
import { type DeathCause, Frontier, type Visit, WorkerId } from "@mma-savant/core/collection/Frontier"
import { type PageKind, PageName, pageKinds } from "@mma-savant/core/collection/Page"
import { noOutcome, together, VisitOutcome } from "@mma-savant/core/collection/VisitOutcome"
import { DateTime, Effect, Layer, Option, Schema, Stream } from "effect"
import { type SqlConnection as Connection, SqlClient } from "effect/sql"
import { orUnavailable, rowsOf } from "./Rows.ts"
import { SingleSession } from "./SingleSession.ts"
import { quoted, storable } from "./Text.ts"

const visitsIn = rowsOf(Schema.Struct({ page: PageName, attempt: Schema.Int }))
const addedIn = rowsOf(Schema.Struct({ added: Schema.Int }))
const countsIn = rowsOf(
  Schema.Struct({
    waiting: Schema.Int,
    taken: Schema.Int,
    done: Schema.Int,
    dead: Schema.Int,
    changed: Schema.Int,
    nextDue: Schema.NullOr(Schema.Number)
  })
)
const outcomesIn = rowsOf(Schema.Struct({ page: PageName, outcome: VisitOutcome }))

const workersIn = rowsOf(Schema.Struct({ worker: WorkerId }))

/** Our class of advisory locks. A worker holds the lock of its number: the server lets it go when the session ends. */
const lockClass = 1_835_888_979

const lock = (session: Pick<Connection.Connection, "executeUnprepared">, worker: WorkerId) =>
  Effect.acquireRelease(
    session.executeUnprepared("select pg_advisory_lock($1, $2)", [lockClass, worker], undefined),
    () => Effect.ignore(session.executeUnprepared("select pg_advisory_unlock($1, $2)", [lockClass, worker], undefined))
  )

/** Of a visit, that its worker is no more. */
const orphaned = `state = 'taken' and worker not in (
  select objid::int from pg_locks
  where locktype = 'advisory' and classid = ${lockClass} and granted
    and database = (select oid from pg_database where datname = current_database()))`

/** How many outcomes are read at once. */
const pageSize = 2000

const turns = pageKinds.map((kind: PageKind, turn) => `when ${quoted(kind)} then ${turn}`).join(" ")

export const layer = Layer.effect(
  Frontier,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const isSingle = yield* SingleSession

    const insert = (run: RunNumber, pages: ReadonlyArray<PageName>) => sql`
      insert into collection_visits (run_id, page, turn)
      select ${run}, page, case split_part(page, '/', 1) ${sql.literal(turns)} end
      from unnest(${[...pages].sort()}::text[]) with ordinality as told (page, nth)
      order by nth
      on conflict (run_id, page) do nothing`

    const add = Effect.fn("PgFrontier.add")(function* (run: RunNumber, pages: ReadonlyArray<PageName>) {
      const [row] = yield* addedIn(sql`
        with added as (${insert(run, pages)} returning page) select count(*)::int as added from added`)
      return row!.added
    })

    const takeOne = (run: RunNumber, worker: WorkerId, isFree: string) =>
      visitsIn(sql`
        update collection_visits visit
        set state = 'taken', worker = ${worker}, attempts = attempts + 1, updated_at = now()
        from (
          select page from collection_visits where run_id = ${run} and ${sql.literal(isFree)}
          order by turn, due_at limit 1
          for update skip locked
        ) next
        where visit.run_id = ${run} and visit.page = next.page
        returning visit.page, attempts as attempt, set_config('synchronous_commit', 'off', true)`)

    // Who is alive takes longer to find out than what waits.
    const take = Effect.fn("PgFrontier.take")(function* (run: RunNumber, worker: WorkerId) {
      const [visit] = yield* takeOne(run, worker, "state = 'waiting' and due_at <= clock_timestamp()")
      const [next = visit] = visit === undefined ? yield* takeOne(run, worker, orphaned) : []
      return Option.map(Option.fromUndefinedOr(next), (found): Visit => ({ run, ...found }))
    })

    const finish = Effect.fn("PgFrontier.finish")(
      ({ page, run }: Visit, outcome: VisitOutcome, next: ReadonlyArray<PageName>) => sql`
        with added as (${insert(run, next)})
        update collection_visits set state = 'done', worker = null, outcome = ${JSON.stringify(outcome)}::jsonb,
          updated_at = now()
        where run_id = ${run} and page = ${page}`,
      Effect.asVoid,
      orUnavailable
    )

    const postpone = Effect.fn("PgFrontier.postpone")(
      ({ page, run }: Visit, until: DateTime.Utc) => sql`
        update collection_visits set state = 'waiting', worker = null, due_at = ${DateTime.toDateUtc(until)},
          updated_at = now()
        where run_id = ${run} and page = ${page}`,
      Effect.asVoid,
      orUnavailable
    )

    const bury = Effect.fn("PgFrontier.bury")(
      ({ page, run }: Visit, cause: DeathCause, reason: string) => sql`
        update collection_visits set state = 'dead', worker = null, cause = ${cause}, reason = ${storable(reason)},
          updated_at = now()
        where run_id = ${run} and page = ${page}`,
      Effect.asVoid,
      orUnavailable
    )

    const counts = Effect.fn("PgFrontier.counts")(function* (run: RunNumber) {
      const [row] = yield* countsIn(sql`
        select count(*) filter (where state = 'waiting')::int as waiting,
          count(*) filter (where state = 'taken')::int as taken,
          count(*) filter (where state = 'done')::int as done,
          count(*) filter (where state = 'dead')::int as dead,
          count(*) filter (where cause = 'changed')::int as changed,
          (extract(epoch from min(due_at) filter (where state = 'waiting') - clock_timestamp()) * 1000)::float8
            as "nextDue"
        from collection_visits where run_id = ${run}`)
      const { nextDue, ...counts } = row!
      return { ...counts, nextDue: nextDue === null ? null : Math.max(0, nextDue) }
    })

    const outcome = Effect.fn("PgFrontier.outcome")((run: RunNumber) =>
      Stream.paginate("", (after: string) =>
        Effect.map(
          outcomesIn(sql`
            select page, outcome from collection_visits where run_id = ${run} and state = 'done' and page > ${after}
            order by page limit ${pageSize}`),
          (rows) =>
            [rows, rows.length < pageSize ? Option.none<string>() : Option.some<string>(rows.at(-1)!.page)] as const
        )
      ).pipe(
        Stream.runFold(
          () => noOutcome,
          (sum, visit) => together(sum, visit.outcome)
        )
      )
    )

    const enlist = Effect.gen(function* () {
      const [row] = yield* workersIn(sql`select nextval('collection_workers')::int as worker`)
      const { worker } = row!
      const session: Pick<Connection.Connection, "executeUnprepared"> = isSingle
        ? { executeUnprepared: (statement, parameters) => sql.unsafe(statement, parameters).unprepared }
        : yield* sql.reserve
      yield* lock(session, worker)
      return worker
    }).pipe(orUnavailable, Effect.withSpan("PgFrontier.enlist"))

    return Frontier.of({ enlist, add, take, finish, postpone, bury, counts, outcome })
  })
)
