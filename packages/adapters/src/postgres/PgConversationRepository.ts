import {
  ChatMessage,
  MessageId,
  type MessagePart,
  RunId,
  type SessionId
} from "@mma-savant/core/conversation/ChatMessage"
import { CidConflict, Conversation, SessionNotFound } from "@mma-savant/core/conversation/Conversation"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import type { StoredTurn, Turn, TurnEnd } from "@mma-savant/core/conversation/Turn"
import type { UserId } from "@mma-savant/core/Identity"
import { Array, Duration, Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { callColumns, callFields, callRow } from "./CallRow.ts"
import { orUnavailable, rowsOf } from "./Rows.ts"
import { json, storable } from "./Text.ts"

const conversationsIn = rowsOf(Conversation)
const messagesIn = rowsOf(ChatMessage)
const idsIn = rowsOf(Schema.Struct({ id: Schema.Int }))
const countsIn = rowsOf(Schema.Struct({ count: Schema.Int }))
const turnsIn = rowsOf(Schema.Struct({ questionId: MessageId, answerId: MessageId, run: RunId, text: Schema.String }))

export const layer = Layer.effect(
  ConversationRepository,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const columns = sql.literal(
      `session_id as "sessionId", user_id as "userId", title, created_at as "createdAt", updated_at as "updatedAt"`
    )

    const create = Effect.fn("PgConversationRepository.create")(function* ({
      sessionId,
      title,
      userId
    }: Pick<Conversation, "sessionId" | "userId" | "title">) {
      const [created] = yield* conversationsIn(sql`
        insert into conversations (session_id, user_id, title)
        values (${sessionId}, ${userId}, ${title === null ? null : storable(title)})
        returning ${columns}`)
      return created!
    })

    const find = Effect.fn("PgConversationRepository.find")((sessionId: SessionId, userId: UserId) =>
      Effect.map(
        conversationsIn(
          sql`select ${columns} from conversations where session_id = ${sessionId} and user_id = ${userId}`
        ),
        Array.head
      )
    )

    const messages = Effect.fn("PgConversationRepository.messages")((sessionId: SessionId, limit: number) =>
      messagesIn(sql`
        select * from (
          select m.message_id as id, m.parent as "parentId", m.role, m.parts, m.status, m.created_at as "createdAt", m.seq
          from messages m join conversations c on c.id = m.conversation_id
          where c.session_id = ${sessionId}
          order by m.seq desc limit ${limit}
        ) latest order by seq`)
    )

    const findTurn = Effect.fn("PgConversationRepository.findTurn")(function* ({
      cid,
      sessionId,
      text
    }: Pick<Turn, "sessionId" | "cid" | "text">) {
      const [known] = yield* turnsIn(sql`
        select question.message_id as "questionId", answer.message_id as "answerId", answer.run,
          question.parts -> 0 ->> 'text' as text
        from conversations c
        join messages question on question.conversation_id = c.id and question.cid = ${storable(cid)}
        join messages answer on answer.parent = question.message_id and answer.role = 'assistant'
        where c.session_id = ${sessionId}
        order by answer.seq limit 1`)
      if (known === undefined) return Option.none()
      const { text: asked, ...turn } = known
      if (asked !== storable(text)) return yield* new CidConflict({ cid })
      return Option.some<StoredTurn>({ ...turn, repeated: true })
    })

    const enter = ({ answerId, cid, questionId, run, text }: Turn, conversationId: number) => sql`
      with latest as (
        select message_id, seq from messages where conversation_id = ${conversationId} order by seq desc limit 1
      ), place as (
        select coalesce((select seq from latest), 0) as seq, (select message_id from latest) as parent
      ), touched as (
        update conversations set updated_at = now() where id = ${conversationId}
      )
      insert into messages (message_id, conversation_id, seq, parent, role, parts, status, cid, run)
      select ${questionId}::uuid, ${conversationId}, seq + 1, parent, 'user', ${json([{ kind: "text", text }])}::jsonb,
        'completed', ${storable(cid)}, null
      from place
      union all
      select ${answerId}::uuid, ${conversationId}, seq + 2, ${questionId}::uuid, 'assistant', '[]', 'streaming', null,
        ${run}
      from place`

    const startTurn = Effect.fn("PgConversationRepository.startTurn")(
      function* (turn: Turn) {
        const { answerId, questionId, run, sessionId, userId } = turn
        // Whoever else begins a turn in this session waits here until this one is committed.
        const [session] = yield* idsIn(
          sql`select id from conversations where session_id = ${sessionId} and user_id = ${userId} for update`
        )
        if (session === undefined) return yield* new SessionNotFound({ sessionId })
        const known = yield* findTurn(turn)
        if (Option.isSome(known)) return known.value
        yield* enter(turn, session.id)
        return { questionId, answerId, run, repeated: false }
      },
      sql.withTransaction,
      orUnavailable
    )

    const checkpoint = Effect.fn("PgConversationRepository.checkpoint")(
      (answerId: MessageId, parts: ReadonlyArray<MessagePart>) =>
        Effect.asVoid(
          orUnavailable(sql`
            update messages set parts = ${json(parts)}::jsonb, updated_at = now()
            where message_id = ${answerId} and status = 'streaming'`)
        )
    )

    const finishTurn = Effect.fn("PgConversationRepository.finishTurn")(
      ({ answerId, calls, parts, status, usage }: TurnEnd) =>
        Effect.asVoid(
          orUnavailable(sql`
            with ended as (
              update messages
              set parts = ${json(parts)}::jsonb, status = ${status}, usage = ${json(usage)}::jsonb, updated_at = now()
              where message_id = ${answerId} and status = 'streaming'
              returning message_id, conversation_id
            )
            insert into usage_ledger (user_id, session_id, message_id, ${sql.literal(callColumns)})
            select c.user_id, c.session_id, message_id, ${sql.literal(callColumns)}
            from ended join conversations c on c.id = conversation_id
            cross join jsonb_to_recordset(${json(calls.map(callRow))}::jsonb) as call(${sql.literal(callFields)})`)
        )
    )

    const interruptAbandoned = Effect.fn("PgConversationRepository.interruptAbandoned")(
      (untouched: Duration.Duration) =>
        Effect.map(
          countsIn(sql`
          with abandoned as (
            update messages set status = 'interrupted', updated_at = now()
            where status = 'streaming' and updated_at <= now() - make_interval(secs => ${Duration.toSeconds(untouched)})
            returning 1
          )
          select count(*)::int as count from abandoned`),
          ([ended]) => ended?.count ?? 0
        )
    )

    const nameSession = Effect.fn("PgConversationRepository.nameSession")(
      (sessionId: SessionId, title: string, instead: string | null) =>
        Effect.map(
          orUnavailable(sql`
            update conversations set title = ${storable(title)}, updated_at = now()
            where session_id = ${sessionId}
              and title is not distinct from ${instead === null ? null : storable(instead)}::text
            returning id`),
          ({ length }) => length === 1
        )
    )

    return ConversationRepository.make({
      create,
      find,
      messages,
      findTurn,
      startTurn,
      checkpoint,
      finishTurn,
      interruptAbandoned,
      nameSession
    })
  })
)
