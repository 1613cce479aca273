import type { MessageId, MessagePart } from "@mma-savant/core/conversation/ChatMessage"
import { SessionNotFound } from "@mma-savant/core/conversation/Conversation"
import type { OwnedRun, StoredTurn, Turn, TurnEnd } from "@mma-savant/core/conversation/Turn"
import { TurnRepository } from "@mma-savant/core/conversation/TurnRepository"
import type { UserId } from "@mma-savant/core/Identity"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import { QuotaExceeded, quota as quotaOf } from "@mma-savant/core/user/Quota"
import { Effect, Layer, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { callColumns, callFields, callRow } from "./CallRow.ts"
import { orUnavailable, rowsOf } from "./Rows.ts"
import { leaseEnd, ownedFields } from "./RunRow.ts"
import { json, storable } from "./Text.ts"
import { knownTurn, planOf, Standing, type TurnPlan, targetOf } from "./TurnPlan.ts"

const standingsIn = rowsOf(Standing)
const entriesIn = rowsOf(
  Schema.Struct({ isAsFound: Schema.Boolean, used: Schema.NullOr(Schema.Int), number: Schema.NullOr(Schema.Int) })
)
const endsIn = rowsOf(Schema.Struct({ ended: Schema.Boolean }))
const daysIn = rowsOf(Schema.Struct({ limit: Schema.Int, used: Schema.Int }))

/**
 * Whoever changes several rows takes them in one order, so that no two wait for each other: the user, the conversation,
 * the answers as they come. To have an answer's row is to have its run's too, and then the user's days, a later one
 * first.
 */
export const layer = Layer.effect(
  TurnRepository,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const newLease = sql.literal(leaseEnd)
    const nothing = sql.literal("")

    const look = ({ ask, cid, day, sessionId, userId }: Turn) => {
      const target = targetOf(ask)
      const text = ask.kind === "regenerate" ? null : storable(ask.text)
      return standingsIn(sql`
        select c.id as "conversationId", c.head, u.daily_request_limit as "limit", coalesce(d.count, 0) as used,
          coalesce((select max(seq) from messages where conversation_id = c.id), 0) as seq,
          (
            select jsonb_build_object('questionId', q.message_id, 'parentId', q.parent, 'answerId', r.answer,
              'run', r.run, 'isSame', r.kind = ${ask.kind} and r.target is not distinct from ${target}::uuid
                and (r.kind = 'regenerate' or q.parts -> 0 ->> 'text' = ${text}::text))
            from runs r
            join messages m on m.message_id = r.answer
            join messages q on q.message_id = m.parent
            where r.conversation_id = c.id and r.cid = ${storable(cid)}
          ) as known,
          (
            select jsonb_build_object('id', t.message_id, 'role', t.role, 'questionId', q.message_id,
              'parentId', q.parent)
            from messages t
            join messages q on q.message_id = case t.role when 'assistant' then t.parent else t.message_id end
            where t.message_id = ${target}::uuid and t.conversation_id = c.id
          ) as target,
          (
            select coalesce(jsonb_agg(jsonb_build_object(${sql.literal(ownedFields)}, 'isQueued', r.state = 'queued',
              'day', r.day) order by r.number), '[]')
            from runs r
            join messages m on m.message_id = r.answer
            where r.conversation_id = c.id and not r.told and r.state <> 'ended'
          ) as open
        from conversations c
        join users u on u.id = c.user_id
        left join daily_requests d on d.user_id = u.id and d.day = ${day}::date
        where c.session_id = ${sessionId} and c.user_id = ${userId}`)
    }

    /** Whether the runs that are not over are as they were found; they stay so until the turn is entered. */
    const untouched = (open: Standing["open"]) => {
      const ids = (runs: Standing["open"]) => runs.map(({ answerId }) => answerId)
      return open.length === 0
        ? sql.literal("true")
        : sql`${open.length} = (
            select count(*) from (
              select from messages
              where message_id = any(${ids(open)}::uuid[]) and conversation_id = (select id from session) and status =
                case when message_id = any(${ids(open.filter(({ isQueued }) => isQueued))}::uuid[])
                  then 'queued' else 'streaming' end
              order by seq
              for no key update
            ) still
          )`
    }

    const cancel = ({ day, userId }: Turn, cancelled: TurnPlan["cancelled"]) =>
      cancelled.length === 0
        ? nothing
        : sql`, cancelled as (
            update runs set state = 'ended', charge = 'refunded', lease_until = ${newLease}, updated_at = now()
            from free
            where answer = any(${cancelled.map(({ answerId }) => answerId)}::uuid[])
            returning answer, day
          ), unanswered as (
            update messages set status = 'cancelled', updated_at = now()
            from cancelled where message_id = answer
          ), given_back as (
            update daily_requests d set count = d.count - refund.count
            from (select day, count(*)::int as count from cancelled where day <> ${day}::date group by day) refund
            where d.user_id = ${userId} and d.day = refund.day
          )`

    const stop = (stopping: TurnPlan["stopping"]) =>
      stopping === null
        ? nothing
        : sql`, stopped as (
            update runs set is_stopped = true, updated_at = now() from free where answer = ${stopping.answerId}::uuid
          )`

    /** Enters the turn where the session still stands as it was found, and the day has one request left. */
    const enter = (turn: Turn, { conversationId, head, limit, open, seq }: Standing, plan: TurnPlan) => {
      const { answerId, ask, canAsk, cid, day, model, owner, run, userId } = turn
      const { cancelled, isRunning, parentId, questionId, stopping } = plan
      const given = cancelled.filter((one) => one.day === day).length
      const place = ask.kind === "regenerate" ? seq : seq + 1
      const question =
        ask.kind === "regenerate"
          ? nothing
          : sql`
            select ${questionId}::uuid, id, ${place}::int, ${parentId}::uuid, 'user',
              ${json([{ kind: "text", text: ask.text }])}::jsonb, 'completed'
            from free
            union all`
      return entriesIn(sql`
        with account as (
          select id from users where id = ${userId} for key share
        ), session as (
          select id from conversations
          where id = ${conversationId} and user_id = (select id from account)
            and head is not distinct from ${head}::uuid
          for no key update
        ), found as (
          select id from session where ${untouched(open)}
        ), reserved as (
          insert into daily_requests as known (user_id, day, count)
          select ${userId}, ${day}::date, 1 from found where ${limit} > 0
          on conflict (user_id, day) do update set count = known.count + ${1 - given}
          where known.count < ${limit + given}
          returning count
        ), free as (
          select found.id from found, reserved
        ), moved as (
          update conversations set head = ${answerId}::uuid, updated_at = now()
          from free where conversations.id = free.id
        ), entered as (
          insert into messages (message_id, conversation_id, seq, parent, role, parts, status)
          ${question}
          select ${answerId}::uuid, id, ${place + 1}::int, ${questionId}::uuid, 'assistant', '[]'::jsonb,
            ${isRunning ? "streaming" : "queued"}
          from free
        ), begun as (
          insert into runs (answer, run, conversation_id, cid, kind, target, state, begun_at, owner, lease_until,
            model, can_ask, day)
          select ${answerId}::uuid, ${run}, id, ${storable(cid)}, ${ask.kind}, ${targetOf(ask)}::uuid,
            ${isRunning ? "running" : "queued"}, ${sql.literal(isRunning ? "now()" : "null")},
            ${isRunning ? owner : null}::uuid, ${newLease},
            ${model === null ? null : storable(model)}, ${canAsk}, ${day}::date
          from free
          returning number
        ) ${cancel(turn, cancelled)} ${stop(stopping)}
        select exists (select from found) as "isAsFound", (select count from reserved) as used,
          (select number from begun) as number`)
    }

    /** Null where the session did not stay as it was found. */
    const attempt = Effect.fnUntraced(function* (turn: Turn) {
      const { answerId, ask, canAsk, day, model, run, sessionId, userId } = turn
      const [standing] = yield* look(turn)
      if (standing === undefined) return yield* new SessionNotFound({ sessionId })
      const known = yield* knownTurn(standing, turn)
      if (known !== null) return known
      const plan = yield* planOf(standing, turn)
      const [entry] = yield* enter(turn, standing, plan)
      const { isAsFound, number, used } = entry!
      if (!isAsFound) return null
      const { limit } = standing
      if (number === null || used === null) {
        return yield* new QuotaExceeded({ quota: quotaOf(limit, Math.max(limit, standing.used), day) })
      }
      const { ahead, cancelled, isRunning, parentId, questionId, stopping } = plan
      const ids = { questionId, answerId, run }
      return {
        ...ids,
        parentId,
        repeated: false,
        owned: isRunning
          ? { ...ids, sessionId, number, userId, model, canAsk, isAnew: ask.kind === "regenerate" }
          : null,
        ahead,
        cancelled: cancelled.map(({ day: _, isQueued: __, ...owned }): OwnedRun => owned),
        stopping: stopping?.run ?? null,
        quota: quotaOf(limit, used, day)
      } satisfies StoredTurn
    })

    /** Whoever else begins a turn in the session waits until this one is stored: only its runs may still move on. */
    const inTurn = Effect.fnUntraced(
      function* (turn: Turn) {
        yield* sql`
          with account as (select id from users where id = ${turn.userId} for key share)
          select from conversations
          where session_id = ${turn.sessionId} and user_id = (select id from account)
          for no key update`
        while (true) {
          const stored = yield* attempt(turn)
          if (stored !== null) return stored
        }
      },
      sql.withTransaction,
      orUnavailable
    )

    const begin = Effect.fn("PgTurnRepository.begin")(function* (turn: Turn) {
      return (yield* attempt(turn)) ?? (yield* inTurn(turn))
    })

    const checkpoint = Effect.fn("PgTurnRepository.checkpoint")(
      (answerId: MessageId, parts: ReadonlyArray<MessagePart>) =>
        Effect.asVoid(
          orUnavailable(sql`
            update messages set parts = ${json(parts)}::jsonb, updated_at = now()
            where message_id = ${answerId}::uuid and status = 'streaming'`)
        )
    )

    const recover = Effect.fn("PgTurnRepository.recover")((answerId: MessageId, parts: ReadonlyArray<MessagePart>) =>
      Effect.map(
        orUnavailable(sql`
            update messages set parts = ${json(parts)}::jsonb, updated_at = now()
            where message_id = ${answerId}::uuid and status = 'interrupted'
              and exists (select from runs where answer = message_id and not told)
            returning message_id`),
        ({ length }) => length === 1
      )
    )

    const finish = Effect.fn("PgTurnRepository.finish")(
      ({ answerId, calls, isCharged, parts, status, usage }: TurnEnd) => {
        const refund = isCharged
          ? nothing
          : sql`, given_back as (
              update daily_requests d set count = d.count - 1
              from place, run where d.user_id = place.user_id and d.day = run.day
            )`
        return Effect.map(
          endsIn(sql`
            with place as (
              select u.id as user_id, c.session_id
              from messages m
              join conversations c on c.id = m.conversation_id
              join users u on u.id = c.user_id
              where m.message_id = ${answerId}::uuid
              for key share of u
            ), answer as (
              update messages
              set parts = ${json(parts)}::jsonb, status = ${status}, usage = ${json(usage)}::jsonb, updated_at = now()
              from place
              where message_id = ${answerId}::uuid and status in ('queued', 'streaming')
              returning message_id
            ), run as (
              update runs set state = 'ended', charge = ${isCharged ? "settled" : "refunded"},
                lease_until = ${newLease}, updated_at = now()
              from answer
              where runs.answer = answer.message_id
              returning runs.answer, day
            ) ${refund}, ledger as (
              insert into usage_ledger (user_id, session_id, message_id, ${sql.literal(callColumns)})
              select place.user_id, place.session_id, run.answer, ${sql.literal(callColumns)}
              from place, run,
                jsonb_to_recordset(${json(calls.map(callRow))}::jsonb) as call(${sql.literal(callFields)})
            )
            select exists (select from run) as ended`),
          ([end]) => end!.ended
        )
      }
    )

    const quota = Effect.fn("PgTurnRepository.quota")((userId: UserId, day: IsoDate) =>
      Effect.map(
        daysIn(sql`
          select coalesce((select daily_request_limit from users where id = ${userId}), 0) as "limit",
            coalesce((select count from daily_requests where user_id = ${userId} and day = ${day}::date), 0) as used`),
        ([found]) => quotaOf(found!.limit, found!.used, day)
      )
    )

    return TurnRepository.of({ begin, checkpoint, recover, finish, quota })
  })
)
