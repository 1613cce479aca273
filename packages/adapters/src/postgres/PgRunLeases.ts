import { type EndedStatus, RunId, type SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { type AskId, Inquiry } from "@mma-savant/core/conversation/Inquiry"
import { longestWait, mostReaped, RunLeases } from "@mma-savant/core/conversation/RunLeases"
import { type Instance, OwnedRun, RunRef } from "@mma-savant/core/conversation/Turn"
import { Array, Duration, Effect, Layer, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { orUnavailable, rowsOf } from "./Rows.ts"
import { leaseEnd, ownedColumns } from "./RunRow.ts"
import { json } from "./Text.ts"

const ended = ["completed", "cancelled", "failed", "interrupted"] as const satisfies ReadonlyArray<EndedStatus>

const ownedIn = rowsOf(OwnedRun)
const heldIn = rowsOf(Schema.Struct({ run: RunId, isStopped: Schema.Boolean, choice: Schema.NullOr(Schema.Int) }))
const untoldIn = rowsOf(Schema.Struct({ ...OwnedRun.fields, status: Schema.Literals(ended), hasBegun: Schema.Boolean }))
const stoppedIn = rowsOf(Schema.Struct({ ...OwnedRun.fields, wasQueued: Schema.Boolean }))
const openIn = rowsOf(Schema.Struct({ ...RunRef.fields, isQueued: Schema.Boolean }))
const askingIn = rowsOf(Schema.Struct({ run: RunId, inquiry: Inquiry }))

/** Rows are locked in the order that `PgTurnRepository` tells; `reap` passes over those that somebody else has. */
export const layer = Layer.effect(
  RunLeases,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const owned = sql.literal(ownedColumns)
    const newLease = sql.literal(leaseEnd)
    const latestWait = sql.literal(`now() - interval '${Duration.toSeconds(longestWait)} seconds'`)

    const take = Effect.fn("PgRunLeases.take")((sessionId: SessionId, owner: Instance) =>
      sql`
        with session as (
          select id from conversations where session_id = ${sessionId} for key share
        ), waiting as (
          select r.answer
          from session
          join runs r on r.conversation_id = session.id and not r.told and r.state = 'queued'
          join messages m on m.message_id = r.answer and m.status = 'queued'
          where not exists (
            select from runs where conversation_id = session.id and not told and state = 'running'
          )
          order by m.seq limit 1
          for no key update of m
        ), answer as (
          update messages set status = 'streaming', updated_at = now()
          from waiting where message_id = waiting.answer
          returning message_id, parent
        ), taken as (
          update runs set state = 'running', begun_at = now(), owner = ${owner}::uuid, lease_until = ${newLease},
            updated_at = now()
          from answer where runs.answer = message_id
          returning runs.*
        )
        select ${owned}
        from taken r join answer m on m.message_id = r.answer join conversations c on c.id = r.conversation_id`.pipe(
        // Somebody else took one at the same time: one is running now.
        Effect.catchReason("SqlError", "UniqueViolation", () => Effect.succeed([])),
        ownedIn,
        Effect.map(Array.head)
      )
    )

    const renew = Effect.fn("PgRunLeases.renew")((owner: Instance, told: ReadonlyArray<RunId>) =>
      heldIn(sql`
        with known as (
          update runs set told = true, updated_at = now()
          where run = any(${told}::text[]) and state = 'ended' and not told
        )
        update runs set lease_until = ${newLease}
        where not told and state = 'running' and owner = ${owner}::uuid
        returning run, is_stopped as "isStopped", choice`)
    )

    const endLost = (owner: Instance) =>
      untoldIn(sql`
        with found as (
          select answer, conversation_id, day, state <> 'ended' as is_open
          from runs
          where not told and case state when 'queued' then created_at <= ${latestWait} else lease_until <= now() end
          order by number limit ${mostReaped}
          for no key update skip locked
        ), lost as (
          select found.*, m.parent, m.status
          from found join messages m on m.message_id = found.answer
          for no key update of m skip locked
        ), answers as (
          update messages set status = 'interrupted', updated_at = now()
          from lost where message_id = lost.answer and is_open
        ), untold as (
          update runs set state = 'ended', owner = ${owner}::uuid, lease_until = ${newLease}, updated_at = now(),
            charge = case when is_open then 'refunded' else charge end
          from lost where runs.answer = lost.answer
          returning runs.*
        ), refunds as (
          select c.user_id, day, count(*)::int as count
          from lost join conversations c on c.id = conversation_id
          where is_open
          group by c.user_id, day
        ), days as (
          select known.user_id, known.day, refunds.count
          from daily_requests known join refunds on refunds.user_id = known.user_id and refunds.day = known.day
          order by known.user_id, known.day desc
          for no key update of known
        ), given_back as (
          update daily_requests d set count = d.count - days.count
          from days where d.user_id = days.user_id and d.day = days.day
        )
        select ${owned}, case when is_open then 'interrupted' else m.status end as status,
          begun_at is not null as "hasBegun"
        from untold r join lost m on m.answer = r.answer join conversations c on c.id = r.conversation_id
        order by r.number`)

    const takeLeft = (owner: Instance) =>
      ownedIn(sql`
        with waiting as (
          select r.answer
          from runs r join messages m on m.message_id = r.answer and m.status = 'queued'
          where not r.told and r.state = 'queued' and r.created_at > ${latestWait} and not exists (
            select from runs other
            where other.conversation_id = r.conversation_id and not other.told
              and (other.state <> 'queued' or other.number < r.number)
          )
          order by r.number limit ${mostReaped}
          for no key update of m skip locked
        ), answers as (
          update messages set status = 'streaming', updated_at = now()
          from waiting where message_id = answer
          returning message_id, parent
        ), taken as (
          update runs set state = 'running', begun_at = now(), owner = ${owner}::uuid, lease_until = ${newLease},
            updated_at = now()
          from answers where answer = message_id
          returning runs.*
        )
        select ${owned}
        from taken r join answers m on m.message_id = r.answer join conversations c on c.id = r.conversation_id
        order by r.number`)

    const reap = Effect.fn("PgRunLeases.reap")(function* (owner: Instance) {
      return { untold: yield* endLost(owner), taken: yield* takeLeft(owner) }
    })

    const stop = Effect.fn("PgRunLeases.stop")((sessionId: SessionId, run: RunId) =>
      stoppedIn(sql`
        with found as (
          select r.answer, m.status = 'queued' as was_queued
          from runs r
          join conversations c on c.id = r.conversation_id
          join messages m on m.message_id = r.answer
          where r.run = ${run} and c.session_id = ${sessionId} and m.status in ('queued', 'streaming')
          for no key update of m
        ), cancelled as (
          update messages set status = 'cancelled', updated_at = now()
          from found where message_id = answer and was_queued
        ), stopped as (
          update runs set is_stopped = true, updated_at = now(),
            state = case when was_queued then 'ended' else state end,
            charge = case when was_queued then 'refunded' else charge end,
            lease_until = case when was_queued then ${newLease} else lease_until end
          from found where runs.answer = found.answer
          returning runs.*, was_queued
        ), given_back as (
          update daily_requests d set count = d.count - 1
          from stopped join conversations c on c.id = conversation_id
          where was_queued and d.user_id = c.user_id and d.day = stopped.day
        )
        select ${owned}, was_queued as "wasQueued"
        from stopped r join messages m on m.message_id = r.answer join conversations c on c.id = r.conversation_id`).pipe(
        Effect.map(Array.head)
      )
    )

    const current = Effect.fn("PgRunLeases.current")(function* (sessionId: SessionId) {
      const open = yield* openIn(sql`
        select c.session_id as "sessionId", r.run, r.answer as "answerId", r.state = 'queued' as "isQueued"
        from conversations c join runs r on r.conversation_id = c.id
        where c.session_id = ${sessionId} and not r.told and r.state <> 'ended'
        order by r.number`)
      const refs = (queued: boolean) =>
        open.flatMap(({ isQueued, ...ref }): ReadonlyArray<RunRef> => (isQueued === queued ? [ref] : []))
      return { running: refs(false)[0] ?? null, queued: refs(true) }
    })

    const inquire = Effect.fn("PgRunLeases.inquire")((run: RunId, inquiry: Inquiry | null) =>
      Effect.asVoid(
        orUnavailable(sql`
          update runs set inquiry = ${inquiry === null ? null : json(inquiry)}::jsonb, choice = null, updated_at = now()
          where run = ${run} and state = 'running'`)
      )
    )

    const inquiry = Effect.fn("PgRunLeases.inquiry")((sessionId: SessionId, askId: AskId) =>
      Effect.map(
        askingIn(sql`
          select r.run, r.inquiry
          from conversations c join runs r on r.conversation_id = c.id
          where c.session_id = ${sessionId} and not r.told and r.state = 'running'
            and r.inquiry ->> 'askId' = ${askId} and r.choice is null`),
        Array.head
      )
    )

    const choose = Effect.fn("PgRunLeases.choose")((run: RunId, askId: AskId, choice: number) =>
      Effect.map(
        orUnavailable(sql`
          update runs set choice = ${choice}, updated_at = now()
          where run = ${run} and state = 'running' and inquiry ->> 'askId' = ${askId} and choice is null
          returning run`),
        ({ length }) => length === 1
      )
    )

    return RunLeases.of({ take, renew, reap, stop, current, inquire, inquiry, choose })
  })
)
